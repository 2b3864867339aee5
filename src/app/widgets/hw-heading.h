/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * HwHeading: a heading with its level for screen readers. It can take the focus, so that a page that opens is
 * read from its title on; it is no stop for Tab otherwise.
 * Properties: label, level.
 */
#define HW_TYPE_HEADING (hw_heading_get_type ())
G_DECLARE_FINAL_TYPE (HwHeading, hw_heading, HW, HEADING, GtkWidget)

GtkWidget *hw_heading_new (const char *label, int level);
void hw_heading_set_label (HwHeading *self, const char *label);
const char *hw_heading_get_label (HwHeading *self);

G_END_DECLS
