/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/store/hw-clock.h"
#include "server/store/hw-store.h"

G_BEGIN_DECLS

/*
 * Watches over one delivery that may be slow: keeps the row leased while it lasts, so that no other process
 * sends it too, and cancels it at the instant from which it may not be sent any more.
 */
typedef struct _HwDeliveryGuard HwDeliveryGuard;

/* Leases end so long after they were taken or last held (QUALITY.md, Reliability). */
#define HW_LEASE_PERIOD (15 * G_TIME_SPAN_SECOND)

/**
 * hw_delivery_guard_new:
 * @id: the leased row's
 * @deadline: the instant to cancel at
 * @cancellable: of the delivery
 */
HwDeliveryGuard *hw_delivery_guard_new (HwStore *store,
                                        HwClock *clock,
                                        const HwId *id,
                                        gint64 deadline,
                                        GCancellable *cancellable);

/* hw_delivery_guard_free: the delivery is over; waits for a hold that is being written. */
void hw_delivery_guard_free (HwDeliveryGuard *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwDeliveryGuard, hw_delivery_guard_free)

G_END_DECLS
