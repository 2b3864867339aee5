/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * hw_menu_names_say:
 * @button: with a menu
 *
 * Gives each entry in the menu of @button the name that is written on it. GTK 4.18 names an entry after a
 * label that it hides from screen readers, so that the entry has no name there.
 */
void hw_menu_names_say (GtkMenuButton *button);

G_END_DECLS
