/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define HW_HISTOGRAM_BOUNDS 16

/* How long things took, counted by upper bounds (hw_histogram_bounds, microseconds); the last bucket is for
 * what took longer than any. Begins as zeros; each number is atomic. Any thread. */
typedef struct
{
  guint64 buckets[HW_HISTOGRAM_BOUNDS + 1];
  guint64 microseconds; /* of all together */
} HwHistogram;

extern const gint64 hw_histogram_bounds[HW_HISTOGRAM_BOUNDS];

/* hw_histogram_add: @duration: microseconds; below 0 counts as 0. */
void hw_histogram_add (HwHistogram *self, gint64 duration);

/* hw_histogram_add_since: @begin: of g_get_monotonic_time() */
void hw_histogram_add_since (HwHistogram *self, gint64 begin);

/* hw_histogram_copy: @copy: (out): as it is now. */
void hw_histogram_copy (const HwHistogram *self, HwHistogram *copy);

/* hw_histogram_count: of how many things. */
guint64 hw_histogram_count (const HwHistogram *self);

G_END_DECLS
