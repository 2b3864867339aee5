/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/hw-registration-private.h"

#include "contract/hw-json.h"
#include "contract/hw-wipe.h"

/* The run that a task belongs to is its data: an answer that comes after restart() changes nothing. */

static GTask *
begin (HwRegistration *self, gpointer source_tag, GCancellable *c, GAsyncReadyCallback cb, gpointer data)
{
  GTask *task = g_task_new (self, c, cb, data);

  g_task_set_source_tag (task, source_tag);
  g_task_set_task_data (task, GUINT_TO_POINTER (self->run), NULL);
  hw_registration_begin_call (self);
  return task;
}

static gboolean
is_current (GTask *task)
{
  HwRegistration *self = g_task_get_source_object (task);

  return GPOINTER_TO_UINT (g_task_get_task_data (task)) == self->run;
}

static void
return_done (GTask *task)
{
  hw_registration_end_call (g_task_get_source_object (task));
  g_task_return_boolean (task, TRUE);
}

/* @error: (transfer full) */
static void
return_error (GTask *task, GError *error)
{
  hw_registration_end_call (g_task_get_source_object (task));
  g_task_return_error (task, error);
}

/* What was started has ended since: as the server would say it. */
static GError *
new_credential_invalid (void)
{
  g_autoptr (HwProblem) problem = hw_problem_new (HW_PROBLEM_CREDENTIAL_INVALID);

  return hw_client_error_new_problem (problem);
}

static void
on_closed_status (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  HwRegistration *self = g_task_get_source_object (task);
  GError *refusal = g_object_steal_data (G_OBJECT (task), "refusal");
  g_autoptr (HwRegistrationStatus) status = NULL;

  status = hw_api_get_registration_finish (self->api, result, NULL);
  if (status != NULL && is_current (task))
    hw_registration_take_status (self, status, HW_REGISTRATION_STATUS_CURRENT);

  return_error (task, refusal);
}

/* Takes over what a failure says, and returns it. @error: (transfer full). registration-closed alone does not
 * say all (the completion): the server is asked. */
static void
return_failure (GTask *task, GError *error)
{
  HwRegistration *self = g_task_get_source_object (task);
  const HwProblem *problem = hw_client_error_get_problem (error);

  if (problem != NULL && is_current (task))
    {
      if (problem->code == HW_PROBLEM_REGISTRATION_CLOSED && self->credential != NULL)
        {
          g_object_set_data_full (G_OBJECT (task), "refusal", error, (GDestroyNotify) g_error_free);
          hw_api_get_registration_async (self->api, self->credential, g_task_get_cancellable (task),
                                         on_closed_status, g_object_ref (task));
          return;
        }
      hw_registration_take_refusal (self, problem);
    }

  return_error (task, error);
}

static gboolean
finish (HwRegistration *self, gpointer source_tag, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, source_tag), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  HwRegistration *self = g_task_get_source_object (task);
  gboolean saved;

  /* Without a keyring it goes on; `remembered` says so. */
  saved = hw_credential_store_save_finish (self->store, result, NULL);
  if (is_current (task) && self->item != NULL)
    {
      hw_registration_set_remembered (self, saved);
      hw_registration_forget_former_item (self);
    }
  return_done (task);
}

static void
take_started (HwRegistration *self, const HwRegistrationStatus *status)
{
  hw_registration_set_item_aside (self);
  self->run++;
  hw_wipe_free (self->credential);
  self->credential = g_strdup (status->credential);
  g_clear_pointer (&self->start_key, hw_wipe_free);
  g_clear_pointer (&self->resend_key, hw_wipe_free);
  g_clear_pointer (&self->start_request, g_free);
  g_clear_pointer (&self->completion, hw_completion_free);
  self->item = hw_stored_credential_new_registration (hw_api_get_server_url (self->api), status->credential,
                                                      status->email, self->purpose, status->reference,
                                                      status->expires_at);
  hw_registration_take_status (self, status, HW_REGISTRATION_STATUS_STARTED);
}

