/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/http/hw-store-watch.h"

/* An older answer is none. */
#define LONGEST_VALID (3 * HW_STORE_WATCH_INTERVAL)

struct _HwStoreWatch
{
  HwStore *store;
  HwWorkerPool *pool;
  int looking; /* atomic */
  GMutex lock;
  HwOutboxState state;
  gint64 answered_at; /* monotonic; 0: it did not */
};

HwStoreWatch *
hw_store_watch_new (HwStore *store, HwWorkerPool *pool)
{
  HwStoreWatch *self = g_new0 (HwStoreWatch, 1);

  self->store = g_object_ref (store);
  self->pool = pool;
  g_mutex_init (&self->lock);
  return self;
}

void
hw_store_watch_free (HwStoreWatch *self)
{
  if (self == NULL)
    return;

  g_mutex_clear (&self->lock);
  g_object_unref (self->store);
  g_free (self);
}

static void
look (gpointer data)
{
  HwStoreWatch *self = data;
  HwOutboxState state = { 0 };
  g_autoptr (GError) error = NULL;
  gboolean answered = hw_store_outbox_state (self->store, &state, &error);

  g_mutex_lock (&self->lock);
  self->state = state;
  self->answered_at = answered ? g_get_monotonic_time () : 0;
  g_mutex_unlock (&self->lock);
  g_atomic_int_set (&self->looking, FALSE);
}

void
hw_store_watch_look (gpointer watch)
{
  HwStoreWatch *self = watch;

  if (!g_atomic_int_compare_and_exchange (&self->looking, FALSE, TRUE))
    return;
  if (!hw_worker_pool_push (self->pool, look, self))
    g_atomic_int_set (&self->looking, FALSE);
}

gboolean
hw_store_watch_get (HwStoreWatch *self, HwOutboxState *state)
{
  gboolean valid;

  g_mutex_lock (&self->lock);
  *state = self->state;
  valid = self->answered_at > 0 && g_get_monotonic_time () - self->answered_at <= LONGEST_VALID;
  g_mutex_unlock (&self->lock);
  return valid;
}
