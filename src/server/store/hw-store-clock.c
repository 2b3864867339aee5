/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/store/hw-store-clock.h"

#define MOST_DEVIATION (1 * G_TIME_SPAN_MINUTE)

gboolean
hw_store_clock_set (HwStore *store, HwClock *clock, GError **error)
{
  gint64 latest;
  gint64 now;

  if (!hw_store_latest_instant (store, &latest, error) || !hw_store_now (store, &now, error))
    return FALSE;

  hw_clock_set (clock, MAX (now != 0 ? now : g_get_real_time (), latest));

  return TRUE;
}

HwClock *
hw_store_clock_new (HwStore *store, GError **error)
{
  g_autoptr (HwClock) clock = hw_clock_new (0);

  return hw_store_clock_set (store, clock, error) ? g_steal_pointer (&clock) : NULL;
}

gboolean
hw_store_clock_follow (HwStore *store, HwClock *clock, GError **error)
{
  gint64 ahead;
  gint64 now;

  if (!hw_store_now (store, &now, error))
    return FALSE;
  if (now == 0)
    return TRUE;

  ahead = hw_clock_follow (clock, now);
  if (ABS (ahead) > MOST_DEVIATION)
    g_warning ("The database's clock is %" G_GINT64_FORMAT " seconds %s ours, which follows it slowly",
               ABS (ahead) / G_USEC_PER_SEC, ahead > 0 ? "ahead of" : "behind");

  return TRUE;
}
