/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/mail/hw-mail-address.h"

#include "contract/hw-email.h"
#include <string.h>

char *
hw_mail_address_quote (const char *email)
{
  if (hw_email_check (email, NULL) != HW_EMAIL_OK)
    return NULL;
  const char *at = strrchr (email, '@');
  gboolean dot_string = email[0] != '.' && at[-1] != '.' && g_strstr_len (email, at - email, "..") == NULL;
  if (dot_string)
    return g_strdup (email);
  return g_strdup_printf ("\"%.*s\"%s", (int) (at - email), email, at);
}

const char *
hw_mail_address_domain (const char *email)
{
  return strrchr (email, '@') + 1;
}
