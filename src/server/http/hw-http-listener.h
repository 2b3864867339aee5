/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/http/hw-http-limits.h"
#include "server/http/hw-origin-count.h"
#include "server/http/hw-origin.h"
#include "server/http/hw-services.h"

G_BEGIN_DECLS

/* One libmicrohttpd daemon on a socket that others may share: what is replaced when certificates are. */
typedef struct _HwHttpListener HwHttpListener;

typedef struct
{
  HwServices *services;
  HwHttpLimits limits;
  HwOriginRule *origin_rule;
  HwOriginCount *origin_count;
} HwHttpListenerSettings;

/**
 * hw_http_listener_new:
 * @settings: outlives it
 * @certificate: (nullable): PEM; with @key: serve https
 *
 * Serves at once, on threads of its own.
 */
HwHttpListener *hw_http_listener_new (GSocket *socket,
                                      const HwHttpListenerSettings *settings,
                                      const char *certificate,
                                      const char *key,
                                      GError **error);

/* hw_http_listener_quiesce: accepts no more connections; those there are go on. */
void hw_http_listener_quiesce (HwHttpListener *self);

/* hw_http_listener_drain: quiesces it; from then on answers say that the connection closes. Waits until
 * nothing is in flight, or @deadline (monotonic); TRUE where nothing is. */
gboolean hw_http_listener_drain (HwHttpListener *self, gint64 deadline);

/* hw_http_listener_reap: shuts down connections that are late. Any thread. */
void hw_http_listener_reap (HwHttpListener *self);

guint hw_http_listener_get_connections (HwHttpListener *self);

/* hw_http_listener_free: nothing may run on a pool or wait on the timer for it any more: no connection may be
 * suspended. */
void hw_http_listener_free (HwHttpListener *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwHttpListener, hw_http_listener_free)

G_END_DECLS
