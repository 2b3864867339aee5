/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/hw-session-private.h"

#include "contract/hw-wipe.h"

enum
{
  PROP_0,
  PROP_EMAIL,
  PROP_ESTABLISHMENT_NAME,
  PROP_ESTABLISHMENT_NUMBER,
  PROP_KEPT,
  PROP_ALIVE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HwSession, hw_session, G_TYPE_OBJECT)

static void
hw_session_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  HwSession *self = HW_SESSION (object);

  switch (prop_id)
    {
    case PROP_EMAIL:
      g_value_set_string (value, self->email);
      break;

    case PROP_ESTABLISHMENT_NAME:
      g_value_set_string (value, self->establishment != NULL ? self->establishment->name : NULL);
      break;

    case PROP_ESTABLISHMENT_NUMBER:
      g_value_set_string (value, self->establishment != NULL ? self->establishment->number : NULL);
      break;

    case PROP_KEPT:
      g_value_set_boolean (value, self->kept);
      break;

    case PROP_ALIVE:
      g_value_set_boolean (value, self->alive);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hw_session_dispose (GObject *object)
{
  HwSession *self = HW_SESSION (object);

  g_clear_object (&self->api);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (hw_session_parent_class)->dispose (object);
}

static void
hw_session_finalize (GObject *object)
{
  HwSession *self = HW_SESSION (object);

  hw_wipe_free (self->credential);
  g_free (self->email);
  g_clear_pointer (&self->establishment, hw_establishment_free);
  g_clear_pointer (&self->item, hw_stored_credential_unref);

  G_OBJECT_CLASS (hw_session_parent_class)->finalize (object);
}

static void
hw_session_class_init (HwSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = hw_session_get_property;
  object_class->dispose = hw_session_dispose;
  object_class->finalize = hw_session_finalize;

  properties[PROP_EMAIL] = g_param_spec_string ("email", NULL, NULL, NULL, readable);
  properties[PROP_ESTABLISHMENT_NAME] =
    g_param_spec_string ("establishment-name", NULL, NULL, NULL, readable);
  properties[PROP_ESTABLISHMENT_NUMBER] =
    g_param_spec_string ("establishment-number", NULL, NULL, NULL, readable);
  properties[PROP_KEPT] = g_param_spec_boolean ("kept", NULL, NULL, FALSE, readable);
  properties[PROP_ALIVE] = g_param_spec_boolean ("alive", NULL, NULL, TRUE, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
hw_session_init (HwSession *self)
{
  self->alive = TRUE;
}

HwSession *
hw_session_new (HwApi *api, HwCredentialStore *store, const char *credential, const char *email)
{
  HwSession *self = g_object_new (HW_TYPE_SESSION, NULL);

  self->api = g_object_ref (api);
  self->store = g_object_ref (store);
  self->credential = g_strdup (credential);
  self->email = g_strdup (email);
  return self;
}

HwSession *
hw_session_new_kept (HwApi *api, HwCredentialStore *store, HwStoredCredential *item)
{
  HwSession *self;

  g_return_val_if_fail (HW_IS_API (api), NULL);
  g_return_val_if_fail (HW_IS_CREDENTIAL_STORE (store), NULL);
  g_return_val_if_fail (item->kind == HW_CREDENTIAL_SESSION, NULL);

  self = hw_session_new (api, store, item->credential, item->email);
  self->item = hw_stored_credential_ref (item);
  self->establishment = item->establishment != NULL ? hw_establishment_copy (item->establishment) : NULL;
  self->kept = TRUE;
  return self;
}

const char *
hw_session_get_email (HwSession *self)
{
  g_return_val_if_fail (HW_IS_SESSION (self), NULL);

  return self->email;
}

const HwEstablishment *
hw_session_get_establishment (HwSession *self)
{
  g_return_val_if_fail (HW_IS_SESSION (self), NULL);

  return self->establishment;
}

gboolean
hw_session_get_kept (HwSession *self)
{
  g_return_val_if_fail (HW_IS_SESSION (self), FALSE);

  return self->kept;
}

gboolean
hw_session_get_alive (HwSession *self)
{
  g_return_val_if_fail (HW_IS_SESSION (self), FALSE);

  return self->alive;
}

void
hw_session_set_kept (HwSession *self, gboolean kept)
{
  if (self->kept == kept)
    return;

  self->kept = kept;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KEPT]);
}

void
hw_session_take_account (HwSession *self, const HwAccountSummary *account)
{
  g_object_freeze_notify (G_OBJECT (self));
  if (g_strcmp0 (self->email, account->email) != 0)
    {
      g_free (self->email);
      self->email = g_strdup (account->email);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EMAIL]);
    }
  if (self->establishment == NULL || g_strcmp0 (self->establishment->name, account->establishment->name) != 0
      || g_strcmp0 (self->establishment->number, account->establishment->number) != 0)
    {
      g_clear_pointer (&self->establishment, hw_establishment_free);
      self->establishment = hw_establishment_copy (account->establishment);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ESTABLISHMENT_NAME]);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ESTABLISHMENT_NUMBER]);
    }
  g_object_thaw_notify (G_OBJECT (self));
}

