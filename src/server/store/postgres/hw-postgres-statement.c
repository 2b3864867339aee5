/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/store/postgres/hw-postgres-statement.h"

#include "server/store/postgres/hw-postgres-connection.h"

#include <string.h>

#define MOST_PARAMETERS 24

/* Types of src/include/catalog/pg_type.dat; their numbers never change. */
#define OID_BYTEA 17
#define OID_INT8 20
#define OID_INT2 21
#define OID_INT4 23
#define OID_TEXT 25
#define OID_VARCHAR 1043

#define BINARY 1

typedef struct
{
  HwSqlStatement parent;
  char *text; /* with $1 for ?1 */
  char *name;
  guint n_parameters;
  gboolean prepared;
  Oid types[MOST_PARAMETERS];
  const char *values[MOST_PARAMETERS];
  int lengths[MOST_PARAMETERS];
  int formats[MOST_PARAMETERS];
  gint64 numbers[MOST_PARAMETERS]; /* big endian; what values of integers point to */
  PGresult *result;                /* (nullable) */
  int row;
} Statement;

/* ---- Parameters ---- */

/* "?" is the next parameter, "?1" the first; no text of ours has one inside quotes. */
static char *
number_parameters (const char *sql, guint *n_parameters)
{
  GString *text = g_string_new (NULL);
  guint number = 0;

  *n_parameters = 0;
  for (const char *next = sql; *next != '\0'; next++)
    {
      if (*next != '?')
        {
          g_string_append_c (text, *next);
          continue;
        }
      if (g_ascii_isdigit (next[1]))
        number = (guint) g_ascii_digit_value (*++next);
      else
        number++;
      g_string_append_printf (text, "$%u", number);
      *n_parameters = MAX (*n_parameters, number);
    }

  g_assert (*n_parameters <= MOST_PARAMETERS);

  return g_string_free (text, FALSE);
}

static HwSqlStatement *
statement_new (HwSqlConnection *connection, const char *sql)
{
  Statement *self = g_new0 (Statement, 1);

  self->text = number_parameters (sql, &self->n_parameters);
  self->name = g_strdup_printf ("hw%u", g_hash_table_size (connection->statements));
  for (guint i = 0; i < MOST_PARAMETERS; i++)
    self->formats[i] = BINARY;

  return &self->parent;
}

static void
statement_free (HwSqlStatement *statement)
{
  Statement *self = (Statement *) statement;

  PQclear (self->result);
  g_free (self->text);
  g_free (self->name);
  g_free (self);
}

static void
take (HwSqlStatement *statement)
{
}

static void
done (HwSqlStatement *statement)
{
  Statement *self = (Statement *) statement;

  g_clear_pointer (&self->result, PQclear);
  memset (self->values, 0, sizeof self->values);
}

static void
bind (Statement *self, guint index, Oid type, const void *value, int length)
{
  g_assert (index < self->n_parameters);
  g_assert (!self->prepared || self->types[index] == type);

  self->types[index] = type;
  self->values[index] = value;
  self->lengths[index] = length;
}

static void
bind_int (HwSqlStatement *statement, guint index, gint64 value)
{
  Statement *self = (Statement *) statement;

  self->numbers[index] = GINT64_TO_BE (value);
  bind (self, index, OID_INT8, &self->numbers[index], sizeof self->numbers[index]);
}

static void
bind_bytes (HwSqlStatement *statement, guint index, HwSqlType type, const void *bytes, gsize length)
{
  g_assert (length <= G_MAXINT);

  bind ((Statement *) statement, index, type == HW_SQL_TEXT ? OID_TEXT : OID_BYTEA, bytes, (int) length);
}

/* ---- Executing ---- */

static gboolean
prepare (Statement *self, HwPostgresConnection *connection, GError **error)
{
  g_autoptr (PGresult) result = NULL;

  if (self->prepared)
    return TRUE;

  result = hw_postgres_connection_finish (connection,
                                          PQsendPrepare (hw_postgres_connection_pg (connection), self->name,
                                                         self->text, (int) self->n_parameters, self->types),
                                          error);
  self->prepared = result != NULL;

  return self->prepared;
}

