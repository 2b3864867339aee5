/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/mail/hw-backoff.h"

#define MOST_SECONDS 60
#define JITTER 0.25

gint64
hw_backoff_delay (guint failures, double random)
{
  guint doublings = CLAMP (failures, 1, 7) - 1;
  gint64 seconds = MIN (1 << doublings, MOST_SECONDS);
  return seconds * G_USEC_PER_SEC - (gint64) (seconds * G_USEC_PER_SEC * JITTER * random);
}
