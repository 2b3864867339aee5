/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "counter/hw-csv-text.h"

#include "counter/hw-counter-faults.h"

#include <glib/gi18n.h>

#define UTF8_MARK "\xef\xbb\xbf"
#define UTF16_MARK_LE "\xff\xfe"
#define UTF16_MARK_BE "\xfe\xff"

static gboolean
begins_with (const char *bytes, gsize length, const char *mark)
{
  gsize mark_length = strlen (mark);

  return length >= mark_length && memcmp (bytes, mark, mark_length) == 0;
}

static guint
line_of (const char *bytes, const char *place)
{
  guint line = 1;

  for (const char *p = bytes; p < place; p++)
    if (*p == '\n' || (*p == '\r' && p[1] != '\n'))
      line++;
  return line;
}

static void
add_fault (GPtrArray *faults, guint line, const char *message)
{
  hw_counter_faults_add (faults, line, "encoding", g_strdup (message));
}

static char *
decode_cp932 (const char *bytes, gsize length, GPtrArray *faults)
{
  g_autoptr (GError) error = NULL;
  gsize n_read = 0;
  char *text = g_convert (bytes, length, "UTF-8", "CP932", &n_read, NULL, &error);

  if (text != NULL)
    return text;
  if (g_error_matches (error, G_CONVERT_ERROR, G_CONVERT_ERROR_NO_CONVERSION))
    add_fault (faults, 0, _ ("This system cannot read CP932. Save the file as “CSV UTF-8” instead."));
  else
    add_fault (faults, line_of (bytes, bytes + n_read),
               _ ("There is a character that is neither UTF-8 nor CP932. Save the file as “CSV UTF-8”."));
  return NULL;
}

char *
hw_csv_text_decode (const char *bytes, gsize length, GPtrArray *faults)
{
  gboolean marked = begins_with (bytes, length, UTF8_MARK);
  const char *end;

  if (begins_with (bytes, length, UTF16_MARK_LE) || begins_with (bytes, length, UTF16_MARK_BE))
    {
      add_fault (faults, 1, _ ("The file is in UTF-16. Save it as “CSV UTF-8” instead."));
      return NULL;
    }
  if (marked)
    {
      bytes += strlen (UTF8_MARK);
      length -= strlen (UTF8_MARK);
    }

  end = memchr (bytes, '\0', length);
  if (end != NULL)
    {
      add_fault (faults, line_of (bytes, end), _ ("This is not a text file: there is a NUL in it."));
      return NULL;
    }
  if (g_utf8_validate_len (bytes, length, &end))
    return g_strndup (bytes, length);
  if (!marked)
    return decode_cp932 (bytes, length, faults);

  add_fault (faults, line_of (bytes, end), _ ("There is a character that is not UTF-8."));
  return NULL;
}
