/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/store/sql/hw-sql-locks.h"
#include "server/store/sql/hw-sql-methods.h"
#include "server/store/sql/hw-sql-parts.h"
#include "server/store/sql/hw-sql-store.h"

/* ---- A login begins ---- */

static gboolean
is_known_origin (HwSqlConnection *connection,
                 const HwHash *origin,
                 gint64 since,
                 gboolean *known,
                 GError **error)
{
  g_autoptr (HwSqlStatement) find =
    hw_sql_statement (connection, "SELECT 1 FROM known_origins WHERE origin = ? AND seen_at >= ?");
  HwSqlStep step;

  hw_sql_bind_hash (find, origin);
  hw_sql_bind_int (find, since);
  step = hw_sql_step (find, error);
  *known = step == HW_SQL_ROW;

  return step != HW_SQL_FAILED;
}

typedef struct
{
  const HwStoreLogin *login;
  gint64 wait;
  HwId reservation;
  HwAccount *account;
} Begin;

static gboolean
begin_in (HwSqlConnection *connection, gpointer data, GError **error)
{
  Begin *begin = data;
  const HwStoreLogin *login = begin->login;
  g_autofree HwLimit *limits = g_new (HwLimit, login->n_limits + 1);
  g_autoptr (HwSqlLocks) locks = hw_sql_locks_new ();
  gboolean known;

  begin->wait = 0;
  g_clear_pointer (&begin->account, hw_account_free);

  for (guint i = 0; i < login->n_limits; i++)
    limits[i] = login->limits[i];
  limits[login->n_limits] = login->account_limit;

  hw_sql_locks_add_limits (locks, limits, login->n_limits + 1);
  if (!hw_sql_lock (connection, locks, error)
      || !is_known_origin (connection, &login->known_origin, login->known_since, &known, error))
    return FALSE;

  /* The last one is counted for everybody, but stops only strangers. */
  if (!hw_sql_limits_wait (connection, limits, known ? login->n_limits : login->n_limits + 1, login->now,
                           &begin->wait, error))
    return FALSE;
  if (begin->wait > 0)
    return TRUE;

  begin->reservation = hw_id_new ();

  return hw_sql_limits_count (connection, limits, login->n_limits + 1, login->now, &begin->reservation, error)
         && hw_sql_account_by_email (connection, login->email, &begin->account, error);
}

gboolean
hw_sql_begin_login (HwStore *self,
                    const HwStoreLogin *login,
                    gboolean *limited,
                    gint64 *wait,
                    HwId *reservation,
                    HwAccount **account,
                    GError **error)
{
  Begin begin = { .login = login };

  if (!hw_sql_store_write (self, begin_in, &begin, error))
    {
      hw_account_free (begin.account);
      return FALSE;
    }

  *limited = begin.wait > 0;
  *wait = begin.wait;
  *reservation = begin.reservation;
  *account = begin.account;

  return TRUE;
}

/* ---- The password was right ---- */

static gboolean
note_login (HwSqlConnection *connection, const HwStoreOpenSession *open, GError **error)
{
  g_autoptr (HwSqlStatement) change = hw_sql_statement (
    connection,
    "UPDATE accounts SET last_login_at = ?, password_hash = coalesce (?, password_hash) WHERE id = ?");

  hw_sql_bind_int (change, open->now);
  hw_sql_bind_text (change, open->new_password_hash);
  hw_sql_bind_int (change, open->session->account_id);

  return hw_sql_execute (change, error);
}

/* Leaves room for one more: what is over goes, then the oldest. */
static gboolean
make_room (HwSqlConnection *connection, const HwStoreOpenSession *open, GError **error)
{
  g_autoptr (HwSqlStatement) remove_ended =
    hw_sql_statement (connection, "DELETE FROM sessions WHERE account_id = ? AND idle_ends_at <= ?");
  g_autoptr (HwSqlStatement) remove_oldest = hw_sql_statement (
    connection, "DELETE FROM sessions WHERE account_id = ?1 AND id NOT IN (SELECT id FROM sessions"
                " WHERE account_id = ?1 ORDER BY created_at DESC, id DESC LIMIT ?2)");

  hw_sql_bind_int (remove_ended, open->session->account_id);
  hw_sql_bind_int (remove_ended, open->now);
  if (!hw_sql_execute (remove_ended, error))
    return FALSE;

  hw_sql_bind_int (remove_oldest, open->session->account_id);
  hw_sql_bind_int (remove_oldest, MAX (open->most_sessions, 1) - 1);

  return hw_sql_execute (remove_oldest, error);
}

