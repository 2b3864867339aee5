/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The server's time: the wall time at start advanced by CLOCK_BOOTTIME, and never before the store's latest
 * instant, so that a wrong wall clock neither lengthens nor shortens a key (DESIGN.md). Thread-safe.
 */
typedef struct _HwClock HwClock;

/* hw_clock_new: @latest: the store's latest instant; the clock starts there where the wall time is before it.
 */
HwClock *hw_clock_new (gint64 latest);
/* hw_clock_new_manual: stands at @now until hw_clock_advance(): for tests. */
HwClock *hw_clock_new_manual (gint64 now);
void hw_clock_advance (HwClock *self, gint64 microseconds);
HwClock *hw_clock_ref (HwClock *self);
void hw_clock_unref (HwClock *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwClock, hw_clock_unref)

/* hw_clock_now: an instant (microseconds). */
gint64 hw_clock_now (HwClock *self);

/* hw_clock_is_sane: whether the wall clock is within five minutes of this one; for /readyz. */
gboolean hw_clock_is_sane (HwClock *self);

G_END_DECLS
