/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/pages/password/hw-password-texts.h"
#include <glib/gi18n.h>

/* clang-format off */
static const HwPasswordTexts texts[] = {
  [HW_PURPOSE_FIRST] = {
    .title = N_ ("Password registration"),
    .introduction = N_ ("Enter a password and the “authentication key” (the one in the email “Password registration application received” from HelloWork Internet Service), then click “Finish”."),
    .deadline_note = N_ ("The authentication key expires 30 minutes after the email “Password registration application received” is sent. If it has expired, start the password registration again from the beginning."),
    .close_note = N_ ("Do not close the page “Password registration” before the registration is complete."),
    .expired = N_ ("The authentication key has expired. Start the password registration again from the beginning."),
    .locked = N_ ("A wrong authentication key was entered too many times, so this registration cannot continue. Start the password registration again from the beginning."),
    .question = N_ ("Leave the password registration?"),
    .not_resumable = N_ ("If you close it, you cannot continue later. You will have to start again with “Open My Page for employers (password registration)”."),
    .five_minutes = N_ ("The authentication key expires in 5 minutes. Complete the registration on the page “Password registration”."),
  },
  [HW_PURPOSE_AGAIN] = {
    .title = N_ ("Password re-registration"),
    .introduction = N_ ("Enter a password and the “authentication key” (the one in the email “Password re-registration application received” from HelloWork Internet Service), then click “Finish”."),
    .deadline_note = N_ ("The authentication key expires 30 minutes after the email “Password re-registration application received” is sent. If it has expired, start the password re-registration again from the beginning."),
    .close_note = N_ ("Do not close the page “Password re-registration” before the re-registration is complete."),
    .expired = N_ ("The authentication key has expired. Start the password re-registration again from the beginning."),
    .locked = N_ ("A wrong authentication key was entered too many times, so this re-registration cannot continue. Start the password re-registration again from the beginning."),
    .question = N_ ("Leave the password re-registration?"),
    .not_resumable = N_ ("If you close it, you cannot continue later. You will have to start again with “Forgot your password?”."),
    .five_minutes = N_ ("The authentication key expires in 5 minutes. Complete the re-registration on the page “Password re-registration”."),
  },
};
/* clang-format on */

const HwPasswordTexts *
hw_password_texts_get (HwPurpose purpose)
{
  g_return_val_if_fail (purpose == HW_PURPOSE_FIRST || purpose == HW_PURPOSE_AGAIN, NULL);
  return &texts[purpose];
}

char *
hw_password_texts_mail_note (HwPurpose purpose, const char *mail_from)
{
  if (purpose == HW_PURPOSE_AGAIN)
    return g_strdup_printf (_ ("If no email arrives after a while, check your email filters and the address "
                               "that you entered. If you filter your email, allow email from %s and start "
                               "the password re-registration again from the beginning."),
                            mail_from);
  return g_strdup_printf (
    _ (
      "If no email arrives after a while, check your email filters and the address that you entered. If you "
      "filter your email, allow email from %s and start the password registration again from the beginning."),
    mail_from);
}
