/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/store/postgres/hw-postgres-schema.h"

#include "hw-postgres-resources.h"
#include "server/store/sql/hw-sql-rows.h"

#define RESOURCE_FOLDER "/io/github/hellowork_mypage/MyPage/store/postgres/migrations/"
#define PATIENCE (2 * G_TIME_SPAN_MINUTE)

/* "HwMP": who brings the schema up to date holds this lock. */
#define LOCK "1215778128"

/* In order; the first leads from version 0 to 1. Those that were ever released never change. */
static const char *const migrations[] = {
  "0001-initial.sql",
  "0002-session-origin.sql",
};

typedef struct
{
  gint64 is_there; /* the schema is */
  gint64 n_relations;
  gint64 has_version;
  gint64 version;
} State;

static gboolean
read_version (HwSqlConnection *connection, gint64 *version, GError **error)
{
  g_autoptr (HwSqlStatement) find =
    hw_sql_statement (connection, "SELECT coalesce (max (version), 0) FROM schema_version");

  return hw_sql_step (find, error) == HW_SQL_ROW && hw_sql_read_int (find, 0, version, error);
}

static gboolean
read_state (HwSqlConnection *connection, State *state, GError **error)
{
  g_autoptr (HwSqlStatement) find = hw_sql_statement (
    connection,
    "SELECT (SELECT count (*) FROM pg_namespace WHERE nspname = '" HW_POSTGRES_SCHEMA "'),"
    " count (*), count (*) FILTER (WHERE c.relname = 'schema_version' AND c.relkind = 'r')"
    " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = '" HW_POSTGRES_SCHEMA
    "'");

  *state = (State){ 0 };
  if (hw_sql_step (find, error) != HW_SQL_ROW || !hw_sql_read_int (find, 0, &state->is_there, error)
      || !hw_sql_read_int (find, 1, &state->n_relations, error)
      || !hw_sql_read_int (find, 2, &state->has_version, error))
    return FALSE;

  return !state->has_version || read_version (connection, &state->version, error);
}

/* The version that this program, with @more, knows. */
static gint64
newest (const char *const *more)
{
  return (gint64) (G_N_ELEMENTS (migrations) + (more != NULL ? g_strv_length ((char **) more) : 0));
}

static gboolean
check_state (HwPostgresConnection *connection, const char *const *more, State *state, GError **error)
{
  if (!read_state (hw_postgres_connection_sql (connection), state, error))
    return FALSE;

  if (state->n_relations > 0 && state->version == 0)
    {
      g_set_error_literal (error, HW_STORE_ERROR, HW_STORE_ERROR_NOT_A_STORE,
                           "The schema " HW_POSTGRES_SCHEMA
                           " of this database is another program's: it is left as it is");
      return FALSE;
    }
  if (state->version > newest (more))
    {
      g_set_error (
        error, HW_STORE_ERROR, HW_STORE_ERROR_NEWER_SCHEMA,
        "The database was written by a newer version of this program (its schema is %" G_GINT64_FORMAT
        ", this version knows schemas up to %" G_GINT64_FORMAT
        "): use that version, or restore a backup made before it",
        state->version, newest (more));
      return FALSE;
    }

  return TRUE;
}

static gboolean
run_migration (HwPostgresConnection *connection, guint version, const char *const *more, GError **error)
{
  g_autofree char *resource = NULL;
  g_autoptr (GBytes) sql = NULL;

  if (version > G_N_ELEMENTS (migrations))
    return hw_postgres_connection_run (connection, more[version - G_N_ELEMENTS (migrations) - 1], error);

  resource = g_strconcat (RESOURCE_FOLDER, migrations[version - 1], NULL);
  sql = g_resource_lookup_data (hw_postgres_get_resource (), resource, G_RESOURCE_LOOKUP_FLAGS_NONE, error);

  return sql != NULL && hw_postgres_connection_run (connection, g_bytes_get_data (sql, NULL), error);
}

static gboolean
migrate_to (HwPostgresConnection *connection, guint version, const char *const *more, GError **error)
{
  g_autofree char *mark = g_strdup_printf ("INSERT INTO schema_version (version) VALUES (%u)", version);

  return run_migration (connection, version, more, error)
         && hw_postgres_connection_run (connection, mark, error);
}

/* An operator may have made the schema, empty, for a role that may not make one itself. */
static gboolean
make_schema (HwPostgresConnection *connection, const State *state, GError **error)
{
  return state->is_there
         || hw_postgres_connection_run (connection, "CREATE SCHEMA " HW_POSTGRES_SCHEMA, error);
}

static gboolean
migrate (HwPostgresConnection *connection, const char *const *more, GError **error)
{
  State state;

  if (!hw_postgres_connection_run (connection,
                                   "SET LOCAL lock_timeout = '60s'; SET LOCAL statement_timeout = '120s';"
                                   " SELECT pg_advisory_xact_lock (" LOCK ")",
                                   error))
    return FALSE;

  /* Another process may have done it in the meantime. */
  if (!check_state (connection, more, &state, error) || !make_schema (connection, &state, error))
    return FALSE;

  for (guint version = state.version + 1; version <= newest (more); version++)
    if (!migrate_to (connection, version, more, error))
      {
        g_prefix_error (error, "Cannot bring the store to schema %u: ", version);
        return FALSE;
      }

  return TRUE;
}

gboolean
hw_postgres_schema_prepare (HwPostgresConnection *connection, const char *const *more, GError **error)
{
  State state;

  hw_postgres_connection_set_deadline (connection, g_get_monotonic_time () + PATIENCE);
  if (!check_state (connection, more, &state, error))
    return FALSE;
  if (state.version == newest (more))
    return TRUE;

  if (!hw_postgres_connection_begin (connection, TRUE, error))
    return FALSE;
  if (!migrate (connection, more, error))
    {
      hw_postgres_connection_roll_back (connection);
      return FALSE;
    }

  return hw_postgres_connection_commit (connection, error);
}
