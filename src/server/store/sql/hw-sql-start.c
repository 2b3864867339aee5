/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/store/sql/hw-sql-locks.h"
#include "server/store/sql/hw-sql-methods.h"
#include "server/store/sql/hw-sql-parts.h"
#include "server/store/sql/hw-sql-store.h"

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
  hw_registration_record_free (self->record);
  *self = (Result){ 0 };
}

static void
hand_out (Result *result, HwStartOutcome *outcome, HwRegistrationRecord **record, gint64 *wait)
{
  *outcome = result->outcome;
  *record = g_steal_pointer (&result->record);
  *wait = result->wait;
}

/* @known: (out): whether this Idempotency-Key was accepted before, and @result says what comes of it. */
static gboolean
recognise_repeat (HwSqlConnection *connection,
                  const HwHash *idempotency,
                  const HwHash *fingerprint,
                  gint64 now,
                  gboolean *known,
                  Result *result,
                  GError **error)
{
  HwSqlIdempotency former;

  if (!hw_sql_idempotency_find (connection, idempotency, fingerprint, now, &former, error))
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

  return hw_sql_registration_by_id (connection, &former.registration, &result->record, error);
}

/* @limited: (out): whether a limit is reached; else the event is counted under each. */
static gboolean
pass_limits (HwSqlConnection *connection,
             const HwLimit *limits,
             guint n_limits,
             gint64 now,
             gboolean *limited,
             Result *result,
             GError **error)
{
  if (!hw_sql_limits_wait (connection, limits, n_limits, now, &result->wait, error))
    return FALSE;

  *limited = result->wait > 0;
  if (*limited)
    {
      result->outcome = HW_START_LIMITED;
      return TRUE;
    }

  return hw_sql_limits_count (connection, limits, n_limits, now, NULL, error);
}

static gboolean
write_registration (HwSqlConnection *connection, const HwRegistrationRecord *record, GError **error)
{
  g_autoptr (HwSqlStatement) insert = hw_sql_statement (
    connection,
    "INSERT INTO registrations (id, credential_hash, salt, purpose, language, email, account_id, decoy,"
    " reference, key_hash, wrong_tries, privacy_version, terms_version, started_at, mailed_at,"
    " expires_at, completed_at)"
    " VALUES (?, ?, ?, ?, ?, ?, nullif (?, 0), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");

  hw_sql_bind_id (insert, &record->id);
  hw_sql_bind_hash (insert, &record->credential_hash);
  hw_sql_bind_blob (insert, record->salt, sizeof record->salt);
  hw_sql_bind_text (insert, hw_purpose_name (record->purpose));
  hw_sql_bind_text (insert, hw_language_tag (record->language));
  hw_sql_bind_text (insert, record->email);
  hw_sql_bind_int (insert, record->account_id);
  hw_sql_bind_int (insert, record->decoy);
  hw_sql_bind_text (insert, record->reference);
  hw_sql_bind_hash (insert, &record->key_hash);
  hw_sql_bind_int (insert, record->wrong_tries);
  hw_sql_bind_text (insert, record->privacy_version);
  hw_sql_bind_text (insert, record->terms_version);
  hw_sql_bind_int (insert, record->started_at);
  hw_sql_bind_int (insert, record->mailed_at);
  hw_sql_bind_int (insert, record->expires_at);
  hw_sql_bind_int (insert, record->completed_at);

  return hw_sql_execute (insert, error);
}

/* Writes what the decision for @account leads to; @record and @mail are filled in. */
static gboolean
write_start (HwSqlConnection *connection,
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
         && hw_sql_outbox_queue (connection, mail, account != NULL ? account->email : NULL, error)
         && hw_sql_idempotency_remember (connection, &start->idempotency, &start->fingerprint, &record->id,
                                         start->now, start->idempotency_period, error)
         && hw_sql_audit_write (connection, start->audit, error);
}

typedef struct
{
  const HwStoreStart *start;
  Result result;
} Starting;

