/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/http/hw-connection-watch.h"

#include <sys/socket.h>

struct _HwWatchedConnection
{
  int fd;
  char *origin; /* (nullable) */
  gint64 until; /* atomic; monotonic; 0: no limit */
  int asked;    /* atomic: a request's head was read from it */
};

struct _HwConnectionWatch
{
  HwOriginCount *counts;
  GMutex lock; /* held while shutting down, so that no descriptor is closed and used anew meanwhile */
  GHashTable *connections; /* (element-type HwWatchedConnection) a set */
};

static void
connection_free (HwWatchedConnection *connection)
{
  g_free (connection->origin);
  g_free (connection);
}

HwConnectionWatch *
hw_connection_watch_new (HwOriginCount *counts)
{
  HwConnectionWatch *self = g_new0 (HwConnectionWatch, 1);

  self->counts = counts;
  g_mutex_init (&self->lock);
  self->connections = g_hash_table_new_full (NULL, NULL, (GDestroyNotify) connection_free, NULL);
  return self;
}

void
hw_connection_watch_free (HwConnectionWatch *self)
{
  g_hash_table_unref (self->connections);
  g_mutex_clear (&self->lock);
  g_free (self);
}

HwWatchedConnection *
hw_connection_watch_add (HwConnectionWatch *self, int fd, const char *origin)
{
  HwWatchedConnection *connection = g_new0 (HwWatchedConnection, 1);

  connection->fd = fd;
  connection->origin = g_strdup (origin);
  hw_origin_count_enter (self->counts, origin);
  g_mutex_lock (&self->lock);
  g_hash_table_add (self->connections, connection);
  g_mutex_unlock (&self->lock);
  return connection;
}

void
hw_connection_watch_remove (HwConnectionWatch *self, HwWatchedConnection *connection)
{
  hw_origin_count_leave (self->counts, connection->origin);
  g_mutex_lock (&self->lock);
  g_hash_table_remove (self->connections, connection);
  g_mutex_unlock (&self->lock);
}

void
hw_watched_connection_expect (HwWatchedConnection *connection, gint64 period)
{
  gint64 until = period > 0 ? g_get_monotonic_time () + period : 0;

  __atomic_store_n (&connection->until, until, __ATOMIC_RELAXED);
}

void
hw_watched_connection_has_asked (HwWatchedConnection *connection)
{
  g_atomic_int_set (&connection->asked, TRUE);
}

gboolean
hw_connection_watch_has_silent (HwConnectionWatch *self)
{
  GHashTableIter iter;
  gpointer key;
  gboolean found = FALSE;

  g_mutex_lock (&self->lock);
  g_hash_table_iter_init (&iter, self->connections);
  while (!found && g_hash_table_iter_next (&iter, &key, NULL))
    found = !g_atomic_int_get (&((HwWatchedConnection *) key)->asked);
  g_mutex_unlock (&self->lock);
  return found;
}

guint
hw_connection_watch_reap (HwConnectionWatch *self, gint64 now)
{
  GHashTableIter iter;
  gpointer key;
  guint reaped = 0;

  g_mutex_lock (&self->lock);
  g_hash_table_iter_init (&iter, self->connections);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      HwWatchedConnection *connection = key;
      gint64 until = __atomic_load_n (&connection->until, __ATOMIC_RELAXED);

      if (until != 0 && until <= now)
        {
          shutdown (connection->fd, SHUT_RDWR);
          __atomic_store_n (&connection->until, 0, __ATOMIC_RELAXED);
          reaped++;
        }
    }
  g_mutex_unlock (&self->lock);
  return reaped;
}

guint
hw_connection_watch_get_count (HwConnectionWatch *self)
{
  guint count;

  g_mutex_lock (&self->lock);
  count = g_hash_table_size (self->connections);
  g_mutex_unlock (&self->lock);
  return count;
}
