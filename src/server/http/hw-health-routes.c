/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/http/hw-health-routes.h"

#include "contract/hw-instant.h"

#include <string.h>

static HwHttpResponse *
alive_response (void)
{
  static gsize once;
  static HwHttpResponse *response;

  if (g_once_init_enter (&once))
    {
      static const char text[] = "{\"status\":\"ok\"}";
      g_autoptr (GBytes) body = g_bytes_new_static (text, strlen (text));

      response = hw_http_response_new_document (200, "application/json", body, NULL, NULL);
      hw_http_response_add_header (response, "Cache-Control", "no-store");
      g_once_init_leave (&once, 1);
    }
  return hw_http_response_ref (response);
}

HwHttpResponse *
hw_health_routes_alive (HwServices *services, HwHttpRequest *request)
{
  return alive_response ();
}

/* Asking the store means writing to it; anybody may ask as often as he likes, and it is not asked more often
 * than this. A refusal is never kept. */
#define STORE_ANSWER_PERIOD G_TIME_SPAN_SECOND

static gboolean
store_answers (HwServices *services, GError **error)
{
  gint64 now = g_get_monotonic_time ();
  gint64 answered_at = __atomic_load_n (&services->store_answered_at, __ATOMIC_RELAXED);

  if (answered_at != 0 && now - answered_at < STORE_ANSWER_PERIOD)
    return TRUE;
  if (!hw_store_ping (services->office->store, error))
    {
      __atomic_store_n (&services->store_answered_at, 0, __ATOMIC_RELAXED);
      return FALSE;
    }
  __atomic_store_n (&services->store_answered_at, now, __ATOMIC_RELAXED);
  return TRUE;
}

static JsonNode *
readiness_to_json (const HwOutboxState *mail, gint64 now)
{
  gint64 oldest = mail->oldest_at > 0 ? MAX (now - mail->oldest_at, 0) / HW_SECOND : 0;
  g_autoptr (JsonBuilder) builder = json_builder_new_immutable ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "status");
  json_builder_add_string_value (builder, "ok");
  json_builder_set_member_name (builder, "mail");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "waiting");
  json_builder_add_int_value (builder, mail->waiting);
  json_builder_set_member_name (builder, "oldest_in_seconds");
  json_builder_add_int_value (builder, oldest);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

HwHttpResponse *
hw_health_routes_ready (HwServices *services, HwHttpRequest *request)
{
  HwOffice *office = services->office;
  HwOutboxState mail = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = NULL;

  if (!store_answers (services, &error) || !hw_store_outbox_state (office->store, &mail, &error))
    {
      g_warning ("Not ready: the store: %s", error->message);
      return hw_http_response_new_problem_code (request, HW_PROBLEM_UNAVAILABLE);
    }
  if (!hw_clock_is_sane (office->clock))
    {
      g_warning ("Not ready: the wall clock is more than five minutes off");
      return hw_http_response_new_problem_code (request, HW_PROBLEM_UNAVAILABLE);
    }
  node = readiness_to_json (&mail, hw_clock_now (office->clock));
  return hw_http_response_new_json (request, 200, node);
}
