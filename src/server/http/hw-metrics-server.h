/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/http/hw-http-server.h"

G_BEGIN_DECLS

/* GET /metrics on an address of its own: Prometheus text. One thread, which may wait for the store. */
typedef struct _HwMetricsServer HwMetricsServer;

HwMetricsServer *hw_metrics_server_new (GInetSocketAddress *address,
                                        HwServices *services,
                                        HwHttpServer *http_server,
                                        GError **error);
/* hw_metrics_server_get_url: "http://127.0.0.1:9100". */
const char *hw_metrics_server_get_url (HwMetricsServer *self);
void hw_metrics_server_free (HwMetricsServer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwMetricsServer, hw_metrics_server_free)

G_END_DECLS
