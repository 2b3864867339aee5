/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/registration/hw-password-registration.h"

#include "contract/hw-authentication-key.h"
#include "contract/hw-email.h"
#include "contract/hw-wipe.h"
#include "server/registration/hw-audit.h"
#include "server/registration/hw-limits.h"
#include "server/registration/hw-refusal.h"
#include "server/registration/hw-registration-view.h"
#include "server/registration/hw-running.h"

#define START_PATH "/v1/password-registrations"
#define RESEND_PATH "/v1/password-registration/mail"

/* By then the answer is gone: sending a mail takes more than throwing a decoy's away, and while the worker
 * did it beside the answer, an address that gets a mail took a tenth longer to be answered. */
#define MAIL_LINGER (30 * G_TIME_SPAN_MILLISECOND)

static HwHash
idempotency_hash (HwOffice *office, const char *path, const char *credential, const char *key)
{
  return hw_server_secret_hash (office->secret, HW_SECRET_USE_IDEMPOTENCY, path, credential, key, NULL);
}

/* Keyed: key and body together are worth the credential. */
static HwHash
body_fingerprint (HwOffice *office, GBytes *body)
{
  gsize length;
  const void *bytes = g_bytes_get_data (body, &length);
  HwHash hash = hw_hash_of (bytes, length);
  g_autofree char *text = g_base64_encode (hash.bytes, HW_HASH_LENGTH);

  return hw_server_secret_hash (office->secret, HW_SECRET_USE_IDEMPOTENCY, "body", text, NULL);
}

/* A new key's mail; the key itself is only sealed in it, and hashed for @registration in @key_hash. */
static HwMailRecord *
new_key_mail (HwOffice *office, const HwId *registration, gint64 now, HwHash *key_hash)
{
  g_autoptr (HwMailRecord) mail = hw_mail_record_new ();
  guint8 random[HW_AUTHENTICATION_KEY_RANDOM_BYTES];
  g_autoptr (HwSecretString) key = NULL;

  hw_random_fill (random, sizeof random);
  key = hw_authentication_key_from_random (random);
  explicit_bzero (random, sizeof random);

  mail->id = hw_id_new ();
  mail->kind = HW_MAIL_KEY;
  mail->sealed_key = hw_server_secret_seal (office->secret, &mail->id, key);
  mail->registration_id = *registration;
  mail->requested_at = now;
  mail->next_attempt_at = now + MAIL_LINGER;
  mail->stale_at = now + office->policy.key_lifetime;
  *key_hash = hw_server_secret_hash (office->secret, HW_SECRET_USE_KEY, registration->text, key, NULL);
  return g_steal_pointer (&mail);
}

static void
fill_reference (char reference[5])
{
  guint32 random;

  hw_random_fill (&random, sizeof random);
  g_snprintf (reference, 5, "%04u", random % 10000);
}

/* Sameness (API.md): whoever has no use for a key gets a decoy, and where the address is theirs, a mail that
 * explains. Pure: the store may ask again. */
static HwStartDecision
decide_start (HwPurpose purpose, const HwAccount *account, HwMailKind *notice_kind)
{
  if (account == NULL || account->disabled)
    return HW_START_MAIL_NOTHING;

  if (purpose == HW_PURPOSE_FIRST && account->opened_at != 0)
    {
      *notice_kind = HW_MAIL_ALREADY_OPENED;
      return HW_START_MAIL_NOTICE;
    }
  if (purpose == HW_PURPOSE_AGAIN && account->opened_at == 0)
    {
      *notice_kind = HW_MAIL_NOT_YET_OPENED;
      return HW_START_MAIL_NOTICE;
    }
  return HW_START_MAIL_KEY;
}

static gboolean
consent_is_current (const HwRegistrationRequest *request, const HwCurrentTerms *terms)
{
  return g_strcmp0 (request->privacy_version, terms->privacy_version) == 0
         && g_strcmp0 (request->terms_version, terms->terms_version) == 0;
}

static HwRegistrationRecord *
new_registration (const HwCaller *caller, const HwRegistrationRequest *request, gint64 now, gint64 expires_at)
{
  HwRegistrationRecord *record = hw_registration_record_new ();

  record->id = hw_id_new ();
  hw_random_fill (record->salt, sizeof record->salt);
  record->purpose = request->purpose;
  record->language = caller->language;
  record->email = g_strdup (request->email);
  fill_reference (record->reference);
  if (request->purpose == HW_PURPOSE_FIRST)
    {
      record->privacy_version = g_strdup (request->privacy_version);
      record->terms_version = g_strdup (request->terms_version);
    }
  record->started_at = now;
  record->mailed_at = now;
  record->expires_at = expires_at;
  return record;
}

