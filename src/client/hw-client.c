/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/hw-client.h"

/* The first page waits for this long at the most (QUALITY.md). The keyring has a deadline of its own within.
 */
#define LOAD_DEADLINE_SECONDS 5

struct _HwClient
{
  GObject parent_instance;

  HwApi *api;
  HwCredentialStore *store;
  GListStore *registrations;
  GListStore *sessions;
  HwSession *session; /* (nullable) */
};

enum
{
  PROP_0,
  PROP_REGISTRATIONS,
  PROP_SESSIONS,
  PROP_SESSION,
  PROP_KEYRING_AVAILABLE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HwClient, hw_client, G_TYPE_OBJECT)

static void
hw_client_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  HwClient *self = HW_CLIENT (object);

  switch (prop_id)
    {
    case PROP_REGISTRATIONS:
      g_value_set_object (value, self->registrations);
      break;

    case PROP_SESSIONS:
      g_value_set_object (value, self->sessions);
      break;

    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;

    case PROP_KEYRING_AVAILABLE:
      g_value_set_boolean (value, hw_credential_store_get_available (self->store));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hw_client_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  HwClient *self = HW_CLIENT (object);

  switch (prop_id)
    {
    case PROP_SESSION:
      hw_client_set_session (self, g_value_get_object (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hw_client_dispose (GObject *object)
{
  HwClient *self = HW_CLIENT (object);

  g_clear_object (&self->session);
  g_clear_object (&self->registrations);
  g_clear_object (&self->sessions);
  g_clear_object (&self->store);
  g_clear_object (&self->api);

  G_OBJECT_CLASS (hw_client_parent_class)->dispose (object);
}

static void
hw_client_class_init (HwClientClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = hw_client_get_property;
  object_class->set_property = hw_client_set_property;
  object_class->dispose = hw_client_dispose;

  properties[PROP_REGISTRATIONS] =
    g_param_spec_object ("registrations", NULL, NULL, G_TYPE_LIST_MODEL, readable);
  properties[PROP_SESSIONS] = g_param_spec_object ("sessions", NULL, NULL, G_TYPE_LIST_MODEL, readable);
  properties[PROP_SESSION] =
    g_param_spec_object ("session", NULL, NULL, HW_TYPE_SESSION,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_KEYRING_AVAILABLE] = g_param_spec_boolean ("keyring-available", NULL, NULL, TRUE, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
on_keyring_available (HwClient *self)
{
  g_assert (HW_IS_CLIENT (self));

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KEYRING_AVAILABLE]);
}

static void
hw_client_init (HwClient *self)
{
  self->registrations = g_list_store_new (HW_TYPE_REGISTRATION);
  self->sessions = g_list_store_new (HW_TYPE_SESSION);
  self->store = hw_credential_store_new ();
  g_signal_connect_object (self->store, "notify::available", G_CALLBACK (on_keyring_available), self,
                           G_CONNECT_SWAPPED);
}

HwClient *
hw_client_new (const char *server_url, HwLanguage language)
{
  HwClient *self = g_object_new (HW_TYPE_CLIENT, NULL);

  self->api = hw_api_new (server_url, language);
  return self;
}

HwApi *
hw_client_get_api (HwClient *self)
{
  g_return_val_if_fail (HW_IS_CLIENT (self), NULL);

  return self->api;
}

HwCredentialStore *
hw_client_get_credential_store (HwClient *self)
{
  g_return_val_if_fail (HW_IS_CLIENT (self), NULL);

  return self->store;
}

GListModel *
hw_client_get_registrations (HwClient *self)
{
  g_return_val_if_fail (HW_IS_CLIENT (self), NULL);

  return G_LIST_MODEL (self->registrations);
}

GListModel *
hw_client_get_sessions (HwClient *self)
{
  g_return_val_if_fail (HW_IS_CLIENT (self), NULL);

  return G_LIST_MODEL (self->sessions);
}

HwSession *
hw_client_get_session (HwClient *self)
{
  g_return_val_if_fail (HW_IS_CLIENT (self), NULL);

  return self->session;
}

void
hw_client_set_session (HwClient *self, HwSession *session)
{
  g_return_if_fail (HW_IS_CLIENT (self));
  g_return_if_fail (session == NULL || HW_IS_SESSION (session));

  if (g_set_object (&self->session, session))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
}

static void
list_or_unlist (GListStore *list, gpointer object, gboolean listed)
{
  guint position;
  gboolean is_listed = g_list_store_find (list, object, &position);

  if (listed && !is_listed)
    g_list_store_append (list, object);
  else if (!listed && is_listed)
    g_list_store_remove (list, position);
}

static void
on_stage (HwClient *self, GParamSpec *pspec, HwRegistration *registration)
{
  g_autoptr (HwRegistration) kept = g_object_ref (registration);

  list_or_unlist (self->registrations, kept, hw_registration_get_stage (kept) == HW_STAGE_AWAITING_KEY);
}

static void
watch_registration (HwClient *self, HwRegistration *registration)
{
  g_signal_connect_object (registration, "notify::stage", G_CALLBACK (on_stage), self, G_CONNECT_SWAPPED);
}

static void
on_alive (HwClient *self, GParamSpec *pspec, HwSession *session)
{
  g_autoptr (HwSession) kept = g_object_ref (session);

  if (hw_session_get_alive (kept))
    return;

  if (self->session == kept)
    hw_client_set_session (self, NULL);
  list_or_unlist (self->sessions, kept, FALSE);
}

static void
add_session (HwClient *self, HwSession *session)
{
  g_signal_connect_object (session, "notify::alive", G_CALLBACK (on_alive), self, G_CONNECT_SWAPPED);
  list_or_unlist (self->sessions, session, TRUE);
}

HwRegistration *
hw_client_new_registration (HwClient *self, HwPurpose purpose)
{
  HwRegistration *registration;

  g_return_val_if_fail (HW_IS_CLIENT (self), NULL);

  registration = hw_registration_new (self->api, self->store, purpose);
  watch_registration (self, registration);
  return registration;
}

/* What loading holds; the task's data. */
typedef struct
{
  GSource *deadline; /* (nullable): once returned */
  guint checks;      /* of registrations, under way */
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
  on_stage (self, NULL, registration);
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
  watch_registration (self, registration);
  hw_registration_check_async (registration, g_task_get_cancellable (task), on_checked, checking);
}

/* The one that lasts longest is taken for the one last logged in. */
static void
keep_sessions (HwClient *self, GPtrArray *items)
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
      add_session (self, session);
      if (latest == NULL || item->expires_at > latest_end)
        {
          g_set_object (&latest, session);
          latest_end = item->expires_at;
        }
    }

  if (self->session == NULL && latest != NULL)
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
        g_clear_error (&error);
      return_loaded (task, error);
      return;
    }

  drop_long_over (self, items);
  keep_sessions (self, items);
  for (guint i = 0; i < items->len; i++)
    {
      HwStoredCredential *item = g_ptr_array_index (items, i);

      if (item->kind == HW_CREDENTIAL_REGISTRATION)
        resume_registration (self, task, item);
    }

  if (loading->checks == 0)
    return_loaded (task, NULL);
}

void
hw_client_load_async (HwClient *self, GCancellable *c, GAsyncReadyCallback cb, gpointer data)
{
  HwLoading *loading;
  GTask *task;

  g_return_if_fail (HW_IS_CLIENT (self));

  task = g_task_new (self, c, cb, data);
  g_task_set_source_tag (task, hw_client_load_async);
  loading = g_new0 (HwLoading, 1);
  g_task_set_task_data (task, loading, (GDestroyNotify) loading_free);
  loading->deadline = g_timeout_source_new_seconds (LOAD_DEADLINE_SECONDS);
  g_source_set_callback (loading->deadline, on_load_deadline, task, NULL);
  g_source_attach (loading->deadline, g_task_get_context (task));
  hw_credential_store_load_async (self->store, hw_api_get_server_url (self->api), c, on_keyring_loaded, task);
}

gboolean
hw_client_load_finish (HwClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, hw_client_load_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* A login takes the place of an older one to the same account. */
static void
log_out_older (HwClient *self, HwSession *session)
{
  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (self->sessions)); i > 0; i--)
    {
      g_autoptr (HwSession) other = g_list_model_get_item (G_LIST_MODEL (self->sessions), i - 1);

      if (other != session
          && g_ascii_strcasecmp (hw_session_get_email (other), hw_session_get_email (session)) == 0)
        hw_session_log_out_async (other, NULL, NULL, NULL);
    }
}

static void
on_logged_in (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  HwClient *self = g_task_get_source_object (task);
  GError *error = NULL;
  HwSession *session;

  session = hw_session_log_in_finish (result, &error);
  if (session == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  g_task_set_check_cancellable (task, FALSE);
  add_session (self, session);
  hw_client_set_session (self, session);
  log_out_older (self, session);
  g_task_return_pointer (task, session, g_object_unref);
}

void
hw_client_log_in_async (HwClient *self,
                        const char *email,
                        const char *password,
                        gboolean remember,
                        GCancellable *c,
                        GAsyncReadyCallback cb,
                        gpointer data)
{
  GTask *task;

  g_return_if_fail (HW_IS_CLIENT (self));

  task = g_task_new (self, c, cb, data);
  g_task_set_source_tag (task, hw_client_log_in_async);
  hw_session_log_in_async (self->api, self->store, email, password, remember, c, on_logged_in, task);
}

HwSession *
hw_client_log_in_finish (HwClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, hw_client_log_in_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
