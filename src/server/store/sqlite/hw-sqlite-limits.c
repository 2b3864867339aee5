/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/store/sqlite/hw-sqlite-methods.h"
#include "server/store/sqlite/hw-sqlite-parts.h"

#include <string.h>

/* The limit is reached where the window holds @most events; an event fits again once the oldest of the
 * latest @most has left it. */
static gboolean
one_limit_wait (HwSqliteConnection *connection,
                const HwLimit *limit,
                gint64 now,
                gint64 *wait,
                GError **error)
{
  g_autoptr (HwSqliteStatement) find =
    hw_sqlite_statement (connection, "SELECT at FROM limit_events WHERE subject = ? AND at > ?"
                                     " ORDER BY at DESC LIMIT 1 OFFSET ?");
  gint64 at;

  if (limit->most == 0)
    {
      *wait = MAX (*wait, limit->window);
      return TRUE;
    }

  hw_sqlite_bind_hash (find, &limit->subject);
  hw_sqlite_bind_int (find, now - limit->window);
  hw_sqlite_bind_int (find, limit->most - 1);
  switch (hw_sqlite_step (find, error))
    {
    case HW_SQLITE_ROW:
      at = sqlite3_column_int64 (hw_sqlite_statement_row (find), 0);
      *wait = MAX (*wait, at + limit->window - now);
      return TRUE;
    case HW_SQLITE_DONE:
      return TRUE;
    case HW_SQLITE_FAILED:
    default:
      return FALSE;
    }
}

gboolean
hw_sqlite_limits_wait (HwSqliteConnection *connection,
                       const HwLimit *limits,
                       guint n_limits,
                       gint64 now,
                       gint64 *wait,
                       GError **error)
{
  for (guint i = 0; i < n_limits; i++)
    if (!one_limit_wait (connection, &limits[i], now, wait, error))
      return FALSE;

  return TRUE;
}

static gboolean
is_counted_already (const HwLimit *limits, guint index)
{
  for (guint i = 0; i < index; i++)
    if (memcmp (&limits[i].subject, &limits[index].subject, sizeof limits[i].subject) == 0)
      return TRUE;

  return FALSE;
}

gboolean
hw_sqlite_limits_count (HwSqliteConnection *connection,
                        const HwLimit *limits,
                        guint n_limits,
                        gint64 now,
                        const HwId *reservation,
                        GError **error)
{
  static const HwId none = { "" };

  for (guint i = 0; i < n_limits; i++)
    {
      g_autoptr (HwSqliteStatement) insert = NULL;

      if (is_counted_already (limits, i))
        continue;

      insert = hw_sqlite_statement (
        connection, "INSERT INTO limit_events (subject, owner, reservation, at) VALUES (?, ?, ?, ?)");
      hw_sqlite_bind_hash (insert, &limits[i].subject);
      hw_sqlite_bind_hash_or_null (insert, &limits[i].owner);
      hw_sqlite_bind_id (insert, reservation != NULL ? reservation : &none);
      hw_sqlite_bind_int (insert, now);
      if (!hw_sqlite_execute (insert, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
hw_sqlite_limits_take_back (HwSqliteConnection *connection, const HwId *reservation, GError **error)
{
  g_autoptr (HwSqliteStatement) remove =
    hw_sqlite_statement (connection, "DELETE FROM limit_events WHERE reservation = ?");

  hw_sqlite_bind_id (remove, reservation);

  return hw_sqlite_execute (remove, error);
}

gboolean
hw_sqlite_limits_clear (HwSqliteConnection *connection, const HwHash *owner, GError **error)
{
  g_autoptr (HwSqliteStatement) remove =
    hw_sqlite_statement (connection, "DELETE FROM limit_events WHERE owner = ?");

  hw_sqlite_bind_hash_or_null (remove, owner);

  return hw_sqlite_execute (remove, error);
}

gboolean
hw_sqlite_limit_wait (HwStore *self,
                      const HwLimit *limits,
                      guint n_limits,
                      gint64 now,
                      gint64 *wait,
                      GError **error)
{
  HwSqliteConnection *connection = hw_sqlite_store_begin (self, FALSE, error);
  gint64 longest = 0;
  gboolean done;

  if (connection == NULL)
    return FALSE;

  done = hw_sqlite_limits_wait (connection, limits, n_limits, now, &longest, error);
  if (!hw_sqlite_store_end (self, connection, done, error))
    return FALSE;

  *wait = longest;

  return TRUE;
}
