/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/store/hw-clock.h"

#include <time.h>

#define MOST_CORRECTION (150 * G_TIME_SPAN_MILLISECOND)
#define MOST_DEVIATION (5 * G_TIME_SPAN_MINUTE)

struct _HwClock
{
  gatomicrefcount refs;
  gboolean manual;
  GMutex lock;        /* guards @base and @latest */
  gint64 base;        /* instant at the start, corrected; of a manual clock: now */
  gint64 latest;      /* what it told last */
  gint64 boot_time_0; /* CLOCK_BOOTTIME at the start */
};

/* CLOCK_BOOTTIME goes on while the machine sleeps, and nobody can set it. */
static gint64
boot_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_BOOTTIME, &now);

  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static HwClock *
clock_new (gint64 base, gboolean manual)
{
  HwClock *self = g_new0 (HwClock, 1);

  g_atomic_ref_count_init (&self->refs);
  g_mutex_init (&self->lock);
  self->manual = manual;
  self->base = base;
  self->boot_time_0 = boot_time ();

  return self;
}

HwClock *
hw_clock_new (gint64 latest)
{
  return clock_new (MAX (g_get_real_time (), latest), FALSE);
}

HwClock *
hw_clock_new_at (gint64 now)
{
  return clock_new (now, FALSE);
}

HwClock *
hw_clock_new_manual (gint64 now)
{
  return clock_new (now, TRUE);
}

void
hw_clock_advance (HwClock *self, gint64 microseconds)
{
  g_return_if_fail (self != NULL && self->manual);

  g_mutex_lock (&self->lock);
  self->base += microseconds;
  self->latest = self->base;
  g_mutex_unlock (&self->lock);
}

HwClock *
hw_clock_ref (HwClock *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->refs);

  return self;
}

void
hw_clock_unref (HwClock *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->refs))
    return;

  g_mutex_clear (&self->lock);
  g_free (self);
}

/* With the lock held; not yet kept from going back. */
static gint64
told (HwClock *self)
{
  return self->manual ? self->base : self->base + (boot_time () - self->boot_time_0);
}

gint64
hw_clock_now (HwClock *self)
{
  gint64 now;

  g_return_val_if_fail (self != NULL, 0);

  g_mutex_lock (&self->lock);
  self->latest = MAX (self->latest, told (self));
  now = self->latest;
  g_mutex_unlock (&self->lock);

  return now;
}

gint64
hw_clock_follow (HwClock *self, gint64 reference)
{
  gint64 ahead;

  g_return_val_if_fail (self != NULL, 0);

  g_mutex_lock (&self->lock);
  ahead = reference - told (self);
  self->base += CLAMP (ahead, -MOST_CORRECTION, MOST_CORRECTION);
  g_mutex_unlock (&self->lock);

  return ahead;
}

void
hw_clock_set (HwClock *self, gint64 now)
{
  g_return_if_fail (self != NULL);

  g_mutex_lock (&self->lock);
  self->base += now - told (self);
  self->latest = now;
  g_mutex_unlock (&self->lock);
}

gboolean
hw_clock_is_sane (HwClock *self)
{
  gint64 deviation;

  g_return_val_if_fail (self != NULL, FALSE);

  if (self->manual)
    return TRUE;

  deviation = g_get_real_time () - hw_clock_now (self);

  return ABS (deviation) <= MOST_DEVIATION;
}
