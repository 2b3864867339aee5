/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/mail/hw-maildir-mailer.h"

#include "contract/hw-wipe.h"
#include "server/crypto/hw-hash.h"
#include "server/mail/hw-gmime.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What a dead delivery left in tmp goes after so long (the Maildir convention). */
#define LEFTOVER_SECONDS (36 * 3600)

struct _HwMaildirMailer
{
  GObject parent_instance;

  int folder; /* descriptor, so that the program may change its directory */
};

static void hw_maildir_mailer_interface_init (HwMailerInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HwMaildirMailer,
                               hw_maildir_mailer,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (HW_TYPE_MAILER, hw_maildir_mailer_interface_init))

static void
set_error_from_errno (GError **error, HwMailerError code, const char *what)
{
  int saved = errno;
  g_set_error (error, HW_MAILER_ERROR, code, "Maildir: %s: %s", what, g_strerror (saved));
}

/* The header fields of @message alone: the body, which may hold a key, is not parsed. */
static GMimeMessage *
parse_header (GBytes *message)
{
  gsize length = 0;
  const char *data = g_bytes_get_data (message, &length);
  const char *end = g_strstr_len (data, length, "\r\n\r\n");
  if (end == NULL)
    return NULL;
  hw_gmime_init ();
  g_autoptr (GMimeStream) stream = g_mime_stream_mem_new_with_buffer (data, end + 4 - data);
  g_autoptr (GMimeParser) parser = g_mime_parser_new_with_stream (stream);
  return g_mime_parser_construct_message (parser, NULL);
}

/* "SECONDS.ID.DOMAIN": sorts by time, the same for the same message; NULL where it has no usable Message-ID.
 */
