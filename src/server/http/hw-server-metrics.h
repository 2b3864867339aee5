/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/http/hw-http-server.h"
#include "server/http/hw-services.h"

G_BEGIN_DECLS

/* hw_server_metrics_write: appends everything that is measured of the server, as Prometheus text. Never
 * blocks: what the store would have to be asked for was asked before (HwStoreWatch). */
void hw_server_metrics_write (HwServices *services, HwHttpServer *http_server, GString *text);

G_END_DECLS
