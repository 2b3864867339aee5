/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/http/hw-json-line.h"

#include <string.h>

/* The text is known to be right: nothing is checked but its end. */
typedef struct
{
  const char *p;
  const char *end;
  guint line;
} Scan;

static void
skip_blanks (Scan *self)
{
  for (; self->p < self->end && strchr (" \t\r\n", *self->p) != NULL; self->p++)
    if (*self->p == '\n')
      self->line++;
}

/* From one quotation mark to behind the other. */
static void
skip_string (Scan *self)
{
  for (self->p++; self->p < self->end && *self->p != '"'; self->p++)
    if (*self->p == '\\')
      self->p++;
  self->p++;
}

static void
skip_value (Scan *self)
{
  guint depth = 0;

  do
    {
      skip_blanks (self);
      if (self->p >= self->end)
        return;
      if (*self->p == '"')
        {
          skip_string (self);
          continue;
        }
      if (*self->p == '{' || *self->p == '[')
        depth++;
      else if (*self->p == '}' || *self->p == ']')
        depth--;
      self->p++;
    }
  while (depth > 0 || (self->p < self->end && strchr (",]} \t\r\n", *self->p) == NULL));
}

/* The part of the pointer that @pointer begins with: its length. */
static gsize
part_length (const char *pointer)
{
  return strcspn (pointer, "/:");
}

/* Whether the name at @p, quotation marks around it, is the pointer's part. Names with escapes are not found.
 */
static gboolean
is_name (const Scan *self, const char *part, gsize length)
{
  return (gsize) (self->end - self->p) > length + 1 && memcmp (self->p + 1, part, length) == 0
         && self->p[length + 1] == '"';
}

/* In an object or array: to the value of the pointer's part. FALSE where it has none. */
static gboolean
enter (Scan *self, const char *part, gsize length)
{
  gboolean is_object = *self->p == '{';
  guint64 wanted = is_object ? 0 : g_ascii_strtoull (part, NULL, 10);

  if (!is_object && *self->p != '[')
    return FALSE;
  for (guint64 i = 0; self->p < self->end; i++)
    {
      gboolean found = !is_object && i == wanted;

      self->p++; /* the brace, the bracket, or the comma */
      skip_blanks (self);
      if (self->p >= self->end || *self->p == '}' || *self->p == ']')
        return FALSE;
      if (is_object)
        {
          found = is_name (self, part, length);
          skip_string (self);
          skip_blanks (self);
          self->p++; /* the colon */
          skip_blanks (self);
        }
      if (found)
        return TRUE;
      skip_value (self);
      skip_blanks (self);
      if (self->p >= self->end || *self->p != ',')
        return FALSE;
    }
  return FALSE;
}

guint
hw_json_line_find (const char *text, gsize length, const char *pointer)
{
  Scan scan = { text, text + length, 1 };
  guint line;

  skip_blanks (&scan);
  line = scan.line;
  while (scan.p < scan.end && *pointer == '/')
    {
      gsize part = part_length (++pointer);

      if (!enter (&scan, pointer, part))
        break;
      line = scan.line;
      pointer += part;
    }
  return line;
}