/* What start and resend make of the store's answer alike; TRUE: go on with the record. */
static gboolean
accepted (HwOffice *office,
          const HwCaller *caller,
          HwStartOutcome outcome,
          gint64 wait,
          const HwAuditEvent *audit,
          const char *email,
          HwProblem **problem)
{
  switch (outcome)
    {
    case HW_START_DONE:
      hw_audit_log (office, audit);
      return TRUE;
    case HW_START_REPEATED:
      return TRUE;
    case HW_START_CONFLICT:
      hw_refuse (problem, HW_PROBLEM_IDEMPOTENCY_CONFLICT);
      return FALSE;
    case HW_START_LIMITED:
      hw_audit_refusal (office, caller, audit->event, "too-many-requests", email);
      hw_refuse_limited (problem, wait);
      return FALSE;
    case HW_START_REFUSED:
    default:
      g_assert_not_reached ();
    }
}

static HwRegistrationStatus *
start (HwOffice *office,
       const HwCaller *caller,
       const HwRegistrationRequest *request,
       const char *idempotency_key,
       const HwHash *idempotency,
       GBytes *fingerprint_body,
       HwProblem **problem)
{
  gint64 now = hw_clock_now (office->clock);
  g_autoptr (HwRegistrationRecord) wanted =
    new_registration (caller, request, now, now + office->policy.key_lifetime);
  g_autoptr (HwRegistrationRecord) record = NULL;
  g_autoptr (HwMailRecord) mail = new_key_mail (office, &wanted->id, now, &wanted->key_hash);
  g_autoptr (HwSecretString) credential =
    hw_credential_derive (office->secret, wanted->salt, idempotency_key);
  g_autoptr (HwAuditEvent) audit =
    hw_audit_event_for (office, caller, "registration-started", "done", request->email);
  g_autofree char *folded = hw_email_fold (request->email);
  g_autoptr (HwRegistrationStatus) status = NULL;
  g_autoptr (GError) error = NULL;
  HwStartOutcome outcome;
  HwLimits limits;
  gint64 wait = 0;

  hw_limits_for_start (office, folded, caller->origin, &limits);
  if (!hw_credential_hash (credential, &wanted->credential_hash))
    g_assert_not_reached ();
  mail->purpose = request->purpose;
  mail->language = caller->language;
  mail->recipient = g_strdup (request->email);
  memcpy (mail->reference, wanted->reference, sizeof mail->reference);

  HwStoreStart store_start = {
    .now = now,
    .idempotency = *idempotency,
    .fingerprint = body_fingerprint (office, fingerprint_body),
    .idempotency_period = HW_IDEMPOTENCY_PERIOD,
    .limits = limits.items,
    .n_limits = limits.n_items,
    .decide = decide_start,
    .registration = wanted,
    .mail = mail,
    .audit = audit,
  };
  if (!hw_store_start_registration (office->store, &store_start, &outcome, &record, &wait, &error))
    {
      hw_refuse_store (problem, caller, error);
      return NULL;
    }
  if (!accepted (office, caller, outcome, wait, audit, request->email, problem))
    return NULL;

  status = hw_registration_view (office, caller, record, NULL, problem);
  if (status != NULL)
    status->credential = hw_credential_derive (office->secret, record->salt, idempotency_key);
  return g_steal_pointer (&status);
}

HwRegistrationStatus *
hw_password_registration_start (HwOffice *office,
                                const HwCaller *caller,
                                const HwRegistrationRequest *request,
                                const char *idempotency_key,
                                GBytes *fingerprint_body,
                                const HwCurrentTerms *terms,
                                HwProblem **problem)
{
  HwEmailFault fault = hw_email_check (request->email, NULL);
  HwHash idempotency = idempotency_hash (office, START_PATH, "", idempotency_key);
  HwRegistrationStatus *status;

  if (fault != HW_EMAIL_OK)
    {
      hw_refuse_field (problem, "/email", hw_email_fault_code (fault));
      return NULL;
    }
  if (request->purpose == HW_PURPOSE_FIRST && !consent_is_current (request, terms))
    {
      hw_refuse (problem, HW_PROBLEM_TERMS_OUTDATED);
      return NULL;
    }
  if (!hw_running_enter (office->running, &idempotency))
    {
      hw_refuse (problem, HW_PROBLEM_IDEMPOTENCY_RUNNING);
      return NULL;
    }

  status = start (office, caller, request, idempotency_key, &idempotency, fingerprint_body, problem);
  hw_running_leave (office->running, &idempotency);
  return status;
}

/* A resend that the store refused: @record says why. */
static void
refuse_resend (HwOffice *office,
               const HwCaller *caller,
               const HwRegistrationRecord *record,
               const char *email,
               HwProblem **problem)
{
  const char *event = "registration-mail-resent";

  if (record != NULL && record->completed_at != 0)
    {
      hw_audit_refusal (office, caller, event, "registration-closed", email);
      hw_refuse (problem, HW_PROBLEM_REGISTRATION_CLOSED);
      (*problem)->state = g_strdup (hw_registration_state_name (HW_REGISTRATION_COMPLETED));
    }
  else if (record != NULL && record->wrong_tries >= office->policy.key_tries)
    {
      hw_audit_refusal (office, caller, event, "registration-locked", email);
      hw_refuse (problem, HW_PROBLEM_REGISTRATION_LOCKED);
    }
  else
    {
      hw_audit_refusal (office, caller, event, "credential-invalid", email);
      hw_refuse (problem, HW_PROBLEM_CREDENTIAL_INVALID);
    }
}

