/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/store/postgres/hw-postgres-pool.h"

/* Each is a process of the server; more than this many transactions at once of one process of ours would
 * mostly wait for the disk. */
#define MOST_CONNECTIONS 10

struct _HwPostgresPool
{
  HwPostgresTarget *target;
  GMutex lock;
  GCond back;
  GPtrArray *idle; /* (element-type HwPostgresConnection): the latest used last */
  guint n_open;    /* idle, lent, and being opened */
};

HwPostgresPool *
hw_postgres_pool_new (HwPostgresTarget *target)
{
  HwPostgresPool *self = g_new0 (HwPostgresPool, 1);

  self->target = target;
  self->idle = g_ptr_array_new ();
  g_mutex_init (&self->lock);
  g_cond_init (&self->back);

  return self;
}

static void
close_all (GPtrArray *connections)
{
  g_ptr_array_foreach (connections, (GFunc) (GCallback) hw_postgres_connection_close, NULL);
  g_ptr_array_unref (connections);
}

void
hw_postgres_pool_free (HwPostgresPool *self)
{
  if (self == NULL)
    return;

  g_assert (self->n_open == self->idle->len);

  close_all (self->idle);
  hw_postgres_target_free (self->target);
  g_cond_clear (&self->back);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/* Others may open as many instead. */
static void
forget (HwPostgresPool *self, guint n_connections)
{
  g_mutex_lock (&self->lock);
  self->n_open -= n_connections;
  g_cond_broadcast (&self->back);
  g_mutex_unlock (&self->lock);
}

/* @connection: (out) (nullable): %NULL: there is leave to open one. */
static gboolean
wait_for_one (HwPostgresPool *self, gint64 deadline, HwPostgresConnection **connection, GError **error)
{
  gboolean has = TRUE;

  *connection = NULL;
  g_mutex_lock (&self->lock);
  while (self->idle->len == 0 && self->n_open >= MOST_CONNECTIONS)
    if (!g_cond_wait_until (&self->back, &self->lock, deadline))
      break;
  if (self->idle->len > 0)
    *connection = g_ptr_array_steal_index (self->idle, self->idle->len - 1);
  else if (self->n_open < MOST_CONNECTIONS)
    self->n_open++;
  else
    has = FALSE;
  g_mutex_unlock (&self->lock);

  if (!has)
    g_set_error_literal (error, HW_STORE_ERROR, HW_STORE_ERROR_UNAVAILABLE, "The store is busy");

  return has;
}

HwPostgresConnection *
hw_postgres_pool_borrow (HwPostgresPool *self, gint64 deadline, GError **error)
{
  HwPostgresConnection *connection;

  for (;;)
    {
      if (!wait_for_one (self, deadline, &connection, error))
        return NULL;
      if (connection == NULL)
        break;
      if (hw_postgres_connection_is_usable (connection))
        return connection;

      hw_postgres_connection_close (connection);
      forget (self, 1);
    }

  connection = hw_postgres_connection_open (self->target, error);
  if (connection == NULL)
    forget (self, 1);

  return connection;
}

void
hw_postgres_pool_give_back (HwPostgresPool *self, HwPostgresConnection *connection)
{
  g_autoptr (GPtrArray) lost = NULL;
  guint n_lost;

  g_mutex_lock (&self->lock);
  if (hw_postgres_connection_is_usable (connection))
    {
      g_ptr_array_add (self->idle, connection);
      g_cond_signal (&self->back);
      g_mutex_unlock (&self->lock);
      return;
    }
  lost = g_steal_pointer (&self->idle);
  self->idle = g_ptr_array_new ();
  g_mutex_unlock (&self->lock);

  g_ptr_array_add (lost, connection);
  n_lost = lost->len;
  close_all (g_steal_pointer (&lost));
  forget (self, n_lost);
}
