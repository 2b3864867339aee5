/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hw-test-data.h"

#include <string.h>

HwHash
hash_of (const char *text)
{
  return hw_hash_of (text, strlen (text));
}

static HwHash
hash_of_pair (const char *prefix, const char *text)
{
  g_autofree char *whole = g_strconcat (prefix, ":", text, NULL);

  return hash_of (whole);
}

static HwId
id_of (const char *prefix, const char *text)
{
  HwHash hash = hash_of_pair (prefix, text);
  HwId id;

  for (guint i = 0; i < HW_ID_LENGTH / 2; i++)
    g_snprintf (id.text + 2 * i, 3, "%02x", hash.bytes[i]);

  return id;
}

HwHash
credential_of (const char *id)
{
  return hash_of_pair ("credential", id);
}

HwHash
key_of (const char *id)
{
  return hash_of_pair ("key", id);
}

HwId
registration_id (const char *id)
{
  return id_of ("registration", id);
}

HwId
session_id (const char *id)
{
  return id_of ("session", id);
}

static HwAuditEvent *
audit_new (const char *event, gint64 at)
{
  HwAuditEvent *audit = hw_audit_event_new ();

  audit->at = at;
  audit->event = event;
  audit->outcome = "done";
  audit->request_id = g_strdup ("request");
  audit->origin = g_strdup ("192.0.2.1");
  audit->masked_email = g_strdup ("t***@e***.jp");
  audit->subject = hash_of ("subject");

  return audit;
}

/* ---- Accounts ---- */

void
add_account (HwStore *store, const char *number, const char *name, const char *email)
{
  g_autoptr (GPtrArray) accounts = g_ptr_array_new_with_free_func ((GDestroyNotify) hw_account_free);
  g_autoptr (GError) error = NULL;
  HwAccount *account = hw_account_new ();

  account->establishment_number = g_strdup (number);
  account->establishment_name = g_strdup (name);
  account->email = g_strdup (email);
  account->registered_at = T0;
  g_ptr_array_add (accounts, account);
  hw_store_add_accounts (store, accounts, NULL, NULL, &error);
  g_assert_no_error (error);
}

void
open_account (HwStore *store, const char *email, gint64 now)
{
  g_autofree char *id = g_strconcat ("opening ", email, NULL);
  g_autoptr (HwAccount) account = NULL;

  add_account (store, "1301-123456-7", "Sample Works", email);
  start (store, id, HW_PURPOSE_FIRST, email, now);
  g_assert_cmpint (complete (store, id, id, now, &account), ==, HW_KEY_RIGHT);
}

HwAccount *
require_account (HwStore *store, const char *email)
{
  g_autoptr (GError) error = NULL;
  HwAccount *account = NULL;

  hw_store_find_account (store, email, &account, &error);
  g_assert_no_error (error);
  g_assert_nonnull (account);

  return account;
}

/* ---- Starts ---- */

HwStartDecision
decide (HwPurpose purpose, const HwAccount *account, HwMailKind *notice_kind)
{
  if (account == NULL || account->disabled)
    return HW_START_MAIL_NOTHING;
  if ((purpose == HW_PURPOSE_FIRST) == (account->opened_at == 0))
    return HW_START_MAIL_KEY;

  *notice_kind = purpose == HW_PURPOSE_FIRST ? HW_MAIL_ALREADY_OPENED : HW_MAIL_NOT_YET_OPENED;

  return HW_START_MAIL_NOTICE;
}

static HwMailRecord *
mail_new (HwMailKind kind, const char *recipient, gint64 now)
{
  HwMailRecord *mail = hw_mail_record_new ();

  mail->id = hw_id_new ();
  mail->kind = kind;
  mail->language = HW_LANGUAGE_EN;
  mail->recipient = g_strdup (recipient);
  if (kind == HW_MAIL_KEY)
    mail->sealed_key = g_bytes_new_static ("sealed", 6);
  mail->requested_at = now;
  mail->stale_at = now + 30 * MINUTE;
  mail->next_attempt_at = now;

  return mail;
}

