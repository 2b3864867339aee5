/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hw-test-page.h"

#define NO_EXIT (-1)

void
hw_test_page_set_up (HwTestPage *self, gconstpointer config)
{
  self->office = hw_test_office_new (config);
  self->exit = NO_EXIT;
  hw_test_page_use_server (self, hw_test_office_get_url (self->office));
}

void
hw_test_page_use_server (HwTestPage *self, const char *url)
{
  g_assert_null (self->window);
  g_clear_object (&self->context);
  g_clear_object (&self->client);
  self->client = hw_client_new (url, HW_LANGUAGE_JA);
  self->context = hw_context_new (self->client);
}

static void
close_window (HwTestPage *self)
{
  if (self->window != NULL)
    gtk_window_destroy (GTK_WINDOW (self->window));
  self->window = NULL;
  self->page = NULL;
}

void
hw_test_page_tear_down (HwTestPage *self, gconstpointer unused)
{
  hw_test_page_close (self);
  hw_test_office_free (self->office);
}

void
hw_test_page_close (HwTestPage *self)
{
  close_window (self);
  g_clear_object (&self->context);
  g_clear_object (&self->client);
}

static void
on_page_exit (HwPage *page, int exit, HwTestPage *self)
{
  self->exit = exit;
}

void
hw_test_page_show (HwTestPage *self, GType type)
{
  close_window (self);
  self->exit = NO_EXIT;
  self->page = g_object_new (type, NULL);
  g_signal_connect (self->page, "exit", G_CALLBACK (on_page_exit), self);
  hw_page_set_context (self->page, self->context);
  self->window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (self->window), GTK_WIDGET (self->page));
  gtk_window_present (GTK_WINDOW (self->window));
  hw_page_enter (self->page);
}

typedef struct
{
  GAsyncResult *result;
} Answer;

static void
on_answer (GObject *source, GAsyncResult *result, gpointer data)
{
  ((Answer *) data)->result = g_object_ref (result);
}

static gboolean
has_answer (gpointer data)
{
  return ((Answer *) data)->result != NULL;
}

HwRegistration *
hw_test_page_start (HwTestPage *self, HwPurpose purpose, const char *email)
{
  g_autofree char *privacy_version = NULL;
  g_autofree char *terms_version = NULL;
  g_autoptr (GError) error = NULL;
  HwRegistration *registration;
  Answer answer = { NULL };

  hw_context_need_registration (self->context, purpose);
  registration = hw_context_get_registration (self->context);
  if (purpose == HW_PURPOSE_FIRST)
    {
      hw_test_account_agree (hw_client_get_api (self->client), &privacy_version, &terms_version);
      hw_registration_set_consent (registration, privacy_version, terms_version);
    }
  hw_registration_set_email (registration, email);
  hw_registration_start_async (registration, NULL, on_answer, &answer);
  hw_test_wait_until (has_answer, &answer, "the registration's start");
  hw_registration_start_finish (registration, answer.result, &error);
  g_assert_no_error (error);
  g_object_unref (answer.result);
  return registration;
}

HwSession *
hw_test_page_log_in (HwTestPage *self, const char *email, const char *password, gboolean remember)
{
  g_autoptr (HwSession) session = NULL;
  g_autoptr (GError) error = NULL;
  Answer answer = { NULL };

  hw_client_log_in_async (self->client, email, password, remember, NULL, on_answer, &answer);
  hw_test_wait_until (has_answer, &answer, "the login");
  session = hw_client_log_in_finish (self->client, answer.result, &error);
  g_assert_no_error (error);
  g_object_unref (answer.result);
  return hw_client_get_session (self->client);
}

HwFormField *
hw_test_page_field (HwTestPage *self, const char *pointer)
{
  HwField *field = hw_page_find_field (self->page, pointer);

  g_assert_nonnull (field);
  return HW_FORM_FIELD (field);
}

void
hw_test_page_type (HwTestPage *self, const char *pointer, const char *text)
{
  hw_form_field_set_text (hw_test_page_field (self, pointer), text);
}

static gboolean
is_idle (gpointer data)
{
  return !hw_page_get_busy (HW_PAGE (data));
}

void
hw_test_page_wait_idle (HwTestPage *self)
{
  hw_test_wait_until (is_idle, self->page, "the request's end");
}

void
hw_test_page_press (HwTestPage *self, const char *button)
{
  hw_test_press (self->page, button);
  hw_test_page_wait_idle (self);
}

void
hw_test_page_forget_exit (HwTestPage *self)
{
  self->exit = NO_EXIT;
}

static gboolean
has_exit (gpointer data)
{
  return ((HwTestPage *) data)->exit != NO_EXIT;
}

void
hw_test_page_wait_exit (HwTestPage *self, HwExit exit)
{
  hw_test_wait_until (has_exit, self, "a way out");
  g_assert_cmpint (self->exit, ==, exit);
}

void
hw_test_page_assert_message (HwTestPage *self, const char *message)
{
  HwNoticeKind kind;
  g_autofree char *left = hw_context_take_message (self->context, &kind);

  g_assert_cmpstr (left, ==, message);
}
