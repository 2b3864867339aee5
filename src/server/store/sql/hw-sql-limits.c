/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/store/sql/hw-sql-methods.h"
#include "server/store/sql/hw-sql-parts.h"
#include "server/store/sql/hw-sql-rows.h"
#include "server/store/sql/hw-sql-store.h"

#include <string.h>

/* The limit is reached where the window holds @most events; an event fits again once the oldest of the
 * latest @most has left it. */
static gboolean
one_limit_wait (HwSqlConnection *connection, const HwLimit *limit, gint64 now, gint64 *wait, GError **error)
{
  g_autoptr (HwSqlStatement) find =
    hw_sql_statement (connection, "SELECT at FROM limit_events WHERE subject = ? AND at > ?"
                                  " ORDER BY at DESC LIMIT 1 OFFSET ?");
  gint64 at;

  if (limit->most == 0)
    {
      *wait = MAX (*wait, limit->window);
      return TRUE;
    }

  hw_sql_bind_hash (find, &limit->subject);
  hw_sql_bind_int (find, now - limit->window);
  hw_sql_bind_int (find, limit->most - 1);
  switch (hw_sql_step (find, error))
    {
    case HW_SQL_ROW:
      if (!hw_sql_read_int (find, 0, &at, error))
        return FALSE;
      *wait = MAX (*wait, at + limit->window - now);
      return TRUE;
    case HW_SQL_DONE:
      return TRUE;
    case HW_SQL_FAILED:
    default:
      return FALSE;
    }
}

gboolean
hw_sql_limits_wait (HwSqlConnection *connection,
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
hw_sql_limits_count (HwSqlConnection *connection,
                     const HwLimit *limits,
                     guint n_limits,
                     gint64 now,
                     const HwId *reservation,
                     GError **error)
{
  static const HwId none = { "" };

  for (guint i = 0; i < n_limits; i++)
    {
      g_autoptr (HwSqlStatement) insert = NULL;

      if (is_counted_already (limits, i))
        continue;

      insert = hw_sql_statement (
        connection, "INSERT INTO limit_events (subject, owner, reservation, at) VALUES (?, ?, ?, ?)");
      hw_sql_bind_hash (insert, &limits[i].subject);
      hw_sql_bind_hash_or_null (insert, &limits[i].owner);
      hw_sql_bind_id (insert, reservation != NULL ? reservation : &none);
      hw_sql_bind_int (insert, now);
      if (!hw_sql_execute (insert, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
hw_sql_limits_take_back (HwSqlConnection *connection, const HwId *reservation, GError **error)
{
  g_autoptr (HwSqlStatement) remove =
    hw_sql_statement (connection, "DELETE FROM limit_events WHERE reservation = ?");

  hw_sql_bind_id (remove, reservation);

  return hw_sql_execute (remove, error);
}

gboolean
hw_sql_limits_clear (HwSqlConnection *connection, const HwHash *owner, GError **error)
{
  g_autoptr (HwSqlStatement) remove =
    hw_sql_statement (connection, "DELETE FROM limit_events WHERE owner = ?");

  hw_sql_bind_hash_or_null (remove, owner);

  return hw_sql_execute (remove, error);
}

typedef struct
{
  const HwLimit *limits;
  guint n_limits;
  gint64 now;
  gint64 wait;
} Question;

static gboolean
wait_in (HwSqlConnection *connection, gpointer data, GError **error)
{
  Question *question = data;

  question->wait = 0;

  return hw_sql_limits_wait (connection, question->limits, question->n_limits, question->now, &question->wait,
                             error);
}

gboolean
hw_sql_limit_wait (HwStore *self,
                   const HwLimit *limits,
                   guint n_limits,
                   gint64 now,
                   gint64 *wait,
                   GError **error)
{
  Question question = { limits, n_limits, now, 0 };

  if (!hw_sql_store_read (self, wait_in, &question, error))
    return FALSE;

  *wait = question.wait;

  return TRUE;
}
