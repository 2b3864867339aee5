/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/http/hw-log-output.h"

#include <errno.h>
#include <unistd.h>

struct _HwLogOutput
{
  int fd;
  gboolean is_journal;
  GMutex lock; /* held while writing: what is longer than a pipe takes is written in pieces */
};

HwLogOutput *
hw_log_output_new (int fd)
{
  HwLogOutput *self = g_new0 (HwLogOutput, 1);

  self->fd = fd;
  self->is_journal = g_log_writer_is_journald (fd);
  g_mutex_init (&self->lock);
  return self;
}

void
hw_log_output_free (HwLogOutput *self)
{
  g_mutex_clear (&self->lock);
  g_free (self);
}

const char *
hw_log_output_prefix (HwLogOutput *self, HwLogPriority priority)
{
  static const char *const prefixes[] = { "<0>", "<1>", "<2>", "<3>", "<4>", "<5>", "<6>", "<7>" };

  return self->is_journal ? prefixes[priority] : "";
}

void
hw_log_output_write (HwLogOutput *self, const char *lines, gsize length)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  while (length > 0)
    {
      gssize written = write (self->fd, lines, length);

      if (written < 0 && errno == EINTR)
        continue;
      if (written <= 0)
        return;
      lines += written;
      length -= (gsize) written;
    }
}
