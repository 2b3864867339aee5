/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* hw_browser_open: opens @url (http: or https:; anything else, also %NULL, is not opened) in the user's
 * browser; where that fails, the window that @widget is in says so. */
void hw_browser_open (GtkWidget *widget, const char *url);

G_END_DECLS
