/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "hellowork-mypage-mail"

#include "server/mail/hw-delivery-guard.h"

#define HOLD_INTERVAL (HW_LEASE_PERIOD / 3)
/* How often it looks at the clock, which does not run with ours where it stands still or leaps. */
#define LOOK_INTERVAL G_TIME_SPAN_SECOND

struct _HwDeliveryGuard
{
  HwStore *store;
  HwClock *clock;
  HwId id;
  gint64 deadline;
  gint64 held_at;
  GCancellable *cancellable;

  GMutex lock;
  GCond over_changed;
  gboolean over;
  GThread *thread;
};

static void
hold (HwDeliveryGuard *self, gint64 now)
{
  g_autoptr (GError) error = NULL;
  gboolean held = FALSE;
  if (!hw_store_mail_hold (self->store, &self->id, now + HW_LEASE_PERIOD, &held, &error))
    g_warning ("Mail %s: its lease cannot be held: %s", self->id.text, error->message);
  else
    self->held_at = now;
  /* A row that is gone was superseded while its mail was on its way: too late to call it back. */
}

static void
look (HwDeliveryGuard *self)
{
  gint64 now = hw_clock_now (self->clock);
  if (now >= self->deadline)
    g_cancellable_cancel (self->cancellable);
  else if (now >= self->held_at + HOLD_INTERVAL)
    hold (self, now);
}

static gpointer
watch (gpointer data)
{
  HwDeliveryGuard *self = data;
  g_mutex_lock (&self->lock);
  while (!self->over && !g_cancellable_is_cancelled (self->cancellable))
    {
      gint64 until = g_get_monotonic_time () + LOOK_INTERVAL;
      while (!self->over && g_cond_wait_until (&self->over_changed, &self->lock, until))
        ;
      if (self->over)
        break;
      g_mutex_unlock (&self->lock);
      look (self);
      g_mutex_lock (&self->lock);
    }
  g_mutex_unlock (&self->lock);
  return NULL;
}

HwDeliveryGuard *
hw_delivery_guard_new (HwStore *store,
                       HwClock *clock,
                       const HwId *id,
                       gint64 deadline,
                       GCancellable *cancellable)
{
  HwDeliveryGuard *self = g_new0 (HwDeliveryGuard, 1);
  self->store = g_object_ref (store);
  self->clock = hw_clock_ref (clock);
  self->id = *id;
  self->deadline = deadline;
  self->held_at = hw_clock_now (clock); /* the row was leased, or held, just now */
  self->cancellable = g_object_ref (cancellable);
  g_mutex_init (&self->lock);
  g_cond_init (&self->over_changed);
  self->thread = g_thread_new ("delivery-guard", watch, self);
  return self;
}

void
hw_delivery_guard_free (HwDeliveryGuard *self)
{
  if (self == NULL)
    return;
  g_mutex_lock (&self->lock);
  self->over = TRUE;
  g_cond_signal (&self->over_changed);
  g_mutex_unlock (&self->lock);
  g_thread_join (self->thread);
  g_object_unref (self->cancellable);
  hw_clock_unref (self->clock);
  g_object_unref (self->store);
  g_cond_clear (&self->over_changed);
  g_mutex_clear (&self->lock);
  g_free (self);
}