static gboolean
write_session (HwSqlConnection *connection,
               const HwSessionRecord *session,
               gint64 previous_login_at,
               GError **error)
{
  g_autoptr (HwSqlStatement) insert = hw_sql_statement (
    connection, "INSERT INTO sessions (id, account_id, credential_hash, device, remember, created_at,"
                " previous_login_at, last_used_at, idle_period, idle_ends_at, ends_at, origin)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");

  hw_sql_bind_id (insert, &session->id);
  hw_sql_bind_int (insert, session->account_id);
  hw_sql_bind_hash (insert, &session->credential_hash);
  hw_sql_bind_text (insert, session->device != NULL ? session->device : "");
  hw_sql_bind_int (insert, session->remember != FALSE);
  hw_sql_bind_int (insert, session->created_at);
  hw_sql_bind_int (insert, previous_login_at);
  hw_sql_bind_int (insert, session->last_used_at);
  hw_sql_bind_int (insert, session->idle_period);
  hw_sql_bind_int (insert, MIN (session->idle_ends_at, session->ends_at));
  hw_sql_bind_int (insert, session->ends_at);
  hw_sql_bind_text (insert, session->origin != NULL ? session->origin : "");

  return hw_sql_execute (insert, error);
}

typedef struct
{
  const HwStoreOpenSession *open;
  gboolean opened;
} Opening;

static gboolean
open_in (HwSqlConnection *connection, gpointer data, GError **error)
{
  Opening *opening = data;
  const HwStoreOpenSession *open = opening->open;
  g_autoptr (HwAccount) account = NULL;

  if (!hw_sql_lock_account (connection, open->session->account_id, error)
      || !hw_sql_account_by_id (connection, open->session->account_id, &account, error))
    return FALSE;

  opening->opened =
    account != NULL && !account->disabled && g_strcmp0 (account->password_hash, open->password_hash) == 0;
  if (!opening->opened)
    return TRUE;

  return note_login (connection, open, error) && make_room (connection, open, error)
         && write_session (connection, open->session, account->last_login_at, error)
         && hw_sql_limits_take_back (connection, &open->reservation, error)
         && hw_sql_account_know_origin (connection, account->id, &open->known_origin, open->now, error)
         && hw_sql_audit_write (connection, open->audit, error);
}

gboolean
hw_sql_open_session (HwStore *self, const HwStoreOpenSession *open, gboolean *opened, GError **error)
{
  Opening opening = { open, FALSE };

  if (!hw_sql_store_write (self, open_in, &opening, error))
    return FALSE;

  *opened = opening.opened;

  return TRUE;
}

/* ---- パスワードの変更 ---- */

/* @changed: (out): FALSE where the account, its password or the session is not as it was when the password
 * was verified. */
static gboolean
replace_password (HwSqlConnection *connection,
                  const HwStorePasswordChange *change,
                  gboolean *changed,
                  GError **error)
{
  g_autoptr (HwSqlStatement) replace = hw_sql_statement (
    connection, "UPDATE accounts SET password_hash = ?, password_set_at = ?"
                " WHERE id = ? AND disabled = 0 AND password_hash = ?"
                " AND EXISTS (SELECT 1 FROM sessions s WHERE s.id = ? AND s.account_id = accounts.id)");

  hw_sql_bind_text (replace, change->new_password_hash);
  hw_sql_bind_int (replace, change->now);
  hw_sql_bind_int (replace, change->account_id);
  hw_sql_bind_text (replace, change->password_hash);
  hw_sql_bind_id (replace, &change->current_session);
  if (!hw_sql_execute (replace, error))
    return FALSE;

  *changed = hw_sql_changes (connection) == 1;

  return TRUE;
}

typedef struct
{
  const HwStorePasswordChange *change;
  gboolean changed;
} Changing;

static gboolean
change_in (HwSqlConnection *connection, gpointer data, GError **error)
{
  Changing *changing = data;
  const HwStorePasswordChange *change = changing->change;
  g_autoptr (HwAccount) account = NULL;

  if (!hw_sql_lock_account (connection, change->account_id, error)
      || !replace_password (connection, change, &changing->changed, error))
    return FALSE;
  if (!changing->changed)
    return TRUE;
  if (!hw_sql_account_require (connection, change->account_id, &account, error))
    return FALSE;

  return hw_sql_sessions_end (connection, change->account_id, &change->current_session, NULL, error)
         && hw_sql_registrations_make_decoys (connection, change->account_id, NULL, error)
         && hw_sql_limits_take_back (connection, &change->reservation, error)
         && hw_sql_account_know_origin (connection, change->account_id, &change->known_origin, change->now,
                                        error)
         && hw_sql_outbox_queue (connection, change->notice, account->email, error)
         && hw_sql_audit_write (connection, change->audit, error);
}

gboolean
hw_sql_change_password (HwStore *self, const HwStorePasswordChange *change, gboolean *changed, GError **error)
{
  Changing changing = { change, FALSE };

  if (!hw_sql_store_write (self, change_in, &changing, error))
    return FALSE;

  *changed = changing.changed;

  return TRUE;
}
