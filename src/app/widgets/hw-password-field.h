/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/widgets/hw-form-field.h"

G_BEGIN_DECLS

/*
 * HwPasswordField: a form field for a secret: GtkPasswordEntry, whose buffer lies in wiped memory; no undo
 * history (it would keep copies); a button that shows and hides the text by keyboard and AT-SPI too; a line
 * while Caps Lock is on. Never rewrites what is typed.
 *
 * Signal: text-given (a secret string) -> boolean: a text that is no password but may be a whole mail was
 * dropped or pasted here; TRUE: it was taken elsewhere, and does not come into the field.
 */
#define HW_TYPE_PASSWORD_FIELD (hw_password_field_get_type ())
G_DECLARE_FINAL_TYPE (HwPasswordField, hw_password_field, HW, PASSWORD_FIELD, HwFormField)

GtkWidget *hw_password_field_new (const char *label, const char *pointer);

/* hw_password_field_clear: empties and hides it again. */
void hw_password_field_clear (HwPasswordField *self);

G_END_DECLS
