/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/store/sql/hw-sql-methods.h"
#include "server/store/sql/hw-sql-parts.h"
#include "server/store/sql/hw-sql-rows.h"
#include "server/store/sql/hw-sql-store.h"

#include "server/store/hw-record-names.h"

/* When a row may be leased; the index outbox_by_due is over just this expression. */
#define SQLITE_DUE_AT "max (m.next_attempt_at, m.leased_until)"
#define POSTGRES_DUE_AT "greatest (m.next_attempt_at, m.leased_until)"

/* ---- What other transactions do to it ---- */

gboolean
hw_sql_outbox_queue (HwSqlConnection *connection,
                     const HwMailRecord *mail,
                     const char *recipient,
                     GError **error)
{
  g_autoptr (HwSqlStatement) insert = hw_sql_statement (
    connection, "INSERT INTO outbox (id, kind, discard, purpose, language, recipient, reference, sealed_key,"
                " registration_id, requested_at, stale_at, next_attempt_at, attempts)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");

  hw_sql_bind_id (insert, &mail->id);
  hw_sql_bind_text (insert, hw_mail_kind_name (mail->kind));
  hw_sql_bind_int (insert, mail->discard != FALSE);
  hw_sql_bind_text (insert, hw_purpose_name (mail->purpose));
  hw_sql_bind_text (insert, hw_language_tag (mail->language));
  hw_sql_bind_text (insert, recipient != NULL ? recipient : mail->recipient);
  hw_sql_bind_text (insert, mail->reference);
  hw_sql_bind_bytes (insert, mail->sealed_key);
  hw_sql_bind_id (insert, &mail->registration_id);
  hw_sql_bind_int (insert, mail->requested_at);
  hw_sql_bind_int (insert, mail->stale_at);
  hw_sql_bind_int (insert, mail->next_attempt_at);
  hw_sql_bind_int (insert, mail->attempts);

  return hw_sql_execute (insert, error);
}

gboolean
hw_sql_outbox_discard_keys (HwSqlConnection *connection, const HwId *registration, GError **error)
{
  g_autoptr (HwSqlStatement) change =
    hw_sql_statement (connection, "UPDATE outbox SET discard = 1 WHERE registration_id = ? AND kind = 'key'");

  hw_sql_bind_id (change, registration);

  return hw_sql_execute (change, error);
}

gboolean
hw_sql_outbox_discard_open_keys (HwSqlConnection *connection,
                                 gint64 account_id,
                                 const HwId *except,
                                 GError **error)
{
  g_autoptr (HwSqlStatement) change = hw_sql_statement (
    connection, "UPDATE outbox SET discard = 1 WHERE kind = 'key' AND registration_id IN"
                " (SELECT id FROM registrations WHERE account_id = ? AND completed_at = 0 AND id <> ?)");

  hw_sql_bind_int (change, account_id);
  hw_sql_bind_text (change, except != NULL ? except->text : "");

  return hw_sql_execute (change, error);
}

gboolean
hw_sql_outbox_supersede (HwSqlConnection *connection, const HwId *registration, GError **error)
{
  g_autoptr (HwSqlStatement) remove =
    hw_sql_statement (connection, "DELETE FROM outbox WHERE registration_id = ? AND kind = 'key'");

  hw_sql_bind_id (remove, registration);

  return hw_sql_execute (remove, error);
}

/* ---- Leasing ---- */

#define SELECT_DUE(due_at) \
  "SELECT " HW_SQL_MAIL_COLUMNS " FROM outbox m WHERE " due_at " <= ? ORDER BY " due_at ", m.id LIMIT ?"

typedef struct
{
  gint64 now;
  gint64 until;
  guint most;
  GPtrArray *mails;
} Lease;

/* Rows that another process is about to lease are passed over. */
static gboolean
find_due (HwSqlConnection *connection, const Lease *lease, GError **error)
{
  g_autoptr (HwSqlStatement) find =
    hw_sql_statement (connection, hw_sql_pick (connection, SELECT_DUE (SQLITE_DUE_AT),
                                               SELECT_DUE (POSTGRES_DUE_AT) " FOR UPDATE SKIP LOCKED"));
  HwSqlStep step;

  g_ptr_array_set_size (lease->mails, 0);
  hw_sql_bind_int (find, lease->now);
  hw_sql_bind_int (find, lease->most);
  while ((step = hw_sql_step (find, error)) == HW_SQL_ROW)
    {
      HwMailRecord *mail = hw_sql_read_mail (find, error);

      if (mail == NULL)
        return FALSE;
      g_ptr_array_add (lease->mails, mail);
    }

  return step == HW_SQL_DONE;
}

static gboolean
lease_until (HwSqlConnection *connection, const HwId *id, gint64 until, GError **error)
{
  g_autoptr (HwSqlStatement) change =
    hw_sql_statement (connection, "UPDATE outbox SET leased_until = ? WHERE id = ?");

  hw_sql_bind_int (change, until);
  hw_sql_bind_id (change, id);

  return hw_sql_execute (change, error);
}

