/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * HwButtonLayout: one child over the whole widget, like GtkBinLayout; but asked how wide it is at a height,
 * it says how wide it would like to be at any: GTK would have a button beside a higher one break its words to
 * fill that height.
 */
#define HW_TYPE_BUTTON_LAYOUT (hw_button_layout_get_type ())
G_DECLARE_FINAL_TYPE (HwButtonLayout, hw_button_layout, HW, BUTTON_LAYOUT, GtkLayoutManager)

GtkLayoutManager *hw_button_layout_new (void);

G_END_DECLS
