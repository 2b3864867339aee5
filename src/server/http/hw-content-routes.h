/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/http/hw-http-response.h"
#include "server/http/hw-services.h"

G_BEGIN_DECLS

/* What everybody may read, from memory. */
HwHttpResponse *hw_content_routes_notices (HwServices *services, HwHttpRequest *request);
HwHttpResponse *hw_content_routes_terms (HwServices *services, HwHttpRequest *request);
HwHttpResponse *hw_content_routes_openapi (HwServices *services, HwHttpRequest *request);

G_END_DECLS
