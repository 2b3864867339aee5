/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/store/sql/hw-sql-locks.h"
#include "server/store/sql/hw-sql-methods.h"
#include "server/store/sql/hw-sql-parts.h"
#include "server/store/sql/hw-sql-store.h"

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
count_wrong_try (HwSqlConnection *connection, HwRegistrationRecord *record, GError **error)
{
  g_autoptr (HwSqlStatement) count =
    hw_sql_statement (connection, "UPDATE registrations SET wrong_tries = ? WHERE id = ?");

  record->wrong_tries++;
  hw_sql_bind_int (count, record->wrong_tries);
  hw_sql_bind_id (count, &record->id);

  return hw_sql_execute (count, error);
}

typedef struct
{
  const HwId *registration;
  const HwHash *key_hash;
  guint most_tries;
  gint64 arrived_at;
  const HwAuditEvent *audit_wrong;
  HwKeyOutcome outcome;
  guint wrong_tries;
} Try;

static gboolean
try_in (HwSqlConnection *connection, gpointer data, GError **error)
{
  Try *attempt = data;
  g_autoptr (HwRegistrationRecord) record = NULL;

  if (!hw_sql_registration_by_id (connection, attempt->registration, &record, error))
    return FALSE;

  attempt->outcome = judge_key (record, attempt->key_hash, attempt->most_tries, attempt->arrived_at);
  if (attempt->outcome == HW_KEY_WRONG
      && (!count_wrong_try (connection, record, error)
          || !hw_sql_audit_write (connection, attempt->audit_wrong, error)))
    return FALSE;

  attempt->wrong_tries = record != NULL ? record->wrong_tries : 0;

  return TRUE;
}

gboolean
hw_sql_try_key (HwStore *self,
                const HwId *registration,
                const HwHash *key_hash,
                guint most_tries,
                gint64 arrived_at,
                const HwAuditEvent *audit_wrong,
                HwKeyOutcome *outcome,
                guint *wrong_tries,
                GError **error)
{
  Try attempt = { registration, key_hash, most_tries, arrived_at, audit_wrong, HW_KEY_GONE, 0 };

  if (!hw_sql_store_write (self, try_in, &attempt, error))
    return FALSE;

  *outcome = attempt.outcome;
  *wrong_tries = attempt.wrong_tries;

  return TRUE;
}

static gboolean
mark_completed (HwSqlConnection *connection, const HwStoreComplete *complete, GError **error)
{
  g_autoptr (HwSqlStatement) change =
    hw_sql_statement (connection, "UPDATE registrations SET completed_at = ? WHERE id = ?");

  hw_sql_bind_int (change, complete->now);
  hw_sql_bind_id (change, &complete->registration);

  return hw_sql_execute (change, error);
}

/* The consent was given when the registration was started; 再登録 asks for none and keeps the former one. */
static gboolean
open_account (HwSqlConnection *connection,
              const HwStoreComplete *complete,
              const HwRegistrationRecord *record,
              GError **error)
{
  g_autoptr (HwSqlStatement) change = hw_sql_statement (
    connection,
    "UPDATE accounts SET password_hash = ?1, password_set_at = ?2,"
    " opened_at = CASE opened_at WHEN 0 THEN ?2 ELSE opened_at END,"
    " privacy_version = coalesce (?3, privacy_version), terms_version = coalesce (?4, terms_version),"
    " consented_at = CASE WHEN ?3 IS NULL THEN consented_at ELSE ?5 END"
    " WHERE id = ?6");

  hw_sql_bind_text (change, complete->password_hash);
  hw_sql_bind_int (change, complete->now);
  hw_sql_bind_text (change, record->privacy_version);
  hw_sql_bind_text (change, record->terms_version);
  hw_sql_bind_int (change, record->started_at);
  hw_sql_bind_int (change, record->account_id);

  return hw_sql_execute (change, error);
}

static gboolean
write_completion (HwSqlConnection *connection,
                  const HwStoreComplete *complete,
                  const HwRegistrationRecord *record,
                  HwAccount **account,
                  GError **error)
{
  gint64 account_id = record->account_id;

  if (!mark_completed (connection, complete, error) || !open_account (connection, complete, record, error)
      || !hw_sql_registrations_make_decoys (connection, account_id, &record->id, error)
      || !hw_sql_outbox_discard_keys (connection, &record->id, error)
      || !hw_sql_sessions_end (connection, account_id, NULL, NULL, error)
      || !hw_sql_account_know_origin (connection, account_id, &complete->known_origin, complete->now, error))
    return FALSE;
  if (record->purpose == HW_PURPOSE_AGAIN
      && !hw_sql_limits_clear (connection, &complete->login_failures_owner, error))
    return FALSE;

  return hw_sql_account_require (connection, account_id, account, error)
         && hw_sql_outbox_queue (connection, complete->notice, (*account)->email, error)
         && hw_sql_audit_write (connection, complete->audit, error);
}

typedef struct
{
  const HwStoreComplete *complete;
  HwKeyOutcome outcome;
  HwAccount *account;
} Completion;

static gboolean
complete_in (HwSqlConnection *connection, gpointer data, GError **error)
{
  Completion *completion = data;
  const HwStoreComplete *complete = completion->complete;
  g_autoptr (HwRegistrationRecord) record = NULL;

  g_clear_pointer (&completion->account, hw_account_free);
  if (!hw_sql_lock_registration (connection, &complete->registration, error)
      || !hw_sql_registration_by_id (connection, &complete->registration, &record, error))
    return FALSE;

  completion->outcome = judge_key (record, &complete->key_hash, complete->most_tries, complete->arrived_at);
  if (completion->outcome != HW_KEY_RIGHT)
    return TRUE;

  return write_completion (connection, complete, record, &completion->account, error);
}

gboolean
hw_sql_complete (HwStore *self,
                 const HwStoreComplete *complete,
                 HwKeyOutcome *outcome,
                 HwAccount **account,
                 GError **error)
{
  Completion completion = { complete, HW_KEY_GONE, NULL };

  if (!hw_sql_store_write (self, complete_in, &completion, error))
    {
      hw_account_free (completion.account);
      return FALSE;
    }

  *outcome = completion.outcome;
  *account = completion.account;

  return TRUE;
}