HwTestStart *
test_start_new (const char *id, HwPurpose purpose, const char *email, gint64 now)
{
  HwTestStart *self = g_new0 (HwTestStart, 1);
  HwRegistrationRecord *record = hw_registration_record_new ();

  record->id = registration_id (id);
  record->credential_hash = credential_of (id);
  memset (record->salt, 7, sizeof record->salt);
  record->purpose = purpose;
  record->language = HW_LANGUAGE_EN;
  record->email = g_strdup (email);
  g_strlcpy (record->reference, "0420", sizeof record->reference);
  record->key_hash = key_of (id);
  if (purpose == HW_PURPOSE_FIRST)
    {
      record->privacy_version = g_strdup ("p1");
      record->terms_version = g_strdup ("t1");
    }
  record->started_at = now;
  record->mailed_at = now;
  record->expires_at = now + 30 * MINUTE;

  self->record = record;
  self->mail = mail_new (HW_MAIL_KEY, email, now);
  self->mail->purpose = purpose;
  memcpy (self->mail->reference, record->reference, sizeof record->reference);
  self->audit = audit_new ("registration-started", now);
  self->start = (HwStoreStart){
    .now = now,
    .idempotency = hash_of_pair ("idempotency", id),
    .fingerprint = hash_of (email),
    .idempotency_period = 30 * MINUTE,
    .decide = decide,
    .registration = record,
    .mail = self->mail,
    .audit = self->audit,
  };

  return self;
}

void
test_start_free (HwTestStart *self)
{
  hw_registration_record_free (self->record);
  hw_mail_record_free (self->mail);
  hw_audit_event_free (self->audit);
  g_free (self);
}

HwStartOutcome
run_start (HwStore *store, HwTestStart *self, HwRegistrationRecord **record, gint64 *wait)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HwRegistrationRecord) ignored = NULL;
  HwStartOutcome outcome;

  hw_store_start_registration (store, &self->start, &outcome, record != NULL ? record : &ignored, wait,
                               &error);
  g_assert_no_error (error);

  return outcome;
}

void
start (HwStore *store, const char *id, HwPurpose purpose, const char *email, gint64 now)
{
  g_autoptr (HwTestStart) test_start = test_start_new (id, purpose, email, now);

  g_assert_cmpint (run_start (store, test_start, NULL, NULL), ==, HW_START_DONE);
}

/* ---- Resends ---- */

HwTestResend *
test_resend_new (const char *id, const char *key, gint64 now)
{
  HwTestResend *self = g_new0 (HwTestResend, 1);
  g_autofree char *name = g_strconcat (id, ":", key, NULL);

  self->mail = mail_new (HW_MAIL_KEY, "replaced@example.jp", now);
  self->audit = audit_new ("key-resent", now);
  self->resend = (HwStoreResend){
    .now = now,
    .credential_hash = credential_of (id),
    .idempotency = hash_of_pair ("resend", name),
    .fingerprint = hash_of (""),
    .idempotency_period = 30 * MINUTE,
    .most_tries = TRIES,
    .key_hash = key_of (name),
    .expires_at = now + 30 * MINUTE,
    .mail = self->mail,
    .audit = self->audit,
  };

  return self;
}

void
test_resend_free (HwTestResend *self)
{
  hw_mail_record_free (self->mail);
  hw_audit_event_free (self->audit);
  g_free (self);
}

HwStartOutcome
run_resend (HwStore *store, HwTestResend *self, HwRegistrationRecord **record, gint64 *wait)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HwRegistrationRecord) ignored = NULL;
  HwStartOutcome outcome;

  hw_store_resend (store, &self->resend, &outcome, record != NULL ? record : &ignored, wait, &error);
  g_assert_no_error (error);

  return outcome;
}

/* ---- Registrations ---- */

HwRegistrationRecord *
find (HwStore *store, const char *id)
{
  g_autoptr (GError) error = NULL;
  HwHash credential = credential_of (id);
  HwRegistrationRecord *record = NULL;

  hw_store_find_registration (store, &credential, 0, &record, NULL, &error);
  g_assert_no_error (error);

  return record;
}

