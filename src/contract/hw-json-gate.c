/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contract/hw-json-gate.h"

#include "contract/hw-json.h"

#include <math.h>
#include <string.h>

/* One array or object that is open. */
typedef struct
{
  gboolean is_object;
  GHashTable *names; /* (nullable): of an object, once it has one */
} Level;

typedef struct
{
  const char *text;
  const char *end;
  const char *p;
  Level levels[HW_JSON_MAX_DEPTH];
  guint depth;
  const char *fault;    /* (nullable): what is wrong */
  const char *fault_at; /* and where */
} Gate;

static gboolean
fail_at (Gate *self, const char *at, const char *fault)
{
  if (self->fault == NULL)
    {
      self->fault = fault;
      self->fault_at = at;
    }
  return FALSE;
}

static gboolean
fail (Gate *self, const char *fault)
{
  return fail_at (self, self->p, fault);
}

/* The next byte, or -1 at the end. */
static int
peek (const Gate *self)
{
  return self->p < self->end ? (guchar) *self->p : -1;
}

static gboolean
skip (Gate *self, char c)
{
  if (peek (self) != c)
    return FALSE;
  self->p++;
  return TRUE;
}

static void
skip_blanks (Gate *self)
{
  while (self->p < self->end && (*self->p == ' ' || *self->p == '\t' || *self->p == '\n' || *self->p == '\r'))
    self->p++;
}

static gboolean
skip_digits (Gate *self)
{
  const char *start = self->p;

  while (self->p < self->end && g_ascii_isdigit (*self->p))
    self->p++;
  return self->p > start;
}

static gboolean
check_number_range (Gate *self, const char *start, gboolean integer)
{
  char copy[HW_JSON_MAX_NUMBER_LENGTH + 1];
  gsize length = self->p - start;
  gint64 value;

  if (length > HW_JSON_MAX_NUMBER_LENGTH)
    return fail_at (self, start, "a number has too many digits");
  memcpy (copy, start, length);
  copy[length] = '\0';

  if (!integer)
    return isfinite (g_ascii_strtod (copy, NULL)) || fail_at (self, start, "a number is out of range");

  value = g_ascii_strtoll (copy, NULL, 10);
  return (value >= -HW_JSON_MAX_INTEGER && value <= HW_JSON_MAX_INTEGER)
         || fail_at (self, start, "an integer is out of range");
}

/* number = [ minus ] int [ frac ] [ exp ] */
static gboolean
scan_number (Gate *self)
{
  const char *start = self->p;
  gboolean integer = TRUE;

  skip (self, '-');
  if (!skip (self, '0') && !skip_digits (self))
    return fail (self, "a digit was expected");
  if (self->p < self->end && g_ascii_isdigit (*self->p))
    return fail (self, "a number begins with 0");

  if (skip (self, '.'))
    {
      integer = FALSE;
      if (!skip_digits (self))
        return fail (self, "a digit was expected");
    }
  if (skip (self, 'e') || skip (self, 'E'))
    {
      integer = FALSE;
      if (!skip (self, '+'))
        skip (self, '-');
      if (!skip_digits (self))
        return fail (self, "a digit was expected");
    }
  return check_number_range (self, start, integer);
}

static gboolean
scan_hex4 (Gate *self, gunichar *unit)
{
  *unit = 0;
  for (int i = 0; i < 4; i++, self->p++)
    {
      int digit = self->p < self->end ? g_ascii_xdigit_value (*self->p) : -1;

      if (digit < 0)
        return fail (self, "a hexadecimal digit was expected");
      *unit = *unit << 4 | (gunichar) digit;
    }
  return TRUE;
}

/* After "\u". */
static gboolean
scan_unicode_escape (Gate *self, gunichar *c)
{
  const char *start = self->p - 2;
  gunichar low;

  if (!scan_hex4 (self, c))
    return FALSE;
  if (*c == 0)
    return fail_at (self, start, "U+0000 is not allowed");
  if (*c < 0xD800 || *c > 0xDFFF)
    return TRUE;
  if (*c > 0xDBFF || !skip (self, '\\') || !skip (self, 'u'))
    return fail_at (self, start, "a surrogate stands alone");
  if (!scan_hex4 (self, &low))
    return FALSE;
  if (low < 0xDC00 || low > 0xDFFF)
    return fail_at (self, start, "a surrogate stands alone");
  *c = 0x10000 + ((*c - 0xD800) << 10) + (low - 0xDC00);
  return TRUE;
}

/* After "\". */
static gboolean
scan_escape (Gate *self, gunichar *c)
{
  static const char names[] = "\"\\/bfnrt";
  static const char meant[] = "\"\\/\b\f\n\r\t";
  const char *found;

  if (skip (self, 'u'))
    return scan_unicode_escape (self, c);
  found = peek (self) > 0 ? strchr (names, peek (self)) : NULL;
  if (found == NULL)
    return fail (self, "an escape is not one of JSON's");
  *c = (guchar) meant[found - names];
  self->p++;
  return TRUE;
}

