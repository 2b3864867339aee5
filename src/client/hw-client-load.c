/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/hw-client-private.h"

#include "client/hw-registration-private.h"
#include "client/hw-session-private.h"

/* The first page waits for this long at the most (QUALITY.md). The keyring has a deadline of its own within.
 */
#define LOAD_DEADLINE_SECONDS 5

/* What loading holds; the task's data. */
typedef struct
{
  GSource *deadline; /* (nullable): once returned */
  guint checks;      /* of registrations, under way */
  gboolean late;     /* the keyring was unlocked after the first page */
} HwLoading;

static void
loading_free (HwLoading *loading)
{
  g_assert (loading->deadline == NULL);
  g_free (loading);
}

/* @error: (transfer full) (nullable). Checks that are still under way list what they find later. */
static void
return_loaded (GTask *task, GError *error)
{
  HwLoading *loading = g_task_get_task_data (task);

  if (loading->deadline == NULL)
    {
      g_clear_error (&error);
      return;
    }

  g_source_destroy (loading->deadline);
  g_clear_pointer (&loading->deadline, g_source_unref);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static gboolean
on_load_deadline (gpointer data)
{
  g_autoptr (GTask) task = g_object_ref (G_TASK (data));

  return_loaded (task, NULL);
  return G_SOURCE_REMOVE;
}

/* One item of the keyring and the registration that it stands for. */
typedef struct
{
  GTask *task;
  HwStoredCredential *item;
} HwChecking;

static void
checking_free (HwChecking *checking)
{
  g_clear_object (&checking->task);
  g_clear_pointer (&checking->item, hw_stored_credential_unref);
  g_free (checking);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwChecking, checking_free)

static void
on_checked (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (HwChecking) checking = data;
  HwRegistration *registration = HW_REGISTRATION (source);
  HwClient *self = g_task_get_source_object (checking->task);
  HwLoading *loading = g_task_get_task_data (checking->task);
  gboolean answered;

  answered = hw_registration_check_finish (registration, result, NULL);
  hw_client_list_registration (self, registration);
  if (answered && hw_registration_get_stage (registration) == HW_STAGE_COMPLETED)
    hw_client_list_completed (self, registration);
  if (answered && hw_registration_get_stage (registration) == HW_STAGE_EXPIRED)
    hw_credential_store_remove_async (self->store, checking->item, NULL, NULL, NULL);

  loading->checks--;
  if (loading->checks == 0)
    return_loaded (checking->task, NULL);
}

static void
resume_registration (HwClient *self, GTask *task, HwStoredCredential *item)
{
  g_autoptr (HwRegistration) registration = hw_registration_new_resumed (self->api, self->store, item);
  HwLoading *loading = g_task_get_task_data (task);
  HwChecking *checking = g_new0 (HwChecking, 1);

  checking->task = g_object_ref (task);
  checking->item = hw_stored_credential_ref (item);
  loading->checks++;
  hw_client_watch_registration (self, registration);
  hw_registration_check_async (registration, g_task_get_cancellable (task), on_checked, checking);
}

/* Whether what @item stands for was begun here, and saved meanwhile. */
static gboolean
is_listed (HwClient *self, HwStoredCredential *item)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->sessions)); i++)
    {
      g_autoptr (HwSession) session = g_list_model_get_item (G_LIST_MODEL (self->sessions), i);

      if (session->item != NULL && g_str_equal (session->item->id, item->id))
        return TRUE;
    }
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->registrations)); i++)
    {
      g_autoptr (HwRegistration) registration = g_list_model_get_item (G_LIST_MODEL (self->registrations), i);

      if (registration->item != NULL && g_str_equal (registration->item->id, item->id))
        return TRUE;
    }

  return FALSE;
}

static void
drop_listed (HwClient *self, GPtrArray *items)
{
  for (guint i = items->len; i > 0; i--)
    {
      if (is_listed (self, g_ptr_array_index (items, i - 1)))
        g_ptr_array_remove_index (items, i - 1);
    }
}

/* The one that lasts longest is taken for the one last logged in. */
static void
keep_sessions (HwClient *self, GPtrArray *items, gboolean late)
{
  g_autoptr (HwSession) latest = NULL;
  gint64 latest_end = G_MININT64;

  for (guint i = 0; i < items->len; i++)
    {
      HwStoredCredential *item = g_ptr_array_index (items, i);
      g_autoptr (HwSession) session = NULL;

      if (item->kind != HW_CREDENTIAL_SESSION)
        continue;

      session = hw_session_new_kept (self->api, self->store, item);
      hw_client_add_session (self, session);
      if (latest == NULL || item->expires_at > latest_end)
        {
          g_set_object (&latest, session);
          latest_end = item->expires_at;
        }
    }

  if (!late && self->session == NULL && latest != NULL)
    hw_client_set_session (self, latest);
}

/* Drops what is not worth asking the server about, for good. */
static void
drop_long_over (HwClient *self, GPtrArray *items)
{
  gint64 now = g_get_real_time ();

  for (guint i = items->len; i > 0; i--)
    {
      HwStoredCredential *item = g_ptr_array_index (items, i - 1);

      if (!hw_stored_credential_is_long_over (item, now))
        continue;

      hw_credential_store_remove_async (self->store, item, NULL, NULL, NULL);
      g_ptr_array_remove_index (items, i - 1);
    }
}

static void
on_keyring_loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  HwClient *self = g_task_get_source_object (task);
  HwLoading *loading = g_task_get_task_data (task);
  g_autoptr (GPtrArray) items = NULL;
  GError *error = NULL;

  items = hw_credential_store_load_finish (self->store, result, &error);
  if (items == NULL)
    {
      /* Without a keyring nothing was kept; `keyring-available` says so. */
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          g_clear_error (&error);
          self->load_again = TRUE;
        }
      return_loaded (task, error);
      return;
    }

  drop_long_over (self, items);
  drop_listed (self, items);
  keep_sessions (self, items, loading->late);
  for (guint i = 0; i < items->len; i++)
    {
      HwStoredCredential *item = g_ptr_array_index (items, i);

      if (item->kind == HW_CREDENTIAL_REGISTRATION)
        resume_registration (self, task, item);
    }

  if (loading->checks == 0)
    return_loaded (task, NULL);
}

static void
start_loading (HwClient *self, gboolean late, GCancellable *c, GAsyncReadyCallback cb, gpointer data)
{
  HwLoading *loading = g_new0 (HwLoading, 1);
  GTask *task = g_task_new (self, c, cb, data);

  g_task_set_source_tag (task, hw_client_load_async);
  g_task_set_task_data (task, loading, (GDestroyNotify) loading_free);
  loading->late = late;
  loading->deadline = g_timeout_source_new_seconds (LOAD_DEADLINE_SECONDS);
  g_source_set_callback (loading->deadline, on_load_deadline, task, NULL);
  g_source_attach (loading->deadline, g_task_get_context (task));
  hw_credential_store_load_async (self->store, hw_api_get_server_url (self->api), c, on_keyring_loaded, task);
}

void
hw_client_load_again (HwClient *self)
{
  self->load_again = FALSE;
  start_loading (self, TRUE, NULL, NULL, NULL);
}

void
hw_client_load_async (HwClient *self, GCancellable *c, GAsyncReadyCallback cb, gpointer data)
{
  g_return_if_fail (HW_IS_CLIENT (self));

  start_loading (self, FALSE, c, cb, data);
}

gboolean
hw_client_load_finish (HwClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, hw_client_load_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
