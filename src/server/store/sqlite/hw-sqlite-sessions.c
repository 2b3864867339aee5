/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/store/sqlite/hw-sqlite-methods.h"
#include "server/store/sqlite/hw-sqlite-parts.h"
#include "server/store/sqlite/hw-sqlite-rows.h"

gboolean
hw_sqlite_sessions_end (HwSqliteConnection *connection,
                        gint64 account_id,
                        const HwId *except,
                        guint *count,
                        GError **error)
{
  static const HwId none = { "" };
  g_autoptr (HwSqliteStatement) remove =
    hw_sqlite_statement (connection, "DELETE FROM sessions WHERE account_id = ? AND id IS NOT ?");

  hw_sqlite_bind_int (remove, account_id);
  hw_sqlite_bind_id (remove, except != NULL ? except : &none);
  if (!hw_sqlite_execute (remove, error))
    return FALSE;

  if (count != NULL)
    *count = hw_sqlite_connection_changes (connection);

  return TRUE;
}

static gboolean
find_live (HwSqliteConnection *connection,
           const HwHash *credential_hash,
           gint64 now,
           HwSessionRecord **session,
           GError **error)
{
  g_autoptr (HwSqliteStatement) find =
    hw_sqlite_statement (connection, "SELECT " HW_SQLITE_SESSION_COLUMNS
                                     " FROM sessions s WHERE s.credential_hash = ? AND s.idle_ends_at > ?");

  hw_sqlite_bind_hash (find, credential_hash);
  hw_sqlite_bind_int (find, now);
  switch (hw_sqlite_step (find, error))
    {
    case HW_SQLITE_ROW:
      *session = hw_sqlite_read_session (find, error);
      return *session != NULL;
    case HW_SQLITE_DONE:
      return TRUE;
    case HW_SQLITE_FAILED:
    default:
      return FALSE;
    }
}

/* Of two uses at once the later one counts. */
static gboolean
move_on (HwSqliteConnection *connection, HwSessionRecord *session, gint64 now, GError **error)
{
  g_autoptr (HwSqliteStatement) change =
    hw_sqlite_statement (connection, "UPDATE sessions SET last_used_at = ?, idle_ends_at = ? WHERE id = ?");

  session->last_used_at = MAX (session->last_used_at, now);
  session->idle_ends_at = MIN (session->last_used_at + session->idle_period, session->ends_at);
  hw_sqlite_bind_int (change, session->last_used_at);
  hw_sqlite_bind_int (change, session->idle_ends_at);
  hw_sqlite_bind_id (change, &session->id);

  return hw_sqlite_execute (change, error);
}

static gboolean
find_in (HwSqliteConnection *connection,
         const HwHash *credential_hash,
         gint64 now,
         gboolean extend,
         HwSessionRecord **session,
         HwAccount **account,
         GError **error)
{
  if (!find_live (connection, credential_hash, now, session, error))
    return FALSE;
  if (*session == NULL)
    return TRUE;
  if (!hw_sqlite_account_by_id (connection, (*session)->account_id, account, error))
    return FALSE;
  if (*account == NULL || (*account)->disabled)
    {
      g_clear_pointer (session, hw_session_record_free);
      g_clear_pointer (account, hw_account_free);
      return TRUE;
    }

  return !extend || move_on (connection, *session, now, error);
}

gboolean
hw_sqlite_find_session (HwStore *self,
                        const HwHash *credential_hash,
                        gint64 now,
                        gboolean extend,
                        HwSessionRecord **session,
                        HwAccount **account,
                        GError **error)
{
  g_autoptr (HwSessionRecord) found = NULL;
  g_autoptr (HwAccount) its_account = NULL;
  HwSqliteConnection *connection = hw_sqlite_store_begin (self, extend, error);
  gboolean done;

  if (connection == NULL)
    return FALSE;

  done = find_in (connection, credential_hash, now, extend, &found, &its_account, error);
  if (!hw_sqlite_store_end (self, connection, done, error))
    return FALSE;

  *session = g_steal_pointer (&found);
  if (account != NULL)
    *account = g_steal_pointer (&its_account);

  return TRUE;
}

static gboolean
list_in (HwSqliteConnection *connection, gint64 account_id, gint64 now, GPtrArray *sessions, GError **error)
{
  g_autoptr (HwSqliteStatement) list =
    hw_sqlite_statement (connection, "SELECT " HW_SQLITE_SESSION_COLUMNS
                                     " FROM sessions s WHERE s.account_id = ? AND s.idle_ends_at > ?"
                                     " ORDER BY s.last_used_at DESC, s.created_at DESC, s.id");
  HwSqliteStep step;

  hw_sqlite_bind_int (list, account_id);
  hw_sqlite_bind_int (list, now);
  while ((step = hw_sqlite_step (list, error)) == HW_SQLITE_ROW)
    {
      HwSessionRecord *session = hw_sqlite_read_session (list, error);

      if (session == NULL)
        return FALSE;
      g_ptr_array_add (sessions, session);
    }

  return step == HW_SQLITE_DONE;
}

gboolean
hw_sqlite_list_sessions (HwStore *self, gint64 account_id, gint64 now, GPtrArray **sessions, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) hw_session_record_free);
  HwSqliteConnection *connection = hw_sqlite_store_begin (self, FALSE, error);
  gboolean done;

  if (connection == NULL)
    return FALSE;

  done = list_in (connection, account_id, now, found, error);
  if (!hw_sqlite_store_end (self, connection, done, error))
    return FALSE;

  *sessions = g_steal_pointer (&found);

  return TRUE;
}

static gboolean
end_in (HwSqliteConnection *connection,
        gint64 account_id,
        const HwId *id,
        const HwAuditEvent *audit,
        gboolean *found,
        GError **error)
{
  g_autoptr (HwSqliteStatement) remove =
    hw_sqlite_statement (connection, "DELETE FROM sessions WHERE id = ? AND account_id = ?");

  hw_sqlite_bind_id (remove, id);
  hw_sqlite_bind_int (remove, account_id);
  if (!hw_sqlite_execute (remove, error))
    return FALSE;

  *found = hw_sqlite_connection_changes (connection) > 0;

  return !*found || hw_sqlite_audit_write (connection, audit, error);
}

gboolean
hw_sqlite_end_session (HwStore *self,
                       gint64 account_id,
                       const HwId *id,
                       const HwAuditEvent *audit,
                       gboolean *found,
                       GError **error)
{
  HwSqliteConnection *connection = hw_sqlite_store_begin (self, TRUE, error);
  gboolean was_there = FALSE;
  gboolean done;

  if (connection == NULL)
    return FALSE;

  done = end_in (connection, account_id, id, audit, &was_there, error);
  if (!hw_sqlite_store_end (self, connection, done, error))
    return FALSE;

  *found = was_there;

  return TRUE;
}

gboolean
hw_sqlite_end_sessions (HwStore *self,
                        gint64 account_id,
                        const HwAuditEvent *audit,
                        guint *count,
                        GError **error)
{
  HwSqliteConnection *connection = hw_sqlite_store_begin (self, TRUE, error);
  guint n_ended = 0;
  gboolean done;

  if (connection == NULL)
    return FALSE;

  done = hw_sqlite_sessions_end (connection, account_id, NULL, &n_ended, error)
         && hw_sqlite_audit_write (connection, audit, error);
  if (!hw_sqlite_store_end (self, connection, done, error))
    return FALSE;

  *count = n_ended;

  return TRUE;
}
