/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/store/sqlite/hw-sqlite-store.h"

#include "server/store/sqlite/hw-sqlite-pool.h"
#include "server/store/sqlite/hw-sqlite-schema.h"

#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

struct _HwSqliteStore
{
  HwSqlStore parent_instance;

  HwSqlitePool *pool;
};

G_DEFINE_FINAL_TYPE (HwSqliteStore, hw_sqlite_store, HW_TYPE_SQL_STORE)

static void
hw_sqlite_store_finalize (GObject *object)
{
  HwSqliteStore *self = HW_SQLITE_STORE (object);

  hw_sqlite_pool_free (self->pool);

  G_OBJECT_CLASS (hw_sqlite_store_parent_class)->finalize (object);
}

/* There is one writer at a time: nothing has to be tried again. */
static gboolean
hw_sqlite_store_run (HwSqlStore *store, gboolean write, HwSqlWork work, gpointer data, GError **error)
{
  HwSqliteStore *self = HW_SQLITE_STORE (store);
  HwSqliteConnection *connection = hw_sqlite_pool_begin (self->pool, write, error);
  gboolean done;

  if (connection == NULL)
    return FALSE;

  done = work (hw_sqlite_connection_sql (connection), data, error);

  return hw_sqlite_pool_end (self->pool, connection, done, error);
}

static gboolean
hw_sqlite_store_forget (HwSqlStore *store, GError **error)
{
  return hw_sqlite_pool_fold (HW_SQLITE_STORE (store)->pool, error);
}

static void
hw_sqlite_store_class_init (HwSqliteStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hw_sqlite_store_finalize;
  HW_SQL_STORE_CLASS (klass)->run = hw_sqlite_store_run;
  HW_SQL_STORE_CLASS (klass)->forget = hw_sqlite_store_forget;
}

static void
hw_sqlite_store_init (HwSqliteStore *self)
{
}

/* SQLite would make the file with the umask's mode; its -wal and -shm files take the file's mode. */
static gboolean
make_file (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd;
  int number;

  if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    {
      g_set_error (error, HW_STORE_ERROR, HW_STORE_ERROR_UNAVAILABLE,
                   "The folder %s, where the store is to be, does not exist: create it first", folder);
      return FALSE;
    }

  fd = open (path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  number = fd < 0 ? errno : 0;
  if (fd >= 0)
    close (fd);
  if (number == 0 || number == EEXIST)
    return TRUE;

  g_set_error (error, HW_STORE_ERROR, HW_STORE_ERROR_UNAVAILABLE, "Cannot create the store %s: %s", path,
               g_strerror (number));
  return FALSE;
}

/* Whom to run as, for the message: "as its owner, hellowork-mypage". */
static char *
owner_of (const char *path)
{
  struct stat status;
  struct passwd *owner = stat (path, &status) == 0 ? getpwuid (status.st_uid) : NULL;

  return owner != NULL ? g_strdup_printf ("as its owner, %s", owner->pw_name) : g_strdup ("as its owner");
}

/* SQLite would say less of what is wrong, and of what to do. */
static gboolean
may_write (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *owner = NULL;
  int number = 0;

  if (faccessat (AT_FDCWD, path, R_OK | W_OK, AT_EACCESS) != 0
      || faccessat (AT_FDCWD, folder, W_OK | X_OK, AT_EACCESS) != 0)
    number = errno;
  if (number == 0)
    return TRUE;

  owner = owner_of (path);
  g_set_error (error, HW_STORE_ERROR, HW_STORE_ERROR_UNAVAILABLE,
               "The store %s is read-only here (%s): its file and its folder must be writable. Run this %s, "
               "or give them back to whom they belong to",
               path, g_strerror (number), owner);
  return FALSE;
}

HwStore *
hw_sqlite_store_open (const char *path, GError **error)
{
  g_autoptr (HwSqliteConnection) writer = NULL;
  g_autofree char *absolute = NULL;
  HwSqliteStore *self;

  g_return_val_if_fail (path != NULL, NULL);

  if (*path == '\0')
    {
      g_set_error_literal (error, HW_STORE_ERROR, HW_STORE_ERROR_UNAVAILABLE,
                           "sqlite: is followed by no path");
      return NULL;
    }

  /* Absolute, so that no name means anything special to SQLite (":memory:"). */
  absolute = g_canonicalize_filename (path, NULL);
  if (!make_file (absolute, error) || !may_write (absolute, error))
    return NULL;

  writer = hw_sqlite_connection_open (absolute, error);
  if (writer == NULL || !hw_sqlite_schema_prepare (writer, absolute, NULL, error))
    {
      g_prefix_error (error, "Cannot open the store %s: ", absolute);
      return NULL;
    }

  self = g_object_new (HW_TYPE_SQLITE_STORE, NULL);
  self->pool = hw_sqlite_pool_new (absolute, g_steal_pointer (&writer));

  return HW_STORE (self);
}
