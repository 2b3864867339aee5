/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/hw-keyring-call.h"

#include <libsecret/secret.h>

static void
clear_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
hw_keyring_call_free (HwKeyringCall *call)
{
  clear_source (&call->deadline);
  clear_source (&call->cancelled);
  g_clear_pointer (&call->item, hw_stored_credential_unref);
  g_clear_pointer (&call->found, g_ptr_array_unref);
  g_list_free_full (call->to_read, g_object_unref);
  g_clear_object (&call->service);
  g_free (call->server);
  g_free (call);
}

gboolean
hw_keyring_call_end (GTask *task)
{
  HwKeyringCall *call = g_task_get_task_data (task);

  if (call->returned)
    return FALSE;

  call->returned = TRUE;
  clear_source (&call->deadline);
  clear_source (&call->cancelled);
  return TRUE;
}

void
hw_keyring_call_fail (GTask *task, const char *reason)
{
  if (!hw_keyring_call_end (task))
    return;

  hw_keyring_call_forget_service (); /* it may be back by the next call, and not know us */
  hw_credential_store_set_available (g_task_get_source_object (task), FALSE);
  g_task_return_new_error (task, HW_CLIENT_ERROR, HW_CLIENT_ERROR_NO_KEYRING,
                           "The keyring cannot be used: %s", reason);
}

gboolean
hw_keyring_call_is_out_of_touch (const GError *error)
{
  /* org.freedesktop.Secret.Error.NoSession; libsecret takes the name away, and only this is left. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_DBUS_ERROR))
    return TRUE;
  /* With KWallet, now and then: it refuses a public key that begins with zeros, for libsecret leaves them
   * out, and where the key that they agree on does, neither can read the other. The next ones will do. */
  return g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS)
         || g_error_matches (error, SECRET_ERROR, SECRET_ERROR_PROTOCOL);
}

void
hw_keyring_call_forget_service (void)
{
  secret_service_disconnect ();
}

static gboolean
on_deadline (gpointer data)
{
  g_autoptr (GTask) task = g_object_ref (G_TASK (data));

  hw_keyring_call_fail (task, "it did not answer in time");
  return G_SOURCE_REMOVE;
}

static gboolean
on_cancelled (GCancellable *cancellable, gpointer data)
{
  g_autoptr (GTask) task = g_object_ref (G_TASK (data));

  if (hw_keyring_call_end (task))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The call was cancelled");
  return G_SOURCE_REMOVE;
}

GTask *
hw_keyring_call_begin (HwCredentialStore *self,
                       gpointer source_tag,
                       HwStoredCredential *item,
                       GCancellable *c,
                       GAsyncReadyCallback cb,
                       gpointer data)
{
  GTask *task = g_task_new (self, c, cb, data);
  HwKeyringCall *call = g_new0 (HwKeyringCall, 1);

  g_task_set_source_tag (task, source_tag);
  g_task_set_task_data (task, call, (GDestroyNotify) hw_keyring_call_free);
  call->item = item != NULL ? hw_stored_credential_ref (item) : NULL;

  call->deadline = g_timeout_source_new (hw_credential_store_get_deadline (self));
  g_source_set_callback (call->deadline, on_deadline, task, NULL);
  g_source_attach (call->deadline, g_task_get_context (task));
  if (c != NULL)
    {
      call->cancelled = g_cancellable_source_new (c);
      g_source_set_callback (call->cancelled, G_SOURCE_FUNC (on_cancelled), task, NULL);
      g_source_attach (call->cancelled, g_task_get_context (task));
    }

  return task;
}
