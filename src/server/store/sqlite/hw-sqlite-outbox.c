/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/store/sqlite/hw-sqlite-methods.h"
#include "server/store/sqlite/hw-sqlite-parts.h"
#include "server/store/sqlite/hw-sqlite-rows.h"

#include "server/store/hw-record-names.h"

/* When a row may be leased; the index outbox_by_due is over just this expression. */
#define DUE_AT "max (m.next_attempt_at, m.leased_until)"

/* ---- What other transactions do to it ---- */

gboolean
hw_sqlite_outbox_queue (HwSqliteConnection *connection,
                        const HwMailRecord *mail,
                        const char *recipient,
                        GError **error)
{
  g_autoptr (HwSqliteStatement) insert = hw_sqlite_statement (
    connection, "INSERT INTO outbox (id, kind, discard, purpose, language, recipient, reference, sealed_key,"
                " registration_id, requested_at, stale_at, next_attempt_at, attempts)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");

  hw_sqlite_bind_id (insert, &mail->id);
  hw_sqlite_bind_text (insert, hw_mail_kind_name (mail->kind));
  hw_sqlite_bind_int (insert, mail->discard != FALSE);
  hw_sqlite_bind_text (insert, hw_purpose_name (mail->purpose));
  hw_sqlite_bind_text (insert, hw_language_tag (mail->language));
  hw_sqlite_bind_text (insert, recipient != NULL ? recipient : mail->recipient);
  hw_sqlite_bind_text (insert, mail->reference);
  hw_sqlite_bind_bytes (insert, mail->sealed_key);
  hw_sqlite_bind_id (insert, &mail->registration_id);
  hw_sqlite_bind_int (insert, mail->requested_at);
  hw_sqlite_bind_int (insert, mail->stale_at);
  hw_sqlite_bind_int (insert, mail->next_attempt_at);
  hw_sqlite_bind_int (insert, mail->attempts);

  return hw_sqlite_execute (insert, error);
}

gboolean
hw_sqlite_outbox_discard_keys (HwSqliteConnection *connection, const HwId *registration, GError **error)
{
  g_autoptr (HwSqliteStatement) change = hw_sqlite_statement (
    connection, "UPDATE outbox SET discard = 1 WHERE registration_id = ? AND kind = 'key'");

  hw_sqlite_bind_id (change, registration);

  return hw_sqlite_execute (change, error);
}

gboolean
hw_sqlite_outbox_discard_open_keys (HwSqliteConnection *connection,
                                    gint64 account_id,
                                    const HwId *except,
                                    GError **error)
{
  static const HwId none = { "" };
  g_autoptr (HwSqliteStatement) change = hw_sqlite_statement (
    connection, "UPDATE outbox SET discard = 1 WHERE kind = 'key' AND registration_id IN"
                " (SELECT id FROM registrations WHERE account_id = ? AND completed_at = 0 AND id IS NOT ?)");

  hw_sqlite_bind_int (change, account_id);
  hw_sqlite_bind_id (change, except != NULL ? except : &none);

  return hw_sqlite_execute (change, error);
}

gboolean
hw_sqlite_outbox_supersede (HwSqliteConnection *connection, const HwId *registration, GError **error)
{
  g_autoptr (HwSqliteStatement) remove =
    hw_sqlite_statement (connection, "DELETE FROM outbox WHERE registration_id = ? AND kind = 'key'");

  hw_sqlite_bind_id (remove, registration);

  return hw_sqlite_execute (remove, error);
}

/* ---- Leasing ---- */

static gboolean
find_due (HwSqliteConnection *connection, gint64 now, guint most, GPtrArray *mails, GError **error)
{
  g_autoptr (HwSqliteStatement) find =
    hw_sqlite_statement (connection, "SELECT " HW_SQLITE_MAIL_COLUMNS " FROM outbox m WHERE " DUE_AT
                                     " <= ? ORDER BY " DUE_AT ", m.id LIMIT ?");
  HwSqliteStep step;

  hw_sqlite_bind_int (find, now);
  hw_sqlite_bind_int (find, most);
  while ((step = hw_sqlite_step (find, error)) == HW_SQLITE_ROW)
    {
      HwMailRecord *mail = hw_sqlite_read_mail (find, error);

      if (mail == NULL)
        return FALSE;
      g_ptr_array_add (mails, mail);
    }

  return step == HW_SQLITE_DONE;
}

static gboolean
lease_until (HwSqliteConnection *connection, const HwId *id, gint64 until, gboolean *there, GError **error)
{
  g_autoptr (HwSqliteStatement) change =
    hw_sqlite_statement (connection, "UPDATE outbox SET leased_until = ? WHERE id = ?");

  hw_sqlite_bind_int (change, until);
  hw_sqlite_bind_id (change, id);
  if (!hw_sqlite_execute (change, error))
    return FALSE;

  if (there != NULL)
    *there = hw_sqlite_connection_changes (connection) > 0;

  return TRUE;
}

