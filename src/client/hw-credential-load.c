/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/hw-keyring-call.h"

#include "hw-build-config.h"
#include <libsecret/secret.h>

/* gnome-keyring does not find locked items by their schema, so that nobody would be asked to unlock them.
 * Items of other programs are left out by ourselves. */
static const SecretSchema ANY_SCHEMA = {
  HW_APPLICATION_ID,
  SECRET_SCHEMA_DONT_MATCH_NAME,
  {
    { "server", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "kind", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, 0 },
  },
};

static void on_found (GObject *source, GAsyncResult *result, gpointer data);
static void read_next (GTask *task);

/* @task: (transfer full) */
static void
search (GTask *task)
{
  HwKeyringCall *call = g_task_get_task_data (task);
  g_autoptr (GHashTable) attributes = NULL;

  if (call->server != NULL)
    attributes = secret_attributes_build (&ANY_SCHEMA, "server", call->server, NULL);
  else
    attributes =
      secret_attributes_build (&ANY_SCHEMA, "kind", hw_stored_credential_kind_name (call->kind), NULL);
  secret_password_searchv (&ANY_SCHEMA, attributes, SECRET_SEARCH_ALL | SECRET_SEARCH_UNLOCK, NULL, on_found,
                           task);
}

/* @task: (transfer full) */
static void
search_anew (GTask *task)
{
  HwKeyringCall *call = g_task_get_task_data (task);

  call->anew = TRUE;
  call->unreadable = 0;
  call->nonsense = FALSE;
  g_ptr_array_set_size (call->found, 0);
  g_list_free_full (g_steal_pointer (&call->to_read), g_object_unref);
  if (call->server == NULL)
    call->kind = HW_CREDENTIAL_REGISTRATION;
  search (task);
}

static void
return_found (GTask *task)
{
  HwKeyringCall *call = g_task_get_task_data (task);

  if (call->unreadable > 0 && call->found->len == 0)
    {
      hw_keyring_call_fail (task, "it stayed locked");
      return;
    }

  if (!hw_keyring_call_end (task))
    return;

  hw_credential_store_set_has_unreadable (g_task_get_source_object (task),
                                          call->unreadable > 0 || call->nonsense);
  hw_credential_store_set_available (g_task_get_source_object (task), TRUE);
  g_task_return_pointer (task, g_steal_pointer (&call->found), (GDestroyNotify) g_ptr_array_unref);
}

static gboolean
is_locked (SecretRetrievable *item)
{
  return SECRET_IS_ITEM (item) && secret_item_get_locked (SECRET_ITEM (item));
}

/* gnome-keyring tells what an item is about only once it is open, and of an item that was opened for this
 * very search still the former: hashes. Asked anew it tells. */
static gboolean
was_just_unlocked (SecretRetrievable *item)
{
  g_autoptr (GHashTable) attributes = secret_retrievable_get_attributes (item);

  return SECRET_IS_ITEM (item) && !is_locked (item) && !g_hash_table_contains (attributes, "kind")
         && !g_hash_table_contains (attributes, "server");
}

static gboolean
any_was_just_unlocked (GList *items)
{
  for (GList *link = items; link != NULL; link = link->next)
    if (was_just_unlocked (link->data))
      return TRUE;
  return FALSE;
}

static gboolean
is_ours (SecretRetrievable *item)
{
  g_autoptr (GHashTable) attributes = secret_retrievable_get_attributes (item);

  /* The file in a sandbox is this program's alone; it knows no schemas. */
  return !SECRET_IS_ITEM (item)
         || g_strcmp0 (g_hash_table_lookup (attributes, "xdg:schema"), HW_APPLICATION_ID) == 0;
}

