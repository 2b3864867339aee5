/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/store/hw-record-names.h"

static const char *const mail_kinds[] = {
  [HW_MAIL_KEY] = "key",
  [HW_MAIL_ALREADY_OPENED] = "already-opened",
  [HW_MAIL_NOT_YET_OPENED] = "not-yet-opened",
  [HW_MAIL_PASSWORD_SET] = "password-set",
  [HW_MAIL_PASSWORD_CHANGED] = "password-changed",
};

const char *
hw_mail_kind_name (HwMailKind kind)
{
  g_return_val_if_fail ((guint) kind < G_N_ELEMENTS (mail_kinds), NULL);

  return mail_kinds[kind];
}

gboolean
hw_mail_kind_from_name (const char *name, HwMailKind *kind)
{
  g_return_val_if_fail (kind != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (mail_kinds); i++)
    if (g_strcmp0 (name, mail_kinds[i]) == 0)
      {
        *kind = i;
        return TRUE;
      }

  return FALSE;
}

gboolean
hw_language_from_name (const char *name, HwLanguage *language)
{
  g_return_val_if_fail (language != NULL, FALSE);

  for (guint i = 0; i < HW_N_LANGUAGES; i++)
    if (g_strcmp0 (name, hw_language_tag (i)) == 0)
      {
        *language = i;
        return TRUE;
      }

  return FALSE;
}
