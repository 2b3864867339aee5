/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/hw-context.h"

struct _HwContext
{
  GObject parent_instance;
  HwClient *client;
  HwRegistration *registration;
  HwNotices *notices;
  char *login_email;
  char *message;
  HwNoticeKind message_kind;
};

G_DEFINE_FINAL_TYPE (HwContext, hw_context, G_TYPE_OBJECT)

enum
{
  SIGNAL_NOTICES_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
hw_context_finalize (GObject *object)
{
  HwContext *self = HW_CONTEXT (object);

  g_clear_object (&self->client);
  g_clear_object (&self->registration);
  g_clear_pointer (&self->notices, hw_notices_free);
  g_clear_pointer (&self->login_email, g_free);
  g_clear_pointer (&self->message, g_free);

  G_OBJECT_CLASS (hw_context_parent_class)->finalize (object);
}

static void
hw_context_class_init (HwContextClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hw_context_finalize;
  signals[SIGNAL_NOTICES_CHANGED] = g_signal_new ("notices-changed", G_TYPE_FROM_CLASS (klass),
                                                  G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hw_context_init (HwContext *self)
{
}

HwContext *
hw_context_new (HwClient *client)
{
  HwContext *self = g_object_new (HW_TYPE_CONTEXT, NULL);

  self->client = g_object_ref (client);
  return self;
}

HwClient *
hw_context_get_client (HwContext *self)
{
  g_return_val_if_fail (HW_IS_CONTEXT (self), NULL);
  return self->client;
}

HwApi *
hw_context_get_api (HwContext *self)
{
  g_return_val_if_fail (HW_IS_CONTEXT (self), NULL);
  return hw_client_get_api (self->client);
}

HwRegistration *
hw_context_get_registration (HwContext *self)
{
  g_return_val_if_fail (HW_IS_CONTEXT (self), NULL);
  return self->registration;
}

void
hw_context_set_registration (HwContext *self, HwRegistration *registration)
{
  g_return_if_fail (HW_IS_CONTEXT (self));
  g_set_object (&self->registration, registration);
}

gboolean
hw_context_need_registration (HwContext *self, HwPurpose purpose)
{
  g_autoptr (HwRegistration) fresh = NULL;

  g_return_val_if_fail (HW_IS_CONTEXT (self), FALSE);

  if (self->registration != NULL && hw_registration_get_purpose (self->registration) == purpose
      && hw_registration_get_stage (self->registration) == HW_STAGE_NOT_STARTED)
    return FALSE;
  fresh = hw_client_new_registration (self->client, purpose);
  g_set_object (&self->registration, fresh);
  return TRUE;
}

const HwNotices *
hw_context_get_notices (HwContext *self)
{
  g_return_val_if_fail (HW_IS_CONTEXT (self), NULL);
  return self->notices;
}

static void
on_notices (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  HwContext *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (HwNotices) notices = hw_api_get_notices_finish (HW_API (source), result, &error);

  if (notices == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  g_clear_pointer (&self->notices, hw_notices_free);
  self->notices = g_steal_pointer (&notices);
  g_signal_emit (self, signals[SIGNAL_NOTICES_CHANGED], 0);
  g_task_return_boolean (task, TRUE);
}

void
hw_context_load_notices_async (HwContext *self, GCancellable *c, GAsyncReadyCallback cb, gpointer data)
{
  GTask *task;

  g_return_if_fail (HW_IS_CONTEXT (self));

  task = g_task_new (self, c, cb, data);
  g_task_set_source_tag (task, hw_context_load_notices_async);
  hw_api_get_notices_async (hw_context_get_api (self), c, on_notices, task);
}

gboolean
hw_context_load_notices_finish (HwContext *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

const char *
hw_context_get_login_email (HwContext *self)
{
  g_return_val_if_fail (HW_IS_CONTEXT (self), NULL);
  return self->login_email;
}

void
hw_context_set_login_email (HwContext *self, const char *email)
{
  char *copy;

  g_return_if_fail (HW_IS_CONTEXT (self));

  copy = g_strdup (email);
  g_free (self->login_email);
  self->login_email = copy;
}

void
hw_context_leave_message (HwContext *self, HwNoticeKind kind, const char *message)
{
  g_return_if_fail (HW_IS_CONTEXT (self));
  g_free (self->message);
  self->message_kind = kind;
  self->message = g_strdup (message);
}

char *
hw_context_take_message (HwContext *self, HwNoticeKind *kind)
{
  g_return_val_if_fail (HW_IS_CONTEXT (self), NULL);
  *kind = self->message_kind;
  return g_steal_pointer (&self->message);
}
