/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/http/hw-http-response.h"
#include "server/http/hw-services.h"

G_BEGIN_DECLS

/* The calls of a password registration: messages in, service, messages out. */
HwHttpResponse *hw_registration_routes_start (HwServices *services, HwHttpRequest *request);
HwHttpResponse *hw_registration_routes_status (HwServices *services, HwHttpRequest *request);
HwHttpResponse *hw_registration_routes_resend (HwServices *services, HwHttpRequest *request);
HwHttpResponse *hw_registration_routes_set_password (HwServices *services, HwHttpRequest *request);
HwHttpResponse *hw_registration_routes_give_up (HwServices *services, HwHttpRequest *request);

G_END_DECLS
