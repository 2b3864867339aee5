/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/store/sqlite/hw-sqlite-schema.h"

#include "hw-sqlite-resources.h"

#define RESOURCE_FOLDER "/io/github/hellowork_mypage/MyPage/store/sqlite/migrations/"

/* In order; the first leads from version 0 to 1. Those that were ever released never change. */
static const char *const migrations[] = {
  "0001-initial.sql",
  "0002-session-origin.sql",
};

typedef struct
{
  gint64 application_id;
  gint64 version;
  gint64 n_objects;
} Header;

static gboolean
read_number (HwSqliteConnection *connection, const char *sql, gint64 *number, GError **error)
{
  g_autoptr (HwSqlStatement) statement = hw_sql_statement (hw_sqlite_connection_sql (connection), sql);

  if (hw_sql_step (statement, error) != HW_SQL_ROW)
    return FALSE;

  *number = hw_sql_column_int (statement, 0);

  return TRUE;
}

static gboolean
read_header (HwSqliteConnection *connection, Header *header, GError **error)
{
  static const char application_id[] = "PRAGMA application_id";
  static const char version[] = "PRAGMA user_version";
  static const char n_objects[] = "SELECT count (*) FROM sqlite_schema";

  return read_number (connection, application_id, &header->application_id, error)
         && read_number (connection, version, &header->version, error)
         && read_number (connection, n_objects, &header->n_objects, error);
}

static gboolean
is_new (const Header *header)
{
  return header->application_id == 0 && header->version == 0 && header->n_objects == 0;
}

/* The version that this program, with @more, knows. */
static gint64
newest (const char *const *more)
{
  return (gint64) (G_N_ELEMENTS (migrations) + (more != NULL ? g_strv_length ((char **) more) : 0));
}

static gboolean
check_header (HwSqliteConnection *connection,
              const char *path,
              const char *const *more,
              Header *header,
              GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (!read_header (connection, header, &local_error))
    {
      if (g_error_matches (local_error, HW_STORE_ERROR, HW_STORE_ERROR_NOT_A_STORE))
        g_prefix_error (&local_error, "%s is not a store of this program, or is damaged: ", path);
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (is_new (header))
    return TRUE;
  if (header->application_id != HW_SQLITE_APPLICATION_ID || header->version < 1)
    {
      g_set_error (error, HW_STORE_ERROR, HW_STORE_ERROR_NOT_A_STORE,
                   "%s is a database of another program: it is left as it is", path);
      return FALSE;
    }
  if (header->version > newest (more))
    {
      g_set_error (error, HW_STORE_ERROR, HW_STORE_ERROR_NEWER_SCHEMA,
                   "%s was written by a newer version of this program (its schema is %" G_GINT64_FORMAT
                   ", this version knows schemas up to %" G_GINT64_FORMAT
                   "): use that version, or restore a backup made before it",
                   path, header->version, newest (more));
      return FALSE;
    }

  return TRUE;
}

/* As it is at one moment: another process may be making the store just now, and half of it read before and
 * half after would look like another program's database. */
static gboolean
check_header_at_once (HwSqliteConnection *connection,
                      const char *path,
                      const char *const *more,
                      Header *header,
                      GError **error)
{
  gboolean fine;

  if (!hw_sqlite_connection_begin (connection, FALSE, error))
    return FALSE;
  fine = check_header (connection, path, more, header, error);
  hw_sqlite_connection_roll_back (connection); /* nothing was written */
  return fine;
}

static gboolean
run_migration (HwSqliteConnection *connection, guint version, const char *const *more, GError **error)
{
  g_autofree char *resource = NULL;
  g_autoptr (GBytes) sql = NULL;

  if (version > G_N_ELEMENTS (migrations))
    return hw_sqlite_connection_run (connection, more[version - G_N_ELEMENTS (migrations) - 1], error);

  resource = g_strconcat (RESOURCE_FOLDER, migrations[version - 1], NULL);
  sql = g_resource_lookup_data (hw_sqlite_get_resource (), resource, G_RESOURCE_LOOKUP_FLAGS_NONE, error);

  return sql != NULL && hw_sqlite_connection_run (connection, g_bytes_get_data (sql, NULL), error);
}

static gboolean
migrate_to (HwSqliteConnection *connection, guint version, const char *const *more, GError **error)
{
  g_autofree char *mark = g_strdup_printf ("PRAGMA application_id = %d; PRAGMA user_version = %u",
                                           HW_SQLITE_APPLICATION_ID, version);

  return run_migration (connection, version, more, error)
         && hw_sqlite_connection_run (connection, mark, error);
}

/* They were off while tables were changed. */
static gboolean
check_foreign_keys (HwSqliteConnection *connection, GError **error)
{
  static const char n_broken[] = "SELECT count (*) FROM pragma_foreign_key_check";
  gint64 broken;

  if (!read_number (connection, n_broken, &broken, error))
    return FALSE;
  if (broken == 0)
    return TRUE;

  g_set_error (error, HW_STORE_ERROR, HW_STORE_ERROR_FAILED,
               "%" G_GINT64_FORMAT " rows would refer to others that are not there", broken);
  return FALSE;
}

static gboolean
migrate (HwSqliteConnection *connection, const char *path, const char *const *more, GError **error)
{
  Header header;

  /* Another process may have done it in the meantime. */
  if (!check_header (connection, path, more, &header, error))
    return FALSE;

  for (guint version = header.version + 1; version <= newest (more); version++)
    if (!migrate_to (connection, version, more, error))
      {
        g_prefix_error (error, "Cannot bring the store to schema %u: ", version);
        return FALSE;
      }

  return check_foreign_keys (connection, error);
}

static gboolean
bring_up_to_date (HwSqliteConnection *connection, const char *path, const char *const *more, GError **error)
{
  if (!hw_sqlite_connection_begin (connection, TRUE, error))
    return FALSE;
  if (migrate (connection, path, more, error))
    return hw_sqlite_connection_commit (connection, error);

  hw_sqlite_connection_roll_back (connection);
  return FALSE;
}

/* Journal modes are switched without waiting for locks. */
static gboolean
switch_to_wal (HwSqliteConnection *connection, GError **error)
{
  gint64 deadline = g_get_monotonic_time () + HW_SQL_PATIENCE;

  for (;;)
    {
      g_autoptr (GError) local_error = NULL;

      if (hw_sqlite_connection_run (connection, "PRAGMA journal_mode = WAL", &local_error))
        return TRUE;
      if (!g_error_matches (local_error, HW_STORE_ERROR, HW_STORE_ERROR_UNAVAILABLE)
          || g_get_monotonic_time () >= deadline)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      g_usleep (10 * 1000);
    }
}

gboolean
hw_sqlite_schema_prepare (HwSqliteConnection *connection,
                          const char *path,
                          const char *const *more,
                          GError **error)
{
  Header header;

  if (!check_header_at_once (connection, path, more, &header, error) || !switch_to_wal (connection, error)
      || !hw_sqlite_connection_run (connection,
                                    "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;"
                                    "PRAGMA journal_size_limit = 67108864; PRAGMA foreign_keys = OFF",
                                    error))
    return FALSE;
  if (header.version < newest (more) && !bring_up_to_date (connection, path, more, error))
    return FALSE;

  return hw_sqlite_connection_run (connection, "PRAGMA foreign_keys = ON", error);
}
