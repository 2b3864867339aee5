/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/store/sqlite/hw-sqlite-parts.h"
#include "server/store/sqlite/hw-sqlite-rows.h"

gboolean
hw_sqlite_idempotency_find (HwSqliteConnection *connection,
                            const HwHash *hash,
                            const HwHash *fingerprint,
                            gint64 now,
                            HwSqliteIdempotency *found,
                            GError **error)
{
  g_autoptr (HwSqliteStatement) find = hw_sqlite_statement (
    connection, "SELECT fingerprint, registration_id FROM idempotency WHERE hash = ? AND ends_at > ?");
  HwHash former;

  *found = (HwSqliteIdempotency){ 0 };
  hw_sqlite_bind_hash (find, hash);
  hw_sqlite_bind_int (find, now);
  switch (hw_sqlite_step (find, error))
    {
    case HW_SQLITE_ROW:
      if (!hw_sqlite_read_hash (find, 0, &former, error)
          || !hw_sqlite_read_id (find, 1, &found->registration, error))
        return FALSE;
      found->known = TRUE;
      found->same_body = hw_hash_equal (&former, fingerprint);
      return TRUE;
    case HW_SQLITE_DONE:
      return TRUE;
    case HW_SQLITE_FAILED:
    default:
      return FALSE;
    }
}

gboolean
hw_sqlite_idempotency_remember (HwSqliteConnection *connection,
                                const HwHash *hash,
                                const HwHash *fingerprint,
                                const HwId *registration,
                                gint64 now,
                                gint64 period,
                                GError **error)
{
  /* A row that is over but not swept yet is replaced. */
  g_autoptr (HwSqliteStatement) insert = hw_sqlite_statement (
    connection, "INSERT OR REPLACE INTO idempotency (hash, fingerprint, registration_id, at, ends_at)"
                " VALUES (?, ?, ?, ?, ?)");

  hw_sqlite_bind_hash (insert, hash);
  hw_sqlite_bind_hash (insert, fingerprint);
  hw_sqlite_bind_id (insert, registration);
  hw_sqlite_bind_int (insert, now);
  hw_sqlite_bind_int (insert, now + period);

  return hw_sqlite_execute (insert, error);
}
