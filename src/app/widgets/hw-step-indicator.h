/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * HwStepIndicator: the steps of a flow. The current one is marked by number, weight, line and words, not by
 * colour alone; read out as 「全4ステップ中、2ステップ目」. Where there is no room for all titles, the
 * current one's alone is shown.
 */
#define HW_TYPE_STEP_INDICATOR (hw_step_indicator_get_type ())
G_DECLARE_FINAL_TYPE (HwStepIndicator, hw_step_indicator, HW, STEP_INDICATOR, GtkWidget)

/* hw_step_indicator_set_steps: @titles: (nullable) NULL-terminated, translated; @current: from 1; %NULL hides
 * the indicator. */
void hw_step_indicator_set_steps (HwStepIndicator *self, const char *const *titles, guint current);

G_END_DECLS
