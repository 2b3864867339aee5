/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/store/hw-store.h"
#include "server/store/postgres/hw-postgres-target.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SQLITE_SCHEME "sqlite:"

/* SQLite makes files beside the store, so that it needs the folder too. */
static gboolean
check_sqlite (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (!g_file_test (folder, G_FILE_TEST_IS_DIR) || access (folder, W_OK | X_OK) != 0)
    {
      g_set_error (error, HW_STORE_ERROR, HW_STORE_ERROR_FAILED,
                   "nothing can be written into %s: it must be a folder of the server’s user", folder);
      return FALSE;
    }
  if (g_file_test (path, G_FILE_TEST_EXISTS)
      && (!g_file_test (path, G_FILE_TEST_IS_REGULAR) || access (path, R_OK | W_OK) != 0))
    {
      g_set_error (error, HW_STORE_ERROR, HW_STORE_ERROR_FAILED,
                   "%s cannot be read and written: it must be a file of the server’s user", path);
      return FALSE;
    }
  return TRUE;
}

/* (nullable): the value that the URI gives to @keyword. */
static const char *
find (const HwPostgresTarget *target, const char *keyword)
{
  const char *const *keywords = hw_postgres_target_keywords (target);

  for (guint i = 0; keywords[i] != NULL; i++)
    if (strcmp (keywords[i], keyword) == 0)
      return hw_postgres_target_values (target)[i];
  return NULL;
}

/* libpq passes over a passfile that it dislikes, and the database's refusal does not say why. */
static gboolean
check_passfile (const char *path, GError **error)
{
  struct stat status;

  if (stat (path, &status) != 0 || access (path, R_OK) != 0)
    g_set_error (error, HW_STORE_ERROR, HW_STORE_ERROR_FAILED, "the passfile %s cannot be read: %s", path,
                 g_strerror (errno));
  else if (!S_ISREG (status.st_mode) || (status.st_mode & 077) != 0)
    g_set_error (error, HW_STORE_ERROR, HW_STORE_ERROR_FAILED,
                 "the passfile %s may be read by others than its owner, and is passed over: chmod 600", path);
  else
    return TRUE;
  return FALSE;
}

gboolean
hw_store_check_files (const char *uri, GError **error)
{
  g_autoptr (HwPostgresTarget) target = NULL;
  const char *passfile;

  g_return_val_if_fail (uri != NULL, FALSE);

  if (g_str_has_prefix (uri, SQLITE_SCHEME))
    return check_sqlite (uri + strlen (SQLITE_SCHEME), error);

  target = hw_postgres_target_new (uri, error);
  if (target == NULL)
    return FALSE;
  passfile = find (target, "passfile");
  return passfile == NULL || check_passfile (passfile, error);
}
