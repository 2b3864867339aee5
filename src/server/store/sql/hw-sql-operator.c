/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/store/sql/hw-sql-methods.h"
#include "server/store/sql/hw-sql-parts.h"
#include "server/store/sql/hw-sql-rows.h"
#include "server/store/sql/hw-sql-store.h"

/* What the operator looks at and mends: the outbox, an address's audit and its limits. */

/* (transfer full) (nullable): of a column that may be NULL; FALSE where it holds something else. */
static gboolean
read_text_or_null (HwSqlStatement *statement, int index, char **text, GError **error)
{
  *text = NULL;
  if (hw_sql_column_type (statement, index) == HW_SQL_NULL)
    return TRUE;

  *text = hw_sql_read_text (statement, index, error);

  return *text != NULL;
}

static gboolean
read_count (HwSqlStatement *statement, int index, guint *count, GError **error)
{
  gint64 number;

  if (!hw_sql_read_int (statement, index, &number, error))
    return FALSE;

  *count = (guint) MIN (number, G_MAXUINT);

  return TRUE;
}

/* ---- The outbox ---- */

/* As HW_SQL_MAIL_COLUMNS, but the key stays where it is. */
#define LISTED_MAIL_COLUMNS                                                          \
  "m.id, m.kind, m.discard, m.purpose, m.language, m.recipient, m.reference, NULL, " \
  "m.registration_id, m.requested_at, m.stale_at, m.next_attempt_at, m.attempts, "   \
  "m.leased_until, m.last_failure"
#define LEASED_UNTIL 13
#define LAST_FAILURE 14

static HwMailRecord *
read_listed_mail (HwSqlStatement *statement, GError **error)
{
  g_autoptr (HwMailRecord) mail = hw_sql_read_mail (statement, error);

  if (mail == NULL || !hw_sql_read_int (statement, LEASED_UNTIL, &mail->leased_until, error)
      || !read_text_or_null (statement, LAST_FAILURE, &mail->last_failure, error))
    return NULL;

  return g_steal_pointer (&mail);
}

static gboolean
list_mails_in (HwSqlConnection *connection, gpointer data, GError **error)
{
  GPtrArray *mails = data;
  g_autoptr (HwSqlStatement) find =
    hw_sql_statement (connection, "SELECT " LISTED_MAIL_COLUMNS
                                  " FROM outbox m WHERE m.discard = 0 ORDER BY m.requested_at, m.id");
  HwSqlStep step;

  g_ptr_array_set_size (mails, 0);
  while ((step = hw_sql_step (find, error)) == HW_SQL_ROW)
    {
      HwMailRecord *mail = read_listed_mail (find, error);

      if (mail == NULL)
        return FALSE;
      g_ptr_array_add (mails, mail);
    }

  return step == HW_SQL_DONE;
}

gboolean
hw_sql_list_mails (HwStore *self, GPtrArray **mails, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) hw_mail_record_free);

  if (!hw_sql_store_read (self, list_mails_in, found, error))
    return FALSE;

  *mails = g_steal_pointer (&found);

  return TRUE;
}

typedef struct
{
  const HwId *id; /* (nullable): all */
  gint64 now;
  const HwAuditEvent *audit;
  guint count;
} Mending;

/* The audit tells what was done, not what was asked for. */
static gboolean
finish (HwSqlConnection *connection, const HwAuditEvent *audit, guint count, GError **error)
{
  return count == 0 || hw_sql_audit_write (connection, audit, error);
}

#define HURRY_ALL                                                                                        \
  "UPDATE outbox SET next_attempt_at = CASE WHEN next_attempt_at > ?1 THEN ?1 ELSE next_attempt_at END " \
  "WHERE discard = 0"

static gboolean
hurry_in (HwSqlConnection *connection, gpointer data, GError **error)
{
  Mending *mending = data;
  g_autoptr (HwSqlStatement) change =
    hw_sql_statement (connection, mending->id != NULL ? HURRY_ALL " AND id = ?2" : HURRY_ALL);

  hw_sql_bind_int (change, mending->now);
  if (mending->id != NULL)
    hw_sql_bind_id (change, mending->id);
  if (!hw_sql_execute (change, error))
    return FALSE;
  mending->count = hw_sql_changes (connection);

  return finish (connection, mending->audit, mending->count, error);
}

gboolean
hw_sql_hurry_mails (HwStore *self,
                    const HwId *id,
                    gint64 now,
                    const HwAuditEvent *audit,
                    guint *count,
                    GError **error)
{
  Mending mending = { .id = id, .now = now, .audit = audit };

  if (!hw_sql_store_write (self, hurry_in, &mending, error))
    return FALSE;

  *count = mending.count;

  return TRUE;
}

#define DROP_ALL "DELETE FROM outbox WHERE discard = 0"

static gboolean
drop_in (HwSqlConnection *connection, gpointer data, GError **error)
{
  Mending *mending = data;
  g_autoptr (HwSqlStatement) remove =
    hw_sql_statement (connection, mending->id != NULL ? DROP_ALL " AND id = ?" : DROP_ALL);

  if (mending->id != NULL)
    hw_sql_bind_id (remove, mending->id);
  if (!hw_sql_execute (remove, error))
    return FALSE;
  mending->count = hw_sql_changes (connection);

  return finish (connection, mending->audit, mending->count, error);
}

