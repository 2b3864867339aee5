/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/http/hw-timer-thread.h"

typedef struct
{
  gint64 at;
  gint64 interval; /* 0: once */
  HwTimerFunc func;
  gpointer data;
} Timer;

struct _HwTimerThread
{
  GMutex lock;
  GCond changed;
  GSequence *timers; /* (element-type Timer) by time */
  gboolean stopping;
  GThread *thread;
};

static int
compare_timers (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const Timer *x = a;
  const Timer *y = b;

  return (x->at > y->at) - (x->at < y->at);
}

/* The first timer that is due, taken out of the sequence; NULL when there is none any more and the thread
 * is to end. */
static Timer *
wait_for_timer (HwTimerThread *self)
{
  while (TRUE)
    {
      GSequenceIter *first = g_sequence_get_begin_iter (self->timers);
      Timer *timer;

      if (g_sequence_iter_is_end (first))
        {
          if (self->stopping)
            return NULL;
          g_cond_wait (&self->changed, &self->lock);
          continue;
        }
      timer = g_sequence_get (first);
      if (self->stopping || timer->at <= g_get_monotonic_time ())
        {
          Timer *taken = g_memdup2 (timer, sizeof *timer);

          g_sequence_remove (first);
          return taken;
        }
      g_cond_wait_until (&self->changed, &self->lock, timer->at);
    }
}

static void
add (HwTimerThread *self, const Timer *timer)
{
  g_sequence_insert_sorted (self->timers, g_memdup2 (timer, sizeof *timer), compare_timers, NULL);
  g_cond_signal (&self->changed);
}

static gpointer
run (gpointer data)
{
  HwTimerThread *self = data;

  g_mutex_lock (&self->lock);
  while (TRUE)
    {
      g_autofree Timer *timer = wait_for_timer (self);

      if (timer == NULL)
        break;
      if (self->stopping && timer->interval > 0)
        continue;
      g_mutex_unlock (&self->lock);
      timer->func (timer->data);
      g_mutex_lock (&self->lock);
      if (timer->interval > 0 && !self->stopping)
        {
          timer->at = g_get_monotonic_time () + timer->interval;
          add (self, timer);
        }
    }
  g_mutex_unlock (&self->lock);
  return NULL;
}

HwTimerThread *
hw_timer_thread_new (void)
{
  HwTimerThread *self = g_new0 (HwTimerThread, 1);

  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  self->timers = g_sequence_new (g_free);
  self->thread = g_thread_new ("timer", run, self);
  return self;
}

void
hw_timer_thread_at (HwTimerThread *self, gint64 monotonic, HwTimerFunc func, gpointer data)
{
  Timer timer = { .at = monotonic, .func = func, .data = data };

  g_mutex_lock (&self->lock);
  add (self, &timer);
  g_mutex_unlock (&self->lock);
}

void
hw_timer_thread_every (HwTimerThread *self, gint64 interval, HwTimerFunc func, gpointer data)
{
  Timer timer = {
    .at = g_get_monotonic_time () + interval, .interval = interval, .func = func, .data = data
  };

  g_assert (interval > 0);

  g_mutex_lock (&self->lock);
  add (self, &timer);
  g_mutex_unlock (&self->lock);
}

void
hw_timer_thread_free (HwTimerThread *self)
{
  g_mutex_lock (&self->lock);
  self->stopping = TRUE;
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->lock);
  g_thread_join (self->thread);

  g_sequence_free (self->timers);
  g_cond_clear (&self->changed);
  g_mutex_clear (&self->lock);
  g_free (self);
}
