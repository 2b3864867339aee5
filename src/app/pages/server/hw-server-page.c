/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/pages/server/hw-server-page.h"
#include "app/hw-error-sentence.h"
#include "app/hw-startup.h"
#include "app/pages/server/hw-server-check.h"
#include "client/hw-server-url.h"
#include <glib/gi18n.h>

struct _HwServerPage
{
  HwPage parent_instance;
  GtkLabel *explanation;
  HwFormField *field;
  HwServerCheck *check;
  char *url;
};

G_DEFINE_FINAL_TYPE (HwServerPage, hw_server_page, HW_TYPE_PAGE)

static char *
read_url (HwServerPage *self, GError **error)
{
  gboolean empty = FALSE;
  g_autofree char *url = hw_server_check_read (self->field, &empty);
  g_autoptr (HwProblem) problem = NULL;

  if (url != NULL)
    return g_steal_pointer (&url);
  problem = hw_problem_new (HW_PROBLEM_INVALID_FIELDS);
  hw_problem_add_field (problem, "/server-url", empty ? "empty" : "not-a-url");
  g_propagate_error (error, hw_client_error_new_problem (problem));
  return NULL;
}

static void
on_notices (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  HwServerPage *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (HwNotices) notices = hw_api_get_notices_finish (HW_API (source), result, &error);

  if (notices == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  g_free (self->url);
  self->url = g_strdup (hw_api_get_server_url (HW_API (source)));
  g_task_return_boolean (task, TRUE);
}

static GError *
hw_server_page_check (HwPage *page)
{
  GError *error = NULL;
  g_autofree char *url = read_url (HW_SERVER_PAGE (page), &error);

  return error;
}

static void
hw_server_page_leave_async (HwPage *page, GCancellable *c, GAsyncReadyCallback cb, gpointer data)
{
  HwServerPage *self = HW_SERVER_PAGE (page);
  g_autoptr (GTask) task = g_task_new (self, c, cb, data);
  g_autoptr (GError) error = NULL;
  g_autofree char *url = read_url (self, &error);
  g_autoptr (HwApi) api = NULL;

  g_task_set_source_tag (task, hw_server_page_leave_async);
  if (url == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  hw_server_check_clear (self->check); /* the page says how this ends */
  api = hw_api_new (url, hw_startup_get_language ());
  g_task_set_task_data (task, g_strdup (url), g_free);
  hw_api_get_notices_async (api, c, on_notices, g_steal_pointer (&task));
}

static gboolean
hw_server_page_leave_finish (HwPage *page, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* The page has no context, so the presenter cannot name the server. */
static char *
hw_server_page_describe_error (HwPage *page, const GError *error)
{
  g_autofree char *url = NULL;

  if (hw_client_error_is_problem (error, HW_PROBLEM_INVALID_FIELDS))
    return NULL;
  url = read_url (HW_SERVER_PAGE (page), NULL);
  return hw_error_sentence (error, url);
}

static void
hw_server_page_dispose (GObject *object)
{
  HwServerPage *self = HW_SERVER_PAGE (object);

  if (self->check != NULL)
    g_object_run_dispose (G_OBJECT (self->check)); /* what it asks keeps it, but must not find the field */
  g_clear_object (&self->check);
  gtk_widget_dispose_template (GTK_WIDGET (object), HW_TYPE_SERVER_PAGE);

  G_OBJECT_CLASS (hw_server_page_parent_class)->dispose (object);
}

static void
hw_server_page_finalize (GObject *object)
{
  g_clear_pointer (&HW_SERVER_PAGE (object)->url, g_free);

  G_OBJECT_CLASS (hw_server_page_parent_class)->finalize (object);
}

static void
hw_server_page_class_init (HwServerPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  HwPageClass *page_class = HW_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hw_server_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = hw_server_page_finalize;
  page_class->check = hw_server_page_check;
  page_class->leave_async = hw_server_page_leave_async;
  page_class->leave_finish = hw_server_page_leave_finish;
  page_class->describe_error = hw_server_page_describe_error;

  g_type_ensure (HW_TYPE_FORM_FIELD);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/hellowork_mypage/MyPage/pages/server/hw-server-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HwServerPage, explanation);
  gtk_widget_class_bind_template_child (widget_class, HwServerPage, field);
}

static void
hw_server_page_init (HwServerPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->check = hw_server_check_new (self->field);
}

GtkWidget *
hw_server_page_new (void)
{
  return g_object_new (HW_TYPE_SERVER_PAGE, NULL);
}

void
hw_server_page_set_current (HwServerPage *self, const char *url, gboolean may_change, const char *this_run)
{
  g_autofree char *name = this_run != NULL ? hw_server_url_display (this_run) : NULL;
  g_autofree char *explanation = NULL;

  g_return_if_fail (HW_IS_SERVER_PAGE (self));

  hw_form_field_set_text (self->field, url);
  hw_form_field_set_note (self->field, NULL); /* nothing was entered yet */
  g_object_set (self, "cancel-label", _ ("Cancel"), "next-label", may_change ? _ ("Save") : NULL, NULL);
  gtk_editable_set_editable (hw_form_field_get_editable (self->field), may_change);
  if (!may_change)
    explanation = g_strdup (_ ("The server was set by your administrator and cannot be changed here."));
  else if (name != NULL)
    explanation =
      g_strdup_printf (_ ("For this run only, the app is connected to the server %s. If you save a server "
                          "here, the app uses it from now on and goes back to the top page."),
                       name);
  else
    explanation =
      g_strdup (_ ("When you save, the app connects to this server and goes back to the top page."));
  gtk_label_set_label (self->explanation, explanation);
}

const char *
hw_server_page_get_url (HwServerPage *self)
{
  g_return_val_if_fail (HW_IS_SERVER_PAGE (self), NULL);
  return self->url;
}
