/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/hw-client-private.h"

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
  if (self->load_again && hw_credential_store_get_available (self->store))
    hw_client_load_again (self);
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

void
hw_client_list_registration (HwClient *self, HwRegistration *registration)
{
  g_autoptr (HwRegistration) kept = g_object_ref (registration);

  list_or_unlist (self->registrations, kept, hw_registration_get_stage (kept) == HW_STAGE_AWAITING_KEY);
}

void
hw_client_list_completed (HwClient *self, HwRegistration *registration)
{
  list_or_unlist (self->registrations, registration, TRUE);
}

void
hw_client_dismiss_registration (HwClient *self, HwRegistration *registration)
{
  g_return_if_fail (HW_IS_CLIENT (self));
  g_return_if_fail (HW_IS_REGISTRATION (registration));

  list_or_unlist (self->registrations, registration, FALSE);
}

static void
on_stage (HwClient *self, GParamSpec *pspec, HwRegistration *registration)
{
  hw_client_list_registration (self, registration);
}

void
hw_client_watch_registration (HwClient *self, HwRegistration *registration)
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

void
hw_client_add_session (HwClient *self, HwSession *session)
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
  hw_client_watch_registration (self, registration);
  return registration;
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
  hw_client_add_session (self, session);
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

/* What logging out of all holds; the task's data. */
typedef struct
{
  guint left;    /* to log out */
  GError *error; /* (nullable): the first */
} HwLeaving;

static void
leaving_free (HwLeaving *leaving)
{
  g_clear_error (&leaving->error);
  g_free (leaving);
}

static void
on_one_logged_out (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  HwLeaving *leaving = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!hw_session_log_out_finish (HW_SESSION (source), result, &error) && leaving->error == NULL)
    leaving->error = g_steal_pointer (&error);
  leaving->left--;
  if (leaving->left > 0)
    return;
  if (leaving->error != NULL)
    g_task_return_error (task, g_steal_pointer (&leaving->error));
  else
    g_task_return_boolean (task, TRUE);
}

void
hw_client_log_out_all_async (HwClient *self, GCancellable *c, GAsyncReadyCallback cb, gpointer data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GPtrArray) sessions = NULL; /* they leave the list while they are logged out */
  HwLeaving *leaving;

  g_return_if_fail (HW_IS_CLIENT (self));

  task = g_task_new (self, c, cb, data);
  g_task_set_source_tag (task, hw_client_log_out_all_async);
  g_task_set_check_cancellable (task, FALSE);
  sessions = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->sessions)); i++)
    g_ptr_array_add (sessions, g_list_model_get_item (G_LIST_MODEL (self->sessions), i));
  if (sessions->len == 0)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  leaving = g_new0 (HwLeaving, 1);
  leaving->left = sessions->len;
  g_task_set_task_data (task, leaving, (GDestroyNotify) leaving_free);
  for (guint i = 0; i < sessions->len; i++)
    hw_session_log_out_async (g_ptr_array_index (sessions, i), c, on_one_logged_out, g_object_ref (task));
}

gboolean
hw_client_log_out_all_finish (HwClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, hw_client_log_out_all_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
