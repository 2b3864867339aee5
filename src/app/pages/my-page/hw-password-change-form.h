/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/widgets/hw-busy-button.h"
#include "contract/hw-problem.h"

G_BEGIN_DECLS

/*
 * HwPasswordChangeForm: パスワードの変更. Enter in one of its fields means 変更する.
 * Signal: submit: 変更する was pressed.
 */
#define HW_TYPE_PASSWORD_CHANGE_FORM (hw_password_change_form_get_type ())
G_DECLARE_FINAL_TYPE (HwPasswordChangeForm, hw_password_change_form, HW, PASSWORD_CHANGE_FORM, GtkBox)

/* Both point into the entries' buffers; copies end in hw_wipe_free(). */
const char *hw_password_change_form_get_current (HwPasswordChangeForm *self);
const char *hw_password_change_form_get_new (HwPasswordChangeForm *self);

/* hw_password_change_form_check: (transfer full) (nullable): what is wrong, as invalid-fields. */
GError *hw_password_change_form_check (HwPasswordChangeForm *self, const char *email);

void hw_password_change_form_clear (HwPasswordChangeForm *self);
HwBusyButton *hw_password_change_form_get_button (HwPasswordChangeForm *self);

G_END_DECLS
