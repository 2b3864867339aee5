/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/http/hw-worker-pool.h"

typedef struct
{
  HwJob job;
  gpointer data;
  gint64 queued_at; /* monotonic */
} Waiting;

struct _HwWorkerPool
{
  GMutex lock;
  GCond changed;
  GQueue waiting; /* (element-type Waiting) */
  guint most_waiting;
  guint running;
  gboolean stopping;
  guint64 refused;
  HwHistogram waits;
  GPtrArray *threads; /* (element-type GThread) */
};

static gpointer
work (gpointer data)
{
  HwWorkerPool *self = data;

  g_mutex_lock (&self->lock);
  while (TRUE)
    {
      g_autofree Waiting *next = NULL;

      while (g_queue_is_empty (&self->waiting) && !self->stopping)
        g_cond_wait (&self->changed, &self->lock);
      next = g_queue_pop_head (&self->waiting);
      if (next == NULL)
        break;
      self->running++;
      g_mutex_unlock (&self->lock);
      hw_histogram_add_since (&self->waits, next->queued_at);
      next->job (next->data);
      g_mutex_lock (&self->lock);
      self->running--;
    }
  g_mutex_unlock (&self->lock);
  return NULL;
}

HwWorkerPool *
hw_worker_pool_new (const char *name, guint n_threads, guint most_waiting)
{
  HwWorkerPool *self = g_new0 (HwWorkerPool, 1);

  g_assert (n_threads > 0);

  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  g_queue_init (&self->waiting);
  self->most_waiting = most_waiting;
  self->threads = g_ptr_array_new ();
  for (guint i = 0; i < n_threads; i++)
    {
      g_autofree char *thread_name = g_strdup_printf ("%s-%u", name, i);

      g_ptr_array_add (self->threads, g_thread_new (thread_name, work, self));
    }
  return self;
}

gboolean
hw_worker_pool_push (HwWorkerPool *self, HwJob job, gpointer data)
{
  gboolean taken;

  g_mutex_lock (&self->lock);
  taken = !self->stopping && g_queue_get_length (&self->waiting) < self->most_waiting;
  if (taken)
    {
      Waiting *waiting = g_new (Waiting, 1);

      *waiting = (Waiting){ .job = job, .data = data, .queued_at = g_get_monotonic_time () };
      g_queue_push_tail (&self->waiting, waiting);
      g_cond_signal (&self->changed);
    }
  else if (!self->stopping)
    self->refused++;
  g_mutex_unlock (&self->lock);
  return taken;
}

guint
hw_worker_pool_get_waiting (HwWorkerPool *self)
{
  guint waiting;

  g_mutex_lock (&self->lock);
  waiting = g_queue_get_length (&self->waiting);
  g_mutex_unlock (&self->lock);
  return waiting;
}

guint
hw_worker_pool_get_running (HwWorkerPool *self)
{
  guint running;

  g_mutex_lock (&self->lock);
  running = self->running;
  g_mutex_unlock (&self->lock);
  return running;
}

const HwHistogram *
hw_worker_pool_get_waits (HwWorkerPool *self)
{
  return &self->waits;
}

guint64
hw_worker_pool_get_refused (HwWorkerPool *self)
{
  guint64 refused;

  g_mutex_lock (&self->lock);
  refused = self->refused;
  g_mutex_unlock (&self->lock);
  return refused;
}

void
hw_worker_pool_stop (HwWorkerPool *self)
{
  g_mutex_lock (&self->lock);
  self->stopping = TRUE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);

  for (guint i = 0; i < self->threads->len; i++)
    g_thread_join (self->threads->pdata[i]);
  g_ptr_array_set_size (self->threads, 0);
}

void
hw_worker_pool_free (HwWorkerPool *self)
{
  hw_worker_pool_stop (self);
  g_ptr_array_unref (self->threads);
  g_cond_clear (&self->changed);
  g_mutex_clear (&self->lock);
  g_free (self);
}
