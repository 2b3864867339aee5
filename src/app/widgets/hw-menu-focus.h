/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * hw_menu_focus_give_back:
 * @button: with a menu
 *
 * When the menu of @button closes, the focus goes back to where it was before the menu opened (by F10, from
 * anywhere). GTK leaves it on the button.
 */
void hw_menu_focus_give_back (GtkMenuButton *button);

G_END_DECLS