static gboolean
start_in (HwSqlConnection *connection, gpointer data, GError **error)
{
  Starting *starting = data;
  const HwStoreStart *start = starting->start;
  Result *result = &starting->result;
  g_autoptr (HwAccount) account = NULL;
  g_autoptr (HwSqlLocks) locks = hw_sql_locks_new ();
  gboolean known;
  gboolean limited;

  result_clear (result);
  hw_sql_locks_add_idempotency (locks, &start->idempotency);
  hw_sql_locks_add_limits (locks, start->limits, start->n_limits);
  if (!hw_sql_lock (connection, locks, error)
      || !recognise_repeat (connection, &start->idempotency, &start->fingerprint, start->now, &known, result,
                            error))
    return FALSE;
  if (known)
    return TRUE;
  if (!pass_limits (connection, start->limits, start->n_limits, start->now, &limited, result, error))
    return FALSE;
  if (limited)
    return TRUE;
  if (!hw_sql_lock_address (connection, start->registration->email, error)
      || !hw_sql_account_by_email (connection, start->registration->email, &account, error))
    return FALSE;

  result->outcome = HW_START_DONE;
  result->record = hw_registration_record_copy (start->registration);

  return write_start (connection, start, account, result->record, error);
}

gboolean
hw_sql_start_registration (HwStore *self,
                           const HwStoreStart *start,
                           HwStartOutcome *outcome,
                           HwRegistrationRecord **record,
                           gint64 *wait,
                           GError **error)
{
  Starting starting = { start, { 0 } };

  if (!hw_sql_store_write (self, start_in, &starting, error))
    {
      result_clear (&starting.result);
      return FALSE;
    }

  hand_out (&starting.result, outcome, record, wait);

  return TRUE;
}

static gboolean
replace_key (HwSqlConnection *connection,
             const HwStoreResend *resend,
             HwRegistrationRecord *record,
             GError **error)
{
  g_autoptr (HwSqlStatement) change = hw_sql_statement (
    connection, "UPDATE registrations SET key_hash = ?, mailed_at = ?, expires_at = ? WHERE id = ?");

  record->key_hash = resend->key_hash;
  record->mailed_at = resend->now;
  record->expires_at = resend->expires_at;
  hw_sql_bind_hash (change, &record->key_hash);
  hw_sql_bind_int (change, record->mailed_at);
  hw_sql_bind_int (change, record->expires_at);
  hw_sql_bind_id (change, &record->id);

  return hw_sql_execute (change, error);
}

static gboolean
write_resend (HwSqlConnection *connection,
              const HwStoreResend *resend,
              HwRegistrationRecord *record,
              GError **error)
{
  g_autoptr (HwMailRecord) mail = hw_mail_record_copy (resend->mail);
  g_autoptr (HwAccount) account = NULL;

  if (!hw_sql_account_by_id (connection, record->account_id, &account, error))
    return FALSE;

  mail->kind = HW_MAIL_KEY;
  mail->discard = record->decoy;
  mail->purpose = record->purpose;
  memcpy (mail->reference, record->reference, sizeof mail->reference);
  mail->registration_id = record->id;

  return replace_key (connection, resend, record, error)
         && hw_sql_outbox_supersede (connection, &record->id, error)
         && hw_sql_outbox_queue (connection, mail, account != NULL ? account->email : record->email, error)
         && hw_sql_idempotency_remember (connection, &resend->idempotency, &resend->fingerprint, &record->id,
                                         resend->now, resend->idempotency_period, error)
         && hw_sql_audit_write (connection, resend->audit, error);
}

typedef struct
{
  const HwStoreResend *resend;
  Result result;
} Resending;

static gboolean
resend_in (HwSqlConnection *connection, gpointer data, GError **error)
{
  Resending *resending = data;
  const HwStoreResend *resend = resending->resend;
  Result *result = &resending->result;
  g_autoptr (HwSqlLocks) locks = hw_sql_locks_new ();
  gboolean known;
  gboolean limited;

  result_clear (result);
  hw_sql_locks_add_idempotency (locks, &resend->idempotency);
  hw_sql_locks_add_limits (locks, resend->limits, resend->n_limits);
  if (!hw_sql_lock (connection, locks, error)
      || !recognise_repeat (connection, &resend->idempotency, &resend->fingerprint, resend->now, &known,
                            result, error))
    return FALSE;
  if (known)
    return TRUE;
  if (!hw_sql_lock_credential (connection, &resend->credential_hash, error)
      || !hw_sql_registration_by_credential (connection, &resend->credential_hash, 0, &result->record, error))
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
hw_sql_resend (HwStore *self,
               const HwStoreResend *resend,
               HwStartOutcome *outcome,
               HwRegistrationRecord **record,
               gint64 *wait,
               GError **error)
{
  Resending resending = { resend, { 0 } };

  if (!hw_sql_store_write (self, resend_in, &resending, error))
    {
      result_clear (&resending.result);
      return FALSE;
    }

  hand_out (&resending.result, outcome, record, wait);

  return TRUE;
}
