/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contract/hw-language.h"

#include <string.h>

#define UNNAMED (-1)
#define WHOLE_WEIGHT 1000

const char *
hw_language_tag (HwLanguage language)
{
  return language == HW_LANGUAGE_EN ? "en" : "ja";
}

static void
skip_blanks (const char **p)
{
  while (**p == ' ' || **p == '\t')
    (*p)++;
}

/* qvalue = ( "0" [ "." 0*3DIGIT ] ) / ( "1" [ "." 0*3("0") ] ), in thousandths (RFC 9110, 12.4.2). */
static gboolean
read_weight (const char **p, int *weight)
{
  int unit = WHOLE_WEIGHT;

  if (**p != '0' && **p != '1')
    return FALSE;
  *weight = (*(*p)++ - '0') * WHOLE_WEIGHT;
  if (**p != '.')
    return TRUE;

  (*p)++;
  while (g_ascii_isdigit (**p))
    {
      unit /= 10;
      if (unit == 0)
        return FALSE;
      *weight += (*(*p)++ - '0') * unit;
    }
  return *weight <= WHOLE_WEIGHT;
}

/* `[ OWS ";" OWS "q=" qvalue ]` after a range. */
static gboolean
read_optional_weight (const char **p, int *weight)
{
  *weight = WHOLE_WEIGHT;
  skip_blanks (p);
  if (**p != ';')
    return TRUE;

  (*p)++;
  skip_blanks (p);
  if (g_ascii_tolower ((*p)[0]) != 'q' || (*p)[1] != '=')
    return FALSE;
  *p += 2;
  if (!read_weight (p, weight))
    return FALSE;
  skip_blanks (p);
  return TRUE;
}

static gboolean
range_names (const char *range, gsize length, const char *tag)
{
  gsize n = strlen (tag);

  return length >= n && g_ascii_strncasecmp (range, tag, n) == 0 && (length == n || range[n] == '-');
}

HwLanguage
hw_language_from_accept (const char *accept_language)
{
  const char *p = accept_language;
  int ja = UNNAMED;
  int en = UNNAMED;
  int any = UNNAMED;

  if (p == NULL)
    return HW_LANGUAGE_JA;

  for (;;)
    {
      const char *range;
      gsize length;
      int weight;

      skip_blanks (&p);
      range = p;
      while (g_ascii_isalnum (*p) || *p == '-' || *p == '*')
        p++;
      length = p - range;

      if (length > 0)
        {
          if (!read_optional_weight (&p, &weight))
            return HW_LANGUAGE_JA;
          if (range_names (range, length, "ja"))
            ja = MAX (ja, weight);
          else if (range_names (range, length, "en"))
            en = MAX (en, weight);
          else if (length == 1 && *range == '*')
            any = MAX (any, weight);
        }

      if (*p == '\0')
        break;
      if (*p++ != ',')
        return HW_LANGUAGE_JA;
    }

  if (ja == UNNAMED)
    ja = any;
  if (en == UNNAMED)
    en = any;
  return en > ja && en > 0 ? HW_LANGUAGE_EN : HW_LANGUAGE_JA;
}