static char *
file_name_of (GBytes *message)
{
  g_autoptr (GMimeMessage) header = parse_header (message);
  const char *message_id = header != NULL ? g_mime_message_get_message_id (header) : NULL;
  GDateTime *date = header != NULL ? g_mime_message_get_date (header) : NULL;
  if (message_id == NULL || date == NULL || strlen (message_id) > 160)
    return NULL;
  g_autofree char *id = g_strdup (message_id);
  g_strcanon (id, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-", '.');
  return g_strdup_printf ("%" G_GINT64_FORMAT ".%s", g_date_time_to_unix (date), id);
}

static gboolean
write_all (int file, const char *data, gsize length)
{
  while (length > 0)
    {
      gssize written = write (file, data, length);
      if (written < 0 && errno == EINTR)
        continue;
      if (written < 0)
        return FALSE;
      data += written;
      length -= written;
    }
  return TRUE;
}

/* A message's lines with LF in place of CRLF; wiped by the caller. */
static GBytes *
with_line_feeds (GBytes *message)
{
  gsize length = 0;
  const char *data = g_bytes_get_data (message, &length);
  char *copy = g_malloc (length + 1);
  gsize kept = 0;
  for (gsize i = 0; i < length; i++)
    if (!(data[i] == '\r' && i + 1 < length && data[i + 1] == '\n'))
      copy[kept++] = data[i];
  return g_bytes_new_take (copy, kept);
}

static gboolean
write_file (int folder, const char *path, GBytes *content)
{
  int file = openat (folder, path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (file < 0)
    return FALSE;
  gboolean ok =
    write_all (file, g_bytes_get_data (content, NULL), g_bytes_get_size (content)) && fsync (file) == 0;
  int saved = errno;
  if (close (file) != 0 && ok)
    return FALSE;
  errno = saved;
  return ok;
}

static gboolean
sync_folder (int parent, const char *name)
{
  int folder = openat (parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0)
    return FALSE;
  gboolean ok = fsync (folder) == 0;
  int saved = errno;
  close (folder);
  errno = saved;
  return ok;
}

/* With errno where it fails. */
static gboolean
store_message (HwMaildirMailer *self, const char *name, const char *target, GBytes *message)
{
  HwId unique = hw_id_new ();
  g_autofree char *temporary = g_strconcat ("tmp/", name, ".", unique.text, NULL);
  GBytes *content = with_line_feeds (message);
  gboolean ok = write_file (self->folder, temporary, content)
                && renameat (self->folder, temporary, self->folder, target) == 0;
  int saved = errno;
  hw_wipe_bytes_free (content);
  if (!ok)
    unlinkat (self->folder, temporary, 0);
  errno = saved;
  return ok;
}

static gboolean
hw_maildir_mailer_deliver (HwMailer *mailer,
                           const char *recipient,
                           GBytes *message,
                           GCancellable *cancellable,
                           GError **error)
{
  HwMaildirMailer *self = HW_MAILDIR_MAILER (mailer);
  g_autofree char *name = file_name_of (message);
  if (name == NULL)
    {
      g_set_error_literal (error, HW_MAILER_ERROR, HW_MAILER_ERROR_PERMANENT,
                           "Maildir: the message has no Message-ID or no Date");
      return FALSE;
    }
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  g_autofree char *target = g_strconcat ("new/", name, NULL);
  struct stat there;
  if (fstatat (self->folder, target, &there, AT_SYMLINK_NOFOLLOW) != 0
      && !store_message (self, name, target, message))
    {
      set_error_from_errno (error, HW_MAILER_ERROR_TEMPORARY, "cannot store the message");
      return FALSE;
    }
  if (!sync_folder (self->folder, "new"))
    {
      set_error_from_errno (error, HW_MAILER_ERROR_TEMPORARY, "cannot sync “new”");
      return FALSE;
    }
  return TRUE;
}

/* Removes what deliveries that died long ago left in tmp. */
static void
remove_leftovers (HwMaildirMailer *self)
{
  int file = openat (self->folder, "tmp", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR *folder = file >= 0 ? fdopendir (file) : NULL;
  if (folder == NULL)
    return;
  time_t oldest = time (NULL) - LEFTOVER_SECONDS;
  for (struct dirent *entry; (entry = readdir (folder)) != NULL;)
    {
      struct stat found;
      if (fstatat (file, entry->d_name, &found, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG (found.st_mode)
          && found.st_mtime < oldest)
        unlinkat (file, entry->d_name, 0);
    }
  closedir (folder);
}

static gboolean
make_folder (int parent, const char *name, GError **error)
{
  if (mkdirat (parent, name, 0700) == 0 || errno == EEXIST)
    return TRUE;
  set_error_from_errno (error, HW_MAILER_ERROR_SETUP, name);
  return FALSE;
}

HwMailer *
hw_maildir_mailer_new (const char *folder, GError **error)
{
  static const char *const parts[] = { "tmp", "new", "cur" };

  if (folder[0] == '\0')
    {
      g_set_error_literal (error, HW_MAILER_ERROR, HW_MAILER_ERROR_SETUP, "maildir:DIR names no folder");
      return NULL;
    }
  g_autoptr (HwMaildirMailer) self = g_object_new (HW_TYPE_MAILDIR_MAILER, NULL);
  if (!make_folder (AT_FDCWD, folder, error))
    return NULL;
  self->folder = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (self->folder < 0)
    {
      set_error_from_errno (error, HW_MAILER_ERROR_SETUP, folder);
      return NULL;
    }
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (!make_folder (self->folder, parts[i], error))
      return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (faccessat (self->folder, parts[i], W_OK | X_OK, AT_EACCESS) != 0)
      {
        set_error_from_errno (error, HW_MAILER_ERROR_SETUP, parts[i]);
        return NULL;
      }
  remove_leftovers (self);
  return HW_MAILER (g_steal_pointer (&self));
}

static void
hw_maildir_mailer_finalize (GObject *object)
{
  HwMaildirMailer *self = HW_MAILDIR_MAILER (object);
  if (self->folder >= 0)
    close (self->folder);
  G_OBJECT_CLASS (hw_maildir_mailer_parent_class)->finalize (object);
}

static void
hw_maildir_mailer_class_init (HwMaildirMailerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hw_maildir_mailer_finalize;
}

static void
hw_maildir_mailer_interface_init (HwMailerInterface *iface)
{
  iface->deliver = hw_maildir_mailer_deliver;
}

static void
hw_maildir_mailer_init (HwMaildirMailer *self)
{
  self->folder = -1;
}
