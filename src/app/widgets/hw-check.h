/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/widgets/hw-field.h"

G_BEGIN_DECLS

/*
 * HwCheck: a check box with a support text and an error. It can be toggled by mouse, keyboard and AT-SPI;
 * while `refusing` it stays focusable and a try emits `refused`. Properties: label, pointer, support-text,
 * active. Signal: refused.
 */
#define HW_TYPE_CHECK (hw_check_get_type ())
G_DECLARE_FINAL_TYPE (HwCheck, hw_check, HW, CHECK, GtkBox)

GtkWidget *hw_check_new (const char *label, const char *pointer);
gboolean hw_check_get_active (HwCheck *self);
/* hw_check_set_active: sets it whatever `refusing` says: for the program, not for the person. */
void hw_check_set_active (HwCheck *self, gboolean active);
void hw_check_set_refusing (HwCheck *self, gboolean refusing);
/* hw_check_set_remedy: @widget: (nullable): what mends the error: hw_field_focus() leads there while there is
 * one. Not owned: a sibling on the page. */
void hw_check_set_remedy (HwCheck *self, GtkWidget *widget);
/* hw_check_get_button: the focusable control itself. */
GtkWidget *hw_check_get_button (HwCheck *self);

G_END_DECLS
