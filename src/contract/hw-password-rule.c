/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contract/hw-password-rule.h"

#include "contract/hw-authentication-key.h"
#include "contract/hw-common-passwords.h"
#include "contract/hw-wipe.h"

#include <string.h>

#define LOCAL_PART_MIN_LENGTH 4

/* The characters that @password is made of, and how many. */
static HwPasswordFaults
check_composition (const char *password)
{
  HwPasswordFaults faults = HW_PASSWORD_NO_DIGIT | HW_PASSWORD_NO_LETTER | HW_PASSWORD_NO_SYMBOL;
  glong length = g_utf8_strlen (password, -1);

  if (length < HW_PASSWORD_MIN_LENGTH)
    faults |= HW_PASSWORD_TOO_SHORT;
  if (length > HW_PASSWORD_MAX_LENGTH)
    faults |= HW_PASSWORD_TOO_LONG;

  for (const char *p = password; *p != '\0'; p++)
    {
      if (g_ascii_isdigit (*p))
        faults &= ~HW_PASSWORD_NO_DIGIT;
      else if (g_ascii_isalpha (*p))
        faults &= ~HW_PASSWORD_NO_LETTER;
      else if (g_ascii_isgraph (*p))
        faults &= ~HW_PASSWORD_NO_SYMBOL;
      else
        faults |= HW_PASSWORD_NOT_HALF_WIDTH;
    }
  return faults;
}

static gboolean
contains_local_part (const char *folded_password, const char *email)
{
  const char *at = strchr (email, '@');
  g_autofree char *local = NULL;

  if (at == NULL || at - email < LOCAL_PART_MIN_LENGTH)
    return FALSE;
  local = g_ascii_strdown (email, at - email);
  return strstr (folded_password, local) != NULL;
}

static gboolean
contains_key (const char *folded_password, const char *key)
{
  g_autoptr (HwSecretString) bare = NULL;
  g_autoptr (HwSecretString) shown = NULL;
  g_autoptr (HwSecretString) folded = NULL;

  if (hw_authentication_key_check (key, NULL) != HW_AUTHENTICATION_KEY_OK)
    return FALSE;
  bare = g_ascii_strdown (key, -1);
  shown = hw_authentication_key_format (key);
  folded = g_ascii_strdown (shown, -1);
  return strstr (folded_password, bare) != NULL || strstr (folded_password, folded) != NULL;
}

HwPasswordFaults
hw_password_rule_check (const char *password, const char *email, const char *key)
{
  g_autoptr (HwSecretString) folded = NULL;
  HwPasswordFaults faults;

  g_return_val_if_fail (password != NULL, HW_PASSWORD_TOO_SHORT);

  faults = check_composition (password);
  folded = g_ascii_strdown (password, -1);
  if (hw_common_passwords_contain (folded))
    faults |= HW_PASSWORD_TOO_COMMON;
  if (email != NULL && contains_local_part (folded, email))
    faults |= HW_PASSWORD_CONTAINS_EMAIL;
  if (key != NULL && contains_key (folded, key))
    faults |= HW_PASSWORD_CONTAINS_KEY;
  return faults;
}

const char *
hw_password_fault_code (HwPasswordFaults fault)
{
  switch (fault)
    {
    case HW_PASSWORD_TOO_SHORT:
      return "too-short";
    case HW_PASSWORD_TOO_LONG:
      return "too-long";
    case HW_PASSWORD_NO_DIGIT:
      return "no-digit";
    case HW_PASSWORD_NO_LETTER:
      return "no-letter";
    case HW_PASSWORD_NO_SYMBOL:
      return "no-symbol";
    case HW_PASSWORD_NOT_HALF_WIDTH:
      return "not-half-width";
    case HW_PASSWORD_TOO_COMMON:
      return "too-common";
    case HW_PASSWORD_CONTAINS_EMAIL:
      return "contains-email";
    case HW_PASSWORD_CONTAINS_KEY:
      return "contains-key";
    case HW_PASSWORD_OK:
    default:
      return NULL;
    }
}
