/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/crypto/hw-secret-file.h"

#include "server/crypto/hw-hash.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void
set_errno (GError **error, int number, const char *what, const char *path)
{
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (number), "%s %s: %s", what, path,
               g_strerror (number));
}

static gboolean
read_all (int fd, guint8 *bytes, gsize length)
{
  for (gsize done = 0; done < length;)
    {
      gssize n = read (fd, bytes + done, length - done);

      if (n < 0 && errno == EINTR)
        continue;
      if (n == 0)
        errno = EIO;
      if (n <= 0)
        return FALSE;
      done += n;
    }

  return TRUE;
}

static gboolean
write_all (int fd, const guint8 *bytes, gsize length)
{
  for (gsize done = 0; done < length;)
    {
      gssize n = write (fd, bytes + done, length - done);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return FALSE;
      done += n;
    }

  return TRUE;
}

gboolean
hw_secret_file_is_private (const struct stat *status)
{
  mode_t others = status->st_uid == geteuid () ? 0077 : 0037;

  return S_ISREG (status->st_mode) && (status->st_mode & others) == 0;
}

static gboolean
read_open_file (int fd, const char *path, guint8 *bytes, GError **error)
{
  struct stat status;

  if (fstat (fd, &status) != 0)
    {
      set_errno (error, errno, "Cannot look at the server's secret", path);
      return FALSE;
    }
  if (!S_ISREG (status.st_mode))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE,
                   "The server's secret %s is not a regular file", path);
      return FALSE;
    }
  if (!hw_secret_file_is_private (&status))
    {
      g_set_error (
        error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
        "The server's secret %s may be read by others than its owner (mode %04o): it must have mode 0600",
        path, status.st_mode & 07777);
      return FALSE;
    }
  if (status.st_size != HW_SECRET_FILE_LENGTH)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                   "The server's secret %s has %" G_GINT64_FORMAT " bytes: it must have %d", path,
                   (gint64) status.st_size, HW_SECRET_FILE_LENGTH);
      return FALSE;
    }
  if (!read_all (fd, bytes, HW_SECRET_FILE_LENGTH))
    {
      set_errno (error, errno, "Cannot read the server's secret", path);
      return FALSE;
    }

  return TRUE;
}

static gboolean
read_file (const char *path, guint8 *bytes, GError **error)
{
  /* O_NONBLOCK: a FIFO in its place must not keep the server from starting. */
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
  gboolean done;

  if (fd < 0)
    {
      set_errno (error, errno, "Cannot open the server's secret", path);
      return FALSE;
    }

  done = read_open_file (fd, path, bytes, error);
  close (fd);

  return done;
}

static gboolean
sync_folder (const char *folder)
{
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean done;

  if (fd < 0)
    return FALSE;

  done = fsync (fd) == 0;
  close (fd);

  return done;
}

/* Writes a whole file beside @path. */
static gboolean
write_new_file (const char *path)
{
  guint8 bytes[HW_SECRET_FILE_LENGTH];
  int fd = open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  gboolean done;

  if (fd < 0)
    return FALSE;

  hw_random_fill (bytes, sizeof bytes);
  done = write_all (fd, bytes, sizeof bytes) && fsync (fd) == 0;
  sodium_memzero (bytes, sizeof bytes);

  return close (fd) == 0 && done;
}

/* Writes the secret under another name and links it to its own: a crash leaves no half-written secret, and of
 * two processes that do so at once one wins, without overwriting the other's. */
static gboolean
create_file (const char *path, GError **error)
{
  HwId id = hw_id_new ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *new_path = g_strdup_printf ("%s.%s.new", path, id.text);
  int number = 0;

  if (!write_new_file (new_path) || (link (new_path, path) != 0 && errno != EEXIST) || !sync_folder (folder))
    number = errno;
  g_unlink (new_path);

  if (number != 0)
    {
      set_errno (error, number, "Cannot create the server's secret", path);
      return FALSE;
    }

  return TRUE;
}

gboolean
hw_secret_file_read (const char *path, gboolean create, guint8 bytes[HW_SECRET_FILE_LENGTH], GError **error)
{
  g_autoptr (GError) local_error = NULL;

  g_return_val_if_fail (path != NULL && bytes != NULL, FALSE);

  if (read_file (path, bytes, &local_error))
    return TRUE;

  if (!create || !g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  return create_file (path, error) && read_file (path, bytes, error);
}
