/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/store/postgres/hw-postgres-connection.h"

#include "server/store/postgres/hw-postgres-error.h"
#include "server/store/postgres/hw-postgres-statement.h"
#include "server/store/sql/hw-sql-driver.h"

#include <errno.h>
#include <poll.h>
#include <string.h>

#define OLDEST_SERVER 150000
#define SET_UP_PATIENCE (5 * G_TIME_SPAN_SECOND)
#define ROLL_BACK_PATIENCE (1 * G_TIME_SPAN_SECOND)

struct _HwPostgresConnection
{
  HwSqlConnection parent;
  PGconn *pg;
  gint64 deadline;
  HwPostgresFate fate;
  gboolean committing;
  gboolean warned; /* the server warned of something since the last statement was sent */
};

/* ---- Waiting for answers ---- */

static gboolean
is_good (const PGresult *result)
{
  ExecStatusType status = PQresultStatus (result);

  return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

static void
meet_fate (HwPostgresConnection *self, HwPostgresFate fate)
{
  if (self->committing && fate == HW_POSTGRES_LOST)
    fate = HW_POSTGRES_UNCERTAIN;
  /* What is lost stays lost, whatever fails afterwards. */
  self->fate = MAX (self->fate, fate);
}

static void
lose (HwPostgresConnection *self, const char *message, GError **error)
{
  meet_fate (self, HW_POSTGRES_LOST);
  hw_postgres_set_error (error, NULL, message);
}

static gboolean
wait_for (HwPostgresConnection *self, short events, GError **error)
{
  struct pollfd fd = { .fd = PQsocket (self->pg), .events = events };
  int n_ready;

  do
    {
      gint64 left = MAX (self->deadline - g_get_monotonic_time (), 0);

      n_ready = poll (&fd, 1, (int) MIN (left / 1000 + 1, G_MAXINT));
    }
  while (n_ready < 0 && errno == EINTR);

  if (n_ready > 0)
    return TRUE;

  lose (self, n_ready == 0 ? "the server did not answer in time" : g_strerror (errno), error);
  return FALSE;
}

static gboolean
flush (HwPostgresConnection *self, GError **error)
{
  int left;

  while ((left = PQflush (self->pg)) > 0)
    {
      /* Read too, or both ends may wait for each other. */
      if (!wait_for (self, POLLIN | POLLOUT, error))
        return FALSE;
      if (!PQconsumeInput (self->pg))
        break;
    }
  if (left == 0)
    return TRUE;

  lose (self, PQerrorMessage (self->pg), error);
  return FALSE;
}

/* @result: (out) (transfer full) (nullable): the next one; %NULL: there are no more. */
static gboolean
next_result (HwPostgresConnection *self, PGresult **result, GError **error)
{
  while (PQisBusy (self->pg))
    {
      if (!wait_for (self, POLLIN, error))
        return FALSE;
      if (!PQconsumeInput (self->pg))
        {
          lose (self, PQerrorMessage (self->pg), error);
          return FALSE;
        }
    }

  *result = PQgetResult (self->pg);

  return TRUE;
}

PGresult *
hw_postgres_connection_finish (HwPostgresConnection *self, int sent, GError **error)
{
  g_autoptr (PGresult) result = NULL;
  PGresult *next;
  const char *state;

  if (!sent)
    {
      lose (self, PQerrorMessage (self->pg), error);
      return NULL;
    }
  if (!flush (self, error))
    return NULL;

  for (;;)
    {
      if (!next_result (self, &next, error))
        return NULL;
      if (next == NULL)
        break;
      /* Of several the first that is wrong counts. */
      if (result == NULL || is_good (result))
        {
          g_clear_pointer (&result, PQclear);
          result = next;
        }
      else
        PQclear (next);
    }

  if (is_good (result))
    return g_steal_pointer (&result);

  /* Details are left out: they may repeat a row. */
  state = PQresultErrorField (result, PG_DIAG_SQLSTATE);
  meet_fate (self, hw_postgres_fate_for_state (state));
  if (PQstatus (self->pg) == CONNECTION_BAD)
    meet_fate (self, HW_POSTGRES_LOST);
  hw_postgres_set_error (error, state,
                         state != NULL ? PQresultErrorField (result, PG_DIAG_MESSAGE_PRIMARY)
                                       : PQerrorMessage (self->pg));
  return NULL;
}

static void
on_notice (void *data, const PGresult *result)
{
  HwPostgresConnection *self = data;
  const char *severity = PQresultErrorField (result, PG_DIAG_SEVERITY_NONLOCALIZED);

  if (g_strcmp0 (severity, "WARNING") == 0)
    self->warned = TRUE;
  g_debug ("PostgreSQL: %s", PQresultErrorField (result, PG_DIAG_MESSAGE_PRIMARY));
}

gboolean
hw_postgres_connection_run (HwPostgresConnection *self, const char *sql, GError **error)
{
  g_autoptr (PGresult) result = NULL;

  self->warned = FALSE;
  result = hw_postgres_connection_finish (self, PQsendQuery (self->pg, sql), error);

  return result != NULL;
}

/* ---- Opening ---- */

static gboolean
check_server (HwPostgresConnection *self, GError **error)
{
  const char *encoding = PQparameterStatus (self->pg, "server_encoding");
  int version = PQserverVersion (self->pg);

  if (version < OLDEST_SERVER)
    {
      g_set_error (error, HW_STORE_ERROR, HW_STORE_ERROR_FAILED,
                   "The database server is PostgreSQL %d, or speaks like it: 15 or newer is needed",
                   version / 10000);
      return FALSE;
    }
  if (g_strcmp0 (encoding, "UTF8") != 0)
    {
      g_set_error (error, HW_STORE_ERROR, HW_STORE_ERROR_FAILED,
                   "The database is encoded in %s: create one with ENCODING 'UTF8'",
                   encoding != NULL ? encoding : "nothing known");
      return FALSE;
    }

  return TRUE;
}

/* A commit is acknowledged when it is on the disk, and on the standby's where the server has one to wait for;
 * an operator may ask for more. Nobody holds a lock or keeps the server busy for long. */
static gboolean
set_up (HwPostgresConnection *self, GError **error)
{
  return hw_postgres_connection_run (
    self,
    "SELECT set_config ('search_path', '" HW_POSTGRES_SCHEMA ", pg_temp', false),"
    " set_config ('synchronous_commit', CASE current_setting ('synchronous_commit')"
    " WHEN 'remote_apply' THEN 'remote_apply' ELSE 'on' END, false),"
    " set_config ('lock_timeout', '4s', false), set_config ('statement_timeout', '5s', false),"
    " set_config ('idle_in_transaction_session_timeout', '15s', false),"
    " set_config ('client_min_messages', 'warning', false)",
    error);
}

HwPostgresConnection *
hw_postgres_connection_open (const HwPostgresTarget *target, GError **error)
{
  g_autoptr (HwPostgresConnection) self = g_new0 (HwPostgresConnection, 1);

  hw_sql_connection_init (&self->parent, hw_postgres_driver ());
  self->pg =
    PQconnectdbParams (hw_postgres_target_keywords (target), hw_postgres_target_values (target), FALSE);
  if (PQstatus (self->pg) != CONNECTION_OK)
    {
      lose (self, PQerrorMessage (self->pg), error);
      return NULL;
    }

  PQsetNoticeReceiver (self->pg, on_notice, self);
  PQsetnonblocking (self->pg, TRUE);
  hw_postgres_connection_set_deadline (self, g_get_monotonic_time () + SET_UP_PATIENCE);
  if (!check_server (self, error) || !set_up (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

void
hw_postgres_connection_close (HwPostgresConnection *self)
{
  if (self == NULL)
    return;

  hw_sql_connection_clear (&self->parent);
  PQfinish (self->pg);
  g_free (self);
}

void
hw_postgres_connection_set_deadline (HwPostgresConnection *self, gint64 deadline)
{
  self->deadline = deadline;
}

/* ---- Transactions ---- */

gboolean
hw_postgres_connection_begin (HwPostgresConnection *self, gboolean write, GError **error)
{
  self->fate = HW_POSTGRES_FINE;
  self->parent.writing = write;

  /* Writers read what is newest once they have their locks; readers see one moment. */
  return hw_postgres_connection_run (self,
                                     write ? "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"
                                           : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
                                     error);
}

gboolean
hw_postgres_connection_commit (HwPostgresConnection *self, GError **error)
{
  g_autoptr (PGresult) result = NULL;

  self->committing = TRUE;
  self->warned = FALSE;
  result = hw_postgres_connection_finish (self, PQsendQuery (self->pg, "COMMIT"), error);
  if (result != NULL && (self->warned || strcmp (PQcmdStatus (result), "COMMIT") != 0))
    {
      /* "The transaction has already committed locally, but might not have been replicated to the standby" is
       * a warning: nothing that may be lost is acknowledged. */
      lose (self, "the server could not make sure that what was committed stays", error);
      g_clear_pointer (&result, PQclear);
    }
  self->committing = FALSE;
  if (result != NULL)
    return TRUE;

  hw_postgres_connection_roll_back (self);
  return FALSE;
}

void
hw_postgres_connection_roll_back (HwPostgresConnection *self)
{
  g_autoptr (GError) error = NULL;

  if (self->fate >= HW_POSTGRES_LOST || PQtransactionStatus (self->pg) == PQTRANS_IDLE)
    return;

  self->deadline = MAX (self->deadline, g_get_monotonic_time () + ROLL_BACK_PATIENCE);
  /* Where this fails the connection is closed, and the server rolls back. */
  if (!hw_postgres_connection_run (self, "ROLLBACK", &error))
    meet_fate (self, HW_POSTGRES_LOST);
}

HwPostgresFate
hw_postgres_connection_fate (HwPostgresConnection *self)
{
  return self->fate;
}

gboolean
hw_postgres_connection_is_usable (HwPostgresConnection *self)
{
  struct pollfd fd = { .fd = PQsocket (self->pg), .events = POLLIN | POLLRDHUP };

  if (self->fate >= HW_POSTGRES_LOST || PQstatus (self->pg) != CONNECTION_OK
      || PQtransactionStatus (self->pg) != PQTRANS_IDLE)
    return FALSE;

  /* Nobody was asked anything: what there is to read is a farewell. */
  return poll (&fd, 1, 0) == 0;
}

HwSqlConnection *
hw_postgres_connection_sql (HwPostgresConnection *self)
{
  return &self->parent;
}

PGconn *
hw_postgres_connection_pg (HwPostgresConnection *self)
{
  return self->pg;
}
