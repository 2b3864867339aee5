/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/hw-keyring-call.h"

#include "contract/hw-wipe.h"
#include "hw-build-config.h"
#include <glib/gi18n.h>
#include <libsecret/secret.h>
#include <string.h>

#define DEFAULT_DEADLINE_MILLISECONDS 4000

/* Attributes can be read by whoever asks (FACTS.md): nothing of a person may stand in them. */
static const SecretSchema SCHEMA = {
  HW_APPLICATION_ID,
  SECRET_SCHEMA_NONE,
  {
    { "server", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "kind", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "id", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, 0 },
  },
};

struct _HwCredentialStore
{
  GObject parent_instance;

  guint deadline; /* milliseconds */
  gboolean available;
  gboolean has_unreadable;
  GHashTable *removals; /* id -> HwRemoval: whose removal was asked for */
};

/* libsecret must not be asked twice at the same time to remove one item: it then returns its task twice. */
typedef enum
{
  REMOVAL_UNDER_WAY = 1,
  REMOVAL_UNDER_WAY_TO_REPEAT, /* a saving that had been abandoned came about meanwhile */
  REMOVAL_DONE,
} HwRemoval;

enum
{
  PROP_0,
  PROP_AVAILABLE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HwCredentialStore, hw_credential_store, G_TYPE_OBJECT)

static void on_saved (GObject *source, GAsyncResult *result, gpointer data);
static void on_removed (GObject *source, GAsyncResult *result, gpointer data);

