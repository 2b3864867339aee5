/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * HwCheckButton: the box that HwCheck holds: a toggle button with the role of a check box, because
 * GtkCheckButton has no AT-SPI action (FACTS.md). While `refusing`, a try to set it emits `refused` and
 * changes nothing. Properties of its own: text.
 */
#define HW_TYPE_CHECK_BUTTON (hw_check_button_get_type ())
G_DECLARE_FINAL_TYPE (HwCheckButton, hw_check_button, HW, CHECK_BUTTON, GtkToggleButton)

void hw_check_button_set_text (HwCheckButton *self, const char *text);
const char *hw_check_button_get_text (HwCheckButton *self);
void hw_check_button_set_refusing (HwCheckButton *self, gboolean refusing);

G_END_DECLS
