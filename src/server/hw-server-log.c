/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/hw-server-log.h"

#include "contract/hw-json.h"

#include <string.h>

static void
write_line (HwLogOutput *output, HwLogPriority priority, const char *line)
{
  g_autofree char *whole = g_strconcat (hw_log_output_prefix (output, priority), line, "\n", NULL);

  hw_log_output_write (output, whole, strlen (whole));
}

void
hw_server_log_audit (const char *line, gpointer output)
{
  write_line (output, HW_LOG_AUDIT, line);
}

static HwLogPriority
priority_of (GLogLevelFlags level)
{
  if ((level & G_LOG_LEVEL_ERROR) != 0)
    return HW_LOG_FATAL;
  if ((level & G_LOG_LEVEL_CRITICAL) != 0)
    return HW_LOG_CRITICAL;
  if ((level & G_LOG_LEVEL_WARNING) != 0)
    return HW_LOG_WARNING;
  if ((level & G_LOG_LEVEL_DEBUG) != 0)
    return HW_LOG_DEBUG;
  return HW_LOG_INFO;
}

static const char *
level_name (HwLogPriority priority)
{
  switch (priority)
    {
    case HW_LOG_FATAL:
      return "fatal";
    case HW_LOG_CRITICAL:
      return "critical";
    case HW_LOG_WARNING:
      return "warning";
    case HW_LOG_DEBUG:
      return "debug";
    case HW_LOG_AUDIT:
    case HW_LOG_INFO:
    default:
      return "info";
    }
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
  HwLogPriority priority = priority_of (level);
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
                          g_date_time_get_microsecond (now) / 1000, level_name (priority), text);
  write_line (user_data, priority, line);
  return G_LOG_WRITER_HANDLED;
}

void
hw_server_log_install (HwLogOutput *output)
{
  g_log_set_writer_func (write_log, output, NULL);
}
