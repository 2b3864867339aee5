/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contract/hw-authentication-key.h"

#include "contract/hw-blank.h"
#include "contract/hw-half-width.h"
#include "contract/hw-wipe.h"

#include <string.h>

#define BITS_PER_CHARACTER 5

static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

char *
hw_authentication_key_from_random (const guint8 random[HW_AUTHENTICATION_KEY_RANDOM_BYTES])
{
  char *key = g_malloc (HW_AUTHENTICATION_KEY_LENGTH + 1);
  guint64 bits = 0;

  for (int i = 0; i < HW_AUTHENTICATION_KEY_RANDOM_BYTES; i++)
    bits = bits << 8 | random[i];
  for (int i = 0; i < HW_AUTHENTICATION_KEY_LENGTH; i++)
    {
      key[i] = alphabet[bits & 0x1F];
      bits >>= BITS_PER_CHARACTER;
    }
  key[HW_AUTHENTICATION_KEY_LENGTH] = '\0';
  explicit_bzero (&bits, sizeof bits);
  return key;
}

/* Hyphens of all kinds, once half-width, and what input methods and OCR make of them. */
static gboolean
is_hyphen (gunichar c)
{
  return c == '-' || c == 0xFF70 /* half-width prolonged sound mark */ || c == 0x2500 /* box drawing */
         || g_unichar_type (c) == G_UNICODE_DASH_PUNCTUATION;
}

static gunichar
letter_of (gunichar c)
{
  c = c < 0x80 ? (gunichar) g_ascii_toupper ((char) c) : c;
  switch (c)
    {
    case 'O':
      return '0';
    case 'I':
    case 'L':
      return '1';
    default:
      return c;
    }
}

char *
hw_authentication_key_normalize (const char *typed)
{
  g_autoptr (HwSecretString) half = NULL;
  char *normalized;
  char *out;

  g_return_val_if_fail (typed != NULL, NULL);

  half = hw_half_width (typed, NULL);
  /* Not a GString: growing it would leave copies of the key behind. No character gets longer here. */
  out = normalized = g_malloc (strlen (half) + 1);
  for (const char *p = half; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!hw_blank_is (c) && !is_hyphen (c))
        out += g_unichar_to_utf8 (letter_of (c), out);
    }
  *out = '\0';
  return normalized;
}

HwAuthenticationKeyFault
hw_authentication_key_check (const char *normalized, guint *length)
{
  glong characters;

  g_return_val_if_fail (normalized != NULL, HW_AUTHENTICATION_KEY_EMPTY);

  characters = g_utf8_strlen (normalized, -1);
  if (length != NULL)
    *length = (guint) characters;

  if (characters == 0)
    return HW_AUTHENTICATION_KEY_EMPTY;
  if (characters != HW_AUTHENTICATION_KEY_LENGTH)
    return HW_AUTHENTICATION_KEY_WRONG_LENGTH;
  if (strspn (normalized, alphabet) != HW_AUTHENTICATION_KEY_LENGTH)
    return HW_AUTHENTICATION_KEY_BAD_CHARACTER;
  return HW_AUTHENTICATION_KEY_OK;
}

char *
hw_authentication_key_format (const char *normalized)
{
  g_return_val_if_fail (normalized != NULL, NULL);
  g_return_val_if_fail (strlen (normalized) == HW_AUTHENTICATION_KEY_LENGTH, NULL);

  return g_strdup_printf ("%.5s-%s", normalized, normalized + HW_AUTHENTICATION_KEY_LENGTH / 2);
}

/*
 * Finding the key in a pasted text.
 */
#define HALF (HW_AUTHENTICATION_KEY_LENGTH / 2)

typedef struct
{
  gunichar *chars; /* half-width, without invisible characters */
  gsize length;
} Pasted;

/* What speaks for a candidate, the strongest first. "Plausible" keeps out words ("large-scale") and numbers
 * ("12345-67890"): a key as our mails show it is in capitals, and 10 digits come by once in 100,000. */
typedef enum
{
  OWN_LINE_PLAUSIBLE,
  LABELLED_PLAUSIBLE,
  OWN_LINE,
  LABELLED,
  PLAUSIBLE,
  N_GROUNDS,
} Ground;

/* The one key found on a ground, however often it stands there. */
typedef struct
{
  char key[HW_AUTHENTICATION_KEY_LENGTH + 1];
  gboolean several;
} Found;

static gboolean
is_katakana (gunichar c)
{
  return c >= 0x30A1 && c <= 0x30FF;
}

static gboolean
is_line_break (gunichar c)
{
  return c == '\n' || c == '\r' || c == '\v' || c == '\f' || c == 0x85 || c == 0x2028 || c == 0x2029;
}

static void
pasted_init (Pasted *self, const char *text)
{
  gunichar before = 0;

  self->chars = g_new (gunichar, strlen (text) + 1);
  self->length = 0;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean long_vowel = c == 0x30FC && is_katakana (before); /* the one in 認証キー is no hyphen */

      if (g_unichar_type (c) != G_UNICODE_FORMAT)
        self->chars[self->length++] = long_vowel ? c : hw_half_width_char (c);
      before = c;
    }
  self->chars[self->length] = 0;
}

static void
pasted_clear (Pasted *self)
{
  explicit_bzero (self->chars, self->length * sizeof *self->chars);
  g_free (self->chars);
}

static gboolean
is_key_character (gunichar c)
{
  gunichar letter = letter_of (c);

  return letter != 0 && letter < 0x80 && strchr (alphabet, (char) letter) != NULL;
}

