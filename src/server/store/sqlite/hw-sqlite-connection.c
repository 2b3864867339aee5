/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/store/sqlite/hw-sqlite-connection.h"

#include "server/store/sql/hw-sql-driver.h"

#include <sqlite3.h>

typedef struct
{
  HwSqlStatement parent;
  const char *sql;
  sqlite3_stmt *statement; /* NULL where it could not be prepared */
  int code;                /* of what went wrong since it was taken */
} Statement;

struct _HwSqliteConnection
{
  HwSqlConnection parent;
  sqlite3 *database;
};

/* ---- Errors ---- */

static HwStoreError
error_for_code (int code)
{
  switch (code & 0xff)
    {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_FULL:
    case SQLITE_READONLY:
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_NOMEM:
    case SQLITE_PROTOCOL:
      return HW_STORE_ERROR_UNAVAILABLE;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return HW_STORE_ERROR_NOT_A_STORE;
    default:
      return HW_STORE_ERROR_FAILED;
    }
}

static void
set_error (GError **error, int code, const char *message)
{
  g_set_error (error, HW_STORE_ERROR, error_for_code (code), "SQLite: %s (%d)", message, code);
}

static void
set_last_error (HwSqliteConnection *self, GError **error)
{
  set_error (error, sqlite3_extended_errcode (self->database), sqlite3_errmsg (self->database));
}

/* ---- Statements ---- */

static sqlite3 *
database_of (HwSqlStatement *statement)
{
  return ((HwSqliteConnection *) statement->connection)->database;
}

static HwSqlStatement *
statement_new (HwSqlConnection *connection, const char *sql)
{
  Statement *self = g_new0 (Statement, 1);

  self->sql = sql;

  return &self->parent;
}

static void
statement_free (HwSqlStatement *statement)
{
  Statement *self = (Statement *) statement;

  sqlite3_finalize (self->statement);
  g_free (self);
}

static void
take (HwSqlStatement *statement)
{
  Statement *self = (Statement *) statement;

  self->code = SQLITE_OK;
  if (self->statement == NULL)
    self->code = sqlite3_prepare_v3 (database_of (statement), self->sql, -1, SQLITE_PREPARE_PERSISTENT,
                                     &self->statement, NULL);
}

static void
done (HwSqlStatement *statement)
{
  Statement *self = (Statement *) statement;

  if (self->statement == NULL)
    return;

  sqlite3_reset (self->statement);
  sqlite3_clear_bindings (self->statement);
}

static void
bind_int (HwSqlStatement *statement, guint index, gint64 value)
{
  Statement *self = (Statement *) statement;

  if (self->code == SQLITE_OK)
    self->code = sqlite3_bind_int64 (self->statement, (int) index + 1, value);
}

static void
bind_bytes (HwSqlStatement *statement, guint index, HwSqlType type, const void *bytes, gsize length)
{
  Statement *self = (Statement *) statement;

  if (self->code != SQLITE_OK)
    return;

  if (type == HW_SQL_TEXT)
    self->code =
      sqlite3_bind_text64 (self->statement, (int) index + 1, bytes, length, SQLITE_STATIC, SQLITE_UTF8);
  else
    self->code = sqlite3_bind_blob64 (self->statement, (int) index + 1, bytes, length, SQLITE_STATIC);
}

static HwSqlStep
step (HwSqlStatement *statement, GError **error)
{
  Statement *self = (Statement *) statement;

  if (self->code != SQLITE_OK)
    {
      set_error (error, self->code, sqlite3_errmsg (database_of (statement)));
      return HW_SQL_FAILED;
    }
  g_assert ((int) statement->n_bound == sqlite3_bind_parameter_count (self->statement));

  switch (sqlite3_step (self->statement))
    {
    case SQLITE_ROW:
      return HW_SQL_ROW;
    case SQLITE_DONE:
      statement->connection->changes = (guint) sqlite3_changes (database_of (statement));
      return HW_SQL_DONE;
    default:
      set_last_error ((HwSqliteConnection *) statement->connection, error);
      return HW_SQL_FAILED;
    }
}

/* ---- Rows ---- */

