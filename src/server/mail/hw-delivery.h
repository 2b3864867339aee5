/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/mail/hw-mailer.h"
#include "server/store/hw-clock.h"
#include "server/store/hw-store.h"

G_BEGIN_DECLS

typedef enum
{
  HW_DELIVERY_SENT,
  HW_DELIVERY_STALE,       /* too late, before or while it was being sent */
  HW_DELIVERY_INTERRUPTED, /* we are stopping; it may or may not have arrived */
  HW_DELIVERY_RETRY,       /* this mail later; others may go on */
  HW_DELIVERY_RETRY_ALL,   /* no mail can be sent now */
  HW_DELIVERY_FAILED,      /* never */
} HwDeliveryOutcome;

/* What every delivery needs; borrowed. */
typedef struct
{
  HwStore *store;
  HwServerSecret *secret;
  HwClock *clock;
  HwMailer *mailer;
  const char *from;
} HwDeliveryMeans;

/**
 * hw_delivery_run:
 * @mail: leased, not a decoy's
 * @stop: cancelled where the server will wait no longer
 * @error: set unless SENT or STALE; names neither recipient nor key
 *
 * Opens the sealed key, renders, delivers. The key exists in the clear only in here, and is wiped.
 */
HwDeliveryOutcome
hw_delivery_run (const HwDeliveryMeans *means, const HwMailRecord *mail, GCancellable *stop, GError **error);

/* hw_delivery_deadline: the instant from which @mail is not sent any more: its key's end, or a day after it
 * was asked for. */
gint64 hw_delivery_deadline (const HwMailRecord *mail);

G_END_DECLS
