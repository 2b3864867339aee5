/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/http/hw-connection-watch.h"
#include "server/http/hw-http-limits.h"
#include "server/http/hw-origin.h"
#include "server/http/hw-services.h"

#include <microhttpd.h>

G_BEGIN_DECLS

/*
 * One request's way through the server, as libmicrohttpd calls us: head, body, answer. What blocks runs on a
 * pool with the connection suspended; what must wait waits on the timer.
 */

/* What the exchanges of one listener share. */
typedef struct
{
  HwServices *services;
  const HwHttpLimits *limits;
  HwOriginRule *origin_rule;
  HwOriginCount *origin_count;
  HwConnectionWatch *watch;
  int in_flight; /* atomic: heads read and not answered to their end */
  int draining;  /* atomic: answers say that the connection closes */
  GMutex lock;
  GCond changed; /* while draining: in_flight is 0 */
} HwExchangeHost;

/* hw_exchange_host_init: what it is handed outlives it. */
void hw_exchange_host_init (HwExchangeHost *self,
                            HwServices *services,
                            const HwHttpLimits *limits,
                            HwOriginRule *origin_rule,
                            HwOriginCount *origin_count);
void hw_exchange_host_clear (HwExchangeHost *self);

/* hw_exchange_host_drain: waits, a second at most, for connections that have not asked anything yet, and
 * until nothing is in flight, or @deadline (monotonic). TRUE where nothing is. */
gboolean hw_exchange_host_drain (HwExchangeHost *self, gint64 deadline);

/* The callbacks; each @cls is a HwExchangeHost. */
enum MHD_Result hw_exchange_accept (void *cls, const struct sockaddr *address, socklen_t length);
void *hw_exchange_begin (void *cls, const char *target, struct MHD_Connection *connection);
enum MHD_Result hw_exchange_handle (void *cls,
                                    struct MHD_Connection *connection,
                                    const char *url,
                                    const char *method,
                                    const char *version,
                                    const char *upload_data,
                                    size_t *upload_data_size,
                                    void **request_cls);
void hw_exchange_completed (void *cls,
                            struct MHD_Connection *connection,
                            void **request_cls,
                            enum MHD_RequestTerminationCode code);
void hw_exchange_connection (void *cls,
                             struct MHD_Connection *connection,
                             void **socket_cls,
                             enum MHD_ConnectionNotificationCode code);

G_END_DECLS
