/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/pages/email/hw-email-field.h"
#include "client/hw-client-error.h"
#include "contract/hw-email.h"
#include "contract/hw-half-width.h"
#include <glib/gi18n.h>

struct _HwEmailField
{
  HwFormField parent_instance;
};

G_DEFINE_FINAL_TYPE (HwEmailField, hw_email_field, HW_TYPE_FORM_FIELD)

/* What is committed or pasted comes through here; a composition does not. */
static void
on_insert_text (GtkEditable *editable, const char *text, int length, int *position, HwEmailField *self)
{
  g_autofree char *inserted = length < 0 ? g_strdup (text) : g_strndup (text, (gsize) length);
  gboolean changed = FALSE;
  g_autofree char *narrow = NULL;

  if (!g_utf8_validate (inserted, -1, NULL))
    return;
  narrow = hw_half_width (inserted, &changed);
  if (!changed)
    {
      hw_form_field_set_note (HW_FORM_FIELD (self), NULL);
      return;
    }
  g_signal_stop_emission_by_name (editable, "insert-text");
  g_signal_handlers_block_by_func (editable, on_insert_text, self);
  gtk_editable_insert_text (editable, narrow, -1, position);
  g_signal_handlers_unblock_by_func (editable, on_insert_text, self);
  hw_form_field_set_note (HW_FORM_FIELD (self), _ ("Full-width characters were changed to half-width."));
}

static void
on_focus_out (HwEmailField *self)
{
  g_autofree char *email = hw_email_field_read (self);
}

static void
hw_email_field_constructed (GObject *object)
{
  HwEmailField *self = HW_EMAIL_FIELD (object);
  GtkEventController *focus = gtk_event_controller_focus_new ();

  G_OBJECT_CLASS (hw_email_field_parent_class)->constructed (object);

  g_object_set (self, "input-purpose", GTK_INPUT_PURPOSE_EMAIL, NULL);
  g_signal_connect_object (hw_form_field_get_editable (HW_FORM_FIELD (self)), "insert-text",
                           G_CALLBACK (on_insert_text), self, 0);
  g_signal_connect_object (focus, "leave", G_CALLBACK (on_focus_out), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (hw_form_field_get_entry (HW_FORM_FIELD (self)), focus);
}

static void
hw_email_field_class_init (HwEmailFieldClass *klass)
{
  G_OBJECT_CLASS (klass)->constructed = hw_email_field_constructed;
}

static void
hw_email_field_init (HwEmailField *self)
{
}

char *
hw_email_field_read (HwEmailField *self)
{
  char *email;

  g_return_val_if_fail (HW_IS_EMAIL_FIELD (self), NULL);

  email = hw_email_normalize (hw_form_field_get_text (HW_FORM_FIELD (self)), NULL);
  if (!hw_form_field_is_composing (HW_FORM_FIELD (self)) && !gtk_widget_in_destruction (GTK_WIDGET (self))
      && g_strcmp0 (email, hw_form_field_get_text (HW_FORM_FIELD (self))) != 0)
    hw_form_field_set_text (HW_FORM_FIELD (self), email);
  return email;
}

GError *
hw_email_field_check (HwEmailField *self)
{
  g_autofree char *email = hw_email_normalize (hw_form_field_get_text (HW_FORM_FIELD (self)), NULL);
  HwEmailFault fault = hw_email_check (email, NULL);
  g_autoptr (HwProblem) problem = NULL;

  if (fault == HW_EMAIL_OK)
    return NULL;
  problem = hw_problem_new (HW_PROBLEM_INVALID_FIELDS);
  hw_problem_add_field (problem, hw_field_get_pointer (HW_FIELD (self)), hw_email_fault_code (fault));
  return hw_client_error_new_problem (problem);
}
