/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/store/sqlite/hw-sqlite-methods.h"
#include "server/store/sqlite/hw-sqlite-parts.h"

/* ---- A login begins ---- */

static gboolean
is_known_origin (HwSqliteConnection *connection,
                 const HwHash *origin,
                 gint64 since,
                 gboolean *known,
                 GError **error)
{
  g_autoptr (HwSqliteStatement) find =
    hw_sqlite_statement (connection, "SELECT 1 FROM known_origins WHERE origin = ? AND seen_at >= ?");
  HwSqliteStep step;

  hw_sqlite_bind_hash (find, origin);
  hw_sqlite_bind_int (find, since);
  step = hw_sqlite_step (find, error);
  *known = step == HW_SQLITE_ROW;

  return step != HW_SQLITE_FAILED;
}

typedef struct
{
  gint64 wait;
  HwId reservation;
  HwAccount *account;
} Begun;

static gboolean
begin_in (HwSqliteConnection *connection, const HwStoreLogin *login, Begun *begun, GError **error)
{
  g_autofree HwLimit *limits = g_new (HwLimit, login->n_limits + 1);
  gboolean known;

  if (!is_known_origin (connection, &login->known_origin, login->known_since, &known, error))
    return FALSE;

  for (guint i = 0; i < login->n_limits; i++)
    limits[i] = login->limits[i];
  limits[login->n_limits] = login->account_limit;

  /* The last one is counted for everybody, but stops only strangers. */
  if (!hw_sqlite_limits_wait (connection, limits, known ? login->n_limits : login->n_limits + 1, login->now,
                              &begun->wait, error))
    return FALSE;
  if (begun->wait > 0)
    return TRUE;

  begun->reservation = hw_id_new ();

  return hw_sqlite_limits_count (connection, limits, login->n_limits + 1, login->now, &begun->reservation,
                                 error)
         && hw_sqlite_account_by_email (connection, login->email, &begun->account, error);
}

gboolean
hw_sqlite_begin_login (HwStore *self,
                       const HwStoreLogin *login,
                       gboolean *limited,
                       gint64 *wait,
                       HwId *reservation,
                       HwAccount **account,
                       GError **error)
{
  HwSqliteConnection *connection = hw_sqlite_store_begin (self, TRUE, error);
  Begun begun = { 0 };
  gboolean done;

  if (connection == NULL)
    return FALSE;

  done = begin_in (connection, login, &begun, error);
  if (!hw_sqlite_store_end (self, connection, done, error))
    {
      hw_account_free (begun.account);
      return FALSE;
    }

  *limited = begun.wait > 0;
  *wait = begun.wait;
  *reservation = begun.reservation;
  *account = begun.account;

  return TRUE;
}

/* ---- The password was right ---- */

static gboolean
note_login (HwSqliteConnection *connection, const HwStoreOpenSession *open, GError **error)
{
  g_autoptr (HwSqliteStatement) change = hw_sqlite_statement (
    connection,
    "UPDATE accounts SET last_login_at = ?, password_hash = coalesce (?, password_hash) WHERE id = ?");

  hw_sqlite_bind_int (change, open->now);
  hw_sqlite_bind_text (change, open->new_password_hash);
  hw_sqlite_bind_int (change, open->session->account_id);

  return hw_sqlite_execute (change, error);
}

/* Leaves room for one more: what is over goes, then the oldest. */
static gboolean
make_room (HwSqliteConnection *connection, const HwStoreOpenSession *open, GError **error)
{
  g_autoptr (HwSqliteStatement) remove_ended =
    hw_sqlite_statement (connection, "DELETE FROM sessions WHERE account_id = ? AND idle_ends_at <= ?");
  g_autoptr (HwSqliteStatement) remove_oldest = hw_sqlite_statement (
    connection, "DELETE FROM sessions WHERE id IN (SELECT id FROM sessions WHERE account_id = ?"
                " ORDER BY created_at DESC, id DESC LIMIT -1 OFFSET ?)");

  hw_sqlite_bind_int (remove_ended, open->session->account_id);
  hw_sqlite_bind_int (remove_ended, open->now);
  if (!hw_sqlite_execute (remove_ended, error))
    return FALSE;

  hw_sqlite_bind_int (remove_oldest, open->session->account_id);
  hw_sqlite_bind_int (remove_oldest, MAX (open->most_sessions, 1) - 1);

  return hw_sqlite_execute (remove_oldest, error);
}

