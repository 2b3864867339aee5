/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * HwWrapBox: its children side by side, as wide as they like to be, and on the next line where they no longer
 * fit: rows of buttons and links. (GtkFlowBox has columns, and shows screen readers a table.)
 */
#define HW_TYPE_WRAP_BOX (hw_wrap_box_get_type ())
G_DECLARE_FINAL_TYPE (HwWrapBox, hw_wrap_box, HW, WRAP_BOX, GtkWidget)

GtkWidget *hw_wrap_box_new (void);
void hw_wrap_box_append (HwWrapBox *self, GtkWidget *child);
void hw_wrap_box_remove (HwWrapBox *self, GtkWidget *child);

G_END_DECLS
