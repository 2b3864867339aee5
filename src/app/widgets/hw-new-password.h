/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "contract/hw-problem.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * HwNewPassword: 新しいパスワード with its rules live below, and 新しいパスワード（確認用）. What is typed
 * stays in the entries' own wiped memory and is never rewritten; characters that no password may have are
 * said at once. Properties: pointer (construct only): of the first field: "/password", "/new_password".
 * Signal: text-given, of either field: see hw-password-field.h.
 */
#define HW_TYPE_NEW_PASSWORD (hw_new_password_get_type ())
G_DECLARE_FINAL_TYPE (HwNewPassword, hw_new_password, HW, NEW_PASSWORD, GtkBox)

/* The pointer of the second field, which never leaves this machine. */
#define HW_NEW_PASSWORD_CONFIRMATION "/password-confirmation"

GtkWidget *hw_new_password_new (const char *pointer);

/* hw_new_password_get_text: points into the entry's buffer; copies end in hw_wipe_free(). */
const char *hw_new_password_get_text (HwNewPassword *self);

/* hw_new_password_check: adds to @problem what is wrong with the two. @email, @key: (nullable): see
 * hw_password_rule_check(). */
void hw_new_password_check (HwNewPassword *self, const char *email, const char *key, HwProblem *problem);

/* hw_new_password_clear: empties and hides both. */
void hw_new_password_clear (HwNewPassword *self);

G_END_DECLS
