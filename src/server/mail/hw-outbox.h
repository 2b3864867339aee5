/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/mail/hw-mailer.h"
#include "server/store/hw-clock.h"
#include "server/store/hw-histogram.h"
#include "server/store/hw-store.h"

G_BEGIN_DECLS

/*
 * The worker that empties the outbox: leases rows (15 s), renders, sends, marks; decoys' rows are thrown
 * away, stale ones dropped, temporary failures retried with exponential backoff and jitter until the key
 * would be stale. One thread of its own.
 */
typedef struct _HwOutbox HwOutbox;

HwOutbox *
hw_outbox_new (HwStore *store, HwServerSecret *secret, HwClock *clock, HwMailer *mailer, const char *from);

/* hw_outbox_wake: a row was queued by this process: look now. Any thread. */
void hw_outbox_wake (HwOutbox *self);

/* hw_outbox_run_once: leases and handles what is due, in the caller's thread: for tests. Returns the number
 * of rows handled. */
guint hw_outbox_run_once (HwOutbox *self);

void hw_outbox_start (HwOutbox *self);
/* hw_outbox_stop: lets the delivery under way end (bounded), then joins. */
void hw_outbox_stop (HwOutbox *self);
void hw_outbox_free (HwOutbox *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwOutbox, hw_outbox_free)

/* Counted since start, for metrics. */
typedef struct
{
  guint64 sent;
  guint64 discarded;
  guint64 stale;
  guint64 failed; /* permanently */
  guint64 retried;
  HwHistogram deliveries; /* how long the mail server took, whatever it said */
  HwHistogram waits;      /* of what was sent: from the request to the mail server's yes */
} HwOutboxCounts;

void hw_outbox_get_counts (HwOutbox *self, HwOutboxCounts *counts);

G_END_DECLS
