/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/pages/password/hw-password-submit.h"

typedef struct
{
  HwSubmitAskingFunc asking;
  gpointer asking_data;
  HwSubmitOutcome outcome;
  GError *lost; /* (nullable): what kept the answer away */
} HwSubmit;

static void
submit_free (HwSubmit *submit)
{
  g_clear_error (&submit->lost);
  g_free (submit);
}

/* Whether the server may have done it although no answer says so. */
static gboolean
is_lost (const GError *error)
{
  if (error->domain != HW_CLIENT_ERROR)
    return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  switch ((HwClientError) error->code)
    {
    case HW_CLIENT_ERROR_OFFLINE:
    case HW_CLIENT_ERROR_UNREACHABLE:
    case HW_CLIENT_ERROR_TIMED_OUT:
    case HW_CLIENT_ERROR_NOT_OUR_SERVER:
      return TRUE;
    case HW_CLIENT_ERROR_PROBLEM:
      return hw_client_error_is_problem (error, HW_PROBLEM_INTERNAL_ERROR);
    case HW_CLIENT_ERROR_TLS:
    case HW_CLIENT_ERROR_SERVER_URL:
    case HW_CLIENT_ERROR_NO_KEYRING:
    default:
      return FALSE;
    }
}

static void
on_checked (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  HwSubmit *submit = g_task_get_task_data (task);
  HwRegistration *registration = HW_REGISTRATION (source);
  g_autoptr (GError) error = NULL;

  if (!hw_registration_check_finish (registration, result, &error))
    {
      submit->outcome = hw_client_error_get_problem (error) != NULL ? HW_SUBMIT_ANSWERED : HW_SUBMIT_UNKNOWN;
      g_task_return_error (task, g_steal_pointer (&error));
    }
  else if (hw_registration_get_stage (registration) == HW_STAGE_COMPLETED)
    {
      submit->outcome = HW_SUBMIT_DONE;
      g_task_return_boolean (task, TRUE);
    }
  else
    {
      submit->outcome = HW_SUBMIT_NOT_DONE;
      g_task_return_error (task, g_steal_pointer (&submit->lost));
    }
}

static void
on_submitted (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  HwSubmit *submit = g_task_get_task_data (task);
  HwRegistration *registration = HW_REGISTRATION (source);
  g_autoptr (GError) error = NULL;

  if (hw_registration_set_password_finish (registration, result, &error))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  if (!is_lost (error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  submit->lost = g_steal_pointer (&error);
  /* Who has stopped it wants to know all the same, and may stop that, too. */
  hw_registration_check_async (registration, submit->asking (submit->asking_data), on_checked,
                               g_steal_pointer (&task));
}

void
hw_password_submit_async (HwRegistration *registration,
                          const char *authentication_key,
                          const char *password,
                          GCancellable *c,
                          HwSubmitAskingFunc asking,
                          GAsyncReadyCallback cb,
                          gpointer data)
{
  HwSubmit *submit = g_new0 (HwSubmit, 1);
  GTask *task;

  g_return_if_fail (HW_IS_REGISTRATION (registration));

  task = g_task_new (registration, c, cb, data);
  g_task_set_source_tag (task, hw_password_submit_async);
  g_task_set_check_cancellable (task, FALSE);
  submit->asking = asking;
  submit->asking_data = data;
  g_task_set_task_data (task, submit, (GDestroyNotify) submit_free);
  hw_registration_set_password_async (registration, authentication_key, password, c, on_submitted, task);
}

gboolean
hw_password_submit_finish (HwRegistration *registration,
                           GAsyncResult *result,
                           HwSubmitOutcome *outcome,
                           GError **error)
{
  HwSubmit *submit;

  g_return_val_if_fail (g_task_is_valid (result, registration), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, hw_password_submit_async), FALSE);

  submit = g_task_get_task_data (G_TASK (result));
  *outcome = submit->outcome;
  return g_task_propagate_boolean (G_TASK (result), error);
}