gboolean
hw_sql_drop_mails (HwStore *self, const HwId *id, const HwAuditEvent *audit, guint *count, GError **error)
{
  Mending mending = { .id = id, .audit = audit };

  if (!hw_sql_store_write (self, drop_in, &mending, error))
    return FALSE;

  *count = mending.count;

  return TRUE;
}

/* ---- The audit ---- */

typedef struct
{
  const HwHash *subject;
  guint most;
  GPtrArray *events;
} AuditSearch;

static HwAuditEvent *
read_audit (HwSqlStatement *statement, const HwHash *subject, GError **error)
{
  g_autoptr (HwAuditEvent) event = hw_audit_event_new ();
  g_autofree char *name = NULL;
  g_autofree char *outcome = NULL;

  if (!hw_sql_read_int (statement, 0, &event->at, error))
    return NULL;
  name = hw_sql_read_text (statement, 1, error);
  if (name == NULL)
    return NULL;
  outcome = hw_sql_read_text (statement, 2, error);
  if (outcome == NULL || !read_count (statement, 3, &event->count, error)
      || !read_text_or_null (statement, 4, &event->request_id, error)
      || !read_text_or_null (statement, 5, &event->origin, error)
      || !read_text_or_null (statement, 6, &event->masked_email, error))
    return NULL;

  /* There are a few dozen of them. */
  event->event = g_intern_string (name);
  event->outcome = g_intern_string (outcome);
  event->subject = *subject;

  return g_steal_pointer (&event);
}

static gboolean
list_audit_in (HwSqlConnection *connection, gpointer data, GError **error)
{
  AuditSearch *search = data;
  g_autoptr (HwSqlStatement) find = hw_sql_statement (
    connection, "SELECT at, event, outcome, count, request_id, origin, masked_email FROM audit"
                " WHERE subject = ? ORDER BY at DESC, id DESC LIMIT ?");
  HwSqlStep step;

  g_ptr_array_set_size (search->events, 0);
  hw_sql_bind_hash (find, search->subject);
  hw_sql_bind_int (find, search->most);
  while ((step = hw_sql_step (find, error)) == HW_SQL_ROW)
    {
      HwAuditEvent *event = read_audit (find, search->subject, error);

      if (event == NULL)
        return FALSE;
      g_ptr_array_insert (search->events, 0, event);
    }

  return step == HW_SQL_DONE;
}

gboolean
hw_sql_list_audit (HwStore *self, const HwHash *subject, guint most, GPtrArray **events, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) hw_audit_event_free);
  AuditSearch search = { subject, most, found };

  if (!hw_sql_store_read (self, list_audit_in, &search, error))
    return FALSE;

  *events = g_steal_pointer (&found);

  return TRUE;
}

/* ---- Limits ---- */

typedef struct
{
  const HwHash *owner;
  gint64 since;
  GArray *events;
} EventSearch;

static gboolean
list_events_in (HwSqlConnection *connection, gpointer data, GError **error)
{
  EventSearch *search = data;
  g_autoptr (HwSqlStatement) find = hw_sql_statement (
    connection, "SELECT subject, at FROM limit_events WHERE owner = ? AND at > ? ORDER BY at");
  HwSqlStep step;

  g_array_set_size (search->events, 0);
  hw_sql_bind_hash (find, search->owner);
  hw_sql_bind_int (find, search->since);
  while ((step = hw_sql_step (find, error)) == HW_SQL_ROW)
    {
      HwLimitEvent event;

      if (!hw_sql_read_hash (find, 0, &event.subject, error) || !hw_sql_read_int (find, 1, &event.at, error))
        return FALSE;
      g_array_append_val (search->events, event);
    }

  return step == HW_SQL_DONE;
}

gboolean
hw_sql_list_limit_events (HwStore *self, const HwHash *owner, gint64 since, GArray **events, GError **error)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (HwLimitEvent));
  EventSearch search = { owner, since, found };

  if (!hw_sql_store_read (self, list_events_in, &search, error))
    return FALSE;

  *events = g_steal_pointer (&found);

  return TRUE;
}

typedef struct
{
  const HwHash *owners;
  guint n_owners;
  const HwAuditEvent *audit;
  guint count;
} Clearing;

static gboolean
clear_in (HwSqlConnection *connection, gpointer data, GError **error)
{
  Clearing *clearing = data;

  clearing->count = 0;
  for (guint i = 0; i < clearing->n_owners; i++)
    {
      if (!hw_sql_limits_clear (connection, &clearing->owners[i], error))
        return FALSE;
      clearing->count += hw_sql_changes (connection);
    }

  return finish (connection, clearing->audit, clearing->count, error);
}

gboolean
hw_sql_clear_limits (HwStore *self,
                     const HwHash *owners,
                     guint n_owners,
                     const HwAuditEvent *audit,
                     guint *count,
                     GError **error)
{
  Clearing clearing = { owners, n_owners, audit, 0 };

  if (!hw_sql_store_write (self, clear_in, &clearing, error))
    return FALSE;

  *count = clearing.count;

  return TRUE;
}