static gboolean
lease_in (HwSqlConnection *connection, gpointer data, GError **error)
{
  Lease *lease = data;

  if (!find_due (connection, lease, error))
    return FALSE;

  for (guint i = 0; i < lease->mails->len; i++)
    {
      const HwMailRecord *mail = g_ptr_array_index (lease->mails, i);

      if (!lease_until (connection, &mail->id, lease->until, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
hw_sql_lease_mails (HwStore *self, gint64 now, gint64 until, guint most, GPtrArray **mails, GError **error)
{
  g_autoptr (GPtrArray) leased = g_ptr_array_new_with_free_func ((GDestroyNotify) hw_mail_record_free);
  Lease lease = { now, until, most, leased };

  if (!hw_sql_store_write (self, lease_in, &lease, error))
    return FALSE;

  *mails = g_steal_pointer (&leased);

  return TRUE;
}

typedef struct
{
  const HwId *id;
  gint64 until;
  gboolean held;
} Hold;

static gboolean
hold_in (HwSqlConnection *connection, gpointer data, GError **error)
{
  Hold *hold = data;

  if (!lease_until (connection, hold->id, hold->until, error))
    return FALSE;

  hold->held = hw_sql_changes (connection) > 0;

  return TRUE;
}

gboolean
hw_sql_mail_hold (HwStore *self, const HwId *id, gint64 until, gboolean *held, GError **error)
{
  Hold hold = { id, until, FALSE };

  if (!hw_sql_store_write (self, hold_in, &hold, error))
    return FALSE;

  *held = hold.held;

  return TRUE;
}

static gboolean
remove_in (HwSqlConnection *connection, gpointer id, GError **error)
{
  g_autoptr (HwSqlStatement) remove = hw_sql_statement (connection, "DELETE FROM outbox WHERE id = ?");

  hw_sql_bind_id (remove, id);

  return hw_sql_execute (remove, error);
}

gboolean
hw_sql_mail_done (HwStore *self, const HwId *id, GError **error)
{
  return hw_sql_store_write (self, remove_in, (gpointer) id, error);
}

typedef struct
{
  const HwId *id;
  gint64 next_attempt_at;
  const char *reason;
} PutOff;

static gboolean
put_off_in (HwSqlConnection *connection, gpointer data, GError **error)
{
  PutOff *put_off = data;
  g_autoptr (HwSqlStatement) change =
    hw_sql_statement (connection, "UPDATE outbox SET next_attempt_at = ?, leased_until = 0,"
                                  " attempts = attempts + 1, last_failure = ? WHERE id = ?");

  hw_sql_bind_int (change, put_off->next_attempt_at);
  hw_sql_bind_text (change, put_off->reason);
  hw_sql_bind_id (change, put_off->id);

  return hw_sql_execute (change, error);
}

gboolean
hw_sql_mail_retry (HwStore *self, const HwId *id, gint64 next_attempt_at, const char *reason, GError **error)
{
  PutOff put_off = { id, next_attempt_at, reason };

  return hw_sql_store_write (self, put_off_in, &put_off, error);
}

/* ---- Looking on ---- */

#define SELECT_NEXT(due_at) "SELECT " due_at " FROM outbox m ORDER BY " due_at " LIMIT 1"

static gboolean
next_in (HwSqlConnection *connection, gpointer data, GError **error)
{
  gint64 *next_at = data;
  g_autoptr (HwSqlStatement) find = hw_sql_statement (
    connection, hw_sql_pick (connection, SELECT_NEXT (SQLITE_DUE_AT), SELECT_NEXT (POSTGRES_DUE_AT)));
  HwSqlStep step = hw_sql_step (find, error);

  *next_at = 0;
  if (step == HW_SQL_ROW)
    return hw_sql_read_int (find, 0, next_at, error);

  return step == HW_SQL_DONE;
}

gboolean
hw_sql_next_mail_at (HwStore *self, gint64 *next_at, GError **error)
{
  gint64 found;

  if (!hw_sql_store_read (self, next_in, &found, error))
    return FALSE;

  *next_at = found;

  return TRUE;
}

static gboolean
state_in (HwSqlConnection *connection, gpointer data, GError **error)
{
  HwOutboxState *state = data;
  g_autoptr (HwSqlStatement) find =
    hw_sql_statement (connection, "SELECT (SELECT count (*) FROM outbox),"
                                  " coalesce ((SELECT min (requested_at) FROM outbox WHERE discard = 0), 0)");
  gint64 waiting;

  if (hw_sql_step (find, error) != HW_SQL_ROW || !hw_sql_read_int (find, 0, &waiting, error)
      || !hw_sql_read_int (find, 1, &state->oldest_at, error))
    return FALSE;

  state->waiting = (guint) MIN (waiting, G_MAXUINT);

  return TRUE;
}

gboolean
hw_sql_outbox_state (HwStore *self, HwOutboxState *state, GError **error)
{
  HwOutboxState found = { 0 };

  if (!hw_sql_store_read (self, state_in, &found, error))
    return FALSE;

  *state = found;

  return TRUE;
}