/* @unescaped: (nullable): where to put the string's value. */
static gboolean
scan_string (Gate *self, GString *unescaped)
{
  if (!skip (self, '"'))
    return fail (self, "a string was expected");

  while (!skip (self, '"'))
    {
      gunichar c;

      if (self->p == self->end)
        return fail (self, "a string does not end");
      if (skip (self, '\\'))
        {
          if (!scan_escape (self, &c))
            return FALSE;
        }
      else
        {
          /* The whole text was found to be UTF-8 before. */
          c = g_utf8_get_char (self->p);
          if (c < 0x20)
            return fail (self, "a control character stands in a string unescaped");
          self->p = g_utf8_next_char (self->p);
        }
      if (unescaped != NULL)
        g_string_append_unichar (unescaped, c);
    }
  return TRUE;
}

/* A member's name, and the colon. */
static gboolean
scan_name (Gate *self)
{
  Level *level = &self->levels[self->depth - 1];
  const char *start = self->p;
  g_autoptr (GString) name = g_string_new (NULL);

  if (!scan_string (self, name))
    return FALSE;
  if (level->names == NULL)
    level->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (g_hash_table_size (level->names) >= HW_JSON_MAX_MEMBERS)
    return fail_at (self, start, "an object has too many members");
  if (!g_hash_table_add (level->names, g_strdup (name->str)))
    return fail_at (self, start, "an object has a name twice");

  skip_blanks (self);
  if (!skip (self, ':'))
    return fail (self, "a colon was expected");
  skip_blanks (self);
  return TRUE;
}

static gboolean
scan_word (Gate *self, const char *word)
{
  gsize length = strlen (word);

  if ((gsize) (self->end - self->p) < length || memcmp (self->p, word, length) != 0)
    return fail (self, "a value was expected");
  self->p += length;
  return TRUE;
}

static gboolean
open_level (Gate *self, gboolean is_object)
{
  if (self->depth == HW_JSON_MAX_DEPTH)
    return fail (self, "arrays and objects are nested too deeply");
  self->p++;
  self->levels[self->depth++] = (Level){ .is_object = is_object };
  return TRUE;
}

static void
close_level (Gate *self)
{
  g_clear_pointer (&self->levels[--self->depth].names, g_hash_table_unref);
}

/* A value's beginning: all of it, unless it opens a level that is not empty. *complete: which of the two. */
static gboolean
scan_value (Gate *self, gboolean *complete)
{
  int c = peek (self);

  *complete = TRUE;
  switch (c)
    {
    case -1:
      return fail (self, "a value was expected");
    case '"':
      return scan_string (self, NULL);
    case 't':
      return scan_word (self, "true");
    case 'f':
      return scan_word (self, "false");
    case 'n':
      return scan_word (self, "null");
    case '{':
    case '[':
      if (!open_level (self, c == '{'))
        return FALSE;
      skip_blanks (self);
      if (skip (self, c == '{' ? '}' : ']'))
        {
          close_level (self);
          return TRUE;
        }
      *complete = FALSE;
      return c == '[' || scan_name (self);
    default:
      if (c == '-' || g_ascii_isdigit ((char) c))
        return scan_number (self);
      return fail (self, "a value was expected");
    }
}

/* After a complete value: up to the beginning of the next one, or the end. */
static gboolean
scan_to_next_value (Gate *self, gboolean *done)
{
  for (;;)
    {
      Level *level;

      skip_blanks (self);
      *done = self->depth == 0;
      if (*done)
        return self->p == self->end || fail (self, "something follows the value");

      level = &self->levels[self->depth - 1];
      if (skip (self, ','))
        {
          skip_blanks (self);
          return !level->is_object || scan_name (self);
        }
      if (!skip (self, level->is_object ? '}' : ']'))
        return fail (self, level->is_object ? "a comma or a closing brace was expected"
                                            : "a comma or a closing bracket was expected");
      close_level (self);
    }
}

static gboolean
scan (Gate *self)
{
  const char *bad;
  gboolean done = FALSE;

  if (!g_utf8_validate_len (self->text, self->end - self->text, &bad))
    return fail_at (self, bad, *bad == '\0' ? "U+0000 is not allowed" : "the text is not UTF-8");

  skip_blanks (self);
  while (!done)
    {
      gboolean complete;

      if (!scan_value (self, &complete))
        return FALSE;
      skip_blanks (self);
      if (complete && !scan_to_next_value (self, &done))
        return FALSE;
    }
  return TRUE;
}

gboolean
hw_json_gate_check (const char *text, gsize length, GError **error)
{
  Gate self = { .text = text, .end = text + length, .p = text };
  gboolean passed;
  guint line = 1;
  const char *line_start = text;

  g_return_val_if_fail (text != NULL || length == 0, FALSE);

  if (length == 0)
    {
      g_set_error_literal (error, HW_JSON_ERROR, HW_JSON_ERROR_SYNTAX, "line 1, column 1: there is no text");
      return FALSE;
    }

  passed = scan (&self);
  while (self.depth > 0)
    close_level (&self);
  if (passed)
    return TRUE;

  for (const char *p = text; p < self.fault_at; p++)
    if (*p == '\n')
      {
        line++;
        line_start = p + 1;
      }
  g_set_error (error, HW_JSON_ERROR, HW_JSON_ERROR_SYNTAX, "line %u, column %ld: %s", line,
               g_utf8_strlen (line_start, self.fault_at - line_start) + 1, self.fault);
  return FALSE;
}
