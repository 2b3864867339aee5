/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/hw-boot-clock.h"

#include <time.h>

#define NANOSECONDS_PER_MICROSECOND 1000

gint64
hw_boot_clock_now (void)
{
  struct timespec now;

  /* Cannot fail: the clock is in every Linux since 2.6.39. */
  clock_gettime (CLOCK_BOOTTIME, &now);
  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / NANOSECONDS_PER_MICROSECOND;
}

guint
hw_boot_clock_seconds_until (gint64 then)
{
  gint64 left = then - hw_boot_clock_now ();

  if (left <= 0)
    return 0;

  return (guint) MIN ((left + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC, G_MAXINT);
}
