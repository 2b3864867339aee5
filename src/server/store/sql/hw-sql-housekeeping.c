/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/store/sql/hw-sql-methods.h"
#include "server/store/sql/hw-sql-parts.h"
#include "server/store/sql/hw-sql-rows.h"
#include "server/store/sql/hw-sql-store.h"

/* ---- The audit ---- */

gboolean
hw_sql_audit_write (HwSqlConnection *connection, const HwAuditEvent *event, GError **error)
{
  g_autoptr (HwSqlStatement) insert = NULL;

  if (event == NULL)
    return TRUE;

  insert = hw_sql_statement (
    connection, "INSERT INTO audit (at, event, outcome, count, request_id, origin, masked_email, subject)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
  hw_sql_bind_int (insert, event->at);
  hw_sql_bind_text (insert, event->event);
  hw_sql_bind_text (insert, event->outcome);
  hw_sql_bind_int (insert, MAX (event->count, 1));
  hw_sql_bind_text (insert, event->request_id);
  hw_sql_bind_text (insert, event->origin);
  hw_sql_bind_text (insert, event->masked_email);
  hw_sql_bind_hash_or_null (insert, &event->subject);

  return hw_sql_execute (insert, error);
}

static gboolean
audit_in (HwSqlConnection *connection, gpointer event, GError **error)
{
  return hw_sql_audit_write (connection, event, error);
}

gboolean
hw_sql_add_audit (HwStore *self, const HwAuditEvent *event, GError **error)
{
  return hw_sql_store_write (self, audit_in, (gpointer) event, error);
}

/* ---- Sweeping ---- */

/* So many rows a transaction, so that nobody waits long for the sweep; nor does the sweep wait for anybody.
 */
#define BATCH "500"
#define DELETE_SOME(table, key, condition, lock)                                             \
  "DELETE FROM " table " WHERE (" key ") IN (SELECT " key " FROM " table " WHERE " condition \
  " LIMIT " BATCH lock ")"
#define SWEEP(table, key, condition) \
  DELETE_SOME (table, key, condition, ""), DELETE_SOME (table, key, condition, " FOR UPDATE SKIP LOCKED")

typedef struct
{
  const char *sqlite;
  const char *postgres;
  gint64 before;
  guint deleted;
} Sweep;

static gboolean
sweep_in (HwSqlConnection *connection, gpointer data, GError **error)
{
  Sweep *sweep = data;
  g_autoptr (HwSqlStatement) remove =
    hw_sql_statement (connection, hw_sql_pick (connection, sweep->sqlite, sweep->postgres));

  hw_sql_bind_int (remove, sweep->before);
  if (!hw_sql_execute (remove, error))
    return FALSE;

  sweep->deleted = hw_sql_changes (connection);

  return TRUE;
}

gboolean
hw_sql_sweep (HwStore *self, const HwStoreSweep *sweep, guint *deleted, GError **error)
{
  Sweep steps[] = {
    { SWEEP ("registrations", "id", "started_at < ?"), sweep->now - sweep->registration_period },
    { SWEEP ("idempotency", "hash", "ends_at <= ?"), sweep->now },
    { SWEEP ("sessions", "id", "idle_ends_at <= ?"), sweep->now },
    { SWEEP ("limit_events", "subject, at, id", "at <= ?"), sweep->now - sweep->limit_window },
    { SWEEP ("known_origins", "origin", "seen_at < ?"), sweep->now - sweep->known_origin_period },
    { SWEEP ("audit", "at, id", "at < ?"), sweep->now - sweep->audit_period },
  };
  guint total = 0;

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    do
      {
        if (!hw_sql_store_write (self, sweep_in, &steps[i], error))
          return FALSE;
        total += steps[i].deleted;
      }
    while (steps[i].deleted > 0);
  if (!hw_sql_store_forget (self, error))
    return FALSE;

  *deleted = total;

  return TRUE;
}

/* ---- Clock and health ---- */

static gboolean
read_instant (HwSqlConnection *connection, const char *sql, gint64 *instant, GError **error)
{
  g_autoptr (HwSqlStatement) find = hw_sql_statement (connection, sql);

  return hw_sql_step (find, error) == HW_SQL_ROW && hw_sql_read_int (find, 0, instant, error);
}

static gboolean
latest_in (HwSqlConnection *connection, gpointer latest, GError **error)
{
  /* Every other instant that is kept was written together with one of these; each is the end of an index. */
  return read_instant (connection,
                       "SELECT coalesce (max (at), 0) FROM (SELECT max (at) AS at FROM audit"
                       " UNION ALL SELECT max (at) FROM limit_events"
                       " UNION ALL SELECT max (started_at) FROM registrations"
                       " UNION ALL SELECT max (mailed_at) FROM registrations"
                       " UNION ALL SELECT max (last_used_at) FROM sessions"
                       " UNION ALL SELECT max (seen_at) FROM known_origins) AS latest",
                       latest, error);
}

gboolean
hw_sql_latest_instant (HwStore *self, gint64 *latest, GError **error)
{
  gint64 found;

  if (!hw_sql_store_read (self, latest_in, &found, error))
    return FALSE;

  *latest = found;

  return TRUE;
}

static gboolean
now_in (HwSqlConnection *connection, gpointer data, GError **error)
{
  gint64 *now = data;
  const char *sql =
    hw_sql_pick (connection, NULL, "SELECT (extract (epoch FROM clock_timestamp ()) * 1000000)::bigint");

  *now = 0;

  return sql == NULL || read_instant (connection, sql, now, error);
}

gboolean
hw_sql_now (HwStore *self, gint64 *now, GError **error)
{
  gint64 found;

  if (!hw_sql_store_read (self, now_in, &found, error))
    return FALSE;

  *now = found;

  return TRUE;
}

/* Writes for real: a full disk shows in the commit, not before. */
static gboolean
beat_in (HwSqlConnection *connection, gpointer data, GError **error)
{
  g_autoptr (HwSqlStatement) change =
    hw_sql_statement (connection, "UPDATE heartbeat SET beats = (beats + 1) % 1000000 WHERE id = 1");

  return hw_sql_execute (change, error);
}

gboolean
hw_sql_ping (HwStore *self, GError **error)
{
  return hw_sql_store_write (self, beat_in, NULL, error);
}
