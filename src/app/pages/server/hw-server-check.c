/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/pages/server/hw-server-check.h"
#include "app/hw-error-sentence.h"
#include "app/hw-startup.h"
#include "client/hw-api.h"
#include "client/hw-server-url.h"
#include "contract/hw-half-width.h"
#include <glib/gi18n.h>

#define PAUSE_MILLISECONDS 600

struct _HwServerCheck
{
  GObject parent_instance;
  HwFormField *field; /* not owned; NULL after dispose */
  guint pause;
  HwApi *asked;         /* (nullable): whose answer is awaited */
  GCancellable *asking; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (HwServerCheck, hw_server_check, G_TYPE_OBJECT)

char *
hw_server_check_read (HwFormField *field, gboolean *empty)
{
  g_autofree char *typed = g_strstrip (hw_half_width (hw_form_field_get_text (field), NULL));

  if (empty != NULL)
    *empty = *typed == '\0';
  return hw_server_url_parse (typed, NULL);
}

static void
stop (HwServerCheck *self)
{
  g_clear_handle_id (&self->pause, g_source_remove);
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_clear_object (&self->asked);
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HwServerCheck) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HwNotices) notices = hw_api_get_notices_finish (HW_API (source), result, &error);
  const char *url = hw_api_get_server_url (HW_API (source));
  g_autofree char *name = NULL;
  g_autofree char *sentence = NULL;

  /* An answer that was on its way already when it was given up does not come as cancelled. */
  if (HW_API (source) != self->asked)
    return;
  g_clear_object (&self->asked);
  g_clear_object (&self->asking);
  if (notices == NULL)
    sentence = hw_error_sentence (error, url);
  else
    {
      name = hw_server_url_display (url);
      sentence = g_strdup_printf (_ ("The server (%s) can be reached and used."), name);
    }
  hw_form_field_set_note (self->field, sentence);
}

static void
ask (gpointer user_data)
{
  HwServerCheck *self = user_data;
  g_autofree char *url = hw_server_check_read (self->field, NULL);

  self->pause = 0;
  if (url == NULL)
    return;
  hw_form_field_set_note (self->field, _ ("Checking the server…"));
  self->asked = hw_api_new (url, hw_startup_get_language ());
  self->asking = g_cancellable_new ();
  hw_api_get_notices_async (self->asked, self->asking, on_answer, g_object_ref (self));
}

/* Somebody who is still at "htt" or "mypage" is not asked after on the network. */
static gboolean
looks_whole (HwServerCheck *self)
{
  g_autofree char *typed = hw_half_width (hw_form_field_get_text (self->field), NULL);

  return strpbrk (typed, ".:") != NULL;
}

static void
on_changed (HwServerCheck *self)
{
  g_autofree char *url = NULL;

  if (self->field == NULL)
    return;
  stop (self);
  url = looks_whole (self) ? hw_server_check_read (self->field, NULL) : NULL;
  if (url == NULL && *hw_form_field_get_text (self->field) != '\0')
    hw_form_field_set_note (self->field, _ ("Enter the whole address. It begins with “https://”."));
  else
    hw_form_field_set_note (self->field, NULL);
  if (url != NULL)
    self->pause = g_timeout_add_once (PAUSE_MILLISECONDS, ask, self);
}

void
hw_server_check_clear (HwServerCheck *self)
{
  g_return_if_fail (HW_IS_SERVER_CHECK (self));

  stop (self);
  hw_form_field_set_note (self->field, NULL);
}

static void
hw_server_check_dispose (GObject *object)
{
  HwServerCheck *self = HW_SERVER_CHECK (object);

  stop (self);
  self->field = NULL;

  G_OBJECT_CLASS (hw_server_check_parent_class)->dispose (object);
}

static void
hw_server_check_class_init (HwServerCheckClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hw_server_check_dispose;
}

static void
hw_server_check_init (HwServerCheck *self)
{
}

HwServerCheck *
hw_server_check_new (HwFormField *field)
{
  HwServerCheck *self = g_object_new (HW_TYPE_SERVER_CHECK, NULL);

  self->field = field;
  g_signal_connect_object (hw_form_field_get_editable (field), "changed", G_CALLBACK (on_changed), self,
                           G_CONNECT_SWAPPED);
  return self;
}
