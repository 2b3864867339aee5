/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/http/hw-session-routes.h"

#include "server/registration/hw-account-session.h"

static HwLoginRequest *
read_login (HwHttpRequest *request, HwProblem **problem)
{
  g_autoptr (JsonNode) node = hw_http_request_parse_json (request, problem);
  g_autoptr (GError) error = NULL;
  HwLoginRequest *message;

  if (node == NULL)
    return NULL;
  message = hw_login_request_from_json (node, &error);
  if (message == NULL)
    *problem = hw_http_request_malformed (request, error);
  return message;
}

HwHttpResponse *
hw_session_routes_login (HwServices *services, HwHttpRequest *request)
{
  g_autoptr (HwProblem) problem = NULL;
  g_autoptr (HwLoginRequest) message = read_login (request, &problem);
  g_autoptr (HwLogin) login = NULL;
  g_autoptr (JsonNode) node = NULL;
  HwCaller caller = hw_http_request_get_caller (request);

  if (message != NULL)
    login = hw_account_session_login (services->office, &caller, message, request->started_monotonic,
                                      &request->answer_at, &problem);
  if (login == NULL)
    return hw_http_response_new_problem (request, problem);
  node = hw_login_to_json (login);
  return hw_http_response_new_json (request, 201, node);
}

HwHttpResponse *
hw_session_routes_home (HwServices *services, HwHttpRequest *request)
{
  g_autoptr (HwContent) content = hw_content_shelf_get (services->content);
  g_autoptr (HwProblem) problem = NULL;
  g_autoptr (HwHome) home = NULL;
  g_autoptr (JsonNode) node = NULL;
  HwCaller caller = hw_http_request_get_caller (request);

  home = hw_account_session_home (services->office, &caller, request->bearer, &problem);
  if (home == NULL)
    return hw_http_response_new_problem (request, problem);
  g_clear_pointer (&home->menu, g_ptr_array_unref);
  home->menu = g_ptr_array_ref (hw_content_get_menu (content, request->language));
  node = hw_home_to_json (home);
  return hw_http_response_new_json (request, 200, node);
}

HwHttpResponse *
hw_session_routes_logout (HwServices *services, HwHttpRequest *request)
{
  g_autoptr (HwProblem) problem = NULL;
  HwCaller caller = hw_http_request_get_caller (request);

  if (!hw_account_session_logout (services->office, &caller, request->bearer, &problem))
    return hw_http_response_new_problem (request, problem);
  return hw_http_response_new_done (request);
}

HwHttpResponse *
hw_session_routes_list (HwServices *services, HwHttpRequest *request)
{
  g_autoptr (HwProblem) problem = NULL;
  g_autoptr (GPtrArray) sessions = NULL;
  g_autoptr (JsonNode) node = NULL;
  HwCaller caller = hw_http_request_get_caller (request);

  sessions = hw_account_session_list (services->office, &caller, request->bearer, &problem);
  if (sessions == NULL)
    return hw_http_response_new_problem (request, problem);
  node = hw_session_list_to_json (sessions);
  return hw_http_response_new_json (request, 200, node);
}

HwHttpResponse *
hw_session_routes_end (HwServices *services, HwHttpRequest *request)
{
  g_autoptr (HwProblem) problem = NULL;
  HwCaller caller = hw_http_request_get_caller (request);

  if (!hw_account_session_end (services->office, &caller, request->bearer, request->path_id, &problem))
    return hw_http_response_new_problem (request, problem);
  return hw_http_response_new_done (request);
}

static HwPasswordChange *
read_change (HwHttpRequest *request, HwProblem **problem)
{
  g_autoptr (JsonNode) node = hw_http_request_parse_json (request, problem);
  g_autoptr (GError) error = NULL;
  HwPasswordChange *message;

  if (node == NULL)
    return NULL;
  message = hw_password_change_from_json (node, &error);
  if (message == NULL)
    *problem = hw_http_request_malformed (request, error);
  return message;
}

HwHttpResponse *
hw_session_routes_change_password (HwServices *services, HwHttpRequest *request)
{
  g_autoptr (HwProblem) problem = NULL;
  g_autoptr (HwPasswordChange) message = read_change (request, &problem);
  HwCaller caller = hw_http_request_get_caller (request);

  if (message == NULL
      || !hw_account_session_change_password (services->office, &caller, request->bearer, message, &problem))
    return hw_http_response_new_problem (request, problem);
  hw_outbox_wake (services->outbox);
  return hw_http_response_new_done (request);
}
