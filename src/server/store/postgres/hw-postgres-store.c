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
  GMutex preparing;  /* whoever prepares the schema holds it */
  gboolean prepared; /* atomic */
};

G_DEFINE_FINAL_TYPE (HwPostgresStore, hw_postgres_store, HW_TYPE_SQL_STORE)

static void
hw_postgres_store_finalize (GObject *object)
{
  HwPostgresStore *self = HW_POSTGRES_STORE (object);

  hw_postgres_pool_free (self->pool);
  g_mutex_clear (&self->preparing);

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

/* Brings the schema up to date, once. Nobody waits for another one who does. */
static gboolean
prepare (HwPostgresStore *self, HwPostgresConnection *connection, GError **error)
{
  gboolean prepared;

  if (g_atomic_int_get (&self->prepared))
    return TRUE;
  if (!g_mutex_trylock (&self->preparing))
    {
      g_set_error_literal (error, HW_STORE_ERROR, HW_STORE_ERROR_UNAVAILABLE, "The store is being opened");
      return FALSE;
    }

  prepared = hw_postgres_schema_prepare (connection, NULL, error);
  g_atomic_int_set (&self->prepared, prepared);
  g_mutex_unlock (&self->preparing);

  return prepared;
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

  done = prepare (self, connection, error);
  if (done)
    {
      hw_postgres_connection_set_deadline (connection, deadline);
      done = run_on (connection, write, work, data, error);
    }
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
  g_mutex_init (&self->preparing);
}

static HwPostgresStore *
store_new (const char *uri, GError **error)
{
  HwPostgresTarget *target = hw_postgres_target_new (uri, error);
  HwPostgresStore *self;

  if (target == NULL)
    return NULL;

  self = g_object_new (HW_TYPE_POSTGRES_STORE, NULL);
  self->pool = hw_postgres_pool_new (target);

  return self;
}

static gboolean
open_now (HwPostgresStore *self, GError **error)
{
  gint64 deadline = g_get_monotonic_time () + CALL_PATIENCE;
  HwPostgresConnection *connection = hw_postgres_pool_borrow (self->pool, deadline, error);
  gboolean open = FALSE;

  if (connection != NULL)
    {
      open = prepare (self, connection, error);
      hw_postgres_pool_give_back (self->pool, connection);
    }
  if (!open)
    g_prefix_error_literal (error, "Cannot open the store: ");

  return open;
}

HwStore *
hw_postgres_store_open (const char *uri, GError **error)
{
  g_autoptr (HwPostgresStore) self = NULL;

  g_return_val_if_fail (uri != NULL, NULL);

  self = store_new (uri, error);

  return self != NULL && open_now (self, error) ? HW_STORE (g_steal_pointer (&self)) : NULL;
}

HwStore *
hw_postgres_store_open_later (const char *uri, gboolean *open, GError **error)
{
  g_autoptr (HwPostgresStore) self = NULL;
  g_autoptr (GError) local_error = NULL;

  g_return_val_if_fail (uri != NULL, NULL);
  g_return_val_if_fail (open != NULL, NULL);

  self = store_new (uri, error);
  if (self == NULL)
    return NULL;

  *open = open_now (self, &local_error);
  if (*open || g_error_matches (local_error, HW_STORE_ERROR, HW_STORE_ERROR_UNAVAILABLE))
    return HW_STORE (g_steal_pointer (&self));

  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}
