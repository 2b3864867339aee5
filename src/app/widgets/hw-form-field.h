/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/widgets/hw-field.h"

G_BEGIN_DECLS

/*
 * HwFormField: bold label, 「※必須」 as a label of its own, support text, entry, a note, and the error with
 * icon and text. The entry's accessible name is exactly the label; that it is required, the support text and
 * the error stand in its description (REQUIRED is not exposed by GTK 4.8), and while there is an error it is
 * INVALID with a relation to the error's label. Enter activates the page's `page.next`.
 *
 * Properties: label, pointer, required, support-text, input-purpose.
 */
#define HW_TYPE_FORM_FIELD (hw_form_field_get_type ())
G_DECLARE_DERIVABLE_TYPE (HwFormField, hw_form_field, HW, FORM_FIELD, GtkBox)

struct _HwFormFieldClass
{
  GtkBoxClass parent_class;
  /* create_entry: (transfer floating): a GtkEditable; a GtkEntry where not overridden. */
  GtkWidget *(*create_entry) (HwFormField *self);
};

GtkWidget *hw_form_field_new (const char *label, const char *pointer);

/* hw_form_field_get_editable: the GtkText in the entry: cursor, selection, `changed`, buffer. */
GtkEditable *hw_form_field_get_editable (HwFormField *self);
/* hw_form_field_get_entry: the GtkEntry or GtkPasswordEntry. */
GtkWidget *hw_form_field_get_entry (HwFormField *self);
/* hw_form_field_get_text: points into the entry's own buffer; copies of a secret end in hw_wipe_free(). */
const char *hw_form_field_get_text (HwFormField *self);
void hw_form_field_set_text (HwFormField *self, const char *text);
void hw_form_field_set_support_text (HwFormField *self, const char *text);
/* hw_form_field_set_note: (nullable): a line under the entry that is no error; also in the description. */
void hw_form_field_set_note (HwFormField *self, const char *note);
/* hw_form_field_set_extra_description: (nullable): said with the description, not shown by the field itself
 * (shown by its page, as rules or a countdown). */
void hw_form_field_set_extra_description (HwFormField *self, const char *text);
/* hw_form_field_add_beside: puts @widget right of the entry. */
void hw_form_field_add_beside (HwFormField *self, GtkWidget *widget);
/* hw_form_field_is_composing: whether an input method is composing in the entry just now; the text must not
 * be rewritten then. */
gboolean hw_form_field_is_composing (HwFormField *self);

G_END_DECLS
