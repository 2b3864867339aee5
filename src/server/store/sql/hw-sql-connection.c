/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/store/sql/hw-sql-driver.h"

#include <string.h>

static void
free_statement (gpointer data)
{
  HwSqlStatement *statement = data;

  statement->connection->driver->statement_free (statement);
}

void
hw_sql_connection_init (HwSqlConnection *self, const HwSqlDriver *driver)
{
  self->driver = driver;
  self->statements = g_hash_table_new_full (NULL, NULL, NULL, free_statement);
}

void
hw_sql_connection_clear (HwSqlConnection *self)
{
  g_clear_pointer (&self->statements, g_hash_table_unref);
}

const char *
hw_sql_pick (HwSqlConnection *connection, const char *sqlite, const char *postgres)
{
  return connection->driver->dialect == HW_SQL_POSTGRES ? postgres : sqlite;
}

const char *
hw_sql_pick_for_update (HwSqlConnection *connection, const char *plain, const char *locking)
{
  return connection->writing ? hw_sql_pick (connection, plain, locking) : plain;
}

HwSqlStatement *
hw_sql_statement (HwSqlConnection *connection, const char *sql)
{
  HwSqlStatement *self = g_hash_table_lookup (connection->statements, sql);

  if (self == NULL)
    {
      self = connection->driver->statement_new (connection, sql);
      self->connection = connection;
      g_hash_table_insert (connection->statements, (gpointer) sql, self);
    }

  g_assert (!self->taken);
  self->taken = TRUE;
  self->n_bound = 0;
  connection->driver->take (self);

  return self;
}

void
hw_sql_statement_done (HwSqlStatement *self)
{
  if (self == NULL)
    return;

  self->taken = FALSE;
  self->connection->driver->done (self);
}

void
hw_sql_bind_int (HwSqlStatement *self, gint64 value)
{
  self->connection->driver->bind_int (self, self->n_bound++, value);
}

static void
bind_bytes (HwSqlStatement *self, HwSqlType type, const void *bytes, gsize length)
{
  self->connection->driver->bind_bytes (self, self->n_bound++, type, bytes, length);
}

void
hw_sql_bind_text (HwSqlStatement *self, const char *text)
{
  bind_bytes (self, HW_SQL_TEXT, text, text != NULL ? strlen (text) : 0);
}

void
hw_sql_bind_id (HwSqlStatement *self, const HwId *id)
{
  hw_sql_bind_text (self, id->text[0] != '\0' ? id->text : NULL);
}

void
hw_sql_bind_blob (HwSqlStatement *self, const void *bytes, gsize length)
{
  bind_bytes (self, HW_SQL_BLOB, bytes, length);
}

void
hw_sql_bind_hash (HwSqlStatement *self, const HwHash *hash)
{
  hw_sql_bind_blob (self, hash->bytes, sizeof hash->bytes);
}

void
hw_sql_bind_hash_or_null (HwSqlStatement *self, const HwHash *hash)
{
  static const HwHash none = { 0 };

  if (memcmp (hash, &none, sizeof none) != 0)
    hw_sql_bind_hash (self, hash);
  else
    hw_sql_bind_blob (self, NULL, 0);
}

void
hw_sql_bind_bytes (HwSqlStatement *self, GBytes *bytes)
{
  gsize length = 0;
  gconstpointer data = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;

  hw_sql_bind_blob (self, data, length);
}

HwSqlStep
hw_sql_step (HwSqlStatement *self, GError **error)
{
  return self->connection->driver->step (self, error);
}

gboolean
hw_sql_execute (HwSqlStatement *self, GError **error)
{
  HwSqlStep step = hw_sql_step (self, error);

  g_assert (step != HW_SQL_ROW);

  return step == HW_SQL_DONE;
}

guint
hw_sql_changes (HwSqlConnection *connection)
{
  return connection->changes;
}

HwSqlType
hw_sql_column_type (HwSqlStatement *self, int index)
{
  return self->connection->driver->column_type (self, index);
}

gint64
hw_sql_column_int (HwSqlStatement *self, int index)
{
  return self->connection->driver->column_int (self, index);
}

const void *
hw_sql_column_bytes (HwSqlStatement *self, int index, gsize *length)
{
  return self->connection->driver->column_bytes (self, index, length);
}

const char *
hw_sql_column_name (HwSqlStatement *self, int index)
{
  return self->connection->driver->column_name (self, index);
}
