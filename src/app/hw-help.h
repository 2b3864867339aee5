/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* hw_help_open: the help, in the desktop's viewer (Yelp) where there is one and it can find our pages, else
 * in a window of our own over @parent. @topic: (nullable): a page of help/. */
void hw_help_open (GtkWindow *parent, const char *topic);

G_END_DECLS
