/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/http/hw-worker-pool.h"
#include "server/store/hw-store.h"

G_BEGIN_DECLS

/* What the metrics tell of the store's state, looked at now and then on its pool: so /metrics answers at once
 * also while the store hangs. Any thread. */
typedef struct _HwStoreWatch HwStoreWatch;

/* How often it should be looked at (microseconds). */
#define HW_STORE_WATCH_INTERVAL (5 * G_TIME_SPAN_SECOND)

/* hw_store_watch_new: @pool: outlives the last look */
HwStoreWatch *hw_store_watch_new (HwStore *store, HwWorkerPool *pool);
void hw_store_watch_free (HwStoreWatch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwStoreWatch, hw_store_watch_free)

/* hw_store_watch_look: a HwTimerFunc: has the pool look, where it does not yet. */
void hw_store_watch_look (gpointer watch);

/* hw_store_watch_get: @state: (out): as it was at the last look; FALSE where that failed, or is long ago
 * because the store does not answer. */
gboolean hw_store_watch_get (HwStoreWatch *self, HwOutboxState *state);

G_END_DECLS