/* It is over: nothing of it stays here or in the keyring. */
static void
end (HwSession *self)
{
  g_autoptr (HwStoredCredential) item = g_steal_pointer (&self->item);

  g_object_freeze_notify (G_OBJECT (self));
  g_clear_pointer (&self->credential, hw_wipe_free);
  hw_session_set_kept (self, FALSE);
  if (self->alive)
    {
      self->alive = FALSE;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ALIVE]);
    }
  if (item != NULL)
    hw_credential_store_remove_async (self->store, item, NULL, NULL, NULL);
  g_object_thaw_notify (G_OBJECT (self));
}

/* Begins a call on @self; %NULL, with the task returned, where the session is over. */
static GTask *
begin (HwSession *self, gpointer source_tag, GCancellable *c, GAsyncReadyCallback cb, gpointer data)
{
  GTask *task = g_task_new (self, c, cb, data);

  g_task_set_source_tag (task, source_tag);
  if (self->credential == NULL)
    {
      g_autoptr (HwProblem) problem = hw_problem_new (HW_PROBLEM_CREDENTIAL_INVALID);

      g_task_return_error (task, hw_client_error_new_problem (problem));
      g_object_unref (task);
      return NULL;
    }

  return task;
}

/* @error: (transfer full) */
static void
return_error (GTask *task, GError *error)
{
  if (hw_client_error_is_problem (error, HW_PROBLEM_CREDENTIAL_INVALID))
    end (g_task_get_source_object (task));
  g_task_return_error (task, error);
}

static void
on_home (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  HwSession *self = g_task_get_source_object (task);
  GError *error = NULL;
  HwHome *home;

  home = hw_api_get_home_finish (self->api, result, &error);
  if (home == NULL)
    {
      return_error (task, error);
      return;
    }

  hw_session_take_account (self, home->account);
  g_task_return_pointer (task, home, (GDestroyNotify) hw_home_free);
}

void
hw_session_get_home_async (HwSession *self, GCancellable *c, GAsyncReadyCallback cb, gpointer data)
{
  GTask *task = begin (self, hw_session_get_home_async, c, cb, data);

  if (task != NULL)
    hw_api_get_home_async (self->api, self->credential, c, on_home, task);
}

HwHome *
hw_session_get_home_finish (HwSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  HwSession *self = g_task_get_source_object (task);
  GError *error = NULL;
  GPtrArray *sessions;

  sessions = hw_api_list_sessions_finish (self->api, result, &error);
  if (sessions != NULL)
    g_task_return_pointer (task, sessions, (GDestroyNotify) g_ptr_array_unref);
  else
    return_error (task, error);
}

void
hw_session_list_async (HwSession *self, GCancellable *c, GAsyncReadyCallback cb, gpointer data)
{
  GTask *task = begin (self, hw_session_list_async, c, cb, data);

  if (task != NULL)
    hw_api_list_sessions_async (self->api, self->credential, c, on_listed, task);
}

GPtrArray *
hw_session_list_finish (HwSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
on_other_ended (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  HwSession *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (hw_api_end_session_finish (self->api, result, &error))
    g_task_return_boolean (task, TRUE);
  else
    return_error (task, error);
}

void
hw_session_end_other_async (HwSession *self,
                            const char *session_id,
                            GCancellable *c,
                            GAsyncReadyCallback cb,
                            gpointer data)
{
  GTask *task = begin (self, hw_session_end_other_async, c, cb, data);

  if (task != NULL)
    hw_api_end_session_async (self->api, self->credential, session_id, c, on_other_ended, task);
}

gboolean
hw_session_end_other_finish (HwSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
on_password_changed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  HwSession *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (hw_api_change_password_finish (self->api, result, &error))
    g_task_return_boolean (task, TRUE);
  else
    return_error (task, error);
}

void
hw_session_change_password_async (HwSession *self,
                                  const char *current_password,
                                  const char *new_password,
                                  GCancellable *c,
                                  GAsyncReadyCallback cb,
                                  gpointer data)
{
  GTask *task = begin (self, hw_session_change_password_async, c, cb, data);
  g_autoptr (HwPasswordChange) change = NULL;

  if (task == NULL)
    return;

  change = hw_password_change_new (current_password, new_password);
  hw_api_change_password_async (self->api, self->credential, change, c, on_password_changed, task);
}

gboolean
hw_session_change_password_finish (HwSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
on_logged_out (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  HwSession *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (hw_api_log_out_finish (self->api, result, &error)
      || hw_client_error_is_problem (error, HW_PROBLEM_CREDENTIAL_INVALID))
    {
      g_clear_error (&error);
      g_task_return_boolean (task, TRUE);
    }
  else
    g_task_return_error (task, error);
}

void
hw_session_log_out_async (HwSession *self, GCancellable *c, GAsyncReadyCallback cb, gpointer data)
{
  g_autoptr (HwSecretString) credential = NULL;
  GTask *task = g_task_new (self, c, cb, data);

  g_task_set_source_tag (task, hw_session_log_out_async);
  if (self->credential == NULL)
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }

  credential = g_steal_pointer (&self->credential);
  end (self);
  hw_api_log_out_async (self->api, credential, c, on_logged_out, task);
}

gboolean
hw_session_log_out_finish (HwSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
