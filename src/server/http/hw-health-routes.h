/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/http/hw-http-response.h"
#include "server/http/hw-services.h"

G_BEGIN_DECLS

/* For the operator: alive, and able to serve. */
HwHttpResponse *hw_health_routes_alive (HwServices *services, HwHttpRequest *request);
HwHttpResponse *hw_health_routes_ready (HwServices *services, HwHttpRequest *request);

G_END_DECLS