static HwSqlType
column_type (HwSqlStatement *statement, int index)
{
  switch (sqlite3_column_type (((Statement *) statement)->statement, index))
    {
    case SQLITE_NULL:
      return HW_SQL_NULL;
    case SQLITE_INTEGER:
      return HW_SQL_INT;
    case SQLITE_TEXT:
      return HW_SQL_TEXT;
    case SQLITE_BLOB:
      return HW_SQL_BLOB;
    default:
      return HW_SQL_OTHER;
    }
}

static gint64
column_int (HwSqlStatement *statement, int index)
{
  return sqlite3_column_int64 (((Statement *) statement)->statement, index);
}

/* A text as it stands in the row; SQLite ends it with NUL for either function. */
static const void *
column_bytes (HwSqlStatement *statement, int index, gsize *length)
{
  sqlite3_stmt *row = ((Statement *) statement)->statement;
  const void *bytes = column_type (statement, index) == HW_SQL_TEXT ? sqlite3_column_text (row, index)
                                                                    : sqlite3_column_blob (row, index);

  *length = (gsize) sqlite3_column_bytes (row, index);

  return bytes;
}

static const char *
column_name (HwSqlStatement *statement, int index)
{
  return sqlite3_column_name (((Statement *) statement)->statement, index);
}

/* One process writes at a time: there is nothing to lock. */
static const HwSqlDriver driver = {
  .dialect = HW_SQL_SQLITE,
  .statement_new = statement_new,
  .statement_free = statement_free,
  .take = take,
  .done = done,
  .bind_int = bind_int,
  .bind_bytes = bind_bytes,
  .step = step,
  .column_type = column_type,
  .column_int = column_int,
  .column_bytes = column_bytes,
  .column_name = column_name,
};

/* ---- The connection ---- */

HwSqliteConnection *
hw_sqlite_connection_open (const char *path, GError **error)
{
  g_autoptr (HwSqliteConnection) self = g_new0 (HwSqliteConnection, 1);
  int code;

  hw_sql_connection_init (&self->parent, &driver);
  code = sqlite3_open_v2 (path, &self->database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
  if (code != SQLITE_OK)
    {
      set_error (error, code, sqlite3_errstr (code));
      return NULL;
    }

  sqlite3_extended_result_codes (self->database, TRUE);
  sqlite3_db_config (self->database, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (self->database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config (self->database, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  hw_sqlite_connection_set_patience (self, HW_SQL_PATIENCE);

  return g_steal_pointer (&self);
}

void
hw_sqlite_connection_close (HwSqliteConnection *self)
{
  if (self == NULL)
    return;

  hw_sql_connection_clear (&self->parent);
  sqlite3_close (self->database);
  g_free (self);
}

HwSqlConnection *
hw_sqlite_connection_sql (HwSqliteConnection *self)
{
  return &self->parent;
}

void
hw_sqlite_connection_set_patience (HwSqliteConnection *self, gint64 patience)
{
  sqlite3_busy_timeout (self->database, (int) MAX (patience / 1000, 1));
}

gboolean
hw_sqlite_connection_run (HwSqliteConnection *self, const char *sql, GError **error)
{
  if (sqlite3_exec (self->database, sql, NULL, NULL, NULL) == SQLITE_OK)
    return TRUE;

  set_last_error (self, error);
  return FALSE;
}

static gboolean
run_kept (HwSqliteConnection *self, const char *sql, GError **error)
{
  g_autoptr (HwSqlStatement) statement = hw_sql_statement (&self->parent, sql);

  return hw_sql_execute (statement, error);
}

gboolean
hw_sqlite_connection_begin (HwSqliteConnection *self, gboolean write, GError **error)
{
  static const char begin_write[] = "BEGIN IMMEDIATE";
  static const char begin_read[] = "BEGIN";

  self->parent.writing = write;

  return run_kept (self, write ? begin_write : begin_read, error);
}

gboolean
hw_sqlite_connection_commit (HwSqliteConnection *self, GError **error)
{
  static const char commit[] = "COMMIT";

  if (run_kept (self, commit, error))
    return TRUE;

  hw_sqlite_connection_roll_back (self);
  return FALSE;
}

void
hw_sqlite_connection_roll_back (HwSqliteConnection *self)
{
  static const char roll_back[] = "ROLLBACK";
  g_autoptr (GError) error = NULL;

  /* SQLite rolls back by itself where the disk is full or fails. */
  if (sqlite3_get_autocommit (self->database))
    return;

  if (!run_kept (self, roll_back, &error))
    g_warning ("Cannot roll back: %s", error->message);
}
