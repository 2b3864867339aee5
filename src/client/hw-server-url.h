/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/hw-client-error.h"

G_BEGIN_DECLS

/**
 * hw_server_url_parse:
 * @typed: as a person typed it, or GSettings or --server gave it; "example.jp" means "https://example.jp"
 *
 * https: anywhere; http: to loopback only (localhost, 127.0.0.0/8, [::1]). No user, query or fragment.
 *
 * Returns: (transfer full): normalized, without a trailing slash; or %NULL with HW_CLIENT_ERROR_SERVER_URL
 */
char *hw_server_url_parse (const char *typed, GError **error);

/* hw_server_url_display: (transfer full): what 「接続先」 shows: host, and port where it is not the default.
 */
char *hw_server_url_display (const char *url);

gboolean hw_server_url_is_secure (const char *url);

/* hw_server_url_is_loopback: whether it names this machine itself: reached without a network and without a
 * proxy. */
gboolean hw_server_url_is_loopback (const char *url);

G_END_DECLS
