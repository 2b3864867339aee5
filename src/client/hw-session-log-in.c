/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/hw-session-private.h"

/* What logging in holds until it returns; the task has no source object yet. */
typedef struct
{
  HwApi *api;
  HwCredentialStore *store;
  gboolean remember;
  HwSession *session; /* (nullable) */
} HwLoggingIn;

static void
logging_in_free (HwLoggingIn *logging_in)
{
  g_clear_object (&logging_in->api);
  g_clear_object (&logging_in->store);
  g_clear_object (&logging_in->session);
  g_free (logging_in);
}

static void
on_kept (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  HwLoggingIn *logging_in = g_task_get_task_data (task);

  hw_session_set_kept (logging_in->session,
                       hw_credential_store_save_finish (logging_in->store, result, NULL));
  g_task_return_pointer (task, g_steal_pointer (&logging_in->session), g_object_unref);
}

static void
on_logged_in (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  HwLoggingIn *logging_in = g_task_get_task_data (task);
  g_autoptr (HwLogin) login = NULL;
  GError *error = NULL;
  HwSession *session;

  login = hw_api_log_in_finish (logging_in->api, result, &error);
  if (login == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  session = hw_session_new (logging_in->api, logging_in->store, login->credential, login->account->email);
  hw_session_take_account (session, login->account);
  logging_in->session = session;
  if (!logging_in->remember)
    {
      g_task_return_pointer (task, g_steal_pointer (&logging_in->session), g_object_unref);
      return;
    }

  /* From here on it is logged in, whoever cancels. */
  g_task_set_check_cancellable (task, FALSE);
  session->item =
    hw_stored_credential_new_session (hw_api_get_server_url (logging_in->api), login->credential,
                                      session->email, session->establishment, login->expires_at);
  hw_credential_store_save_async (logging_in->store, session->item, NULL, on_kept, g_steal_pointer (&task));
}

void
hw_session_log_in_async (HwApi *api,
                         HwCredentialStore *store,
                         const char *email,
                         const char *password,
                         gboolean remember,
                         GCancellable *c,
                         GAsyncReadyCallback cb,
                         gpointer data)
{
  g_autoptr (HwLoginRequest) request = NULL;
  HwLoggingIn *logging_in;
  const char *device;
  GTask *task;

  g_return_if_fail (HW_IS_API (api));
  g_return_if_fail (HW_IS_CREDENTIAL_STORE (store));

  task = g_task_new (NULL, c, cb, data);
  g_task_set_source_tag (task, hw_session_log_in_async);
  logging_in = g_new0 (HwLoggingIn, 1);
  logging_in->api = g_object_ref (api);
  logging_in->store = g_object_ref (store);
  logging_in->remember = remember;
  g_task_set_task_data (task, logging_in, (GDestroyNotify) logging_in_free);

  /* What a person tells their machines apart by in ログイン中の端末. */
  device = g_get_host_name ();
  if (!hw_device_is_valid (device))
    device = NULL;
  request = hw_login_request_new (email, password, remember, device);
  hw_api_log_in_async (api, request, c, on_logged_in, task);
}

HwSession *
hw_session_log_in_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, hw_session_log_in_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