static gboolean
execute (Statement *self, HwPostgresConnection *connection, GError **error)
{
  if (!prepare (self, connection, error))
    return FALSE;

  self->result = hw_postgres_connection_finish (
    connection,
    PQsendQueryPrepared (hw_postgres_connection_pg (connection), self->name, (int) self->n_parameters,
                         self->values, self->lengths, self->formats, BINARY),
    error);
  self->row = -1;
  if (self->result == NULL)
    return FALSE;

  self->parent.connection->changes = (guint) g_ascii_strtoull (PQcmdTuples (self->result), NULL, 10);

  return TRUE;
}

static HwSqlStep
step (HwSqlStatement *statement, GError **error)
{
  Statement *self = (Statement *) statement;

  g_assert (statement->n_bound == self->n_parameters);

  if (self->result == NULL && !execute (self, (HwPostgresConnection *) statement->connection, error))
    return HW_SQL_FAILED;

  self->row++;

  return self->row < PQntuples (self->result) ? HW_SQL_ROW : HW_SQL_DONE;
}

/* ---- Rows ---- */

static HwSqlType
column_type (HwSqlStatement *statement, int index)
{
  Statement *self = (Statement *) statement;

  g_assert (index < PQnfields (self->result));

  if (PQgetisnull (self->result, self->row, index))
    return HW_SQL_NULL;

  switch (PQftype (self->result, index))
    {
    case OID_INT8:
    case OID_INT4:
    case OID_INT2:
      return HW_SQL_INT;
    case OID_TEXT:
    case OID_VARCHAR:
      return HW_SQL_TEXT;
    case OID_BYTEA:
      return HW_SQL_BLOB;
    default:
      return HW_SQL_OTHER;
    }
}

static gint64
column_int (HwSqlStatement *statement, int index)
{
  Statement *self = (Statement *) statement;
  const char *value = PQgetvalue (self->result, self->row, index);
  gint64 number8;
  gint32 number4;
  gint16 number2;

  switch (PQgetlength (self->result, self->row, index))
    {
    case sizeof number8:
      memcpy (&number8, value, sizeof number8);
      return GINT64_FROM_BE (number8);
    case sizeof number4:
      memcpy (&number4, value, sizeof number4);
      return GINT32_FROM_BE (number4);
    case sizeof number2:
      memcpy (&number2, value, sizeof number2);
      return GINT16_FROM_BE (number2);
    default:
      return G_MININT64;
    }
}

static const void *
column_bytes (HwSqlStatement *statement, int index, gsize *length)
{
  Statement *self = (Statement *) statement;

  *length = (gsize) PQgetlength (self->result, self->row, index);

  return PQgetvalue (self->result, self->row, index);
}

static const char *
column_name (HwSqlStatement *statement, int index)
{
  return PQfname (((Statement *) statement)->result, index);
}

/* ---- Locks ---- */

static gboolean
lock (HwSqlConnection *connection, const gint64 *keys, guint n_keys, GError **error)
{
  g_autoptr (GString) list = g_string_new (NULL);
  g_autoptr (HwSqlStatement) take_locks = hw_sql_statement (
    connection, "SELECT pg_advisory_xact_lock (key::bigint) FROM unnest (string_to_array (?, ',')) AS key");
  HwSqlStep last;

  for (guint i = 0; i < n_keys; i++)
    g_string_append_printf (list, "%s%" G_GINT64_FORMAT, i > 0 ? "," : "", keys[i]);

  hw_sql_bind_text (take_locks, list->str);
  do
    last = hw_sql_step (take_locks, error);
  while (last == HW_SQL_ROW);

  return last == HW_SQL_DONE;
}

static const HwSqlDriver driver = {
  .dialect = HW_SQL_POSTGRES,
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
  .lock = lock,
};

const HwSqlDriver *
hw_postgres_driver (void)
{
  return &driver;
}
