/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/hw-api-fault.h"

#include "client/hw-server-url.h"
#include "contract/hw-json.h"

/* RFC 6585: a captive portal's own status. */
#define STATUS_NETWORK_AUTHENTICATION_REQUIRED 511
#define RETRY_AFTER_MAX_SECONDS (24 * 60 * 60)

gboolean
hw_api_fault_is_broken_connection (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED)
         || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT)
         || g_error_matches (error, G_TLS_ERROR, G_TLS_ERROR_EOF);
}

GError *
hw_api_fault_from_connection (const GError *error, const char *server_url)
{
  if (error->domain == G_TLS_ERROR && error->code != G_TLS_ERROR_EOF)
    return g_error_new_literal (HW_CLIENT_ERROR, HW_CLIENT_ERROR_TLS, error->message);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return g_error_new_literal (HW_CLIENT_ERROR, HW_CLIENT_ERROR_TIMED_OUT, error->message);

  if (error->domain == SOUP_SESSION_ERROR || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA))
    return g_error_new_literal (HW_CLIENT_ERROR, HW_CLIENT_ERROR_NOT_OUR_SERVER, error->message);

  if (!hw_server_url_is_loopback (server_url)
      && !g_network_monitor_get_network_available (g_network_monitor_get_default ()))
    return g_error_new_literal (HW_CLIENT_ERROR, HW_CLIENT_ERROR_OFFLINE, error->message);

  return g_error_new_literal (HW_CLIENT_ERROR, HW_CLIENT_ERROR_UNREACHABLE, error->message);
}

gboolean
hw_api_fault_has_media_type (SoupMessage *message, const char *type)
{
  const char *given =
    soup_message_headers_get_content_type (soup_message_get_response_headers (message), NULL);

  return given != NULL && g_ascii_strcasecmp (given, type) == 0;
}

static HwProblem *
problem_from_answer (SoupMessage *message, const char *body, gsize length)
{
  const char *retry_after;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (HwProblem) problem = NULL;
  guint64 seconds;

  if (!hw_api_fault_has_media_type (message, HW_PROBLEM_MEDIA_TYPE))
    return NULL;

  node = hw_json_parse (body, length, NULL);
  if (node != NULL)
    problem = hw_problem_from_json (node, NULL);
  if (problem == NULL)
    return NULL;

  problem->status = soup_message_get_status (message);
  retry_after = soup_message_headers_get_one (soup_message_get_response_headers (message), "Retry-After");
  if (problem->retry_in < 0 && retry_after != NULL
      && g_ascii_string_to_unsigned (retry_after, 10, 0, RETRY_AFTER_MAX_SECONDS, &seconds, NULL))
    problem->retry_in = (gint64) seconds;

  return g_steal_pointer (&problem);
}

GError *
hw_api_fault_from_answer (SoupMessage *message, const char *body, gsize length)
{
  g_autoptr (HwProblem) problem = NULL;
  guint status = soup_message_get_status (message);

  if (status >= 400)
    problem = problem_from_answer (message, body, length);
  if (problem != NULL)
    return hw_client_error_new_problem (problem);

  if (status >= 500 && status != STATUS_NETWORK_AUTHENTICATION_REQUIRED)
    return g_error_new (HW_CLIENT_ERROR, HW_CLIENT_ERROR_UNREACHABLE, "The server answered with status %u",
                        status);

  return g_error_new (HW_CLIENT_ERROR, HW_CLIENT_ERROR_NOT_OUR_SERVER,
                      "The answer, status %u, is not one of this service", status);
}
