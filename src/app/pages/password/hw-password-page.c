/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/pages/password/hw-password-page.h"
#include "app/hw-error-sentence.h"
#include "app/hw-unknown-address.h"
#include "app/pages/password/hw-key-field.h"
#include "app/pages/password/hw-key-status.h"
#include "app/pages/password/hw-password-submit.h"
#include "app/pages/password/hw-password-texts.h"
#include "app/widgets/hw-link.h"
#include "app/widgets/hw-new-password.h"
#include "contract/hw-authentication-key.h"
#include "contract/hw-wipe.h"
#include <glib/gi18n.h>

struct _HwPasswordPage
{
  HwPage parent_instance;
  GtkWidget *form;
  GtkLabel *introduction;
  HwKeyStatus *status;
  GtkLabel *mail_note;
  GtkLabel *deadline_note;
  GtkLabel *close_note;
  GtkLabel *unknown_note;
  HwNewPassword *password;
  HwKeyField *key;
  GtkWidget *ended;
  HwBusyButton *restart;
  GtkLabel *restart_wait;

  HwRegistration *registration; /* (nullable) until entered */
  const HwPasswordTexts *texts;
  guint wait_timeout;      /* source id */
  HwSubmitOutcome outcome; /* of the last submission */
};

G_DEFINE_FINAL_TYPE (HwPasswordPage, hw_password_page, HW_TYPE_PAGE)

static void
set_label (GtkLabel *label, const char *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
}

