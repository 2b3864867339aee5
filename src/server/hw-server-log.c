/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/hw-server-log.h"

#include "contract/hw-json.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

static void
write_line (const char *line)
{
  g_autofree char *whole = g_strconcat (line, "\n", NULL);
  gsize length = strlen (whole);
  const char *at = whole;

  /* Mostly in one go, so that lines of several threads do not mix. */
  while (length > 0)
    {
      gssize written = write (STDERR_FILENO, at, length);

      if (written < 0 && errno == EINTR)
        continue;
      if (written <= 0)
        return;
      at += written;
      length -= (gsize) written;
    }
}

void
hw_server_log_line (const char *line, gpointer user_data)
{
  write_line (line);
}

static const char *
level_name (GLogLevelFlags level)
{
  if ((level & G_LOG_LEVEL_ERROR) != 0)
    return "fatal";
  if ((level & G_LOG_LEVEL_CRITICAL) != 0)
    return "critical";
  if ((level & G_LOG_LEVEL_WARNING) != 0)
    return "warning";
  if ((level & G_LOG_LEVEL_DEBUG) != 0)
    return "debug";
  return "info";
}

static const char *
find_field (const GLogField *fields, gsize n_fields, const char *key)
{
  for (gsize i = 0; i < n_fields; i++)
    {
      if (strcmp (fields[i].key, key) == 0 && fields[i].length < 0)
        return fields[i].value;
    }
  return NULL;
}

static GLogWriterOutput
write_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer user_data)
{
  const char *message = find_field (fields, n_fields, "MESSAGE");
  const char *domain = find_field (fields, n_fields, "GLIB_DOMAIN");
  g_autofree char *valid = g_utf8_make_valid (message != NULL ? message : "", -1);
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GDateTime) now = NULL;
  g_autofree char *text = NULL;
  g_autofree char *at = NULL;
  g_autofree char *line = NULL;

  if ((level & G_LOG_LEVEL_DEBUG) != 0 && g_log_writer_default_would_drop (level, domain))
    return G_LOG_WRITER_HANDLED;

  node = json_node_init_string (json_node_alloc (), valid);
  text = hw_json_to_string (node);
  now = g_date_time_new_now_utc ();
  at = g_date_time_format (now, "%Y-%m-%dT%H:%M:%S");
  line = g_strdup_printf ("{\"time\":\"%s.%03dZ\",\"level\":\"%s\",\"event\":\"log\",\"message\":%s}", at,
                          g_date_time_get_microsecond (now) / 1000, level_name (level), text);
  write_line (line);
  return G_LOG_WRITER_HANDLED;
}

void
hw_server_log_install (void)
{
  g_log_set_writer_func (write_log, NULL, NULL);
}
