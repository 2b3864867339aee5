/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hw-test-store.h"

#include "server/store/sqlite/hw-sqlite-schema.h"
#include "server/store/sqlite/hw-sqlite-store.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

const char *const hw_test_backend = "sqlite";
const gboolean hw_test_is_shared = FALSE;
const char *const hw_test_version_query = "PRAGMA user_version";
const char *const hw_test_slow_migration =
  "CREATE TABLE filler (x INTEGER) STRICT;"
  "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 100000)"
  " INSERT INTO filler SELECT x FROM n";

char *
hw_test_ask (const char *uri, const char *sql)
{
  sqlite3 *database;
  sqlite3_stmt *statement;
  char *value = NULL;
  int code = sqlite3_open (uri + strlen ("sqlite:"), &database);

  g_assert_cmpint (code, ==, SQLITE_OK);
  sqlite3_busy_timeout (database, 60000);
  code = sqlite3_prepare_v2 (database, sql, -1, &statement, NULL);
  if (code == SQLITE_OK && sqlite3_step (statement) == SQLITE_ROW)
    value = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  if (sqlite3_finalize (statement) != SQLITE_OK || code != SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (database));
  sqlite3_close (database);

  return value;
}

gboolean
hw_test_migrate (const char *uri, const char *const *more, GError **error)
{
  const char *path = uri + strlen ("sqlite:");
  g_autoptr (HwSqliteConnection) connection = hw_sqlite_connection_open (path, error);

  return connection != NULL && hw_sqlite_schema_prepare (connection, path, more, error);
}

HwTestStore *
hw_test_store_new (void)
{
  HwTestStore *self = g_new0 (HwTestStore, 1);
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("hw-store-XXXXXX", &error);
  g_assert_no_error (error);
  self->uri = g_strdup_printf ("sqlite:%s/store.db", self->folder);
  self->store = hw_store_open (self->uri, &error);
  g_assert_no_error (error);

  return self;
}

void
hw_test_store_free (HwTestStore *self)
{
  g_autoptr (GDir) folder = g_dir_open (self->folder, 0, NULL);
  const char *name;

  if (self->store != NULL)
    g_assert_finalize_object (g_steal_pointer (&self->store));
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (self->folder);
  g_free (self->folder);
  g_free (self->uri);
  g_free (self);
}
