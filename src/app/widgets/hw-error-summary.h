/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/widgets/hw-field.h"

G_BEGIN_DECLS

/*
 * HwErrorSummary: what is wrong, on top of a page: a sentence, or the number of faulty fields with a link to
 * each. It takes the focus when it appears, and its accessible name is all of its text.
 */
#define HW_TYPE_ERROR_SUMMARY (hw_error_summary_get_type ())
G_DECLARE_FINAL_TYPE (HwErrorSummary, hw_error_summary, HW, ERROR_SUMMARY, GtkBox)

void hw_error_summary_clear (HwErrorSummary *self);
void hw_error_summary_show_sentence (HwErrorSummary *self, const char *sentence);
/* hw_error_summary_show_fields: @fields: (element-type HwField): those that have an error, in page order. */
void hw_error_summary_show_fields (HwErrorSummary *self, GPtrArray *fields);
/* hw_error_summary_set_fields: the same, without taking the focus; with none it goes. Returns whether
 * anything has changed. */
gboolean hw_error_summary_set_fields (HwErrorSummary *self, GPtrArray *fields);
/* hw_error_summary_get_text: (nullable): the sentence shown; %NULL while hidden. */
const char *hw_error_summary_get_text (HwErrorSummary *self);

G_END_DECLS
