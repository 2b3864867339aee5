/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * HwNoticeBar: a sentence with an icon for what it is, set apart from the text around; below it, where there
 * are any, buttons. Hidden while it has no text. Properties: text.
 */
#define HW_TYPE_NOTICE_BAR (hw_notice_bar_get_type ())
G_DECLARE_FINAL_TYPE (HwNoticeBar, hw_notice_bar, HW, NOTICE_BAR, GtkBox)

typedef enum
{
  HW_NOTICE_INFORMATION,
  HW_NOTICE_DONE,  /* what the person asked for has been done */
  HW_NOTICE_FAULT, /* what went wrong */
} HwNoticeKind;

GtkWidget *hw_notice_bar_new (const char *text);
/* hw_notice_bar_set_text: @text: (nullable): %NULL hides it. */
void hw_notice_bar_set_text (HwNoticeBar *self, const char *text);
const char *hw_notice_bar_get_text (HwNoticeBar *self);
/* hw_notice_bar_add_button: appends @button to the row of buttons. */
void hw_notice_bar_add_button (HwNoticeBar *self, GtkWidget *button);

/* hw_notice_bar_set_kind: its icon and colours; HW_NOTICE_INFORMATION from the start. */
void hw_notice_bar_set_kind (HwNoticeBar *self, HwNoticeKind kind);

G_END_DECLS
