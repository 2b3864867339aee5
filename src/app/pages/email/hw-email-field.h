/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/widgets/hw-form-field.h"

G_BEGIN_DECLS

/*
 * HwEmailField: a form field for ID（メールアドレス）. Full-width characters are turned half-width as they
 * are committed or pasted (an input method's composition is not in the text yet, and so is left alone), the
 * caret kept, and a note says so; blanks around go when the field is left.
 */
#define HW_TYPE_EMAIL_FIELD (hw_email_field_get_type ())
G_DECLARE_FINAL_TYPE (HwEmailField, hw_email_field, HW, EMAIL_FIELD, HwFormField)

/* hw_email_field_read: (transfer full): normalized, and shown so. Not yet checked. */
char *hw_email_field_read (HwEmailField *self);

/* hw_email_field_check: the fault of what was typed, as invalid-fields with the field's pointer: (transfer
 * full) (nullable). */
GError *hw_email_field_check (HwEmailField *self);

G_END_DECLS
