/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/store/sqlite/hw-sqlite-methods.h"
#include "server/store/sqlite/hw-sqlite-parts.h"

#include <string.h>

/* What a start or a resend came to. */
typedef struct
{
  HwStartOutcome outcome;
  HwRegistrationRecord *record;
  gint64 wait;
} Result;

static void
result_clear (Result *self)
{
  g_clear_pointer (&self->record, hw_registration_record_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Result, result_clear)

static void
hand_out (Result *result, HwStartOutcome *outcome, HwRegistrationRecord **record, gint64 *wait)
{
  *outcome = result->outcome;
  *record = g_steal_pointer (&result->record);
  *wait = result->wait;
}

/* @known: (out): whether this Idempotency-Key was accepted before, and @result says what comes of it. */
static gboolean
recognise_repeat (HwSqliteConnection *connection,
                  const HwHash *idempotency,
                  const HwHash *fingerprint,
                  gint64 now,
                  gboolean *known,
                  Result *result,
                  GError **error)
{
  HwSqliteIdempotency former;

  if (!hw_sqlite_idempotency_find (connection, idempotency, fingerprint, now, &former, error))
    return FALSE;

  *known = former.known;
  if (!former.known)
    return TRUE;
  if (!former.same_body)
    {
      result->outcome = HW_START_CONFLICT;
      return TRUE;
    }

  result->outcome = HW_START_REPEATED;

  return hw_sqlite_registration_by_id (connection, &former.registration, &result->record, error);
}

/* @limited: (out): whether a limit is reached; else the event is counted under each. */
static gboolean
pass_limits (HwSqliteConnection *connection,
             const HwLimit *limits,
             guint n_limits,
             gint64 now,
             gboolean *limited,
             Result *result,
             GError **error)
{
  if (!hw_sqlite_limits_wait (connection, limits, n_limits, now, &result->wait, error))
    return FALSE;

  *limited = result->wait > 0;
  if (*limited)
    {
      result->outcome = HW_START_LIMITED;
      return TRUE;
    }

  return hw_sqlite_limits_count (connection, limits, n_limits, now, NULL, error);
}

static gboolean
write_registration (HwSqliteConnection *connection, const HwRegistrationRecord *record, GError **error)
{
  g_autoptr (HwSqliteStatement) insert = hw_sqlite_statement (
    connection,
    "INSERT INTO registrations (id, credential_hash, salt, purpose, language, email, account_id, decoy,"
    " reference, key_hash, wrong_tries, privacy_version, terms_version, started_at, mailed_at,"
    " expires_at, completed_at)"
    " VALUES (?, ?, ?, ?, ?, ?, nullif (?, 0), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");

  hw_sqlite_bind_id (insert, &record->id);
  hw_sqlite_bind_hash (insert, &record->credential_hash);
  hw_sqlite_bind_blob (insert, record->salt, sizeof record->salt);
  hw_sqlite_bind_text (insert, hw_purpose_name (record->purpose));
  hw_sqlite_bind_text (insert, hw_language_tag (record->language));
  hw_sqlite_bind_text (insert, record->email);
  hw_sqlite_bind_int (insert, record->account_id);
  hw_sqlite_bind_int (insert, record->decoy);
  hw_sqlite_bind_text (insert, record->reference);
  hw_sqlite_bind_hash (insert, &record->key_hash);
  hw_sqlite_bind_int (insert, record->wrong_tries);
  hw_sqlite_bind_text (insert, record->privacy_version);
  hw_sqlite_bind_text (insert, record->terms_version);
  hw_sqlite_bind_int (insert, record->started_at);
  hw_sqlite_bind_int (insert, record->mailed_at);
  hw_sqlite_bind_int (insert, record->expires_at);
  hw_sqlite_bind_int (insert, record->completed_at);

  return hw_sqlite_execute (insert, error);
}

/* Writes what the decision for @account leads to; @record and @mail are filled in. */
static gboolean
write_start (HwSqliteConnection *connection,
             const HwStoreStart *start,
             const HwAccount *account,
             HwRegistrationRecord *record,
             GError **error)
{
  g_autoptr (HwMailRecord) mail = hw_mail_record_copy (start->mail);
  HwMailKind notice_kind = HW_MAIL_KEY;
  HwStartDecision decision = start->decide (record->purpose, account, &notice_kind);
  gboolean real = decision == HW_START_MAIL_KEY && account != NULL;

  record->account_id = real ? account->id : 0;
  record->decoy = !real;
  mail->kind = decision == HW_START_MAIL_NOTICE ? notice_kind : HW_MAIL_KEY;
  mail->discard = !real && decision != HW_START_MAIL_NOTICE;
  mail->registration_id = record->id;

  return write_registration (connection, record, error)
         && hw_sqlite_outbox_queue (connection, mail, account != NULL ? account->email : NULL, error)
         && hw_sqlite_idempotency_remember (connection, &start->idempotency, &start->fingerprint, &record->id,
                                            start->now, start->idempotency_period, error)
         && hw_sqlite_audit_write (connection, start->audit, error);
}

static gboolean
start_in (HwSqliteConnection *connection, const HwStoreStart *start, Result *result, GError **error)
{
  g_autoptr (HwAccount) account = NULL;
  gboolean known;
  gboolean limited;

  if (!recognise_repeat (connection, &start->idempotency, &start->fingerprint, start->now, &known, result,
                         error))
    return FALSE;
  if (known)
    return TRUE;
  if (!pass_limits (connection, start->limits, start->n_limits, start->now, &limited, result, error))
    return FALSE;
  if (limited)
    return TRUE;
  if (!hw_sqlite_account_by_email (connection, start->registration->email, &account, error))
    return FALSE;

  result->outcome = HW_START_DONE;
  result->record = hw_registration_record_copy (start->registration);

  return write_start (connection, start, account, result->record, error);
}

gboolean
hw_sqlite_start_registration (HwStore *self,
                              const HwStoreStart *start,
                              HwStartOutcome *outcome,
                              HwRegistrationRecord **record,
                              gint64 *wait,
                              GError **error)
{
  g_auto (Result) result = { 0 };
  HwSqliteConnection *connection = hw_sqlite_store_begin (self, TRUE, error);
  gboolean done;

  if (connection == NULL)
    return FALSE;

  done = start_in (connection, start, &result, error);
  if (!hw_sqlite_store_end (self, connection, done, error))
    return FALSE;

  hand_out (&result, outcome, record, wait);

  return TRUE;
}

static gboolean
replace_key (HwSqliteConnection *connection,
             const HwStoreResend *resend,
             HwRegistrationRecord *record,
             GError **error)
{
  g_autoptr (HwSqliteStatement) change = hw_sqlite_statement (
    connection, "UPDATE registrations SET key_hash = ?, mailed_at = ?, expires_at = ? WHERE id = ?");

  record->key_hash = resend->key_hash;
  record->mailed_at = resend->now;
  record->expires_at = resend->expires_at;
  hw_sqlite_bind_hash (change, &record->key_hash);
  hw_sqlite_bind_int (change, record->mailed_at);
  hw_sqlite_bind_int (change, record->expires_at);
  hw_sqlite_bind_id (change, &record->id);

  return hw_sqlite_execute (change, error);
}

static gboolean
write_resend (HwSqliteConnection *connection,
              const HwStoreResend *resend,
              HwRegistrationRecord *record,
              GError **error)
{
  g_autoptr (HwMailRecord) mail = hw_mail_record_copy (resend->mail);
  g_autoptr (HwAccount) account = NULL;

  if (!hw_sqlite_account_by_id (connection, record->account_id, &account, error))
    return FALSE;

  mail->kind = HW_MAIL_KEY;
  mail->discard = record->decoy;
  mail->purpose = record->purpose;
  memcpy (mail->reference, record->reference, sizeof mail->reference);
  mail->registration_id = record->id;

  return replace_key (connection, resend, record, error)
         && hw_sqlite_outbox_supersede (connection, &record->id, error)
         && hw_sqlite_outbox_queue (connection, mail, account != NULL ? account->email : record->email, error)
         && hw_sqlite_idempotency_remember (connection, &resend->idempotency, &resend->fingerprint,
                                            &record->id, resend->now, resend->idempotency_period, error)
         && hw_sqlite_audit_write (connection, resend->audit, error);
}

static gboolean
resend_in (HwSqliteConnection *connection, const HwStoreResend *resend, Result *result, GError **error)
{
  gboolean known;
  gboolean limited;

  if (!recognise_repeat (connection, &resend->idempotency, &resend->fingerprint, resend->now, &known, result,
                         error))
    return FALSE;
  if (known)
    return TRUE;
  if (!hw_sqlite_registration_by_credential (connection, &resend->credential_hash, 0, &result->record, error))
    return FALSE;
  if (result->record == NULL || result->record->completed_at != 0
      || result->record->wrong_tries >= resend->most_tries)
    {
      result->outcome = HW_START_REFUSED;
      return TRUE;
    }
  if (!pass_limits (connection, resend->limits, resend->n_limits, resend->now, &limited, result, error))
    return FALSE;
  if (limited)
    {
      g_clear_pointer (&result->record, hw_registration_record_free);
      return TRUE;
    }

  result->outcome = HW_START_DONE;

  return write_resend (connection, resend, result->record, error);
}

gboolean
hw_sqlite_resend (HwStore *self,
                  const HwStoreResend *resend,
                  HwStartOutcome *outcome,
                  HwRegistrationRecord **record,
                  gint64 *wait,
                  GError **error)
{
  g_auto (Result) result = { 0 };
  HwSqliteConnection *connection = hw_sqlite_store_begin (self, TRUE, error);
  gboolean done;

  if (connection == NULL)
    return FALSE;

  done = resend_in (connection, resend, &result, error);
  if (!hw_sqlite_store_end (self, connection, done, error))
    return FALSE;

  hand_out (&result, outcome, record, wait);

  return TRUE;
}