static HwRegistrationStatus *
resend (HwOffice *office,
        const HwCaller *caller,
        const HwHash *credential_hash,
        const HwRegistrationRecord *known,
        const HwHash *idempotency,
        HwProblem **problem)
{
  gint64 now = hw_clock_now (office->clock);
  g_autoptr (GBytes) no_body = g_bytes_new_static ("", 0);
  g_autoptr (HwAuditEvent) audit =
    hw_audit_event_for (office, caller, "registration-mail-resent", "done", known->email);
  g_autofree char *folded = hw_email_fold (known->email);
  g_autoptr (HwRegistrationRecord) record = NULL;
  g_autoptr (HwMailRecord) mail = NULL;
  g_autoptr (GError) error = NULL;
  HwHash key_hash;
  HwStartOutcome outcome;
  HwLimits limits;
  gint64 wait = 0;

  hw_limits_for_mail (office, folded, caller->origin, &limits);
  mail = new_key_mail (office, &known->id, now, &key_hash);
  mail->purpose = known->purpose;
  mail->language = caller->language;
  mail->recipient = g_strdup (known->email);
  memcpy (mail->reference, known->reference, sizeof mail->reference);

  HwStoreResend store_resend = {
    .now = now,
    .credential_hash = *credential_hash,
    .idempotency = *idempotency,
    .fingerprint = body_fingerprint (office, no_body),
    .idempotency_period = HW_IDEMPOTENCY_PERIOD,
    .limits = limits.items,
    .n_limits = limits.n_items,
    .most_tries = office->policy.key_tries,
    .key_hash = key_hash,
    .expires_at = mail->stale_at,
    .mail = mail,
    .audit = audit,
  };
  if (!hw_store_resend (office->store, &store_resend, &outcome, &record, &wait, &error))
    {
      hw_refuse_store (problem, caller, error);
      return NULL;
    }
  if (outcome == HW_START_REFUSED)
    {
      refuse_resend (office, caller, record, known->email, problem);
      return NULL;
    }
  if (!accepted (office, caller, outcome, wait, audit, known->email, problem))
    return NULL;
  return hw_registration_view (office, caller, record, NULL, problem);
}

HwRegistrationStatus *
hw_password_registration_resend (HwOffice *office,
                                 const HwCaller *caller,
                                 const char *credential,
                                 const char *idempotency_key,
                                 HwProblem **problem)
{
  g_autoptr (HwRegistrationRecord) known = NULL;
  HwRegistrationStatus *status;
  HwHash credential_hash;
  HwHash idempotency;

  known = hw_registration_find (office, caller, credential, &credential_hash, NULL, problem);
  if (known == NULL)
    return NULL;

  idempotency = idempotency_hash (office, RESEND_PATH, credential, idempotency_key);
  if (!hw_running_enter (office->running, &idempotency))
    {
      hw_refuse (problem, HW_PROBLEM_IDEMPOTENCY_RUNNING);
      return NULL;
    }

  status = resend (office, caller, &credential_hash, known, &idempotency, problem);
  hw_running_leave (office->running, &idempotency);
  return status;
}

HwRegistrationStatus *
hw_password_registration_status (HwOffice *office,
                                 const HwCaller *caller,
                                 const char *credential,
                                 HwProblem **problem)
{
  g_autoptr (HwRegistrationRecord) record = NULL;
  g_autoptr (HwAccount) account = NULL;
  HwHash credential_hash;

  record = hw_registration_find (office, caller, credential, &credential_hash, &account, problem);
  if (record == NULL)
    return NULL;

  /* Its account was removed since: there is nothing left that the credential could stand for. */
  if (record->completed_at != 0 && account == NULL)
    {
      hw_refuse (problem, HW_PROBLEM_CREDENTIAL_INVALID);
      return NULL;
    }
  return hw_registration_view (office, caller, record, account, problem);
}

gboolean
hw_password_registration_give_up (HwOffice *office,
                                  const HwCaller *caller,
                                  const char *credential,
                                  HwProblem **problem)
{
  g_autoptr (HwRegistrationRecord) record = NULL;
  g_autoptr (HwAuditEvent) audit = NULL;
  g_autoptr (GError) error = NULL;
  HwHash credential_hash;
  gboolean found = FALSE;

  record = hw_registration_find (office, caller, credential, &credential_hash, NULL, problem);
  if (record == NULL)
    return FALSE;

  audit = hw_audit_event_for (office, caller, "registration-given-up", "done", record->email);
  if (!hw_store_give_up (office->store, &credential_hash, audit, &found, &error))
    {
      hw_refuse_store (problem, caller, error);
      return FALSE;
    }
  if (!found)
    {
      hw_refuse (problem, HW_PROBLEM_CREDENTIAL_INVALID);
      return FALSE;
    }
  hw_audit_log (office, audit);
  return TRUE;
}