static gboolean
write_session (HwSqliteConnection *connection,
               const HwSessionRecord *session,
               gint64 previous_login_at,
               GError **error)
{
  g_autoptr (HwSqliteStatement) insert = hw_sqlite_statement (
    connection, "INSERT INTO sessions (id, account_id, credential_hash, device, remember, created_at,"
                " previous_login_at, last_used_at, idle_period, idle_ends_at, ends_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");

  hw_sqlite_bind_id (insert, &session->id);
  hw_sqlite_bind_int (insert, session->account_id);
  hw_sqlite_bind_hash (insert, &session->credential_hash);
  hw_sqlite_bind_text (insert, session->device != NULL ? session->device : "");
  hw_sqlite_bind_int (insert, session->remember != FALSE);
  hw_sqlite_bind_int (insert, session->created_at);
  hw_sqlite_bind_int (insert, previous_login_at);
  hw_sqlite_bind_int (insert, session->last_used_at);
  hw_sqlite_bind_int (insert, session->idle_period);
  hw_sqlite_bind_int (insert, MIN (session->idle_ends_at, session->ends_at));
  hw_sqlite_bind_int (insert, session->ends_at);

  return hw_sqlite_execute (insert, error);
}

static gboolean
open_in (HwSqliteConnection *connection, const HwStoreOpenSession *open, gboolean *opened, GError **error)
{
  g_autoptr (HwAccount) account = NULL;

  if (!hw_sqlite_account_by_id (connection, open->session->account_id, &account, error))
    return FALSE;

  *opened =
    account != NULL && !account->disabled && g_strcmp0 (account->password_hash, open->password_hash) == 0;
  if (!*opened)
    return TRUE;

  return note_login (connection, open, error) && make_room (connection, open, error)
         && write_session (connection, open->session, account->last_login_at, error)
         && hw_sqlite_limits_take_back (connection, &open->reservation, error)
         && hw_sqlite_account_know_origin (connection, account->id, &open->known_origin, open->now, error)
         && hw_sqlite_audit_write (connection, open->audit, error);
}

gboolean
hw_sqlite_open_session (HwStore *self, const HwStoreOpenSession *open, gboolean *opened, GError **error)
{
  HwSqliteConnection *connection = hw_sqlite_store_begin (self, TRUE, error);
  gboolean is_open = FALSE;
  gboolean done;

  if (connection == NULL)
    return FALSE;

  done = open_in (connection, open, &is_open, error);
  if (!hw_sqlite_store_end (self, connection, done, error))
    return FALSE;

  *opened = is_open;

  return TRUE;
}

/* ---- パスワードの変更 ---- */

/* @changed: (out): FALSE where the account, its password or the session is not as it was when the password
 * was verified. */
static gboolean
replace_password (HwSqliteConnection *connection,
                  const HwStorePasswordChange *change,
                  gboolean *changed,
                  GError **error)
{
  g_autoptr (HwSqliteStatement) replace = hw_sqlite_statement (
    connection, "UPDATE accounts SET password_hash = ?, password_set_at = ?"
                " WHERE id = ? AND disabled = 0 AND password_hash = ?"
                " AND EXISTS (SELECT 1 FROM sessions s WHERE s.id = ? AND s.account_id = accounts.id)");

  hw_sqlite_bind_text (replace, change->new_password_hash);
  hw_sqlite_bind_int (replace, change->now);
  hw_sqlite_bind_int (replace, change->account_id);
  hw_sqlite_bind_text (replace, change->password_hash);
  hw_sqlite_bind_id (replace, &change->current_session);
  if (!hw_sqlite_execute (replace, error))
    return FALSE;

  *changed = hw_sqlite_connection_changes (connection) == 1;

  return TRUE;
}

static gboolean
change_in (HwSqliteConnection *connection,
           const HwStorePasswordChange *change,
           gboolean *changed,
           GError **error)
{
  g_autoptr (HwAccount) account = NULL;

  if (!replace_password (connection, change, changed, error))
    return FALSE;
  if (!*changed)
    return TRUE;
  if (!hw_sqlite_account_by_id (connection, change->account_id, &account, error))
    return FALSE;

  return hw_sqlite_sessions_end (connection, change->account_id, &change->current_session, NULL, error)
         && hw_sqlite_registrations_end (connection, change->account_id, NULL, error)
         && hw_sqlite_limits_take_back (connection, &change->reservation, error)
         && hw_sqlite_account_know_origin (connection, change->account_id, &change->known_origin, change->now,
                                           error)
         && hw_sqlite_outbox_queue (connection, change->notice, account->email, error)
         && hw_sqlite_audit_write (connection, change->audit, error);
}

gboolean
hw_sqlite_change_password (HwStore *self,
                           const HwStorePasswordChange *change,
                           gboolean *changed,
                           GError **error)
{
  HwSqliteConnection *connection = hw_sqlite_store_begin (self, TRUE, error);
  gboolean is_changed = FALSE;
  gboolean done;

  if (connection == NULL)
    return FALSE;

  done = change_in (connection, change, &is_changed, error);
  if (!hw_sqlite_store_end (self, connection, done, error))
    return FALSE;

  *changed = is_changed;

  return TRUE;
}
