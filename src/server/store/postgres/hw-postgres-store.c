/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/store/postgres/hw-postgres-store.h"

#include "server/store/postgres/hw-postgres-pool.h"
#include "server/store/postgres/hw-postgres-schema.h"

/* A call ends by then, so that a server that stops is not held up. */
#define CALL_PATIENCE (7 * G_TIME_SPAN_SECOND)
#define MOST_CONFLICTS 8
#define LONGEST_PAUSE_MS 20

struct _HwPostgresStore
{
  HwSqlStore parent_instance;

  HwPostgresPool *pool;
};

G_DEFINE_FINAL_TYPE (HwPostgresStore, hw_postgres_store, HW_TYPE_SQL_STORE)

static void
hw_postgres_store_finalize (GObject *object)
{
  HwPostgresStore *self = HW_POSTGRES_STORE (object);

  hw_postgres_pool_free (self->pool);

  G_OBJECT_CLASS (hw_postgres_store_parent_class)->finalize (object);
}

static gboolean
run_on (HwPostgresConnection *connection, gboolean write, HwSqlWork work, gpointer data, GError **error)
{
  if (!hw_postgres_connection_begin (connection, write, error))
    return FALSE;
  if (work (hw_postgres_connection_sql (connection), data, error))
    return hw_postgres_connection_commit (connection, error);

  hw_postgres_connection_roll_back (connection);
  return FALSE;
}

/* @fate: (out): of the transaction, where it failed. */
static gboolean
run_once (HwPostgresStore *self,
          gboolean write,
          HwSqlWork work,
          gpointer data,
          gint64 deadline,
          HwPostgresFate *fate,
          GError **error)
{
  HwPostgresConnection *connection;
  gboolean done;

  *fate = HW_POSTGRES_REFUSED;
  connection = hw_postgres_pool_borrow (self->pool, deadline, error);
  if (connection == NULL)
    return FALSE;

  hw_postgres_connection_set_deadline (connection, deadline);
  done = run_on (connection, write, work, data, error);
  *fate = hw_postgres_connection_fate (connection);
  hw_postgres_pool_give_back (self->pool, connection);

  return done;
}

/* What certainly changed nothing is done again: a few times where it got in another one's way, once where the
 * connection was lost. */
static gboolean
hw_postgres_store_run (HwSqlStore *store, gboolean write, HwSqlWork work, gpointer data, GError **error)
{
  HwPostgresStore *self = HW_POSTGRES_STORE (store);
  gint64 deadline = g_get_monotonic_time () + CALL_PATIENCE;
  guint n_conflicts = 0;
  guint n_lost = 0;

  for (;;)
    {
      g_autoptr (GError) local_error = NULL;
      HwPostgresFate fate;
      gboolean again;

      if (run_once (self, write, work, data, deadline, &fate, &local_error))
        return TRUE;

      again = (fate == HW_POSTGRES_CONFLICT && ++n_conflicts < MOST_CONFLICTS)
              || (fate == HW_POSTGRES_LOST && ++n_lost < 2);
      if (!again || g_get_monotonic_time () >= deadline)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      if (fate == HW_POSTGRES_CONFLICT)
        g_usleep ((gulong) g_random_int_range (1, LONGEST_PAUSE_MS * 1000));
    }
}

static void
hw_postgres_store_class_init (HwPostgresStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hw_postgres_store_finalize;
  HW_SQL_STORE_CLASS (klass)->run = hw_postgres_store_run;
}

static void
hw_postgres_store_init (HwPostgresStore *self)
{
}

HwStore *
hw_postgres_store_open (const char *uri, GError **error)
{
  g_autoptr (HwPostgresStore) self = NULL;
  HwPostgresConnection *connection;
  HwPostgresTarget *target;
  gboolean prepared;

  g_return_val_if_fail (uri != NULL, NULL);

  target = hw_postgres_target_new (uri, error);
  if (target == NULL)
    return NULL;

  self = g_object_new (HW_TYPE_POSTGRES_STORE, NULL);
  self->pool = hw_postgres_pool_new (target);
  connection = hw_postgres_pool_borrow (self->pool, g_get_monotonic_time () + CALL_PATIENCE, error);
  if (connection == NULL)
    {
      g_prefix_error_literal (error, "Cannot open the store: ");
      return NULL;
    }

  prepared = hw_postgres_schema_prepare (connection, error);
  hw_postgres_pool_give_back (self->pool, connection);
  if (!prepared)
    {
      g_prefix_error_literal (error, "Cannot open the store: ");
      return NULL;
    }

  return HW_STORE (g_steal_pointer (&self));
}
