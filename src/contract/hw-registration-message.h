/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "contract/hw-account-message.h"
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The messages of a password registration (パスワード登録申込 and パスワード再登録申込). */

typedef enum
{
  HW_PURPOSE_FIRST, /* 求人者マイページ開設（パスワード登録） */
  HW_PURPOSE_AGAIN, /* パスワードを忘れた方: パスワード再登録 */
} HwPurpose;

const char *hw_purpose_name (HwPurpose purpose); /* "first", "again" */
gboolean hw_purpose_from_name (const char *name, HwPurpose *purpose);

typedef enum
{
  HW_REGISTRATION_AWAITING_KEY,
  HW_REGISTRATION_COMPLETED,
  HW_REGISTRATION_EXPIRED,
  HW_REGISTRATION_LOCKED,
} HwRegistrationState;

const char *hw_registration_state_name (HwRegistrationState state);
gboolean hw_registration_state_from_name (const char *name, HwRegistrationState *state);

/* Body of POST /v1/password-registrations. */
typedef struct
{
  HwPurpose purpose;
  char *email;           /* as sent, unchecked */
  char *privacy_version; /* (nullable): with HW_PURPOSE_FIRST only, then both */
  char *terms_version;   /* (nullable) */
} HwRegistrationRequest;

HwRegistrationRequest *hw_registration_request_new (HwPurpose purpose,
                                                    const char *email,
                                                    const char *privacy_version,
                                                    const char *terms_version);
void hw_registration_request_free (HwRegistrationRequest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwRegistrationRequest, hw_registration_request_free)
JsonNode *hw_registration_request_to_json (const HwRegistrationRequest *self);
/* `consent` missing with "first", or present with "again", is a shape error. */
HwRegistrationRequest *hw_registration_request_from_json (JsonNode *node, GError **error);

/* The 202 of a start or a resend, and the 200 of GET /v1/password-registration. */
typedef struct
{
  char *credential; /* (nullable): in the 202 of a start only; a secret, wiped when freed */
  HwPurpose purpose;
  HwRegistrationState state;
  char *reference; /* 受付番号, four digits */
  char *email;
  char *mail_from;
  gint64 expires_in; /* seconds; 0 where the key is no longer good */
  gint64 expires_at; /* instant */
  gint64 resend_in;  /* seconds; 0: now */
  int attempts_left;
  gint64 opened_at;               /* when completed; else 0 */
  HwEstablishment *establishment; /* (nullable): when completed */
} HwRegistrationStatus;

typedef enum
{
  HW_REGISTRATION_STATUS_STARTED, /* 202 of a start: with credential, without purpose, state, attempts_left */
  HW_REGISTRATION_STATUS_RESENT,  /* 202 of a resend: the same without credential */
  HW_REGISTRATION_STATUS_CURRENT, /* 200 of the GET */
} HwRegistrationStatusForm;

HwRegistrationStatus *hw_registration_status_new (void);
void hw_registration_status_free (HwRegistrationStatus *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwRegistrationStatus, hw_registration_status_free)
JsonNode *hw_registration_status_to_json (const HwRegistrationStatus *self, HwRegistrationStatusForm form);
HwRegistrationStatus *
hw_registration_status_from_json (JsonNode *node, HwRegistrationStatusForm form, GError **error);

/* Body of PUT /v1/password-registration/password. Both are secrets, wiped when freed. */
typedef struct
{
  char *authentication_key; /* as sent */
  char *password;           /* as sent */
} HwPasswordSubmission;

void hw_password_submission_free (HwPasswordSubmission *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwPasswordSubmission, hw_password_submission_free)
HwPasswordSubmission *hw_password_submission_new (const char *authentication_key, const char *password);
JsonNode *hw_password_submission_to_json (const HwPasswordSubmission *self);
HwPasswordSubmission *hw_password_submission_from_json (JsonNode *node, GError **error);

/* Its 200: パスワード登録完了. */
typedef struct
{
  char *email;
  gint64 opened_at; /* instant */
  HwEstablishment *establishment;
} HwCompletion;

void hw_completion_free (HwCompletion *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwCompletion, hw_completion_free)
JsonNode *hw_completion_to_json (const HwCompletion *self);
HwCompletion *hw_completion_from_json (JsonNode *node, GError **error);

G_END_DECLS
