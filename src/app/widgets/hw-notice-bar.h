/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * HwNoticeBar: a sentence that is no error, with icon, set apart from the text around; below it, where there
 * are any, buttons. Hidden while it has no text. Properties: text.
 */
#define HW_TYPE_NOTICE_BAR (hw_notice_bar_get_type ())
G_DECLARE_FINAL_TYPE (HwNoticeBar, hw_notice_bar, HW, NOTICE_BAR, GtkBox)

GtkWidget *hw_notice_bar_new (const char *text);
/* hw_notice_bar_set_text: @text: (nullable): %NULL hides it. */
void hw_notice_bar_set_text (HwNoticeBar *self, const char *text);
const char *hw_notice_bar_get_text (HwNoticeBar *self);
/* hw_notice_bar_add_button: appends @button to the row of buttons. */
void hw_notice_bar_add_button (HwNoticeBar *self, GtkWidget *button);

/* hw_notice_bar_set_fault: it says what went wrong, and looks it. */
void hw_notice_bar_set_fault (HwNoticeBar *self);

G_END_DECLS
