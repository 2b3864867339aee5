/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/widgets/hw-form-field.h"

G_BEGIN_DECLS

/*
 * HwKeyField: 認証キー. What is pasted, dropped or set at once is reduced to the key in it, a whole mail too;
 * what is typed becomes half-width and upper case, never while an input method is composing. Its text lies in
 * wiped memory, as a password's does.
 */
#define HW_TYPE_KEY_FIELD (hw_key_field_get_type ())
G_DECLARE_FINAL_TYPE (HwKeyField, hw_key_field, HW, KEY_FIELD, HwFormField)

/* The key shown as an example in the support text. */
#define HW_KEY_FIELD_EXAMPLE "7K3MP-X9Q2D"

/* hw_key_field_get_key: (transfer full): normalized, not checked; a secret. */
char *hw_key_field_get_key (HwKeyField *self);

/* hw_key_field_take: puts the key that is found in @text in place of what is there, and says so; where there
 * is none, that is said and what is there stays. For a text that was dropped beside the field. */
void hw_key_field_take (HwKeyField *self, const char *text);

G_END_DECLS
