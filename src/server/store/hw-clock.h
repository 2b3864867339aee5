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
/* hw_clock_new_at: starts at @now, which another clock told. */
HwClock *hw_clock_new_at (gint64 now);
/* hw_clock_new_manual: stands at @now until hw_clock_advance(): for tests. */
HwClock *hw_clock_new_manual (gint64 now);
void hw_clock_advance (HwClock *self, gint64 microseconds);
HwClock *hw_clock_ref (HwClock *self);
void hw_clock_unref (HwClock *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwClock, hw_clock_unref)

/* hw_clock_now: an instant (microseconds). */
gint64 hw_clock_now (HwClock *self);

/**
 * hw_clock_follow:
 * @reference: what the other clock tells now
 *
 * Comes nearer to it by 150 ms at most, so that it makes up for drift when it is called every few minutes,
 * but a leap of the other clock changes no key's life by more than a second. Never goes back: it stands still
 * instead.
 *
 * Returns: how far the reference was ahead (microseconds)
 */
gint64 hw_clock_follow (HwClock *self, gint64 reference);

/* hw_clock_set: goes on from @now, which may be earlier: only before anything went by it. */
void hw_clock_set (HwClock *self, gint64 now);

/* hw_clock_is_sane: whether the wall clock is within five minutes of this one; for /readyz. */
gboolean hw_clock_is_sane (HwClock *self);

G_END_DECLS
