/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/http/hw-registration-routes.h"

#include "server/registration/hw-password-registration.h"

static HwHttpResponse *
respond_status (HwHttpRequest *request,
                guint http_status,
                const HwRegistrationStatus *status,
                HwRegistrationStatusForm form)
{
  g_autoptr (JsonNode) node = hw_registration_status_to_json (status, form);

  return hw_http_response_new_json (request, http_status, node);
}

static HwRegistrationRequest *
read_start (HwHttpRequest *request, HwProblem **problem)
{
  g_autoptr (JsonNode) node = hw_http_request_parse_json (request, problem);
  g_autoptr (GError) error = NULL;
  HwRegistrationRequest *message;

  if (node == NULL)
    return NULL;
  message = hw_registration_request_from_json (node, &error);
  if (message == NULL)
    *problem = hw_http_request_malformed (request, error);
  return message;
}

HwHttpResponse *
hw_registration_routes_start (HwServices *services, HwHttpRequest *request)
{
  g_autoptr (HwContent) content = hw_content_shelf_get (services->content);
  g_autoptr (HwProblem) problem = NULL;
  g_autoptr (HwRegistrationRequest) message = read_start (request, &problem);
  g_autoptr (HwRegistrationStatus) status = NULL;
  /* The request outlives the call. */
  g_autoptr (GBytes) body = g_bytes_new_static (request->body, request->body_length);
  HwCaller caller = hw_http_request_get_caller (request);
  HwCurrentTerms terms = {
    .privacy_version = hw_content_get_privacy_version (content),
    .terms_version = hw_content_get_terms_version (content),
  };

  if (message != NULL)
    status = hw_password_registration_start (services->office, &caller, message, request->idempotency_key,
                                             body, &terms, &problem);
  if (status == NULL)
    return hw_http_response_new_problem (request, problem);
  hw_outbox_wake (services->outbox);
  return respond_status (request, 202, status, HW_REGISTRATION_STATUS_STARTED);
}

HwHttpResponse *
hw_registration_routes_status (HwServices *services, HwHttpRequest *request)
{
  g_autoptr (HwProblem) problem = NULL;
  g_autoptr (HwRegistrationStatus) status = NULL;
  HwCaller caller = hw_http_request_get_caller (request);

  status = hw_password_registration_status (services->office, &caller, request->bearer, &problem);
  if (status == NULL)
    return hw_http_response_new_problem (request, problem);
  return respond_status (request, 200, status, HW_REGISTRATION_STATUS_CURRENT);
}

HwHttpResponse *
hw_registration_routes_resend (HwServices *services, HwHttpRequest *request)
{
  g_autoptr (HwProblem) problem = NULL;
  g_autoptr (HwRegistrationStatus) status = NULL;
  HwCaller caller = hw_http_request_get_caller (request);

  status = hw_password_registration_resend (services->office, &caller, request->bearer,
                                            request->idempotency_key, &problem);
  if (status == NULL)
    return hw_http_response_new_problem (request, problem);
  hw_outbox_wake (services->outbox);
  return respond_status (request, 202, status, HW_REGISTRATION_STATUS_RESENT);
}

static HwPasswordSubmission *
read_submission (HwHttpRequest *request, HwProblem **problem)
{
  g_autoptr (JsonNode) node = hw_http_request_parse_json (request, problem);
  g_autoptr (GError) error = NULL;
  HwPasswordSubmission *message;

  if (node == NULL)
    return NULL;
  message = hw_password_submission_from_json (node, &error);
  if (message == NULL)
    *problem = hw_http_request_malformed (request, error);
  return message;
}

HwHttpResponse *
hw_registration_routes_set_password (HwServices *services, HwHttpRequest *request)
{
  g_autoptr (HwProblem) problem = NULL;
  g_autoptr (HwPasswordSubmission) message = read_submission (request, &problem);
  g_autoptr (HwCompletion) completion = NULL;
  g_autoptr (JsonNode) node = NULL;
  HwCaller caller = hw_http_request_get_caller (request);

  if (message != NULL)
    completion =
      hw_password_registration_set_password (services->office, &caller, request->bearer, message, &problem);
  if (completion == NULL)
    return hw_http_response_new_problem (request, problem);
  hw_outbox_wake (services->outbox);
  node = hw_completion_to_json (completion);
  return hw_http_response_new_json (request, 200, node);
}

HwHttpResponse *
hw_registration_routes_give_up (HwServices *services, HwHttpRequest *request)
{
  g_autoptr (HwProblem) problem = NULL;
  HwCaller caller = hw_http_request_get_caller (request);

  if (!hw_password_registration_give_up (services->office, &caller, request->bearer, &problem))
    return hw_http_response_new_problem (request, problem);
  return hw_http_response_new_done (request);
}
