/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "contract/hw-language.h"
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The refusals of API.md, RFC 9457. HW_PROBLEM_UNKNOWN: a code that this client does not know. */
typedef enum
{
  HW_PROBLEM_MALFORMED_REQUEST,
  HW_PROBLEM_INVALID_FIELDS,
  HW_PROBLEM_TERMS_OUTDATED,
  HW_PROBLEM_IDEMPOTENCY_CONFLICT, /* 422: the same key with another body */
  HW_PROBLEM_IDEMPOTENCY_RUNNING,  /* 409: while the first is still running; same type URN as the former */
  HW_PROBLEM_KEY_WRONG,
  HW_PROBLEM_KEY_EXPIRED,
  HW_PROBLEM_REGISTRATION_LOCKED,
  HW_PROBLEM_REGISTRATION_CLOSED,
  HW_PROBLEM_CREDENTIAL_INVALID,
  HW_PROBLEM_LOGIN_FAILED,
  HW_PROBLEM_TOO_MANY_REQUESTS,
  HW_PROBLEM_NOT_FOUND,
  HW_PROBLEM_METHOD_NOT_ALLOWED,
  HW_PROBLEM_PAYLOAD_TOO_LARGE,
  HW_PROBLEM_UNSUPPORTED_MEDIA_TYPE,
  HW_PROBLEM_HEADER_TOO_LARGE,
  HW_PROBLEM_INTERNAL_ERROR,
  HW_PROBLEM_UNAVAILABLE,
  HW_PROBLEM_UNKNOWN,
} HwProblemCode;

#define HW_N_PROBLEM_CODES HW_PROBLEM_UNKNOWN
#define HW_PROBLEM_TYPE_PREFIX "urn:hellowork-mypage:problem:"
#define HW_PROBLEM_MEDIA_TYPE "application/problem+json"

const char *hw_problem_code_name (HwProblemCode code); /* "key-wrong" */
guint hw_problem_code_status (HwProblemCode code);     /* 422 */

/* One entry of `errors[]`. */
typedef struct
{
  char *pointer; /* RFC 6901: "/email" */
  char *code;    /* "too-short" */
  char *detail;  /* (nullable): in the asked language */
} HwFieldError;

typedef struct
{
  HwProblemCode code;
  char *title;       /* (nullable): filled in by who sends it */
  char *detail;      /* (nullable) */
  char *request_id;  /* (nullable) */
  guint status;      /* as received; hw_problem_code_status() where made here */
  GPtrArray *errors; /* (nullable) (element-type HwFieldError) */
  int attempts_left; /* -1: absent */
  gint64 retry_in;   /* seconds; -1: absent */
  char *state;       /* (nullable): of registration-closed */
  char *allow;       /* (nullable): for the Allow field of method-not-allowed; not in the JSON */
} HwProblem;

HwProblem *hw_problem_new (HwProblemCode code);
HwProblem *hw_problem_copy (const HwProblem *self);
void hw_problem_free (HwProblem *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwProblem, hw_problem_free)

void hw_problem_add_field (HwProblem *self, const char *pointer, const char *code);
/* hw_problem_has_field: whether `errors[]` names @pointer, with @code unless that is NULL. */
gboolean hw_problem_has_field (const HwProblem *self, const char *pointer, const char *code);

/* hw_problem_to_json: (transfer full): with `type`, `title`, `status`, `detail`, `request_id` and the members
 * set. */
JsonNode *hw_problem_to_json (const HwProblem *self);

/* hw_problem_from_json: tolerant of members that it does not know. */
HwProblem *hw_problem_from_json (JsonNode *node, GError **error);

G_END_DECLS
