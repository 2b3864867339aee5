/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define HW_WEB_URL_MAX_LENGTH 2000

/* hw_web_url_is_valid: whether @url, valid UTF-8, may be handed to a browser: http: or https: with a host,
 * without user information (which is there to deceive), ASCII, at most HW_WEB_URL_MAX_LENGTH characters. */
gboolean hw_web_url_is_valid (const char *url);

G_END_DECLS
