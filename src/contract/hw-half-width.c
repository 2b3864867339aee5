/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contract/hw-half-width.h"

#include <string.h>

#define FULL_WIDTH_FIRST 0xFF01
#define FULL_WIDTH_LAST 0xFF5E
#define FULL_WIDTH_OFFSET 0xFEE0
#define IDEOGRAPHIC_SPACE 0x3000

gunichar
hw_half_width_char (gunichar c)
{
  if (c >= FULL_WIDTH_FIRST && c <= FULL_WIDTH_LAST)
    return c - FULL_WIDTH_OFFSET;

  switch (c)
    {
    case IDEOGRAPHIC_SPACE:
      return ' ';

    case 0x2010: /* hyphen */
    case 0x2011: /* non-breaking hyphen */
    case 0x2012: /* figure dash */
    case 0x2013: /* en dash */
    case 0x2014: /* em dash */
    case 0x2015: /* horizontal bar */
    case 0x2212: /* minus sign */
    case 0x30FC: /* katakana prolonged sound mark */
      return '-';

    default:
      return c;
    }
}

char *
hw_half_width (const char *text, gboolean *changed)
{
  GString *half;
  gboolean any = FALSE;

  g_return_val_if_fail (text != NULL, NULL);

  half = g_string_sized_new (strlen (text));
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gunichar turned = hw_half_width_char (c);

      any = any || turned != c;
      g_string_append_unichar (half, turned);
    }

  if (changed != NULL)
    *changed = any;
  return g_string_free (half, FALSE);
}
