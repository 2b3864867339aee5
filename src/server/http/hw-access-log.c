/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/http/hw-access-log.h"

#include "contract/hw-instant.h"

#include <errno.h>
#include <time.h>
#include <unistd.h>

/* Written at once where so much has gathered. */
#define FULL 32768

struct _HwAccessLog
{
  int fd;
  GMutex lock;
  GString *lines;
  GMutex write_lock; /* held while writing, so that lines do not mix */
};

HwAccessLog *
hw_access_log_new (int fd)
{
  HwAccessLog *self = g_new0 (HwAccessLog, 1);

  self->fd = fd;
  self->lines = g_string_sized_new (FULL + 1024);
  g_mutex_init (&self->lock);
  g_mutex_init (&self->write_lock);
  return self;
}

/* A log that cannot be written to must not stop the service. */
static void
write_all (int fd, const char *bytes, gsize length)
{
  while (length > 0)
    {
      gssize written = write (fd, bytes, length);

      if (written < 0 && errno == EINTR)
        continue;
      if (written <= 0)
        return;
      bytes += written;
      length -= (gsize) written;
    }
}

void
hw_access_log_flush (gpointer data)
{
  HwAccessLog *self = data;
  g_autoptr (GString) lines = NULL;

  g_mutex_lock (&self->write_lock);
  g_mutex_lock (&self->lock);
  if (self->lines->len > 0)
    {
      lines = self->lines;
      self->lines = g_string_sized_new (FULL + 1024);
    }
  g_mutex_unlock (&self->lock);
  if (lines != NULL)
    write_all (self->fd, lines->str, lines->len);
  g_mutex_unlock (&self->write_lock);
}

void
hw_access_log_add (HwAccessLog *self, const HwAccess *access)
{
  char line[640];
  struct tm at = { 0 };
  time_t seconds = (time_t) (access->at / HW_SECOND);
  gboolean full;

  /* All strings are our own or were checked: none needs escaping. */
  gmtime_r (&seconds, &at);
  g_snprintf (line, sizeof line,
              "{\"time\":\"%04d-%02d-%02dT%02d:%02d:%02d.%03dZ\",\"level\":\"info\",\"event\":\"request\","
              "\"method\":\"%s\",\"route\":\"%s\",\"status\":%u,\"ms\":%" G_GINT64_FORMAT ".%03d,"
              "\"request_id\":\"%s\",\"origin\":\"%s\"}\n",
              at.tm_year + 1900, at.tm_mon + 1, at.tm_mday, at.tm_hour, at.tm_min, at.tm_sec,
              (int) (access->at % HW_SECOND / 1000), access->method, access->route, access->status,
              access->duration / 1000, (int) (access->duration % 1000), access->request_id, access->origin);
  g_mutex_lock (&self->lock);
  g_string_append (self->lines, line);
  full = self->lines->len >= FULL;
  g_mutex_unlock (&self->lock);
  if (full)
    hw_access_log_flush (self);
}

void
hw_access_log_free (HwAccessLog *self)
{
  hw_access_log_flush (self);
  g_string_free (self->lines, TRUE);
  g_mutex_clear (&self->write_lock);
  g_mutex_clear (&self->lock);
  g_free (self);
}
