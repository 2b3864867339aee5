/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/hw-api-table.h"

#include "client/hw-api-call.h"
#include "contract/hw-notices.h"
#include "contract/hw-registration-message.h"
#include "contract/hw-session-message.h"
#include "contract/hw-terms.h"

static gpointer
read_notices (JsonNode *node, GError **error)
{
  return hw_notices_from_json (node, HW_JSON_TOLERANT, NULL, error);
}

static gpointer
read_terms (JsonNode *node, GError **error)
{
  return hw_terms_from_json (node, error);
}

static gpointer
read_started (JsonNode *node, GError **error)
{
  g_autoptr (HwRegistrationStatus) status = NULL;

  status = hw_registration_status_from_json (node, HW_REGISTRATION_STATUS_STARTED, error);
  if (status == NULL)
    return NULL;
  if (status->credential == NULL || !hw_api_is_token (status->credential))
    {
      g_set_error_literal (error, HW_JSON_ERROR, HW_JSON_ERROR_SHAPE, "/credential: not a credential");
      return NULL;
    }

  return g_steal_pointer (&status);
}

static gpointer
read_resent (JsonNode *node, GError **error)
{
  return hw_registration_status_from_json (node, HW_REGISTRATION_STATUS_RESENT, error);
}

static gpointer
read_status (JsonNode *node, GError **error)
{
  return hw_registration_status_from_json (node, HW_REGISTRATION_STATUS_CURRENT, error);
}

static gpointer
read_completion (JsonNode *node, GError **error)
{
  return hw_completion_from_json (node, error);
}

static gpointer
read_login (JsonNode *node, GError **error)
{
  g_autoptr (HwLogin) login = hw_login_from_json (node, error);

  if (login == NULL)
    return NULL;
  if (!hw_api_is_token (login->credential))
    {
      g_set_error_literal (error, HW_JSON_ERROR, HW_JSON_ERROR_SHAPE, "/credential: not a credential");
      return NULL;
    }

  return g_steal_pointer (&login);
}

static gpointer
read_home (JsonNode *node, GError **error)
{
  return hw_home_from_json (node, error);
}

static gpointer
read_sessions (JsonNode *node, GError **error)
{
  return hw_session_list_from_json (node, error);
}

#define DESTROY(function) ((GDestroyNotify) function)

static const HwApiCallKind CALLS[HW_API_N_CALLS] = {
  [HW_API_CALL_NOTICES] = { HW_API_CALL_NOTICES, "GET", "/v1/notices", 200, read_notices,
                            DESTROY (hw_notices_free) },
  [HW_API_CALL_TERMS] = { HW_API_CALL_TERMS, "GET", "/v1/terms", 200, read_terms, DESTROY (hw_terms_free) },
  [HW_API_CALL_START] = { HW_API_CALL_START, "POST", "/v1/password-registrations", 202, read_started,
                          DESTROY (hw_registration_status_free) },
  [HW_API_CALL_STATUS] = { HW_API_CALL_STATUS, "GET", "/v1/password-registration", 200, read_status,
                           DESTROY (hw_registration_status_free) },
  [HW_API_CALL_RESEND] = { HW_API_CALL_RESEND, "POST", "/v1/password-registration/mail", 202, read_resent,
                           DESTROY (hw_registration_status_free) },
  [HW_API_CALL_SET_PASSWORD] = { HW_API_CALL_SET_PASSWORD, "PUT", "/v1/password-registration/password", 200,
                                 read_completion, DESTROY (hw_completion_free) },
  [HW_API_CALL_GIVE_UP] = { HW_API_CALL_GIVE_UP, "DELETE", "/v1/password-registration", 204, NULL, NULL },
  [HW_API_CALL_LOG_IN] = { HW_API_CALL_LOG_IN, "POST", "/v1/sessions", 201, read_login,
                           DESTROY (hw_login_free) },
  [HW_API_CALL_HOME] = { HW_API_CALL_HOME, "GET", "/v1/session", 200, read_home, DESTROY (hw_home_free) },
  [HW_API_CALL_LOG_OUT] = { HW_API_CALL_LOG_OUT, "DELETE", "/v1/session", 204, NULL, NULL },
  [HW_API_CALL_LIST_SESSIONS] = { HW_API_CALL_LIST_SESSIONS, "GET", "/v1/sessions", 200, read_sessions,
                                  DESTROY (g_ptr_array_unref) },
  [HW_API_CALL_END_SESSION] = { HW_API_CALL_END_SESSION, "DELETE", "/v1/sessions/", 204, NULL, NULL },
  [HW_API_CALL_CHANGE_PASSWORD] = { HW_API_CALL_CHANGE_PASSWORD, "PUT", "/v1/account/password", 204, NULL,
                                    NULL },
};

const HwApiCallKind *
hw_api_table_get (HwApiCallId id)
{
  g_return_val_if_fail (id < HW_API_N_CALLS, NULL);

  return &CALLS[id];
}
