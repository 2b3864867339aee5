/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/store/sql/hw-sql-parts.h"
#include "server/store/sql/hw-sql-rows.h"

gboolean
hw_sql_idempotency_find (HwSqlConnection *connection,
                         const HwHash *hash,
                         const HwHash *fingerprint,
                         gint64 now,
                         HwSqlIdempotency *found,
                         GError **error)
{
  g_autoptr (HwSqlStatement) find = hw_sql_statement (
    connection, "SELECT fingerprint, registration_id FROM idempotency WHERE hash = ? AND ends_at > ?");
  HwHash former;

  *found = (HwSqlIdempotency){ 0 };
  hw_sql_bind_hash (find, hash);
  hw_sql_bind_int (find, now);
  switch (hw_sql_step (find, error))
    {
    case HW_SQL_ROW:
      if (!hw_sql_read_hash (find, 0, &former, error)
          || !hw_sql_read_id (find, 1, &found->registration, error))
        return FALSE;
      found->known = TRUE;
      found->same_body = hw_hash_equal (&former, fingerprint);
      return TRUE;
    case HW_SQL_DONE:
      return TRUE;
    case HW_SQL_FAILED:
    default:
      return FALSE;
    }
}

gboolean
hw_sql_idempotency_remember (HwSqlConnection *connection,
                             const HwHash *hash,
                             const HwHash *fingerprint,
                             const HwId *registration,
                             gint64 now,
                             gint64 period,
                             GError **error)
{
  /* A row that is over but not swept yet is replaced; one that is not never is, whatever the locks say. */
  g_autoptr (HwSqlStatement) insert = hw_sql_statement (
    connection, "INSERT INTO idempotency (hash, fingerprint, registration_id, at, ends_at)"
                " VALUES (?, ?, ?, ?, ?) ON CONFLICT (hash) DO UPDATE SET fingerprint = excluded.fingerprint,"
                " registration_id = excluded.registration_id, at = excluded.at, ends_at = excluded.ends_at"
                " WHERE idempotency.ends_at <= excluded.at");

  hw_sql_bind_hash (insert, hash);
  hw_sql_bind_hash (insert, fingerprint);
  hw_sql_bind_id (insert, registration);
  hw_sql_bind_int (insert, now);
  hw_sql_bind_int (insert, now + period);
  if (!hw_sql_execute (insert, error))
    return FALSE;
  if (hw_sql_changes (connection) == 1)
    return TRUE;

  g_set_error_literal (error, HW_STORE_ERROR, HW_STORE_ERROR_UNAVAILABLE,
                       "The Idempotency-Key was used by another request meanwhile");
  return FALSE;
}
