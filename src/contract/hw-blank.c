/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contract/hw-blank.h"

gboolean
hw_blank_is (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  return g_unichar_isspace (c) || type == G_UNICODE_CONTROL || type == G_UNICODE_FORMAT
         || type == G_UNICODE_LINE_SEPARATOR || type == G_UNICODE_PARAGRAPH_SEPARATOR
         || type == G_UNICODE_SPACE_SEPARATOR;
}

char *
hw_blank_strip (const char *text)
{
  const char *first = NULL;
  const char *end = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (hw_blank_is (g_utf8_get_char (p)))
        continue;
      if (first == NULL)
        first = p;
      end = g_utf8_next_char (p);
    }

  return first == NULL ? g_strdup ("") : g_strndup (first, end - first);
}
