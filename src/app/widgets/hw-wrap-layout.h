/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * HwWrapLayout: one child over the whole widget, like GtkBinLayout; but asked how high the widget is,
 * whatever its width, it says how high it is at the width that it has, where GTK would say how high on one
 * line.
 */
#define HW_TYPE_WRAP_LAYOUT (hw_wrap_layout_get_type ())
G_DECLARE_FINAL_TYPE (HwWrapLayout, hw_wrap_layout, HW, WRAP_LAYOUT, GtkLayoutManager)

GtkLayoutManager *hw_wrap_layout_new (void);

G_END_DECLS
