/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* hw_window_width_get_em: the size of @widget's text, in pixels. */
double hw_window_width_get_em (GtkWidget *widget);

/* What follows from a window's width and the size of its text, which libadwaita 1.2 has nothing for. */

/* hw_window_width_apply: @window, now @width pixels wide, is of style class hw-narrow where lines of text
 * would be short, and hw-tight where few words fit beside each other; @title, in its header bar, is shown
 * where there is room for all of it. */
void hw_window_width_apply (GtkWidget *window, GtkWidget *title, int width);

/* hw_window_width_fit_height: @height, or what the highest monitor has room for. */
int hw_window_width_fit_height (int height);

G_END_DECLS
