/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* hw_header_bar_new: (transfer floating): of a window beside the main one, named @title, which goes on on the
 * next line where large text leaves it no room. (The bar's own title is cut.) */
GtkWidget *hw_header_bar_new (const char *title);

G_END_DECLS
