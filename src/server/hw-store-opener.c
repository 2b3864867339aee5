/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/hw-store-opener.h"

#include "server/store/hw-store-clock.h"

#define INTERVAL (1 * G_TIME_SPAN_SECOND)

struct _HwStoreOpener
{
  HwStore *store;
  HwClock *clock;
  HwStoreOpened opened;
  gpointer user_data;
  GThread *thread;
  GMutex lock;
  GCond changed;
  gboolean stopping;
};

/* FALSE: it is to stop. */
static gboolean
pause_until_next (HwStoreOpener *self)
{
  gint64 until = g_get_monotonic_time () + INTERVAL;
  gboolean stopping;

  g_mutex_lock (&self->lock);
  while (!self->stopping && g_cond_wait_until (&self->changed, &self->lock, until))
    ;
  stopping = self->stopping;
  g_mutex_unlock (&self->lock);

  return !stopping;
}

static gpointer
work (gpointer data)
{
  HwStoreOpener *self = data;
  g_autofree char *said = NULL;

  do
    {
      g_autoptr (GError) error = NULL;

      if (hw_store_clock_set (self->store, self->clock, &error))
        {
          g_message ("The store is open: calls are served");
          self->opened (NULL, self->user_data);
          return NULL;
        }
      if (!g_error_matches (error, HW_STORE_ERROR, HW_STORE_ERROR_UNAVAILABLE))
        {
          self->opened (error, self->user_data);
          return NULL;
        }
      if (g_strcmp0 (said, error->message) != 0)
        g_warning ("The store cannot be reached yet, calls are answered with 503 until it can: %s",
                   error->message);
      g_free (said);
      said = g_strdup (error->message);
    }
  while (pause_until_next (self));

  return NULL;
}

HwStoreOpener *
hw_store_opener_new (HwStore *store, HwClock *clock, HwStoreOpened opened, gpointer user_data)
{
  HwStoreOpener *self = g_new0 (HwStoreOpener, 1);

  self->store = g_object_ref (store);
  self->clock = hw_clock_ref (clock);
  self->opened = opened;
  self->user_data = user_data;
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  self->thread = g_thread_new ("store-opener", work, self);

  return self;
}

void
hw_store_opener_free (HwStoreOpener *self)
{
  if (self == NULL)
    return;

  g_mutex_lock (&self->lock);
  self->stopping = TRUE;
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->lock);
  g_thread_join (self->thread);

  g_cond_clear (&self->changed);
  g_mutex_clear (&self->lock);
  hw_clock_unref (self->clock);
  g_object_unref (self->store);
  g_free (self);
}
