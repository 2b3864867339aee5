/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/store/sqlite/hw-sqlite-methods.h"
#include "server/store/sqlite/hw-sqlite-parts.h"

/* How @key_hash stands to the registration; counts nothing. A decoy compares like any other. */
static HwKeyOutcome
judge_key (const HwRegistrationRecord *record, const HwHash *key_hash, guint most_tries, gint64 arrived_at)
{
  gboolean equal;

  if (record == NULL)
    return HW_KEY_GONE;
  if (record->completed_at != 0)
    return HW_KEY_COMPLETED;
  if (record->wrong_tries >= most_tries)
    return HW_KEY_LOCKED;

  equal = hw_hash_equal (&record->key_hash, key_hash);
  if (!(equal & !record->decoy))
    return HW_KEY_WRONG;

  return arrived_at < record->expires_at ? HW_KEY_RIGHT : HW_KEY_EXPIRED;
}

static gboolean
count_wrong_try (HwSqliteConnection *connection, HwRegistrationRecord *record, GError **error)
{
  g_autoptr (HwSqliteStatement) count =
    hw_sqlite_statement (connection, "UPDATE registrations SET wrong_tries = ? WHERE id = ?");

  record->wrong_tries++;
  hw_sqlite_bind_int (count, record->wrong_tries);
  hw_sqlite_bind_id (count, &record->id);

  return hw_sqlite_execute (count, error);
}

typedef struct
{
  const HwId *registration;
  const HwHash *key_hash;
  guint most_tries;
  gint64 arrived_at;
  const HwAuditEvent *audit_wrong;
} Try;

static gboolean
try_in (HwSqliteConnection *connection,
        const Try *attempt,
        HwKeyOutcome *outcome,
        guint *wrong_tries,
        GError **error)
{
  g_autoptr (HwRegistrationRecord) record = NULL;

  if (!hw_sqlite_registration_by_id (connection, attempt->registration, &record, error))
    return FALSE;

  *outcome = judge_key (record, attempt->key_hash, attempt->most_tries, attempt->arrived_at);
  if (*outcome == HW_KEY_WRONG
      && (!count_wrong_try (connection, record, error)
          || !hw_sqlite_audit_write (connection, attempt->audit_wrong, error)))
    return FALSE;

  *wrong_tries = record != NULL ? record->wrong_tries : 0;

  return TRUE;
}

gboolean
hw_sqlite_try_key (HwStore *self,
                   const HwId *registration,
                   const HwHash *key_hash,
                   guint most_tries,
                   gint64 arrived_at,
                   const HwAuditEvent *audit_wrong,
                   HwKeyOutcome *outcome,
                   guint *wrong_tries,
                   GError **error)
{
  const Try attempt = { registration, key_hash, most_tries, arrived_at, audit_wrong };
  HwSqliteConnection *connection = hw_sqlite_store_begin (self, TRUE, error);
  HwKeyOutcome judged = HW_KEY_GONE;
  guint tries = 0;
  gboolean done;

  if (connection == NULL)
    return FALSE;

  done = try_in (connection, &attempt, &judged, &tries, error);
  if (!hw_sqlite_store_end (self, connection, done, error))
    return FALSE;

  *outcome = judged;
  *wrong_tries = tries;

  return TRUE;
}

static gboolean
mark_completed (HwSqliteConnection *connection, const HwStoreComplete *complete, GError **error)
{
  g_autoptr (HwSqliteStatement) change =
    hw_sqlite_statement (connection, "UPDATE registrations SET completed_at = ? WHERE id = ?");

  hw_sqlite_bind_int (change, complete->now);
  hw_sqlite_bind_id (change, &complete->registration);

  return hw_sqlite_execute (change, error);
}

/* The consent was given when the registration was started; 再登録 asks for none and keeps the former one. */
static gboolean
open_account (HwSqliteConnection *connection,
              const HwStoreComplete *complete,
              const HwRegistrationRecord *record,
              GError **error)
{
  g_autoptr (HwSqliteStatement) change = hw_sqlite_statement (
    connection,
    "UPDATE accounts SET password_hash = ?1, password_set_at = ?2,"
    " opened_at = CASE opened_at WHEN 0 THEN ?2 ELSE opened_at END,"
    " privacy_version = coalesce (?3, privacy_version), terms_version = coalesce (?4, terms_version),"
    " consented_at = CASE WHEN ?3 IS NULL THEN consented_at ELSE ?5 END"
    " WHERE id = ?6");

  hw_sqlite_bind_text (change, complete->password_hash);
  hw_sqlite_bind_int (change, complete->now);
  hw_sqlite_bind_text (change, record->privacy_version);
  hw_sqlite_bind_text (change, record->terms_version);
  hw_sqlite_bind_int (change, record->started_at);
  hw_sqlite_bind_int (change, record->account_id);

  return hw_sqlite_execute (change, error);
}

static gboolean
write_completion (HwSqliteConnection *connection,
                  const HwStoreComplete *complete,
                  const HwRegistrationRecord *record,
                  HwAccount **account,
                  GError **error)
{
  gint64 account_id = record->account_id;

  if (!mark_completed (connection, complete, error) || !open_account (connection, complete, record, error)
      || !hw_sqlite_registrations_end (connection, account_id, &record->id, error)
      || !hw_sqlite_outbox_discard_keys (connection, &record->id, error)
      || !hw_sqlite_sessions_end (connection, account_id, NULL, NULL, error)
      || !hw_sqlite_account_know_origin (connection, account_id, &complete->known_origin, complete->now,
                                         error))
    return FALSE;
  if (record->purpose == HW_PURPOSE_AGAIN
      && !hw_sqlite_limits_clear (connection, &complete->login_failures_owner, error))
    return FALSE;

  if (!hw_sqlite_account_by_id (connection, account_id, account, error))
    return FALSE;
  if (*account == NULL)
    {
      g_set_error_literal (error, HW_STORE_ERROR, HW_STORE_ERROR_FAILED,
                           "A registration's account is missing");
      return FALSE;
    }

  return hw_sqlite_outbox_queue (connection, complete->notice, (*account)->email, error)
         && hw_sqlite_audit_write (connection, complete->audit, error);
}

static gboolean
complete_in (HwSqliteConnection *connection,
             const HwStoreComplete *complete,
             HwKeyOutcome *outcome,
             HwAccount **account,
             GError **error)
{
  g_autoptr (HwRegistrationRecord) record = NULL;

  if (!hw_sqlite_registration_by_id (connection, &complete->registration, &record, error))
    return FALSE;

  *outcome = judge_key (record, &complete->key_hash, complete->most_tries, complete->arrived_at);
  if (*outcome != HW_KEY_RIGHT)
    return TRUE;

  return write_completion (connection, complete, record, account, error);
}

gboolean
hw_sqlite_complete (HwStore *self,
                    const HwStoreComplete *complete,
                    HwKeyOutcome *outcome,
                    HwAccount **account,
                    GError **error)
{
  g_autoptr (HwAccount) opened = NULL;
  HwSqliteConnection *connection = hw_sqlite_store_begin (self, TRUE, error);
  HwKeyOutcome judged = HW_KEY_GONE;
  gboolean done;

  if (connection == NULL)
    return FALSE;

  done = complete_in (connection, complete, &judged, &opened, error);
  if (!hw_sqlite_store_end (self, connection, done, error))
    return FALSE;

  *outcome = judged;
  *account = g_steal_pointer (&opened);

  return TRUE;
}
