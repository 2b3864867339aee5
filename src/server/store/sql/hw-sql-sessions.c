/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/store/sql/hw-sql-methods.h"
#include "server/store/sql/hw-sql-parts.h"
#include "server/store/sql/hw-sql-rows.h"
#include "server/store/sql/hw-sql-store.h"

#define SELECT_SESSION "SELECT " HW_SQL_SESSION_COLUMNS " FROM sessions s"

gboolean
hw_sql_sessions_end (HwSqlConnection *connection,
                     gint64 account_id,
                     const HwId *except,
                     guint *count,
                     GError **error)
{
  g_autoptr (HwSqlStatement) remove =
    hw_sql_statement (connection, "DELETE FROM sessions WHERE account_id = ? AND id <> ?");

  hw_sql_bind_int (remove, account_id);
  hw_sql_bind_text (remove, except != NULL ? except->text : "");
  if (!hw_sql_execute (remove, error))
    return FALSE;

  if (count != NULL)
    *count = hw_sql_changes (connection);

  return TRUE;
}

static gboolean
find_live (HwSqlConnection *connection,
           const HwHash *credential_hash,
           gint64 now,
           HwSessionRecord **session,
           GError **error)
{
  g_autoptr (HwSqlStatement) find = hw_sql_statement (
    connection,
    hw_sql_pick_locking (connection, SELECT_SESSION " WHERE s.credential_hash = ? AND s.idle_ends_at > ?"));

  hw_sql_bind_hash (find, credential_hash);
  hw_sql_bind_int (find, now);
  switch (hw_sql_step (find, error))
    {
    case HW_SQL_ROW:
      *session = hw_sql_read_session (find, error);
      return *session != NULL;
    case HW_SQL_DONE:
      return TRUE;
    case HW_SQL_FAILED:
    default:
      return FALSE;
    }
}

/* Of two uses at once the later one counts. */
static gboolean
move_on (HwSqlConnection *connection, HwSessionRecord *session, gint64 now, GError **error)
{
  g_autoptr (HwSqlStatement) change =
    hw_sql_statement (connection, "UPDATE sessions SET last_used_at = ?, idle_ends_at = ? WHERE id = ?");

  session->last_used_at = MAX (session->last_used_at, now);
  session->idle_ends_at = MIN (session->last_used_at + session->idle_period, session->ends_at);
  hw_sql_bind_int (change, session->last_used_at);
  hw_sql_bind_int (change, session->idle_ends_at);
  hw_sql_bind_id (change, &session->id);

  return hw_sql_execute (change, error);
}

typedef struct
{
  const HwHash *credential_hash;
  gint64 now;
  gboolean extend;
  HwSessionRecord *session;
  HwAccount *account;
} Search;

static void
search_clear (Search *self)
{
  g_clear_pointer (&self->session, hw_session_record_free);
  g_clear_pointer (&self->account, hw_account_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Search, search_clear)

static gboolean
find_in (HwSqlConnection *connection, gpointer data, GError **error)
{
  Search *search = data;

  search_clear (search);
  if (!find_live (connection, search->credential_hash, search->now, &search->session, error))
    return FALSE;
  if (search->session == NULL)
    return TRUE;
  if (!hw_sql_account_by_id (connection, search->session->account_id, &search->account, error))
    return FALSE;
  if (search->account == NULL || search->account->disabled)
    {
      search_clear (search);
      return TRUE;
    }

  return !search->extend || move_on (connection, search->session, search->now, error);
}

gboolean
hw_sql_find_session (HwStore *self,
                     const HwHash *credential_hash,
                     gint64 now,
                     gboolean extend,
                     HwSessionRecord **session,
                     HwAccount **account,
                     GError **error)
{
  g_auto (Search) search = { credential_hash, now, FALSE, NULL, NULL };

  /* Anybody may ask with a credential that is none: that must not keep those waiting who write. */
  if (!hw_sql_store_read (self, find_in, &search, error))
    return FALSE;
  search.extend = extend;
  if (extend && search.session != NULL && !hw_sql_store_write (self, find_in, &search, error))
    return FALSE;

  *session = g_steal_pointer (&search.session);
  if (account != NULL)
    *account = g_steal_pointer (&search.account);

  return TRUE;
}

typedef struct
{
  gint64 account_id;
  gint64 now;
  GPtrArray *sessions;
} Listing;

static gboolean
list_in (HwSqlConnection *connection, gpointer data, GError **error)
{
  Listing *listing = data;
  g_autoptr (HwSqlStatement) list =
    hw_sql_statement (connection, SELECT_SESSION " WHERE s.account_id = ? AND s.idle_ends_at > ?"
                                                 " ORDER BY s.last_used_at DESC, s.created_at DESC, s.id");
  HwSqlStep step;

  g_ptr_array_set_size (listing->sessions, 0);
  hw_sql_bind_int (list, listing->account_id);
  hw_sql_bind_int (list, listing->now);
  while ((step = hw_sql_step (list, error)) == HW_SQL_ROW)
    {
      HwSessionRecord *session = hw_sql_read_session (list, error);

      if (session == NULL)
        return FALSE;
      g_ptr_array_add (listing->sessions, session);
    }

  return step == HW_SQL_DONE;
}

gboolean
hw_sql_list_sessions (HwStore *self, gint64 account_id, gint64 now, GPtrArray **sessions, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) hw_session_record_free);
  Listing listing = { account_id, now, found };

  if (!hw_sql_store_read (self, list_in, &listing, error))
    return FALSE;

  *sessions = g_steal_pointer (&found);

  return TRUE;
}

typedef struct
{
  gint64 account_id;
  const HwId *id; /* (nullable): all of them */
  const HwAuditEvent *audit;
  guint count;
} Ending;

static gboolean
end_one_in (HwSqlConnection *connection, gpointer data, GError **error)
{
  Ending *ending = data;
  g_autoptr (HwSqlStatement) remove =
    hw_sql_statement (connection, "DELETE FROM sessions WHERE id = ? AND account_id = ?");

  hw_sql_bind_id (remove, ending->id);
  hw_sql_bind_int (remove, ending->account_id);
  if (!hw_sql_execute (remove, error))
    return FALSE;

  ending->count = hw_sql_changes (connection);

  return ending->count == 0 || hw_sql_audit_write (connection, ending->audit, error);
}

gboolean
hw_sql_end_session (HwStore *self,
                    gint64 account_id,
                    const HwId *id,
                    const HwAuditEvent *audit,
                    gboolean *found,
                    GError **error)
{
  Ending ending = { account_id, id, audit, 0 };

  if (!hw_sql_store_write (self, end_one_in, &ending, error))
    return FALSE;

  *found = ending.count > 0;

  return TRUE;
}

static gboolean
end_all_in (HwSqlConnection *connection, gpointer data, GError **error)
{
  Ending *ending = data;

  return hw_sql_sessions_end (connection, ending->account_id, NULL, &ending->count, error)
         && hw_sql_audit_write (connection, ending->audit, error);
}

gboolean
hw_sql_end_sessions (HwStore *self,
                     gint64 account_id,
                     const HwAuditEvent *audit,
                     guint *count,
                     GError **error)
{
  Ending ending = { account_id, NULL, audit, 0 };

  if (!hw_sql_store_write (self, end_all_in, &ending, error))
    return FALSE;

  *count = ending.count;

  return TRUE;
}