/* The focus never moves for it. */
static void
on_reminder (HwPasswordPage *self, const char *reminder)
{
  hw_form_field_set_extra_description (HW_FORM_FIELD (self->key), reminder);
#if GTK_CHECK_VERSION(4, 14, 0)
  G_GNUC_BEGIN_IGNORE_DEPRECATIONS /* newer than GDK_VERSION_MAX_ALLOWED */
    if (reminder != NULL)
      gtk_accessible_announce (GTK_ACCESSIBLE (self), reminder, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  G_GNUC_END_IGNORE_DEPRECATIONS
#endif
}

/* A mail that is dropped, or comes into a field where it does not belong, means the key in it. */
static gboolean
take_text (HwPasswordPage *self, const char *text)
{
  if (text == NULL || hw_page_get_busy (HW_PAGE (self)) || !gtk_widget_get_visible (self->form))
    return FALSE;
  hw_key_field_take (self->key, text);
  hw_field_focus (HW_FIELD (self->key));
  return TRUE;
}

/* Anywhere on the page. (Fields that take text get it first.) */
static gboolean
on_drop (HwPasswordPage *self, const GValue *value, double x, double y, GtkDropTarget *target)
{
  return take_text (self, g_value_get_string (value));
}

static void
take_drops (HwPasswordPage *self)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_STRING, GDK_ACTION_COPY);

  g_signal_connect_object (target, "drop", G_CALLBACK (on_drop), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

/*
 * When it is over.
 */

static char *
describe_restart_wait (guint seconds)
{
  if (seconds == 0)
    return NULL;
  if (seconds > HW_KEY_STATUS_COUNTED_SECONDS)
    return g_strdup_printf (ngettext ("The next email can be sent in about %d minute.",
                                      "The next email can be sent in about %d minutes.",
                                      hw_wait_minutes (seconds)),
                            hw_wait_minutes (seconds));
  return g_strdup_printf (ngettext ("The next email can be sent in %d second.",
                                    "The next email can be sent in %d seconds.", seconds),
                          (int) seconds);
}

static gboolean
update_restart_wait (gpointer data)
{
  HwPasswordPage *self = HW_PASSWORD_PAGE (data);
  guint seconds = hw_key_status_get_wait (self->status);
  g_autofree char *text = describe_restart_wait (seconds);

  hw_key_status_set_wait (self->restart, self->restart_wait, seconds, text);
  if (text == NULL)
    self->wait_timeout = 0;
  return text != NULL ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static gboolean
is_ended (HwPasswordPage *self)
{
  return gtk_widget_get_visible (self->ended);
}

/* Nothing can be entered any more: one sentence, one button. */
static void
show_ended (HwPasswordPage *self)
{
  gboolean locked = hw_registration_get_stage (self->registration) == HW_STAGE_LOCKED;

  hw_new_password_clear (self->password);
  hw_form_field_set_text (HW_FORM_FIELD (self->key), NULL);
  gtk_widget_set_visible (self->form, FALSE);
  gtk_widget_set_visible (self->ended, TRUE);
  g_object_set (self, "next-label", NULL, "cancel-label", NULL, NULL);
  hw_page_set_notice (HW_PAGE (self), HW_NOTICE_INFORMATION, NULL);
  hw_page_clear_errors (HW_PAGE (self));
  hw_page_show_sentence (HW_PAGE (self), locked ? _ (self->texts->locked) : _ (self->texts->expired));
  hw_key_status_stop (self->status);
  if (update_restart_wait (self) && self->wait_timeout == 0)
    self->wait_timeout = g_timeout_add_seconds (1, update_restart_wait, self);
}

/*
 * Entering.
 */

static void
show_sender (HwPasswordPage *self)
{
  const HwNotices *notices = hw_context_get_notices (hw_page_get_context (HW_PAGE (self)));
  const char *sender = hw_registration_get_mail_from (self->registration);
  g_autofree char *note = NULL;

  if (sender == NULL && notices != NULL)
    sender = notices->mail_from; /* resumed while the server could not be asked */
  if (sender != NULL)
    note = hw_password_texts_mail_note (hw_registration_get_purpose (self->registration), sender);
  set_label (self->mail_note, note);
}

static void
watch (HwPasswordPage *self)
{
  g_signal_connect_object (self->registration, "notify::mail-from", G_CALLBACK (show_sender), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (hw_page_get_context (HW_PAGE (self)), "notices-changed", G_CALLBACK (show_sender),
                           self, G_CONNECT_SWAPPED);
}

static void
hw_password_page_enter (HwPage *page)
{
  HwPasswordPage *self = HW_PASSWORD_PAGE (page);
  HwPurpose purpose;

  if (self->registration == NULL)
    {
      g_set_object (&self->registration, hw_context_get_registration (hw_page_get_context (page)));
      hw_key_status_set_registration (self->status, self->registration);
      watch (self);
    }
  purpose = hw_registration_get_purpose (self->registration);
  self->texts = hw_password_texts_get (purpose);

  hw_page_set_title (page, _ (self->texts->title));
  set_label (self->introduction, _ (self->texts->introduction));
  set_label (self->deadline_note, _ (self->texts->deadline_note));
  set_label (self->close_note, _ (self->texts->close_note));
  set_label (self->unknown_note, hw_unknown_address_sentence (purpose));
  show_sender (self);
  if (hw_registration_get_stage (self->registration) != HW_STAGE_AWAITING_KEY)
    show_ended (self);
}

/*
 * 完了.
 */

static GError *
hw_password_page_check (HwPage *page)
{
  HwPasswordPage *self = HW_PASSWORD_PAGE (page);
  g_autoptr (HwSecretString) key = hw_key_field_get_key (self->key);
  g_autoptr (HwProblem) problem = hw_problem_new (HW_PROBLEM_INVALID_FIELDS);

  hw_new_password_check (self->password, hw_registration_get_email (self->registration), key, problem);
  if (hw_authentication_key_check (key, NULL) != HW_AUTHENTICATION_KEY_OK)
    hw_problem_add_field (problem, hw_field_get_pointer (HW_FIELD (self->key)), "malformed-key");
  return problem->errors != NULL && problem->errors->len > 0 ? hw_client_error_new_problem (problem) : NULL;
}

static GCancellable *
on_asking (gpointer data)
{
  HwPage *page = g_task_get_source_object (data);

  hw_page_set_status (page, _ ("Checking the status of the registration…"));
  return hw_page_begin_next (page);
}

/* What the next page says. */
static void
leave_message (HwPasswordPage *self)
{
  HwContext *context = hw_page_get_context (HW_PAGE (self));

  hw_context_set_login_email (context, hw_registration_get_email (self->registration));
  if (hw_registration_get_purpose (self->registration) == HW_PURPOSE_AGAIN)
    hw_context_leave_message (context, HW_NOTICE_DONE,
                              _ ("Your new password has been registered. Log in with it."));
  else if (self->outcome == HW_SUBMIT_DONE)
    hw_context_leave_message (
      context, HW_NOTICE_DONE,
      _ ("The server’s answer did not arrive, but the registration is confirmed as complete."));
}

static void
on_submitted (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  HwPasswordPage *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  if (!hw_password_submit_finish (HW_REGISTRATION (source), result, &self->outcome, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  leave_message (self);
  hw_key_status_stop (self->status);
  g_task_return_boolean (task, TRUE);
}

static void
hw_password_page_leave_async (HwPage *page, GCancellable *c, GAsyncReadyCallback cb, gpointer data)
{
  HwPasswordPage *self = HW_PASSWORD_PAGE (page);
  g_autoptr (GTask) task = g_task_new (self, c, cb, data);
  g_autoptr (HwSecretString) key = hw_key_field_get_key (self->key);
  g_autoptr (GError) fault = hw_password_page_check (page);

  g_task_set_source_tag (task, hw_password_page_leave_async);
  g_task_set_check_cancellable (task, FALSE); /* what became of it counts, not that it was stopped */
  hw_page_set_notice (page, HW_NOTICE_INFORMATION, NULL);
  hw_page_set_status (page, NULL);
  hw_key_status_set_message (self->status, NULL);
  self->outcome = HW_SUBMIT_ANSWERED;
  if (fault != NULL)
    g_task_return_error (task, g_steal_pointer (&fault));
  else
    hw_password_submit_async (self->registration, key, hw_new_password_get_text (self->password), c,
                              on_asking, on_submitted, g_steal_pointer (&task));
}

static gboolean
hw_password_page_leave_finish (HwPage *page, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
go_to_login_as_complete (HwPasswordPage *self)
{
  HwContext *context = hw_page_get_context (HW_PAGE (self));

  hw_context_set_login_email (context, hw_registration_get_email (self->registration));
  hw_context_leave_message (
    context, HW_NOTICE_INFORMATION,
    _ ("This registration is already complete. Log in with the password that you sent first."));
  hw_page_go (HW_PAGE (self), HW_EXIT_LOG_IN);
}

/* @error: what kept the answer away, or was in the way of asking after it. */
static char *
describe_unknown (HwPasswordPage *self, const GError *error)
{
  HwContext *context = hw_page_get_context (HW_PAGE (self));
  g_autofree char *cause = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    cause = g_strdup (_ ("Sending was stopped. What you entered is still there."));
  else
    cause = hw_error_sentence (error, hw_api_get_server_url (hw_context_get_api (context)));
  /* Translators: what was wrong, then how it stands now. */
  return g_strdup_printf (
    _ ("%s It is not yet known whether the registration is complete. Click “Finish” again to check."), cause);
}

static gboolean
hw_password_page_handle_error (HwPage *page, const GError *error)
{
  HwPasswordPage *self = HW_PASSWORD_PAGE (page);
  gboolean stopped = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  if (hw_registration_get_stage (self->registration) == HW_STAGE_COMPLETED
      || hw_client_error_is_problem (error, HW_PROBLEM_REGISTRATION_CLOSED))
    go_to_login_as_complete (self);
  else if (hw_client_error_is_problem (error, HW_PROBLEM_KEY_EXPIRED)
           || hw_client_error_is_problem (error, HW_PROBLEM_CREDENTIAL_INVALID)
           || hw_registration_get_stage (self->registration) == HW_STAGE_LOCKED)
    show_ended (self);
  else if (stopped && self->outcome == HW_SUBMIT_NOT_DONE)
    hw_page_set_status (page,
                        _ ("Sending was stopped. The registration is not complete. What you entered is still "
                           "there."));
  else if (stopped && self->outcome == HW_SUBMIT_UNKNOWN)
    hw_page_show_error (page, error);
  else
    return FALSE;
  return TRUE;
}

/* A lost answer: what was wrong, and how it stands now. */
static char *
hw_password_page_describe_error (HwPage *page, const GError *error)
{
  HwPasswordPage *self = HW_PASSWORD_PAGE (page);

  if (self->outcome == HW_SUBMIT_NOT_DONE)
    return g_strdup (_ ("The connection to the server was lost, so the registration is not complete. Click "
                        "“Finish” again. What you entered is still there."));
  return self->outcome == HW_SUBMIT_UNKNOWN ? describe_unknown (self, error) : NULL;
}

/*
 * The other ways on.
 */

static void
on_resent (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (HwPasswordPage) self = data;
  g_autoptr (GError) error = NULL;
  gboolean accepted = hw_registration_resend_finish (HW_REGISTRATION (source), result, &error);

  hw_page_end (HW_PAGE (self), error);
  if (accepted)
    hw_key_status_set_message (self->status,
                               _ ("The email will be sent again. The previous authentication key no longer "
                                  "works. Enter the authentication key from the new email."));
}

static void
on_resend (HwPasswordPage *self)
{
  if (hw_page_get_busy (HW_PAGE (self)))
    return;
  self->outcome = HW_SUBMIT_ANSWERED;
  hw_key_status_set_message (self->status, NULL);
  hw_registration_resend_async (
    self->registration, hw_page_begin (HW_PAGE (self), hw_key_status_get_resend_button (self->status)),
    on_resent, g_object_ref (self));
}

static void
on_enter_again (HwPasswordPage *self)
{
  hw_page_go (HW_PAGE (self), HW_EXIT_RESTART);
}

static void
on_restart (HwPasswordPage *self)
{
  hw_registration_restart (self->registration);
  hw_page_go (HW_PAGE (self), HW_EXIT_RESTART);
}

static void
leave_for_login (gpointer object)
{
  HwPasswordPage *self = HW_PASSWORD_PAGE (object);

  hw_context_set_login_email (hw_page_get_context (HW_PAGE (self)),
                              hw_registration_get_email (self->registration));
  hw_page_go (HW_PAGE (self), HW_EXIT_LOG_IN);
}

static void
on_log_in (HwPasswordPage *self)
{
  hw_page_ask_leave (HW_PAGE (self), leave_for_login, self);
}

static gboolean
hw_password_page_ask_leave (HwPage *page, HwLeaveQuestion *question)
{
  HwPasswordPage *self = HW_PASSWORD_PAGE (page);
  const char *then;

  if (self->registration == NULL || is_ended (self)
      || hw_registration_get_stage (self->registration) != HW_STAGE_AWAITING_KEY)
    return FALSE;
  then = hw_registration_get_remembered (self->registration)
           ? _ ("If you close it anyway, you can continue until the authentication key expires. The password "
                "that you entered is not saved.")
           : _ (self->texts->not_resumable);
  question->heading = _ (self->texts->question);
  question->body = g_strconcat (_ (self->texts->close_note), "\n\n", then, NULL);
  question->leave = _ ("Close the page");
  question->stay = _ ("Continue the registration");
  return TRUE;
}

static void
hw_password_page_dispose (GObject *object)
{
  HwPasswordPage *self = HW_PASSWORD_PAGE (object);

  g_clear_handle_id (&self->wait_timeout, g_source_remove);
  g_clear_object (&self->registration);
  gtk_widget_dispose_template (GTK_WIDGET (self), HW_TYPE_PASSWORD_PAGE);

  G_OBJECT_CLASS (hw_password_page_parent_class)->dispose (object);
}

static void
hw_password_page_class_init (HwPasswordPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  HwPageClass *page_class = HW_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hw_password_page_dispose;
  page_class->enter = hw_password_page_enter;
  page_class->check = hw_password_page_check;
  page_class->leave_async = hw_password_page_leave_async;
  page_class->leave_finish = hw_password_page_leave_finish;
  page_class->handle_error = hw_password_page_handle_error;
  page_class->describe_error = hw_password_page_describe_error;
  page_class->ask_leave = hw_password_page_ask_leave;

  g_type_ensure (HW_TYPE_KEY_STATUS);
  g_type_ensure (HW_TYPE_NEW_PASSWORD);
  g_type_ensure (HW_TYPE_KEY_FIELD);
  g_type_ensure (HW_TYPE_LINK);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/hellowork_mypage/MyPage/pages/password/hw-password-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HwPasswordPage, form);
  gtk_widget_class_bind_template_child (widget_class, HwPasswordPage, introduction);
  gtk_widget_class_bind_template_child (widget_class, HwPasswordPage, status);
  gtk_widget_class_bind_template_child (widget_class, HwPasswordPage, mail_note);
  gtk_widget_class_bind_template_child (widget_class, HwPasswordPage, deadline_note);
  gtk_widget_class_bind_template_child (widget_class, HwPasswordPage, close_note);
  gtk_widget_class_bind_template_child (widget_class, HwPasswordPage, unknown_note);
  gtk_widget_class_bind_template_child (widget_class, HwPasswordPage, password);
  gtk_widget_class_bind_template_child (widget_class, HwPasswordPage, key);
  gtk_widget_class_bind_template_child (widget_class, HwPasswordPage, ended);
  gtk_widget_class_bind_template_child (widget_class, HwPasswordPage, restart);
  gtk_widget_class_bind_template_child (widget_class, HwPasswordPage, restart_wait);
  gtk_widget_class_bind_template_callback (widget_class, take_text);
  gtk_widget_class_bind_template_callback (widget_class, on_reminder);
  gtk_widget_class_bind_template_callback (widget_class, on_resend);
  gtk_widget_class_bind_template_callback (widget_class, on_enter_again);
  gtk_widget_class_bind_template_callback (widget_class, on_restart);
  gtk_widget_class_bind_template_callback (widget_class, on_log_in);
}

static void
hw_password_page_init (HwPasswordPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  take_drops (self);
}
