/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/store/sqlite/hw-sqlite-pool.h"

/* Reads are short: more than this many at once would only fight for the processor. */
#define MOST_READERS 8

/* Nobody can write while the log is folded, which waits for readers. */
#define FOLD_PATIENCE (500 * G_TIME_SPAN_MILLISECOND)

struct _HwSqlitePool
{
  char *path;
  GMutex lock;
  GCond writer_back;
  GCond reader_back;
  HwSqliteConnection *writer;
  gboolean writer_lent;
  GPtrArray *idle_readers;
  guint n_readers; /* idle and lent */
};

HwSqlitePool *
hw_sqlite_pool_new (const char *path, HwSqliteConnection *writer)
{
  HwSqlitePool *self = g_new0 (HwSqlitePool, 1);

  self->path = g_strdup (path);
  self->writer = writer;
  self->idle_readers = g_ptr_array_new_with_free_func ((GDestroyNotify) hw_sqlite_connection_close);
  g_mutex_init (&self->lock);
  g_cond_init (&self->writer_back);
  g_cond_init (&self->reader_back);

  return self;
}

void
hw_sqlite_pool_free (HwSqlitePool *self)
{
  if (self == NULL)
    return;

  /* The writer last: the last connection to close folds the write-ahead log into the file. */
  g_ptr_array_unref (self->idle_readers);
  hw_sqlite_connection_close (self->writer);
  g_cond_clear (&self->reader_back);
  g_cond_clear (&self->writer_back);
  g_mutex_clear (&self->lock);
  g_free (self->path);
  g_free (self);
}

static void
set_busy (GError **error)
{
  g_set_error_literal (error, HW_STORE_ERROR, HW_STORE_ERROR_UNAVAILABLE, "The store is busy");
}

static HwSqliteConnection *
borrow_writer (HwSqlitePool *self, gint64 deadline, GError **error)
{
  HwSqliteConnection *writer = NULL;

  g_mutex_lock (&self->lock);
  while (self->writer_lent)
    if (!g_cond_wait_until (&self->writer_back, &self->lock, deadline))
      break;
  if (!self->writer_lent)
    {
      self->writer_lent = TRUE;
      writer = self->writer;
    }
  g_mutex_unlock (&self->lock);

  if (writer == NULL)
    set_busy (error);

  return writer;
}

static HwSqliteConnection *
open_reader (HwSqlitePool *self, GError **error)
{
  g_autoptr (HwSqliteConnection) reader = hw_sqlite_connection_open (self->path, error);

  if (reader == NULL || !hw_sqlite_connection_run (reader, "PRAGMA query_only = ON", error))
    {
      g_mutex_lock (&self->lock);
      self->n_readers--;
      g_cond_signal (&self->reader_back);
      g_mutex_unlock (&self->lock);
      return NULL;
    }

  return g_steal_pointer (&reader);
}

static HwSqliteConnection *
borrow_reader (HwSqlitePool *self, gint64 deadline, GError **error)
{
  HwSqliteConnection *reader = NULL;
  gboolean opens = FALSE;

  g_mutex_lock (&self->lock);
  while (self->idle_readers->len == 0 && self->n_readers >= MOST_READERS)
    if (!g_cond_wait_until (&self->reader_back, &self->lock, deadline))
      break;
  if (self->idle_readers->len > 0)
    {
      reader = g_ptr_array_steal_index_fast (self->idle_readers, self->idle_readers->len - 1);
    }
  else if (self->n_readers < MOST_READERS)
    {
      self->n_readers++;
      opens = TRUE;
    }
  g_mutex_unlock (&self->lock);

  if (opens)
    return open_reader (self, error);
  if (reader == NULL)
    set_busy (error);

  return reader;
}

static void
give_back (HwSqlitePool *self, HwSqliteConnection *connection)
{
  g_mutex_lock (&self->lock);
  if (connection == self->writer)
    {
      self->writer_lent = FALSE;
      g_cond_signal (&self->writer_back);
    }
  else
    {
      g_ptr_array_add (self->idle_readers, connection);
      g_cond_signal (&self->reader_back);
    }
  g_mutex_unlock (&self->lock);
}

HwSqliteConnection *
hw_sqlite_pool_begin (HwSqlitePool *self, gboolean write, GError **error)
{
  gint64 deadline = g_get_monotonic_time () + HW_SQL_PATIENCE;
  HwSqliteConnection *connection =
    write ? borrow_writer (self, deadline, error) : borrow_reader (self, deadline, error);

  if (connection == NULL)
    return NULL;

  hw_sqlite_connection_set_patience (connection, deadline - g_get_monotonic_time ());
  if (!hw_sqlite_connection_begin (connection, write, error))
    {
      give_back (self, connection);
      return NULL;
    }

  return connection;
}

gboolean
hw_sqlite_pool_end (HwSqlitePool *self, HwSqliteConnection *connection, gboolean keep, GError **error)
{
  gboolean committed = FALSE;

  if (keep)
    committed = hw_sqlite_connection_commit (connection, error);
  else
    hw_sqlite_connection_roll_back (connection);
  give_back (self, connection);

  return committed;
}

gboolean
hw_sqlite_pool_fold (HwSqlitePool *self, GError **error)
{
  HwSqliteConnection *writer = borrow_writer (self, g_get_monotonic_time () + HW_SQL_PATIENCE, error);
  gboolean folded;

  if (writer == NULL)
    return FALSE;

  hw_sqlite_connection_set_patience (writer, FOLD_PATIENCE);
  folded = hw_sqlite_connection_run (writer, "PRAGMA wal_checkpoint (TRUNCATE)", error);
  give_back (self, writer);

  return folded;
}