static void
on_started (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  HwRegistration *self = g_task_get_source_object (task);
  g_autoptr (HwRegistrationStatus) status = NULL;
  GError *error = NULL;

  status = hw_api_start_registration_finish (self->api, result, &error);
  if (status == NULL)
    {
      /* The key stands for another body, as the server sees it: a new one is needed. */
      if (hw_client_error_is_problem (error, HW_PROBLEM_IDEMPOTENCY_CONFLICT))
        g_clear_pointer (&self->start_key, hw_wipe_free);
      return_error (task, error);
      return;
    }
  if (!is_current (task))
    {
      return_error (task, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Begun anew meanwhile"));
      return;
    }

  /* From here on it has begun, whoever cancels. */
  g_task_set_check_cancellable (task, FALSE);
  take_started (self, status);
  g_task_set_task_data (task, GUINT_TO_POINTER (self->run), NULL);
  hw_credential_store_save_async (self->store, self->item, NULL, on_saved, g_steal_pointer (&task));
}

void
hw_registration_start_async (HwRegistration *self, GCancellable *c, GAsyncReadyCallback cb, gpointer data)
{
  g_autoptr (HwRegistrationRequest) request = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *text = NULL;
  gboolean is_first;

  g_return_if_fail (HW_IS_REGISTRATION (self));

  is_first = self->purpose == HW_PURPOSE_FIRST;
  request = hw_registration_request_new (self->purpose, self->email, is_first ? self->privacy_version : NULL,
                                         is_first ? self->terms_version : NULL);
  node = hw_registration_request_to_json (request);
  text = hw_json_to_string (node);
  if (self->start_key == NULL || g_strcmp0 (self->start_request, text) != 0)
    {
      hw_wipe_free (self->start_key);
      self->start_key = hw_api_new_idempotency_key ();
      g_free (self->start_request);
      self->start_request = g_steal_pointer (&text);
    }

  hw_api_start_registration_async (self->api, request, self->start_key, c, on_started,
                                   begin (self, hw_registration_start_async, c, cb, data));
}

gboolean
hw_registration_start_finish (HwRegistration *self, GAsyncResult *result, GError **error)
{
  return finish (self, hw_registration_start_async, result, error);
}

static void
on_status (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  HwRegistration *self = g_task_get_source_object (task);
  g_autoptr (HwRegistrationStatus) status = NULL;
  GError *error = NULL;

  status = hw_api_get_registration_finish (self->api, result, &error);
  if (status == NULL)
    {
      return_failure (task, error);
      return;
    }

  if (is_current (task))
    hw_registration_take_status (self, status, HW_REGISTRATION_STATUS_CURRENT);
  return_done (task);
}

void
hw_registration_check_async (HwRegistration *self, GCancellable *c, GAsyncReadyCallback cb, gpointer data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (HW_IS_REGISTRATION (self));

  task = begin (self, hw_registration_check_async, c, cb, data);
  if (self->credential == NULL)
    {
      return_done (task);
      return;
    }

  hw_api_get_registration_async (self->api, self->credential, c, on_status, g_steal_pointer (&task));
}

gboolean
hw_registration_check_finish (HwRegistration *self, GAsyncResult *result, GError **error)
{
  return finish (self, hw_registration_check_async, result, error);
}

static void
on_resent (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  HwRegistration *self = g_task_get_source_object (task);
  g_autoptr (HwRegistrationStatus) status = NULL;
  g_autoptr (HwStoredCredential) former = NULL;
  GError *error = NULL;

  status = hw_api_resend_mail_finish (self->api, result, &error);
  if (status == NULL)
    {
      if (hw_client_error_is_problem (error, HW_PROBLEM_IDEMPOTENCY_CONFLICT))
        g_clear_pointer (&self->resend_key, hw_wipe_free);
      return_failure (task, error);
      return;
    }
  if (!is_current (task))
    {
      return_done (task);
      return;
    }

  g_task_set_check_cancellable (task, FALSE);
  g_clear_pointer (&self->resend_key, hw_wipe_free);
  hw_registration_take_status (self, status, HW_REGISTRATION_STATUS_RESENT);
  if (self->item == NULL)
    {
      return_done (task);
      return;
    }

  former = g_steal_pointer (&self->item);
  self->item = hw_stored_credential_new_renewed (former, status->reference, status->expires_at);
  hw_credential_store_save_async (self->store, self->item, NULL, on_saved, g_steal_pointer (&task));
}

void
hw_registration_resend_async (HwRegistration *self, GCancellable *c, GAsyncReadyCallback cb, gpointer data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (HW_IS_REGISTRATION (self));

  task = begin (self, hw_registration_resend_async, c, cb, data);
  if (self->credential == NULL)
    {
      return_error (task, new_credential_invalid ());
      return;
    }

  if (self->resend_key == NULL)
    self->resend_key = hw_api_new_idempotency_key ();
  hw_api_resend_mail_async (self->api, self->credential, self->resend_key, c, on_resent,
                            g_steal_pointer (&task));
}

gboolean
hw_registration_resend_finish (HwRegistration *self, GAsyncResult *result, GError **error)
{
  return finish (self, hw_registration_resend_async, result, error);
}

static void
on_password_set (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  HwRegistration *self = g_task_get_source_object (task);
  g_autoptr (HwCompletion) completion = NULL;
  GError *error = NULL;

  completion = hw_api_set_password_finish (self->api, result, &error);
  if (completion == NULL)
    {
      return_failure (task, error);
      return;
    }

  if (is_current (task))
    hw_registration_take_completion (self, g_steal_pointer (&completion));
  return_done (task);
}

void
hw_registration_set_password_async (HwRegistration *self,
                                    const char *authentication_key,
                                    const char *password,
                                    GCancellable *c,
                                    GAsyncReadyCallback cb,
                                    gpointer data)
{
  g_autoptr (HwPasswordSubmission) submission = NULL;
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (HW_IS_REGISTRATION (self));
  g_return_if_fail (authentication_key != NULL);
  g_return_if_fail (password != NULL);

  task = begin (self, hw_registration_set_password_async, c, cb, data);
  if (self->credential == NULL)
    {
      return_error (task, new_credential_invalid ());
      return;
    }

  submission = hw_password_submission_new (authentication_key, password);
  hw_api_set_password_async (self->api, self->credential, submission, c, on_password_set,
                             g_steal_pointer (&task));
}

gboolean
hw_registration_set_password_finish (HwRegistration *self, GAsyncResult *result, GError **error)
{
  return finish (self, hw_registration_set_password_async, result, error);
}

static void
on_given_up (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  HwRegistration *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!hw_api_give_up_registration_finish (self->api, result, &error)
      && !hw_client_error_is_problem (error, HW_PROBLEM_CREDENTIAL_INVALID))
    {
      return_failure (task, error);
      return;
    }

  g_clear_error (&error);
  if (is_current (task))
    hw_registration_end (self);
  return_done (task);
}

void
hw_registration_give_up_async (HwRegistration *self, GCancellable *c, GAsyncReadyCallback cb, gpointer data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (HW_IS_REGISTRATION (self));

  task = begin (self, hw_registration_give_up_async, c, cb, data);
  if (self->credential == NULL)
    {
      hw_registration_end (self);
      return_done (task);
      return;
    }

  hw_api_give_up_registration_async (self->api, self->credential, c, on_given_up, g_steal_pointer (&task));
}

gboolean
hw_registration_give_up_finish (HwRegistration *self, GAsyncResult *result, GError **error)
{
  return finish (self, hw_registration_give_up_async, result, error);
}
