/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/store/sqlite/hw-sqlite-backup.h"

#include "server/crypto/hw-credential.h"
#include "server/store/hw-store.h"
#include "server/store/sqlite/hw-sqlite-schema.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PATIENCE_MILLISECONDS 5000

G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3, sqlite3_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3_stmt, sqlite3_finalize)

static void
set_errno (GError **error, int number, const char *what, const char *path)
{
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (number), "%s %s: %s", what, path,
               g_strerror (number));
}

/* @code: SQLite's, of what was done to @path. */
static void
set_sqlite_error (GError **error, int code, const char *path)
{
  HwStoreError kind;

  switch (code & 0xff)
    {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      kind = HW_STORE_ERROR_NOT_A_STORE;
      break;
    default:
      kind = HW_STORE_ERROR_UNAVAILABLE;
      break;
    }
  g_set_error (error, HW_STORE_ERROR, kind, "%s: SQLite: %s (%d)", path, sqlite3_errstr (code), code);
}

static sqlite3 *
open_database (const char *path, int flags, GError **error)
{
  g_autoptr (sqlite3) database = NULL;
  int code = sqlite3_open_v2 (path, &database, flags | SQLITE_OPEN_NOMUTEX, NULL);

  if (code != SQLITE_OK)
    {
      set_sqlite_error (error, code, path);
      return NULL;
    }

  sqlite3_busy_timeout (database, PATIENCE_MILLISECONDS);

  return g_steal_pointer (&database);
}

/* (transfer full) (nullable): the first value of the first row; "" where there is no row. */
static char *
ask (sqlite3 *database, const char *sql, const char *path, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  int code = sqlite3_prepare_v2 (database, sql, -1, &statement, NULL);

  if (code == SQLITE_OK)
    code = sqlite3_step (statement);
  if (code == SQLITE_ROW)
    return g_strdup ((const char *) sqlite3_column_text (statement, 0));
  if (code == SQLITE_DONE)
    return g_strdup ("");

  set_sqlite_error (error, code, path);
  return NULL;
}

/* Of any version: a copy made before an upgrade is one of the older. */
static gboolean
is_ours (sqlite3 *database, const char *path, GError **error)
{
  g_autofree char *id = ask (database, "PRAGMA application_id", path, error);

  if (id == NULL)
    return FALSE;
  if (g_ascii_strtoll (id, NULL, 10) == HW_SQLITE_APPLICATION_ID)
    return TRUE;

  g_set_error (error, HW_STORE_ERROR, HW_STORE_ERROR_NOT_A_STORE, "%s is not a store of this program", path);
  return FALSE;
}

/* In one step, which reads the store as it is at one instant and lets others write to it meanwhile. */
static gboolean
copy (sqlite3 *from, sqlite3 *to, const char *path, GError **error)
{
  sqlite3_backup *backup = sqlite3_backup_init (to, "main", from, "main");
  int code;

  if (backup == NULL)
    {
      set_sqlite_error (error, sqlite3_extended_errcode (to), path);
      return FALSE;
    }

  code = sqlite3_backup_step (backup, -1);
  if (code == SQLITE_DONE)
    code = SQLITE_OK;
  if (code == SQLITE_OK)
    code = sqlite3_backup_finish (backup);
  else
    sqlite3_backup_finish (backup);
  if (code == SQLITE_OK)
    return TRUE;

  set_sqlite_error (error, code, path);
  return FALSE;
}

static gboolean
expect (sqlite3 *database, const char *sql, const char *wanted, const char *path, GError **error)
{
  g_autofree char *found = ask (database, sql, path, error);

  if (found == NULL)
    return FALSE;
  if (strcmp (found, wanted) == 0)
    return TRUE;

  g_set_error (error, HW_STORE_ERROR, HW_STORE_ERROR_NOT_A_STORE, "The copy is damaged: %s: %s", sql, found);
  return FALSE;
}

/* One file, complete without a write-ahead log, and sound. */
static gboolean
finish_copy (sqlite3 *database, const char *path, GError **error)
{
  return is_ours (database, path, error)
         && expect (database, "PRAGMA journal_mode = DELETE", "delete", path, error)
         && expect (database, "PRAGMA integrity_check", "ok", path, error)
         && expect (database, "PRAGMA foreign_key_check", "", path, error);
}

static gboolean
write_copy (const char *source, const char *path, GError **error)
{
  g_autoptr (sqlite3) from = open_database (source, SQLITE_OPEN_READONLY, error);
  g_autoptr (sqlite3) to = NULL;

  if (from == NULL || !is_ours (from, source, error))
    return FALSE;

  to = open_database (path, SQLITE_OPEN_READWRITE, error);

  return to != NULL && copy (from, to, path, error) && finish_copy (to, path, error);
}

static gboolean
sync_file (const char *path, int flags)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC | flags);
  gboolean done;

  if (fd < 0)
    return FALSE;

  done = fsync (fd) == 0;
  close (fd);

  return done;
}

/* Gives the whole copy its name, unless that is taken by now. Some file systems know no second name for a
 * file. */
static gboolean
name_copy (const char *written, const char *path)
{
  if (link (written, path) == 0)
    return TRUE;
  if (errno == EEXIST || g_file_test (path, G_FILE_TEST_EXISTS))
    {
      errno = EEXIST;
      return FALSE;
    }

  return g_rename (written, path) == 0;
}

static gboolean
make_copy (const char *source, const char *written, const char *path, gint64 *bytes, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  struct stat status;
  int fd = open (written, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);

  if (fd < 0)
    {
      set_errno (error, errno, "Cannot write to", folder);
      return FALSE;
    }
  close (fd);

  if (!write_copy (source, written, error))
    return FALSE;
  if (!sync_file (written, 0) || stat (written, &status) != 0 || !name_copy (written, path)
      || !sync_file (folder, O_DIRECTORY))
    {
      set_errno (error, errno, "Cannot create", path);
      return FALSE;
    }

  *bytes = status.st_size;

  return TRUE;
}

static void
remove_rest (const char *written)
{
  static const char *const suffixes[] = { "", "-journal", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *path = g_strconcat (written, suffixes[i], NULL);

      g_unlink (path);
    }
}

gboolean
hw_sqlite_backup (const char *source, const char *path, gint64 *bytes, GError **error)
{
  g_autofree char *from = g_canonicalize_filename (source, NULL);
  g_autofree char *to = g_canonicalize_filename (path, NULL);
  HwId id = hw_id_new ();
  g_autofree char *written = g_strdup_printf ("%s.%s.new", to, id.text);
  gboolean done;

  if (g_file_test (to, G_FILE_TEST_EXISTS))
    {
      set_errno (error, EEXIST, "Cannot create", to);
      return FALSE;
    }

  done = make_copy (from, written, to, bytes, error);
  remove_rest (written);

  return done;
}