HwKeyOutcome
try_key (HwStore *store, const char *id, const char *key, gint64 arrived_at, guint *wrong_tries)
{
  g_autoptr (GError) error = NULL;
  HwId registration = registration_id (id);
  HwHash key_hash = key_of (key);
  HwKeyOutcome outcome;

  hw_store_try_key (store, &registration, &key_hash, TRIES, arrived_at, NULL, &outcome, wrong_tries, &error);
  g_assert_no_error (error);

  return outcome;
}

HwKeyOutcome
complete (HwStore *store, const char *id, const char *key, gint64 now, HwAccount **account)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HwMailRecord) notice = mail_new (HW_MAIL_PASSWORD_SET, "replaced@example.jp", now);
  g_autoptr (HwAuditEvent) audit = audit_new ("password-set", now);
  g_autoptr (HwAccount) ignored = NULL;
  g_autofree char *password_hash = g_strconcat ("hash:", id, NULL);
  HwStoreComplete with = {
    .now = now,
    .arrived_at = now,
    .registration = registration_id (id),
    .key_hash = key_of (key),
    .most_tries = TRIES,
    .password_hash = password_hash,
    .known_origin = hash_of ("origin of completion"),
    .login_failures_owner = hash_of ("failures"),
    .notice = notice,
    .audit = audit,
  };
  HwKeyOutcome outcome;

  hw_store_complete (store, &with, &outcome, account != NULL ? account : &ignored, &error);
  g_assert_no_error (error);

  return outcome;
}

/* ---- Sessions ---- */

gboolean
begin_login (HwStore *store,
             const char *email,
             const char *origin,
             gint64 now,
             HwId *reservation,
             gint64 *wait)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HwAccount) account = NULL;
  HwHash failures = hash_of ("failures");
  HwLimit limits[] = {
    { .subject = hash_of_pair (email, origin), .owner = failures, .window = HOUR, .most = 10 },
    { .subject = hash_of (origin), .window = HOUR, .most = 100 },
  };
  HwStoreLogin login = {
    .now = now,
    .limits = limits,
    .n_limits = G_N_ELEMENTS (limits),
    .account_limit = { .subject = hash_of (email), .owner = failures, .window = HOUR, .most = 20 },
    .known_origin = hash_of_pair ("known", origin),
    .known_since = now - 90 * G_TIME_SPAN_DAY,
    .email = email,
  };
  gboolean limited;

  hw_store_begin_login (store, &login, &limited, wait, reservation, &account, &error);
  g_assert_no_error (error);

  return !limited;
}

static HwSessionRecord *
session_new (const char *id, gint64 account_id, gint64 now)
{
  HwSessionRecord *session = hw_session_record_new ();

  session->id = session_id (id);
  session->account_id = account_id;
  session->credential_hash = hash_of_pair ("session", id);
  session->device = g_strdup (id);
  session->created_at = now;
  session->last_used_at = now;
  session->idle_period = 30 * MINUTE;
  session->idle_ends_at = now + 30 * MINUTE;
  session->ends_at = now + 8 * HOUR;

  return session;
}

gboolean
log_in (HwStore *store, const char *id, const char *email, const char *password_hash, gint64 now)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HwAccount) account = require_account (store, email);
  g_autoptr (HwSessionRecord) session = session_new (id, account->id, now);
  g_autoptr (HwAuditEvent) audit = audit_new ("login", now);
  HwStoreOpenSession open = {
    .now = now,
    .session = session,
    .most_sessions = 20,
    .known_origin = hash_of ("known:home"),
    .password_hash = password_hash,
    .audit = audit,
  };
  gboolean opened;
  gboolean allowed = begin_login (store, email, "home", now, &open.reservation, NULL);

  g_assert_true (allowed);
  hw_store_open_session (store, &open, &opened, &error);
  g_assert_no_error (error);

  return opened;
}

gboolean
session_lives (HwStore *store, const char *id, gint64 now)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HwSessionRecord) session = NULL;
  HwHash credential = hash_of_pair ("session", id);

  hw_store_find_session (store, &credential, now, FALSE, &session, NULL, &error);
  g_assert_no_error (error);

  return session != NULL;
}

/* ---- Mails ---- */

GPtrArray *
lease (HwStore *store, gint64 now)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *mails = NULL;

  hw_store_lease_mails (store, now, now + MINUTE, 1000, &mails, &error);
  g_assert_no_error (error);

  return mails;
}
