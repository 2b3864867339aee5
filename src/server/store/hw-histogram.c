/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/store/hw-histogram.h"

const gint64 hw_histogram_bounds[HW_HISTOGRAM_BOUNDS] = { 500,     1000,     2500,     5000,
                                                          10000,   25000,    50000,    100000,
                                                          250000,  500000,   1000000,  2500000,
                                                          5000000, 10000000, 30000000, 60000000 };

void
hw_histogram_add (HwHistogram *self, gint64 duration)
{
  guint bucket = 0;

  g_return_if_fail (self != NULL);

  while (bucket < HW_HISTOGRAM_BOUNDS && duration > hw_histogram_bounds[bucket])
    bucket++;
  __atomic_fetch_add (&self->buckets[bucket], 1, __ATOMIC_RELAXED);
  __atomic_fetch_add (&self->microseconds, (guint64) MAX (duration, 0), __ATOMIC_RELAXED);
}

void
hw_histogram_add_since (HwHistogram *self, gint64 begin)
{
  hw_histogram_add (self, g_get_monotonic_time () - begin);
}

void
hw_histogram_copy (const HwHistogram *self, HwHistogram *copy)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (copy != NULL);

  for (guint i = 0; i < G_N_ELEMENTS (self->buckets); i++)
    copy->buckets[i] = __atomic_load_n (&self->buckets[i], __ATOMIC_RELAXED);
  copy->microseconds = __atomic_load_n (&self->microseconds, __ATOMIC_RELAXED);
}

guint64
hw_histogram_count (const HwHistogram *self)
{
  HwHistogram copy;
  guint64 count = 0;

  hw_histogram_copy (self, &copy);
  for (guint i = 0; i < G_N_ELEMENTS (copy.buckets); i++)
    count += copy.buckets[i];

  return count;
}
