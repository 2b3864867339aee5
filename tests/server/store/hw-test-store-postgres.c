/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hw-test-postgres.h"
#include "hw-test-store.h"

#include "server/store/postgres/hw-postgres-schema.h"

#include <unistd.h>

const char *const hw_test_backend = "postgres";
const gboolean hw_test_is_shared = TRUE;
const char *const hw_test_version_query = "SELECT max (version) FROM hellowork_mypage.schema_version";
const char *const hw_test_slow_migration = "CREATE TABLE filler AS SELECT generate_series (1, 100000)";

char *
hw_test_ask (const char *uri, const char *sql)
{
  g_autofree char *found = g_strconcat ("SET search_path = hellowork_mypage; ", sql, NULL);

  return hw_test_postgres_ask (uri, found);
}

gboolean
hw_test_migrate (const char *uri, const char *const *more, GError **error)
{
  g_autoptr (HwPostgresTarget) target = hw_postgres_target_new (uri, error);
  g_autoptr (HwPostgresConnection) connection =
    target != NULL ? hw_postgres_connection_open (target, error) : NULL;

  return connection != NULL && hw_postgres_schema_prepare (connection, more, error);
}

/* A database of the test's own. */
HwTestStore *
hw_test_store_new (void)
{
  static guint n_databases;
  HwTestStore *self = g_new0 (HwTestStore, 1);
  g_autofree char *name = g_strdup_printf ("test_%d_%u", (int) getpid (), n_databases++);
  g_autofree char *create = g_strdup_printf ("CREATE DATABASE %s TEMPLATE template0", name);
  g_autoptr (GError) error = NULL;

  hw_test_postgres_run (NULL, create);
  self->uri = hw_test_postgres_uri (name);
  self->store = hw_store_open (self->uri, &error);
  g_assert_no_error (error);

  return self;
}

void
hw_test_store_free (HwTestStore *self)
{
  g_autofree char *name = NULL;
  g_autofree char *drop = NULL;

  if (self->store != NULL)
    g_assert_finalize_object (g_steal_pointer (&self->store));

  name = hw_test_postgres_ask (self->uri, "SELECT current_database ()");
  drop = g_strdup_printf ("DROP DATABASE %s WITH (FORCE)", name);
  hw_test_postgres_run (NULL, drop);
  g_free (self->uri);
  g_free (self);
}
