/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/http/hw-http-limits.h"
#include "server/http/hw-services.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* The server's front: the socket, what serves on it, the reaper. */
typedef struct _HwHttpServer HwHttpServer;

typedef struct
{
  GSocket *socket;            /* listens, does not block */
  GPtrArray *trusted_proxies; /* (element-type GInetAddressMask) (nullable) */
  HwHttpLimits limits;
  const char *certificate_path; /* (nullable): PEM; with key_path: https */
  const char *key_path;         /* (nullable) */
} HwHttpServerSettings;

/* hw_http_server_new: serves at once. @services outlives it, but for what hw_http_server_free() says. */
HwHttpServer *hw_http_server_new (const HwHttpServerSettings *settings, HwServices *services, GError **error);

/* hw_http_server_get_url: as hw_listen_socket_url(). */
const char *hw_http_server_get_url (HwHttpServer *self);

/* hw_http_server_reload_certificates: new connections get the files' present contents; those there are go on.
 * FALSE, and nothing changes, where the files cannot be used. No-op without TLS. */
gboolean hw_http_server_reload_certificates (HwHttpServer *self, GError **error);

/* hw_http_server_get_certificate_end: until when what it serves with is good, in seconds since the epoch; 0:
 * no https. */
gint64 hw_http_server_get_certificate_end (HwHttpServer *self);

guint hw_http_server_get_connections (HwHttpServer *self);

/* hw_http_server_drain: accepts no more and waits until nothing is in flight, or @deadline (monotonic). */
void hw_http_server_drain (HwHttpServer *self, gint64 deadline);

/* hw_http_server_free: pools and timer must have been stopped, so that no connection is suspended. */
void hw_http_server_free (HwHttpServer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwHttpServer, hw_http_server_free)

G_END_DECLS
