/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/pages/email/hw-email-page.h"
#include "app/hw-error-sentence.h"
#include "app/hw-unknown-address.h"
#include "app/pages/email/hw-email-field.h"
#include "contract/hw-email.h"
#include <glib/gi18n.h>

struct _HwEmailPage
{
  HwPage parent_instance;
  GtkLabel *mail_sentence;
  GtkWidget *sender_box;
  GtkLabel *sender_sentence;
  HwEmailField *field;
  GtkLabel *unknown_sentence;
  HwRegistration *registration; /* (nullable): whose address the field shows */
  gboolean watching;
};

G_DEFINE_FINAL_TYPE (HwEmailPage, hw_email_page, HW_TYPE_PAGE)

static HwRegistration *
get_registration (HwEmailPage *self)
{
  return hw_context_get_registration (hw_page_get_context (HW_PAGE (self)));
}

static void
show_sender (HwEmailPage *self)
{
  const HwNotices *notices = hw_context_get_notices (hw_page_get_context (HW_PAGE (self)));
  g_autofree char *sentence = NULL;

  if (notices != NULL)
    sentence = g_strdup_printf (_ ("If you filter your email, allow email from %s."), notices->mail_from);
  gtk_label_set_label (self->sender_sentence, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (self->sender_box, notices != NULL);
}

static void
on_copy (HwEmailPage *self)
{
  const HwNotices *notices = hw_context_get_notices (hw_page_get_context (HW_PAGE (self)));

  if (notices == NULL)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), notices->mail_from);
  hw_page_toast (HW_PAGE (self), _ ("Copied."));
}

static void
on_notices_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  hw_context_load_notices_finish (HW_CONTEXT (source), result,
                                  NULL); /* the sentence on the sender stays away */
}

static void
hw_email_page_enter (HwPage *page)
{
  HwEmailPage *self = HW_EMAIL_PAGE (page);
  HwContext *context = hw_page_get_context (page);
  HwRegistration *registration = get_registration (self);
  HwPurpose purpose = hw_registration_get_purpose (registration);

  if (purpose == HW_PURPOSE_AGAIN)
    {
      hw_page_set_title (page, _ ("Password re-registration: enter your email address"));
      gtk_label_set_label (self->mail_sentence, _ ("The email “Password re-registration application "
                                                   "received” will be sent to the address you enter."));
    }
  gtk_label_set_label (self->unknown_sentence, hw_unknown_address_sentence (purpose));
  if (!self->watching)
    g_signal_connect_object (context, "notices-changed", G_CALLBACK (show_sender), self, G_CONNECT_SWAPPED);
  self->watching = TRUE;
  show_sender (self);
  if (hw_context_get_notices (context) == NULL)
    hw_context_load_notices_async (context, NULL, on_notices_loaded, NULL);

  /* What was typed since then and not sent is kept. */
  if (g_set_object (&self->registration, registration) && *hw_registration_get_email (registration) != '\0')
    hw_form_field_set_text (HW_FORM_FIELD (self->field), hw_registration_get_email (registration));
  else if (purpose == HW_PURPOSE_AGAIN && *hw_form_field_get_text (HW_FORM_FIELD (self->field)) == '\0')
    hw_form_field_set_text (HW_FORM_FIELD (self->field), hw_context_get_login_email (context));
}

static void
on_started (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (hw_registration_start_finish (HW_REGISTRATION (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* Whether the mail for this very address is on its way already: then there is nothing to ask the server for.
 */
static gboolean
is_under_way (HwRegistration *registration, const char *email)
{
  g_autofree char *before = NULL;
  g_autofree char *now = hw_email_fold (email);

  if (hw_registration_get_stage (registration) != HW_STAGE_AWAITING_KEY)
    return FALSE;
  before = hw_email_fold (hw_registration_get_email (registration));
  return g_str_equal (before, now);
}

static GError *
hw_email_page_check (HwPage *page)
{
  return hw_email_field_check (HW_EMAIL_PAGE (page)->field);
}

static void
hw_email_page_leave_async (HwPage *page, GCancellable *c, GAsyncReadyCallback cb, gpointer data)
{
  HwEmailPage *self = HW_EMAIL_PAGE (page);
  HwRegistration *registration = get_registration (self);
  g_autoptr (GTask) task = g_task_new (self, c, cb, data);
  g_autofree char *email = hw_email_field_read (self->field);
  g_autoptr (GError) fault = hw_email_field_check (self->field);

  g_task_set_source_tag (task, hw_email_page_leave_async);
  if (fault != NULL)
    {
      g_task_return_error (task, g_steal_pointer (&fault));
      return;
    }
  if (is_under_way (registration, email))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  hw_registration_set_email (registration, email);
  hw_registration_start_async (registration, c, on_started, g_steal_pointer (&task));
}

static gboolean
hw_email_page_leave_finish (HwPage *page, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static gboolean
hw_email_page_handle_error (HwPage *page, const GError *error)
{
  g_autofree char *sentence = NULL;

  if (!hw_client_error_is_problem (error, HW_PROBLEM_TERMS_OUTDATED))
    return FALSE;
  sentence = hw_error_sentence (error, NULL);
  hw_registration_set_consent (get_registration (HW_EMAIL_PAGE (page)), NULL, NULL);
  hw_context_leave_message (hw_page_get_context (page), HW_NOTICE_INFORMATION, sentence);
  hw_page_go (page, HW_EXIT_TERMS_OUTDATED);
  return TRUE;
}

static void
hw_email_page_dispose (GObject *object)
{
  g_clear_object (&HW_EMAIL_PAGE (object)->registration);
  gtk_widget_dispose_template (GTK_WIDGET (object), HW_TYPE_EMAIL_PAGE);

  G_OBJECT_CLASS (hw_email_page_parent_class)->dispose (object);
}

static void
hw_email_page_class_init (HwEmailPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  HwPageClass *page_class = HW_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hw_email_page_dispose;
  page_class->enter = hw_email_page_enter;
  page_class->check = hw_email_page_check;
  page_class->leave_async = hw_email_page_leave_async;
  page_class->leave_finish = hw_email_page_leave_finish;
  page_class->handle_error = hw_email_page_handle_error;

  g_type_ensure (HW_TYPE_EMAIL_FIELD);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/hellowork_mypage/MyPage/pages/email/hw-email-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HwEmailPage, mail_sentence);
  gtk_widget_class_bind_template_child (widget_class, HwEmailPage, sender_box);
  gtk_widget_class_bind_template_child (widget_class, HwEmailPage, sender_sentence);
  gtk_widget_class_bind_template_child (widget_class, HwEmailPage, field);
  gtk_widget_class_bind_template_child (widget_class, HwEmailPage, unknown_sentence);
  gtk_widget_class_bind_template_callback (widget_class, on_copy);
}

static void
hw_email_page_init (HwEmailPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