static gboolean
is_ascii_alnum (gunichar c)
{
  return c < 0x80 && g_ascii_isalnum ((char) c);
}

/* Reads XXXXX-XXXXX at @i into @key; with @loose, blanks may stand around the hyphen.
 * Returns the index after it, or 0. */
static gsize
read_key (const Pasted *text, gsize i, gboolean loose, char key[HW_AUTHENTICATION_KEY_LENGTH + 1])
{
  for (int n = 0; n < HW_AUTHENTICATION_KEY_LENGTH; n++)
    {
      if (n == HALF)
        {
          while (loose && (text->chars[i] == ' ' || text->chars[i] == '\t'))
            i++;
          if (!is_hyphen (text->chars[i]))
            return 0;
          i++;
          while (loose && (text->chars[i] == ' ' || text->chars[i] == '\t'))
            i++;
        }
      if (!is_key_character (text->chars[i]))
        return 0;
      key[n] = (char) letter_of (text->chars[i++]);
    }
  key[HW_AUTHENTICATION_KEY_LENGTH] = '\0';
  return i;
}

static gboolean
is_plausible (const Pasted *text, gsize start, gsize end)
{
  gboolean digit = FALSE;
  gboolean letter = FALSE;
  gboolean lower = FALSE;

  for (gsize i = start; i < end; i++)
    {
      digit = digit || (text->chars[i] >= '0' && text->chars[i] <= '9');
      lower = lower || (text->chars[i] >= 'a' && text->chars[i] <= 'z');
      letter = letter || (is_ascii_alnum (text->chars[i]) && text->chars[i] > '9');
    }
  return letter && (digit || !lower);
}

/* Whether what stands at [start, end) is a word of its own, no part of a longer number, address or link. */
static gboolean
stands_alone (const Pasted *text, gsize start, gsize end)
{
  gunichar before = start > 0 ? text->chars[start - 1] : 0;
  gunichar after = text->chars[end];
  gunichar next = after != 0 ? text->chars[end + 1] : 0;

  if (is_ascii_alnum (before) || is_hyphen (before)
      || (before != 0 && before < 0x80 && strchr ("@/._%&#+", (char) before) != NULL))
    return FALSE;
  if (is_ascii_alnum (after) || (after != 0 && after < 0x80 && strchr ("@/_%=", (char) after) != NULL))
    return FALSE;
  return !((after == '.' || is_hyphen (after)) && is_ascii_alnum (next));
}

static void
found_note (Found *found, const char *key)
{
  if (found->key[0] == '\0')
    memcpy (found->key, key, sizeof found->key);
  else if (strcmp (found->key, key) != 0)
    found->several = TRUE;
}

/* 認証キー or "key": what follows on the line is labelled as one. */
static gboolean
is_label (const Pasted *text, gsize i)
{
  static const gunichar ja[] = { 0x8A8D, 0x8A3C, 0x30AD, 0x30FC };
  const gunichar *p = text->chars + i;

  if (text->length - i >= G_N_ELEMENTS (ja) && memcmp (p, ja, sizeof ja) == 0)
    return TRUE;
  return text->length - i >= 3 && (p[0] == 'k' || p[0] == 'K') && (p[1] == 'e' || p[1] == 'E')
         && (p[2] == 'y' || p[2] == 'Y');
}

static void
search_line (const Pasted *text, gsize start, gsize end, Found found[N_GROUNDS])
{
  char key[HW_AUTHENTICATION_KEY_LENGTH + 1];
  gboolean labelled = FALSE;
  gsize first = start;
  gsize last = end;

  /* Quote marks, bullets, brackets and blanks around it leave it on a line of its own. */
  while (first < last && !g_unichar_isalnum (text->chars[first]))
    first++;
  while (last > first && !g_unichar_isalnum (text->chars[last - 1]))
    last--;
  if (read_key (text, first, TRUE, key) == last && last > first)
    found_note (&found[is_plausible (text, first, last) ? OWN_LINE_PLAUSIBLE : OWN_LINE], key);

  for (gsize i = first; i < last; i++)
    {
      gsize after = read_key (text, i, FALSE, key);

      labelled = labelled || is_label (text, i);
      if (after == 0 || !stands_alone (text, i, after))
        continue;
      if (is_plausible (text, i, after))
        found_note (&found[labelled ? LABELLED_PLAUSIBLE : PLAUSIBLE], key);
      else if (labelled)
        found_note (&found[LABELLED], key);
    }
  explicit_bzero (key, sizeof key);
}

char *
hw_authentication_key_find (const char *text)
{
  g_autoptr (HwSecretString) whole = NULL;
  Found found[N_GROUNDS] = { 0 };
  Pasted pasted;
  char *key = NULL;
  gboolean decided = FALSE;

  g_return_val_if_fail (text != NULL, NULL);

  pasted_init (&pasted, text);
  for (gsize start = 0, i = 0; i <= pasted.length; i++)
    {
      if (i < pasted.length && !is_line_break (pasted.chars[i]))
        continue;
      search_line (&pasted, start, i, found);
      start = i + 1;
    }

  for (int i = 0; i < N_GROUNDS && !decided; i++)
    {
      decided = found[i].key[0] != '\0';
      if (decided && !found[i].several)
        key = g_strdup (found[i].key);
    }
  explicit_bzero (found, sizeof found);
  pasted_clear (&pasted);
  if (decided)
    return key;

  whole = hw_authentication_key_normalize (text);
  return hw_authentication_key_check (whole, NULL) == HW_AUTHENTICATION_KEY_OK ? g_steal_pointer (&whole)
                                                                               : NULL;
}