static gboolean
lease_in (HwSqliteConnection *connection,
          gint64 now,
          gint64 until,
          guint most,
          GPtrArray *mails,
          GError **error)
{
  if (!find_due (connection, now, most, mails, error))
    return FALSE;

  for (guint i = 0; i < mails->len; i++)
    {
      const HwMailRecord *mail = g_ptr_array_index (mails, i);

      if (!lease_until (connection, &mail->id, until, NULL, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
hw_sqlite_lease_mails (HwStore *self, gint64 now, gint64 until, guint most, GPtrArray **mails, GError **error)
{
  g_autoptr (GPtrArray) leased = g_ptr_array_new_with_free_func ((GDestroyNotify) hw_mail_record_free);
  HwSqliteConnection *connection = hw_sqlite_store_begin (self, TRUE, error);
  gboolean done;

  if (connection == NULL)
    return FALSE;

  done = lease_in (connection, now, until, most, leased, error);
  if (!hw_sqlite_store_end (self, connection, done, error))
    return FALSE;

  *mails = g_steal_pointer (&leased);

  return TRUE;
}

gboolean
hw_sqlite_mail_hold (HwStore *self, const HwId *id, gint64 until, gboolean *held, GError **error)
{
  HwSqliteConnection *connection = hw_sqlite_store_begin (self, TRUE, error);
  gboolean there = FALSE;
  gboolean done;

  if (connection == NULL)
    return FALSE;

  done = lease_until (connection, id, until, &there, error);
  if (!hw_sqlite_store_end (self, connection, done, error))
    return FALSE;

  *held = there;

  return TRUE;
}

static gboolean
remove_mail (HwSqliteConnection *connection, const HwId *id, GError **error)
{
  g_autoptr (HwSqliteStatement) remove = hw_sqlite_statement (connection, "DELETE FROM outbox WHERE id = ?");

  hw_sqlite_bind_id (remove, id);

  return hw_sqlite_execute (remove, error);
}

gboolean
hw_sqlite_mail_done (HwStore *self, const HwId *id, GError **error)
{
  HwSqliteConnection *connection = hw_sqlite_store_begin (self, TRUE, error);
  gboolean done;

  if (connection == NULL)
    return FALSE;

  done = remove_mail (connection, id, error);

  return hw_sqlite_store_end (self, connection, done, error);
}

static gboolean
put_off (HwSqliteConnection *connection,
         const HwId *id,
         gint64 next_attempt_at,
         const char *reason,
         GError **error)
{
  g_autoptr (HwSqliteStatement) change =
    hw_sqlite_statement (connection, "UPDATE outbox SET next_attempt_at = ?, leased_until = 0,"
                                     " attempts = attempts + 1, last_failure = ? WHERE id = ?");

  hw_sqlite_bind_int (change, next_attempt_at);
  hw_sqlite_bind_text (change, reason);
  hw_sqlite_bind_id (change, id);

  return hw_sqlite_execute (change, error);
}

gboolean
hw_sqlite_mail_retry (HwStore *self,
                      const HwId *id,
                      gint64 next_attempt_at,
                      const char *reason,
                      GError **error)
{
  HwSqliteConnection *connection = hw_sqlite_store_begin (self, TRUE, error);
  gboolean done;

  if (connection == NULL)
    return FALSE;

  done = put_off (connection, id, next_attempt_at, reason, error);

  return hw_sqlite_store_end (self, connection, done, error);
}

/* ---- Looking on ---- */

static gboolean
next_in (HwSqliteConnection *connection, gint64 *next_at, GError **error)
{
  g_autoptr (HwSqliteStatement) find =
    hw_sqlite_statement (connection, "SELECT " DUE_AT " FROM outbox m ORDER BY " DUE_AT " LIMIT 1");
  HwSqliteStep step = hw_sqlite_step (find, error);

  if (step == HW_SQLITE_ROW)
    *next_at = sqlite3_column_int64 (hw_sqlite_statement_row (find), 0);

  return step != HW_SQLITE_FAILED;
}

gboolean
hw_sqlite_next_mail_at (HwStore *self, gint64 *next_at, GError **error)
{
  HwSqliteConnection *connection = hw_sqlite_store_begin (self, FALSE, error);
  gint64 found = 0;
  gboolean done;

  if (connection == NULL)
    return FALSE;

  done = next_in (connection, &found, error);
  if (!hw_sqlite_store_end (self, connection, done, error))
    return FALSE;

  *next_at = found;

  return TRUE;
}

static gboolean
state_in (HwSqliteConnection *connection, HwOutboxState *state, GError **error)
{
  g_autoptr (HwSqliteStatement) find = hw_sqlite_statement (
    connection, "SELECT (SELECT count (*) FROM outbox),"
                " coalesce ((SELECT min (requested_at) FROM outbox WHERE discard = 0), 0)");

  if (hw_sqlite_step (find, error) != HW_SQLITE_ROW)
    return FALSE;

  state->waiting = (guint) sqlite3_column_int64 (hw_sqlite_statement_row (find), 0);
  state->oldest_at = sqlite3_column_int64 (hw_sqlite_statement_row (find), 1);

  return TRUE;
}

gboolean
hw_sqlite_outbox_state (HwStore *self, HwOutboxState *state, GError **error)
{
  HwSqliteConnection *connection = hw_sqlite_store_begin (self, FALSE, error);
  HwOutboxState found = { 0 };
  gboolean done;

  if (connection == NULL)
    return FALSE;

  done = state_in (connection, &found, error);
  if (!hw_sqlite_store_end (self, connection, done, error))
    return FALSE;

  *state = found;

  return TRUE;
}
