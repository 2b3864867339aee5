/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/http/hw-access-log.h"

#include "contract/hw-instant.h"

#include <time.h>

/* Written at once where so much has gathered. */
#define FULL 32768

struct _HwAccessLog
{
  HwLogOutput *output;
  GMutex lock;
  GString *lines;
  time_t second; /* of second_text */
  char second_text[32];
};

HwAccessLog *
hw_access_log_new (HwLogOutput *output)
{
  HwAccessLog *self = g_new0 (HwAccessLog, 1);

  self->output = output;
  self->second = -1;
  self->lines = g_string_sized_new (FULL + 1024);
  g_mutex_init (&self->lock);
  return self;
}

void
hw_access_log_flush (gpointer data)
{
  HwAccessLog *self = data;
  g_autoptr (GString) lines = NULL;

  g_mutex_lock (&self->lock);
  if (self->lines->len > 0)
    {
      lines = self->lines;
      self->lines = g_string_sized_new (FULL + 1024);
    }
  g_mutex_unlock (&self->lock);
  if (lines != NULL)
    hw_log_output_write (self->output, lines->str, lines->len);
}

/* The second of the latest line, written out: most lines share it with the one before. */
static const char *
second_of (HwAccessLog *self, gint64 at)
{
  time_t seconds = (time_t) (at / HW_SECOND);
  struct tm broken_down = { 0 };

  if (seconds != self->second)
    {
      self->second = seconds;
      gmtime_r (&seconds, &broken_down);
      strftime (self->second_text, sizeof self->second_text, "%Y-%m-%dT%H:%M:%S", &broken_down);
    }
  return self->second_text;
}

/* At least @digits of it. */
static void
append_number (GString *text, gint64 number, guint digits)
{
  char reversed[24];
  guint length = 0;

  for (; (number > 0 || length < digits) && length < sizeof reversed; number /= 10)
    reversed[length++] = (char) ('0' + number % 10);
  while (length > 0)
    g_string_append_c (text, reversed[--length]);
}

void
hw_access_log_add (HwAccessLog *self, const HwAccess *access)
{
  gint64 duration = MAX (access->duration, 0);
  GString *lines;
  gboolean full;

  g_mutex_lock (&self->lock);
  lines = self->lines;
  /* All strings are our own or were checked: none needs escaping. */
  g_string_append (lines, hw_log_output_prefix (self->output, HW_LOG_INFO));
  g_string_append (lines, "{\"time\":\"");
  g_string_append (lines, second_of (self, access->at));
  g_string_append_c (lines, '.');
  append_number (lines, access->at % HW_SECOND / 1000, 3);
  g_string_append (lines, "Z\",\"level\":\"info\",\"event\":\"request\",\"method\":\"");
  g_string_append (lines, access->method);
  g_string_append (lines, "\",\"route\":\"");
  g_string_append (lines, access->route);
  g_string_append (lines, "\",\"status\":");
  append_number (lines, access->status, 3);
  g_string_append (lines, ",\"ms\":");
  append_number (lines, duration / 1000, 1);
  g_string_append_c (lines, '.');
  append_number (lines, duration % 1000, 3);
  g_string_append (lines, ",\"request_id\":\"");
  g_string_append (lines, access->request_id);
  g_string_append (lines, "\",\"origin\":\"");
  g_string_append (lines, access->origin);
  g_string_append (lines, "\"}\n");
  full = lines->len >= FULL;
  g_mutex_unlock (&self->lock);
  if (full)
    hw_access_log_flush (self);
}

void
hw_access_log_free (HwAccessLog *self)
{
  hw_access_log_flush (self);
  g_string_free (self->lines, TRUE);
  g_mutex_clear (&self->lock);
  g_free (self);
}
