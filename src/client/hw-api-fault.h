/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/hw-client-error.h"
#include <libsoup/soup.h>

G_BEGIN_DECLS

/* hw_api_fault_is_broken_connection: whether @error, from libsoup, says that a connection that stood was cut
 * off, so that it is not known what the server did. */
gboolean hw_api_fault_is_broken_connection (const GError *error);

/* hw_api_fault_from_connection: (transfer full): what @error, from libsoup, is in HW_CLIENT_ERROR. Only then
 * is the machine asked whether it has a network at all, and never for a server on this machine. */
GError *hw_api_fault_from_connection (const GError *error, const char *server_url);

/**
 * hw_api_fault_from_answer:
 * @body: @length bytes of an answer that is not the success expected
 *
 * Returns: (transfer full): HW_CLIENT_ERROR_PROBLEM where it is a problem of API.md, whatever its status;
 *   else HW_CLIENT_ERROR_UNREACHABLE for a 5xx (a proxy with nothing behind it), or NOT_OUR_SERVER
 */
GError *hw_api_fault_from_answer (SoupMessage *message, const char *body, gsize length);

/* hw_api_fault_has_media_type: whether the answer's Content-Type is @type, parameters aside. */
gboolean hw_api_fault_has_media_type (SoupMessage *message, const char *type);

G_END_DECLS
