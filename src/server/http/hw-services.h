/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/http/hw-access-log.h"
#include "server/http/hw-content.h"
#include "server/http/hw-metrics.h"
#include "server/http/hw-store-watch.h"
#include "server/http/hw-timer-thread.h"
#include "server/http/hw-worker-pool.h"
#include "server/mail/hw-outbox.h"
#include "server/registration/hw-office.h"

G_BEGIN_DECLS

/* What handlers work with, handed in by main(), which owns it. */
typedef struct
{
  HwOffice *office;
  HwContentShelf *content;
  HwOutbox *outbox;
  HwMetrics *metrics;
  HwAccessLog *access_log;
  HwWorkerPool *store_pool;
  HwWorkerPool *hashing_pool;
  HwTimerThread *timer;
  HwStoreWatch *store_watch;
  double started_at;        /* seconds since 1970, wall clock */
  gboolean store_is_open;   /* atomic; FALSE: what needs the store is answered with 503 */
  gint64 store_answered_at; /* atomic, monotonic: when the store was last written to for /readyz; 0: never */
} HwServices;

G_END_DECLS
