/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/pages/login/hw-login-page.h"
#include "app/hw-error-sentence.h"
#include "app/hw-unfinished-list.h"
#include "app/pages/email/hw-email-field.h"
#include "app/widgets/hw-check.h"
#include "app/widgets/hw-link.h"
#include "app/widgets/hw-password-field.h"
#include "contract/hw-email.h"
#include <glib/gi18n.h>

struct _HwLoginPage
{
  HwPage parent_instance;
  HwUnfinishedList *unfinished;
  HwEmailField *email;
  HwPasswordField *password;
  HwCheck *remember;
};

G_DEFINE_FINAL_TYPE (HwLoginPage, hw_login_page, HW_TYPE_PAGE)

static void
hw_login_page_enter (HwPage *page)
{
  HwLoginPage *self = HW_LOGIN_PAGE (page);
  HwContext *context = hw_page_get_context (page);

  hw_unfinished_list_attach (self->unfinished, page);
  hw_form_field_set_text (HW_FORM_FIELD (self->email), hw_context_get_login_email (context));
}

/* Only what is missing: whether the rest is right, the server alone says, and in one sentence for all. */
static GError *
hw_login_page_check (HwPage *page)
{
  HwLoginPage *self = HW_LOGIN_PAGE (page);
  g_autofree char *email = hw_email_normalize (hw_form_field_get_text (HW_FORM_FIELD (self->email)), NULL);
  g_autoptr (HwProblem) problem = hw_problem_new (HW_PROBLEM_INVALID_FIELDS);

  if (*email == '\0')
    hw_problem_add_field (problem, hw_field_get_pointer (HW_FIELD (self->email)), "empty");
  if (*hw_form_field_get_text (HW_FORM_FIELD (self->password)) == '\0')
    hw_problem_add_field (problem, hw_field_get_pointer (HW_FIELD (self->password)), "empty");
  return problem->errors != NULL && problem->errors->len > 0 ? hw_client_error_new_problem (problem) : NULL;
}

static void
on_logged_in (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  HwLoginPage *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (HwSession) session = hw_client_log_in_finish (HW_CLIENT (source), result, &error);

  if (session != NULL)
    {
      hw_password_field_clear (self->password);
      hw_context_set_login_email (hw_page_get_context (HW_PAGE (self)), NULL);
      g_task_return_boolean (task, TRUE);
    }
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
hw_login_page_leave_async (HwPage *page, GCancellable *c, GAsyncReadyCallback cb, gpointer data)
{
  HwLoginPage *self = HW_LOGIN_PAGE (page);
  HwContext *context = hw_page_get_context (page);
  g_autoptr (GTask) task = g_task_new (self, c, cb, data);
  g_autofree char *email = hw_email_field_read (self->email);
  g_autoptr (GError) fault = hw_login_page_check (page);

  g_task_set_source_tag (task, hw_login_page_leave_async);
  g_task_set_check_cancellable (task, FALSE); /* stopped too late is logged in */
  if (fault != NULL)
    {
      g_task_return_error (task, g_steal_pointer (&fault));
      return;
    }
  hw_context_set_login_email (context, email);
  hw_client_log_in_async (hw_context_get_client (context), email,
                          hw_form_field_get_text (HW_FORM_FIELD (self->password)),
                          hw_check_get_active (self->remember), c, on_logged_in, g_steal_pointer (&task));
}

static gboolean
hw_login_page_leave_finish (HwPage *page, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static char *
hw_login_page_describe_error (HwPage *page, const GError *error)
{
  int minutes;

  if (!hw_client_error_is_problem (error, HW_PROBLEM_TOO_MANY_REQUESTS))
    return NULL;
  minutes = hw_wait_minutes (hw_client_error_get_problem (error)->retry_in);
  return g_strdup_printf (ngettext ("Login is temporarily restricted. Try again in about %d minute.",
                                    "Login is temporarily restricted. Try again in about %d minutes.",
                                    minutes),
                          minutes);
}

static void
go (HwLoginPage *self, HwExit exit)
{
  g_autofree char *email = hw_email_field_read (self->email);

  if (*email != '\0')
    hw_context_set_login_email (hw_page_get_context (HW_PAGE (self)), email);
  hw_page_go (HW_PAGE (self), exit);
}

static void
on_forgotten (HwLoginPage *self)
{
  go (self, HW_EXIT_FORGOTTEN);
}

static void
on_register (HwLoginPage *self)
{
  go (self, HW_EXIT_REGISTER);
}

static void
hw_login_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), HW_TYPE_LOGIN_PAGE);

  G_OBJECT_CLASS (hw_login_page_parent_class)->dispose (object);
}

static void
hw_login_page_class_init (HwLoginPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  HwPageClass *page_class = HW_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hw_login_page_dispose;
  page_class->enter = hw_login_page_enter;
  page_class->check = hw_login_page_check;
  page_class->leave_async = hw_login_page_leave_async;
  page_class->leave_finish = hw_login_page_leave_finish;
  page_class->describe_error = hw_login_page_describe_error;

  g_type_ensure (HW_TYPE_UNFINISHED_LIST);
  g_type_ensure (HW_TYPE_EMAIL_FIELD);
  g_type_ensure (HW_TYPE_PASSWORD_FIELD);
  g_type_ensure (HW_TYPE_CHECK);
  g_type_ensure (HW_TYPE_LINK);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/hellowork_mypage/MyPage/pages/login/hw-login-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HwLoginPage, unfinished);
  gtk_widget_class_bind_template_child (widget_class, HwLoginPage, email);
  gtk_widget_class_bind_template_child (widget_class, HwLoginPage, password);
  gtk_widget_class_bind_template_child (widget_class, HwLoginPage, remember);
  gtk_widget_class_bind_template_callback (widget_class, on_forgotten);
  gtk_widget_class_bind_template_callback (widget_class, on_register);
}

static void
hw_login_page_init (HwLoginPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