static void
hw_credential_store_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  HwCredentialStore *self = HW_CREDENTIAL_STORE (object);

  switch (prop_id)
    {
    case PROP_AVAILABLE:
      g_value_set_boolean (value, self->available);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hw_credential_store_finalize (GObject *object)
{
  HwCredentialStore *self = HW_CREDENTIAL_STORE (object);

  g_hash_table_unref (self->removals);

  G_OBJECT_CLASS (hw_credential_store_parent_class)->finalize (object);
}

static void
hw_credential_store_class_init (HwCredentialStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = hw_credential_store_get_property;
  object_class->finalize = hw_credential_store_finalize;

  properties[PROP_AVAILABLE] =
    g_param_spec_boolean ("available", NULL, NULL, TRUE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
hw_credential_store_init (HwCredentialStore *self)
{
  self->deadline = DEFAULT_DEADLINE_MILLISECONDS;
  self->available = TRUE;
  self->removals = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

HwCredentialStore *
hw_credential_store_new (void)
{
  return g_object_new (HW_TYPE_CREDENTIAL_STORE, NULL);
}

void
hw_credential_store_set_deadline (HwCredentialStore *self, guint milliseconds)
{
  g_return_if_fail (HW_IS_CREDENTIAL_STORE (self));

  self->deadline = milliseconds;
}

guint
hw_credential_store_get_deadline (HwCredentialStore *self)
{
  return self->deadline;
}

gboolean
hw_credential_store_get_available (HwCredentialStore *self)
{
  g_return_val_if_fail (HW_IS_CREDENTIAL_STORE (self), FALSE);

  return self->available;
}

gboolean
hw_credential_store_get_has_unreadable (HwCredentialStore *self)
{
  g_return_val_if_fail (HW_IS_CREDENTIAL_STORE (self), FALSE);

  return self->has_unreadable;
}

void
hw_credential_store_set_has_unreadable (HwCredentialStore *self, gboolean has_unreadable)
{
  self->has_unreadable = has_unreadable;
}

void
hw_credential_store_set_available (HwCredentialStore *self, gboolean available)
{
  if (self->available == available)
    return;

  self->available = available;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AVAILABLE]);
}

static GHashTable *
build_attributes (HwStoredCredential *item)
{
  return secret_attributes_build (&SCHEMA, "server", item->server, "kind",
                                  hw_stored_credential_kind_name (item->kind), "id", item->id, NULL);
}

static HwRemoval
get_removal (HwCredentialStore *self, HwStoredCredential *item)
{
  return (HwRemoval) GPOINTER_TO_INT (g_hash_table_lookup (self->removals, item->id));
}

static void
set_removal (HwCredentialStore *self, HwStoredCredential *item, HwRemoval removal)
{
  g_hash_table_insert (self->removals, g_strdup (item->id), GINT_TO_POINTER (removal));
}

/* @task: (transfer full) */
static void
remove_item (GTask *task)
{
  HwCredentialStore *self = g_task_get_source_object (task);
  HwKeyringCall *call = g_task_get_task_data (task);
  g_autoptr (GHashTable) attributes = build_attributes (call->item);

  set_removal (self, call->item, REMOVAL_UNDER_WAY);
  secret_password_clearv (&SCHEMA, attributes, NULL, on_removed, task);
}

/* Saving came about after all, for an item whose removal had been asked for since. */
static void
remove_late_item (HwCredentialStore *self, HwStoredCredential *item)
{
  if (get_removal (self, item) == REMOVAL_DONE)
    hw_credential_store_remove_async (self, item, NULL, NULL, NULL);
  else
    set_removal (self, item, REMOVAL_UNDER_WAY_TO_REPEAT);
}

/* @task: (transfer full) */
static void
save_item (GTask *task)
{
  HwKeyringCall *call = g_task_get_task_data (task);
  g_autoptr (GHashTable) attributes = build_attributes (call->item);
  g_autoptr (SecretValue) value = NULL;
  char *secret;

  secret = hw_stored_credential_to_secret (call->item);
  value =
    secret_value_new_full (secret, (gssize) strlen (secret), "text/plain", (GDestroyNotify) hw_wipe_free);
  secret_password_storev_binary (&SCHEMA, attributes, SECRET_COLLECTION_DEFAULT,
                                 _ ("HelloWork MyPage credential"), value, NULL, on_saved, task);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  HwCredentialStore *self = g_task_get_source_object (task);
  HwKeyringCall *call = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!secret_password_store_finish (result, &error))
    {
      if (hw_keyring_call_is_out_of_touch (error) && !call->anew && !call->returned)
        {
          call->anew = TRUE;
          hw_keyring_call_forget_service ();
          save_item (g_steal_pointer (&task));
          return;
        }
      hw_keyring_call_fail (task, error != NULL ? error->message : "it refused");
      return;
    }

  hw_credential_store_set_available (self, TRUE);
  if (get_removal (self, call->item) != 0)
    remove_late_item (self, call->item);
  if (hw_keyring_call_end (task))
    g_task_return_boolean (task, TRUE);
}

void
hw_credential_store_save_async (HwCredentialStore *self,
                                HwStoredCredential *item,
                                GCancellable *c,
                                GAsyncReadyCallback cb,
                                gpointer data)
{
  g_return_if_fail (HW_IS_CREDENTIAL_STORE (self));
  g_return_if_fail (item != NULL);

  save_item (hw_keyring_call_begin (self, hw_credential_store_save_async, item, c, cb, data));
}

gboolean
hw_credential_store_save_finish (HwCredentialStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, hw_credential_store_save_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
on_removed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  HwCredentialStore *self = g_task_get_source_object (task);
  HwKeyringCall *call = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  /* FALSE without an error: there was no such item. */
  secret_password_clear_finish (result, &error);
  if (get_removal (self, call->item) == REMOVAL_UNDER_WAY_TO_REPEAT)
    {
      remove_item (g_steal_pointer (&task));
      return;
    }

  set_removal (self, call->item, REMOVAL_DONE);
  if (error != NULL)
    {
      hw_keyring_call_fail (task, error->message);
      return;
    }

  hw_credential_store_set_available (self, TRUE);
  if (hw_keyring_call_end (task))
    g_task_return_boolean (task, TRUE);
}

void
hw_credential_store_remove_async (HwCredentialStore *self,
                                  HwStoredCredential *item,
                                  GCancellable *c,
                                  GAsyncReadyCallback cb,
                                  gpointer data)
{
  GTask *task;

  g_return_if_fail (HW_IS_CREDENTIAL_STORE (self));
  g_return_if_fail (item != NULL);

  task = hw_keyring_call_begin (self, hw_credential_store_remove_async, item, c, cb, data);
  if (get_removal (self, item) != 0 && get_removal (self, item) != REMOVAL_DONE)
    {
      hw_keyring_call_end (task);
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }

  remove_item (task);
}

gboolean
hw_credential_store_remove_finish (HwCredentialStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, hw_credential_store_remove_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void on_cleared (GObject *source, GAsyncResult *result, gpointer data);

/* @task: (transfer full) */
static void
clear_kind (GTask *task)
{
  HwKeyringCall *call = g_task_get_task_data (task);
  g_autoptr (GHashTable) attributes =
    secret_attributes_build (&SCHEMA, "kind", hw_stored_credential_kind_name (call->kind), NULL);

  secret_password_clearv (&SCHEMA, attributes, NULL, on_cleared, task);
}

static void
on_cleared (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  HwKeyringCall *call = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  secret_password_clear_finish (result, &error);
  if (error != NULL)
    hw_keyring_call_fail (task, error->message);
  else if (call->kind == HW_CREDENTIAL_REGISTRATION && !call->returned)
    {
      call->kind = HW_CREDENTIAL_SESSION;
      clear_kind (g_steal_pointer (&task));
    }
  else if (hw_keyring_call_end (task))
    {
      hw_credential_store_set_available (g_task_get_source_object (task), TRUE);
      g_task_return_boolean (task, TRUE);
    }
}

void
hw_credential_store_clear_async (HwCredentialStore *self,
                                 GCancellable *c,
                                 GAsyncReadyCallback cb,
                                 gpointer data)
{
  HwKeyringCall *call;
  GTask *task;

  g_return_if_fail (HW_IS_CREDENTIAL_STORE (self));

  task = hw_keyring_call_begin (self, hw_credential_store_clear_async, NULL, c, cb, data);
  call = g_task_get_task_data (task);
  call->kind = HW_CREDENTIAL_REGISTRATION;
  clear_kind (task);
}

gboolean
hw_credential_store_clear_finish (HwCredentialStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, hw_credential_store_clear_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
