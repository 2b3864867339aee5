/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/store/hw-clock.h"
#include "server/store/hw-store.h"

G_BEGIN_DECLS

/* hw_store_clock_new: (transfer full): a clock that begins with the store's time (hw_store_now()), or this
 * machine's where it has none, and never before its latest instant. */
HwClock *hw_store_clock_new (HwStore *store, GError **error);

/* hw_store_clock_set: sets @clock, which nothing went by yet, as hw_store_clock_new() would begin. */
gboolean hw_store_clock_set (HwStore *store, HwClock *clock, GError **error);

/* hw_store_clock_follow: keeps the clocks of several processes together: every few minutes. */
gboolean hw_store_clock_follow (HwStore *store, HwClock *clock, GError **error);

G_END_DECLS
