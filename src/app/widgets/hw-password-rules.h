/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * HwPasswordRules: what a new password must be like, each rule with whether it is met: by icon and in words,
 * for screen readers too.
 */
#define HW_TYPE_PASSWORD_RULES (hw_password_rules_get_type ())
G_DECLARE_FINAL_TYPE (HwPasswordRules, hw_password_rules, HW, PASSWORD_RULES, GtkBox)

GtkWidget *hw_password_rules_new (void);

/* hw_password_rules_update: @password: what stands in the field now; not kept. */
void hw_password_rules_update (HwPasswordRules *self, const char *password);

/* hw_password_rules_describe: (transfer full) (nullable): the rules not yet met, for the description of the
 * field; %NULL where all are met. */
char *hw_password_rules_describe (HwPasswordRules *self);

G_END_DECLS
