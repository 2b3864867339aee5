/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/store/sqlite/hw-sqlite-connection.h"

#include <string.h>

struct _HwSqliteStatement
{
  HwSqliteConnection *connection;
  sqlite3_stmt *statement; /* NULL where it could not be prepared */
  int code;                /* of what went wrong since it was taken */
  int n_bound;
  gboolean taken;
};

struct _HwSqliteConnection
{
  sqlite3 *database;
  GHashTable *statements; /* text by address → HwSqliteStatement */
};

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

void
hw_sqlite_set_error (GError **error, int code, const char *message)
{
  g_set_error (error, HW_STORE_ERROR, error_for_code (code), "SQLite: %s (%d)", message, code);
}

static void
set_last_error (HwSqliteConnection *self, GError **error)
{
  hw_sqlite_set_error (error, sqlite3_extended_errcode (self->database), sqlite3_errmsg (self->database));
}

static void
statement_free (HwSqliteStatement *self)
{
  sqlite3_finalize (self->statement);
  g_free (self);
}

HwSqliteConnection *
hw_sqlite_connection_open (const char *path, GError **error)
{
  g_autoptr (HwSqliteConnection) self = g_new0 (HwSqliteConnection, 1);
  int code;

  self->statements = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) statement_free);
  code = sqlite3_open_v2 (path, &self->database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
  if (code != SQLITE_OK)
    {
      hw_sqlite_set_error (error, code, sqlite3_errstr (code));
      return NULL;
    }

  sqlite3_extended_result_codes (self->database, TRUE);
  sqlite3_db_config (self->database, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (self->database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config (self->database, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  hw_sqlite_connection_set_patience (self, HW_SQLITE_PATIENCE);

  return g_steal_pointer (&self);
}

void
hw_sqlite_connection_close (HwSqliteConnection *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->statements);
  sqlite3_close (self->database);
  g_free (self);
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
  g_autoptr (HwSqliteStatement) statement = hw_sqlite_statement (self, sql);

  return hw_sqlite_execute (statement, error);
}

gboolean
hw_sqlite_connection_begin (HwSqliteConnection *self, gboolean write, GError **error)
{
  static const char begin_write[] = "BEGIN IMMEDIATE";
  static const char begin_read[] = "BEGIN";

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

guint
hw_sqlite_connection_changes (HwSqliteConnection *self)
{
  return (guint) sqlite3_changes (self->database);
}

HwSqliteStatement *
hw_sqlite_statement (HwSqliteConnection *connection, const char *sql)
{
  HwSqliteStatement *self = g_hash_table_lookup (connection->statements, sql);

  if (self == NULL)
    {
      self = g_new0 (HwSqliteStatement, 1);
      self->connection = connection;
      g_hash_table_insert (connection->statements, (gpointer) sql, self);
    }

  g_assert (!self->taken);
  self->taken = TRUE;
  self->n_bound = 0;
  self->code = SQLITE_OK;
  if (self->statement == NULL)
    self->code =
      sqlite3_prepare_v3 (connection->database, sql, -1, SQLITE_PREPARE_PERSISTENT, &self->statement, NULL);

  return self;
}

void
hw_sqlite_statement_done (HwSqliteStatement *self)
{
  if (self == NULL)
    return;

  self->taken = FALSE;
  if (self->statement == NULL)
    return;

  sqlite3_reset (self->statement);
  sqlite3_clear_bindings (self->statement);
}

static void
bound (HwSqliteStatement *self, int code)
{
  if (self->code == SQLITE_OK)
    self->code = code;
}

static gboolean
next_parameter (HwSqliteStatement *self, int *index)
{
  *index = ++self->n_bound;

  return self->code == SQLITE_OK;
}

void
hw_sqlite_bind_int (HwSqliteStatement *self, gint64 value)
{
  int index;

  if (next_parameter (self, &index))
    bound (self, sqlite3_bind_int64 (self->statement, index, value));
}

void
hw_sqlite_bind_text (HwSqliteStatement *self, const char *text)
{
  int index;

  if (next_parameter (self, &index))
    bound (self, sqlite3_bind_text (self->statement, index, text, -1, SQLITE_STATIC));
}

void
hw_sqlite_bind_id (HwSqliteStatement *self, const HwId *id)
{
  hw_sqlite_bind_text (self, id->text[0] != '\0' ? id->text : NULL);
}

void
hw_sqlite_bind_blob (HwSqliteStatement *self, const void *bytes, gsize length)
{
  int index;

  if (next_parameter (self, &index))
    bound (self, sqlite3_bind_blob64 (self->statement, index, bytes, length, SQLITE_STATIC));
}

void
hw_sqlite_bind_hash (HwSqliteStatement *self, const HwHash *hash)
{
  hw_sqlite_bind_blob (self, hash->bytes, sizeof hash->bytes);
}

void
hw_sqlite_bind_hash_or_null (HwSqliteStatement *self, const HwHash *hash)
{
  static const HwHash none = { 0 };

  if (memcmp (hash, &none, sizeof none) != 0)
    hw_sqlite_bind_hash (self, hash);
  else
    hw_sqlite_bind_blob (self, NULL, 0);
}

void
hw_sqlite_bind_bytes (HwSqliteStatement *self, GBytes *bytes)
{
  gsize length = 0;
  gconstpointer data = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;

  hw_sqlite_bind_blob (self, data, length);
}

HwSqliteStep
hw_sqlite_step (HwSqliteStatement *self, GError **error)
{
  if (self->code != SQLITE_OK)
    {
      hw_sqlite_set_error (error, self->code, sqlite3_errmsg (self->connection->database));
      return HW_SQLITE_FAILED;
    }
  g_assert (self->n_bound == sqlite3_bind_parameter_count (self->statement));

  switch (sqlite3_step (self->statement))
    {
    case SQLITE_ROW:
      return HW_SQLITE_ROW;
    case SQLITE_DONE:
      return HW_SQLITE_DONE;
    default:
      set_last_error (self->connection, error);
      return HW_SQLITE_FAILED;
    }
}

gboolean
hw_sqlite_execute (HwSqliteStatement *self, GError **error)
{
  HwSqliteStep step = hw_sqlite_step (self, error);

  g_assert (step != HW_SQLITE_ROW);

  return step == HW_SQLITE_DONE;
}

sqlite3_stmt *
hw_sqlite_statement_row (HwSqliteStatement *self)
{
  return self->statement;
}
