/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/store/sqlite/hw-sqlite-methods.h"
#include "server/store/sqlite/hw-sqlite-parts.h"

/* ---- The audit ---- */

gboolean
hw_sqlite_audit_write (HwSqliteConnection *connection, const HwAuditEvent *event, GError **error)
{
  g_autoptr (HwSqliteStatement) insert = NULL;

  if (event == NULL)
    return TRUE;

  insert = hw_sqlite_statement (
    connection, "INSERT INTO audit (at, event, outcome, count, request_id, origin, masked_email, subject)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
  hw_sqlite_bind_int (insert, event->at);
  hw_sqlite_bind_text (insert, event->event);
  hw_sqlite_bind_text (insert, event->outcome);
  hw_sqlite_bind_int (insert, MAX (event->count, 1));
  hw_sqlite_bind_text (insert, event->request_id);
  hw_sqlite_bind_text (insert, event->origin);
  hw_sqlite_bind_text (insert, event->masked_email);
  hw_sqlite_bind_hash_or_null (insert, &event->subject);

  return hw_sqlite_execute (insert, error);
}

gboolean
hw_sqlite_add_audit (HwStore *self, const HwAuditEvent *event, GError **error)
{
  HwSqliteConnection *connection = hw_sqlite_store_begin (self, TRUE, error);
  gboolean done;

  if (connection == NULL)
    return FALSE;

  done = hw_sqlite_audit_write (connection, event, error);

  return hw_sqlite_store_end (self, connection, done, error);
}

/* ---- Sweeping ---- */

/* So many rows a transaction, so that nobody waits long for the sweep. */
#define BATCH "500"
#define DELETE_SOME(table, key, condition)                                                                   \
  "DELETE FROM " table " WHERE (" key ") IN (SELECT " key " FROM " table " WHERE " condition " LIMIT " BATCH \
  ")"

static gboolean
sweep_some (HwStore *self, const char *sql, gint64 before, guint *deleted, GError **error)
{
  HwSqliteConnection *connection = hw_sqlite_store_begin (self, TRUE, error);
  HwSqliteStatement *remove;
  gboolean done;

  if (connection == NULL)
    return FALSE;

  remove = hw_sqlite_statement (connection, sql);
  hw_sqlite_bind_int (remove, before);
  done = hw_sqlite_execute (remove, error);
  *deleted = done ? hw_sqlite_connection_changes (connection) : 0;
  hw_sqlite_statement_done (remove);

  return hw_sqlite_store_end (self, connection, done, error);
}

gboolean
hw_sqlite_sweep (HwStore *self, const HwStoreSweep *sweep, guint *deleted, GError **error)
{
  const struct
  {
    const char *sql;
    gint64 before;
  } steps[] = {
    { DELETE_SOME ("registrations", "id", "started_at < ?"), sweep->now - sweep->registration_period },
    { DELETE_SOME ("idempotency", "hash", "ends_at <= ?"), sweep->now },
    { DELETE_SOME ("sessions", "id", "idle_ends_at <= ?"), sweep->now },
    { DELETE_SOME ("limit_events", "subject, at, id", "at <= ?"), sweep->now - sweep->limit_window },
    { DELETE_SOME ("known_origins", "origin", "seen_at < ?"), sweep->now - sweep->known_origin_period },
    { DELETE_SOME ("audit", "at, id", "at < ?"), sweep->now - sweep->audit_period },
  };
  guint total = 0;

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      guint some;

      do
        {
          if (!sweep_some (self, steps[i].sql, steps[i].before, &some, error))
            return FALSE;
          total += some;
        }
      while (some > 0);
    }

  *deleted = total;

  return TRUE;
}

/* ---- Clock and health ---- */

static gboolean
latest_in (HwSqliteConnection *connection, gint64 *latest, GError **error)
{
  /* Every other instant that is kept was written together with one of these; each is the end of an index. */
  g_autoptr (HwSqliteStatement) find =
    hw_sqlite_statement (connection, "SELECT max (coalesce ((SELECT max (at) FROM audit), 0),"
                                     " coalesce ((SELECT max (at) FROM limit_events), 0),"
                                     " coalesce ((SELECT max (started_at) FROM registrations), 0),"
                                     " coalesce ((SELECT max (mailed_at) FROM registrations), 0),"
                                     " coalesce ((SELECT max (last_used_at) FROM sessions), 0),"
                                     " coalesce ((SELECT max (seen_at) FROM known_origins), 0))");

  if (hw_sqlite_step (find, error) != HW_SQLITE_ROW)
    return FALSE;

  *latest = sqlite3_column_int64 (hw_sqlite_statement_row (find), 0);

  return TRUE;
}

gboolean
hw_sqlite_latest_instant (HwStore *self, gint64 *latest, GError **error)
{
  HwSqliteConnection *connection = hw_sqlite_store_begin (self, FALSE, error);
  gint64 found = 0;
  gboolean done;

  if (connection == NULL)
    return FALSE;

  done = latest_in (connection, &found, error);
  if (!hw_sqlite_store_end (self, connection, done, error))
    return FALSE;

  *latest = found;

  return TRUE;
}

/* Writes for real: a full disk shows in the commit, not before. */
static gboolean
beat (HwSqliteConnection *connection, GError **error)
{
  g_autoptr (HwSqliteStatement) change =
    hw_sqlite_statement (connection, "UPDATE heartbeat SET beats = (beats + 1) % 1000000 WHERE id = 1");

  return hw_sqlite_execute (change, error);
}

gboolean
hw_sqlite_ping (HwStore *self, GError **error)
{
  HwSqliteConnection *connection = hw_sqlite_store_begin (self, TRUE, error);
  gboolean done;

  if (connection == NULL)
    return FALSE;

  done = beat (connection, error);

  return hw_sqlite_store_end (self, connection, done, error);
}