static void
take_item (HwKeyringCall *call, SecretRetrievable *item, SecretValue *value)
{
  g_autoptr (GHashTable) attributes = secret_retrievable_get_attributes (item);
  HwStoredCredential *credential;
  const char *secret;
  gsize length = 0;

  secret = secret_value_get (value, &length);
  credential = hw_stored_credential_from_item (g_hash_table_lookup (attributes, "server"),
                                               g_hash_table_lookup (attributes, "kind"),
                                               g_hash_table_lookup (attributes, "id"), secret, length);
  if (credential != NULL)
    {
      g_ptr_array_add (call->found, credential);
      return;
    }
  call->nonsense = TRUE;
  g_warning ("Passed over an item of the keyring that this program did not write");
}

static void
on_secret_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  HwKeyringCall *call = g_task_get_task_data (task);
  SecretRetrievable *item = SECRET_RETRIEVABLE (source);
  g_autoptr (SecretValue) value = NULL;
  g_autoptr (GError) error = NULL;

  value = secret_retrievable_retrieve_secret_finish (item, result, &error);
  if (call->returned)
    return;

  if (hw_keyring_call_is_out_of_touch (error) && !call->anew)
    {
      hw_keyring_call_forget_service ();
      search_anew (g_steal_pointer (&task));
      return;
    }
  if (value != NULL)
    take_item (call, item, value);
  else
    call->unreadable++;
  read_next (g_steal_pointer (&task));
}

/* @task: (transfer full) */
static void
read_next (GTask *task)
{
  g_autoptr (GTask) owned = task;
  HwKeyringCall *call = g_task_get_task_data (task);
  g_autoptr (SecretRetrievable) item = NULL;

  if (call->to_read == NULL && call->server == NULL && call->kind == HW_CREDENTIAL_REGISTRATION
      && call->unreadable == 0)
    {
      call->kind = HW_CREDENTIAL_SESSION;
      search (g_steal_pointer (&owned));
      return;
    }
  if (call->to_read == NULL)
    {
      return_found (task);
      return;
    }

  item = call->to_read->data;
  call->to_read = g_list_delete_link (call->to_read, call->to_read);
  if (is_locked (item))
    {
      call->unreadable++;
      read_next (g_steal_pointer (&owned));
      return;
    }
  if (!is_ours (item))
    {
      read_next (g_steal_pointer (&owned));
      return;
    }

  if (SECRET_IS_ITEM (item))
    {
      g_set_object (&call->service, G_OBJECT (secret_item_get_service (SECRET_ITEM (item))));
      if (call->service == NULL) /* another call found that the keyring had gone */
        {
          call->unreadable++;
          read_next (g_steal_pointer (&owned));
          return;
        }
    }
  secret_retrievable_retrieve_secret (item, NULL, on_secret_read, g_steal_pointer (&owned));
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  HwKeyringCall *call = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  call->to_read = secret_password_search_finish (result, &error);
  if (error != NULL)
    {
      hw_keyring_call_fail (task, error->message);
      return;
    }

  if (!call->returned && !call->anew && any_was_just_unlocked (call->to_read))
    search_anew (g_steal_pointer (&task));
  else if (!call->returned)
    read_next (g_steal_pointer (&task));
  else if (call->to_read == NULL || !is_locked (call->to_read->data))
    hw_credential_store_set_available (g_task_get_source_object (task), TRUE);
}

void
hw_credential_store_load_async (HwCredentialStore *self,
                                const char *server,
                                GCancellable *c,
                                GAsyncReadyCallback cb,
                                gpointer data)
{
  HwKeyringCall *call;
  GTask *task;

  g_return_if_fail (HW_IS_CREDENTIAL_STORE (self));

  task = hw_keyring_call_begin (self, hw_credential_store_load_async, NULL, c, cb, data);
  call = g_task_get_task_data (task);
  call->found = g_ptr_array_new_with_free_func ((GDestroyNotify) hw_stored_credential_unref);
  call->server = g_strdup (server);
  call->kind = HW_CREDENTIAL_REGISTRATION;
  search (task);
}

GPtrArray *
hw_credential_store_load_finish (HwCredentialStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, hw_credential_store_load_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
