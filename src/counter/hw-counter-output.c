/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "counter/hw-counter-output.h"

#include "contract/hw-json-writer.h"
#include "contract/hw-json.h"

#include <errno.h>
#include <glib/gi18n.h>

#define BETWEEN_COLUMNS 2

/* What a file or the command line brought in is quoted in messages: it must not command the terminal, nor
 * turn the direction of its line. (transfer full) */
static char *
without_commands (const char *line)
{
  g_autofree char *valid = g_utf8_make_valid (line, -1);
  GString *clean = g_string_sized_new (strlen (valid) + 1);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    switch ((int) g_unichar_type (g_utf8_get_char (p)))
      {
      case G_UNICODE_CONTROL:
      case G_UNICODE_FORMAT:
      case G_UNICODE_LINE_SEPARATOR:
      case G_UNICODE_PARAGRAPH_SEPARATOR:
        g_string_append (clean, "\357\277\275"); /* U+FFFD */
        break;
      default:
        g_string_append_unichar (clean, g_utf8_get_char (p));
      }
  return g_string_free (clean, FALSE);
}

void
hw_counter_print (FILE *file, const char *line)
{
  g_autofree char *clean = without_commands (line);
  const char *charset;
  g_autofree char *converted = NULL;

  /* The C locale names no encoding that could be meant: UTF-8 then. */
  if (!g_get_charset (&charset) && g_ascii_strcasecmp (charset, "ANSI_X3.4-1968") != 0)
    converted = g_convert_with_fallback (clean, -1, charset, "UTF-8", "?", NULL, NULL, NULL);
  fputs (converted != NULL ? converted : clean, file);
  fputc ('\n', file);
}

void
hw_counter_print_json (JsonObject *object)
{
  g_autoptr (JsonNode) node = hw_json_object_node (object);
  g_autofree char *text = hw_json_to_string (node);

  fputs (text, stdout);
  fputc ('\n', stdout);
}

gboolean
hw_counter_flush (GError **error)
{
  if (fflush (stdout) == 0 && !ferror (stdout))
    return TRUE;

  g_set_error (error, HW_COUNTER_ERROR, HW_COUNTER_ERROR_REFUSED, _ ("The output could not be written: %s"),
               g_strerror (errno));
  return FALSE;
}

static gsize
width_of (const char *text)
{
  gsize width = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      width += g_unichar_iszerowidth (c) ? 0 : g_unichar_iswide (c) ? 2 : 1;
    }
  return width;
}

static void
print_row (const GStrv row, const gsize *widths, guint n_columns)
{
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint column = 0; column < n_columns; column++)
    {
      g_string_append (line, row[column]);
      if (column + 1 < n_columns)
        for (gsize i = width_of (row[column]); i < widths[column] + BETWEEN_COLUMNS; i++)
          g_string_append_c (line, ' ');
    }
  while (line->len > 0 && line->str[line->len - 1] == ' ')
    g_string_truncate (line, line->len - 1);
  hw_counter_print (stdout, line->str);
}

void
hw_counter_print_table (GPtrArray *rows)
{
  guint n_columns = g_strv_length (rows->pdata[0]);
  g_autofree gsize *widths = g_new0 (gsize, n_columns);

  for (guint i = 0; i < rows->len; i++)
    for (guint column = 0; column < n_columns; column++)
      widths[column] = MAX (widths[column], width_of (((GStrv) rows->pdata[i])[column]));

  for (guint i = 0; i < rows->len; i++)
    print_row (rows->pdata[i], widths, n_columns);
}

static char *
format_local (gint64 instant, const char *format)
{
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) local = NULL;

  if (instant == 0)
    return g_strdup ("");
  utc = g_date_time_new_from_unix_utc (instant / G_USEC_PER_SEC);
  local = g_date_time_to_local (utc);
  return g_date_time_format (local, format);
}

char *
hw_counter_local_time (gint64 instant)
{
  return format_local (instant, "%Y-%m-%d %H:%M");
}

char *
hw_counter_local_time_to_the_second (gint64 instant)
{
  return format_local (instant, "%Y-%m-%d %H:%M:%S");
}
