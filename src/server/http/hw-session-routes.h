/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/http/hw-http-response.h"
#include "server/http/hw-services.h"

G_BEGIN_DECLS

/* The calls of My Page: login, sessions, password change. */
HwHttpResponse *hw_session_routes_login (HwServices *services, HwHttpRequest *request);
HwHttpResponse *hw_session_routes_home (HwServices *services, HwHttpRequest *request);
HwHttpResponse *hw_session_routes_logout (HwServices *services, HwHttpRequest *request);
HwHttpResponse *hw_session_routes_list (HwServices *services, HwHttpRequest *request);
HwHttpResponse *hw_session_routes_end (HwServices *services, HwHttpRequest *request);
HwHttpResponse *hw_session_routes_change_password (HwServices *services, HwHttpRequest *request);

G_END_DECLS
