/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contract/hw-email.h"

#include "contract/hw-blank.h"
#include "contract/hw-half-width.h"

#include <string.h>

#define LABEL_MAX_LENGTH 63 /* RFC 1035, 2.3.4 */
#define MASKED "***"

char *
hw_email_normalize (const char *typed, gboolean *widened)
{
  g_autofree char *stripped = NULL;

  g_return_val_if_fail (typed != NULL, NULL);

  stripped = hw_blank_strip (typed);
  return hw_half_width (stripped, widened);
}

/* RFC 5322, 3.2.3, and the dot and the at sign. */
static gboolean
stands_in_an_address (gunichar c)
{
  return c < 0x80 && c != 0
         && (g_ascii_isalnum ((char) c) || strchr ("!#$%&'*+-/=?^_`{|}~.@", (char) c) != NULL);
}

static gboolean
is_label (const char *label)
{
  gsize length = strlen (label);

  if (length == 0 || length > LABEL_MAX_LENGTH || label[0] == '-' || label[length - 1] == '-')
    return FALSE;
  for (const char *p = label; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && *p != '-')
      return FALSE;
  return TRUE;
}

static gboolean
is_domain (const char *domain)
{
  g_auto (GStrv) labels = NULL;
  guint n;

  if (g_ascii_strcasecmp (domain, "localhost") == 0)
    return TRUE;

  labels = g_strsplit (domain, ".", -1);
  n = g_strv_length (labels);
  if (n < 2)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!is_label (labels[i]))
      return FALSE;

  /* RFC 1123, 2.1: the highest label is never all digits; that would be an IPv4 address. */
  return labels[n - 1][strspn (labels[n - 1], "0123456789")] != '\0';
}

HwEmailFault
hw_email_check (const char *email, gunichar *bad_character)
{
  const char *at;

  g_return_val_if_fail (email != NULL, HW_EMAIL_EMPTY);

  if (bad_character != NULL)
    *bad_character = 0;

  if (*email == '\0')
    return HW_EMAIL_EMPTY;

  at = strchr (email, '@');
  if (at == NULL)
    return HW_EMAIL_NO_AT;

  for (const char *p = email; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (stands_in_an_address (c))
        continue;
      if (bad_character != NULL)
        *bad_character = c;
      return HW_EMAIL_BAD_CHARACTER;
    }

  if (at == email || email[0] == '.' || strchr (at + 1, '@') != NULL || !is_domain (at + 1))
    return HW_EMAIL_NOT_AN_ADDRESS;

  if (strlen (email) > HW_EMAIL_MAX_LENGTH)
    return HW_EMAIL_TOO_LONG;

  return HW_EMAIL_OK;
}

char *
hw_email_fold (const char *email)
{
  g_return_val_if_fail (email != NULL, NULL);

  return g_ascii_strdown (email, -1);
}

char *
hw_email_mask (const char *email)
{
  HwEmailFault fault;
  const char *domain;
  const char *top;

  g_return_val_if_fail (email != NULL, NULL);

  fault = hw_email_check (email, NULL);
  if (fault != HW_EMAIL_OK)
    return g_strdup (MASKED);

  domain = strchr (email, '@') + 1;
  top = strrchr (domain, '.');
  return g_strdup_printf ("%c" MASKED "@%c" MASKED "%s", email[0], domain[0], top == NULL ? "" : top);
}

const char *
hw_email_fault_code (HwEmailFault fault)
{
  switch (fault)
    {
    case HW_EMAIL_EMPTY:
      return "empty";
    case HW_EMAIL_NO_AT:
    case HW_EMAIL_BAD_CHARACTER:
    case HW_EMAIL_NOT_AN_ADDRESS:
      return "not-an-address";
    case HW_EMAIL_TOO_LONG:
      return "too-long";
    case HW_EMAIL_OK:
    default:
      return NULL;
    }
}
