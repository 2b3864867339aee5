/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/pages/password/hw-password-texts.h"
#include <glib/gi18n.h>

/* clang-format off */
static const HwPasswordTexts texts[] = {
  [HW_PURPOSE_FIRST] = {
    .title = N_ ("Password registration"),
    .introduction = N_ ("Enter a password and the “authentication key” (the one in the mail “Password registration application received” from HelloWork Internet Service), and click “Finish”."),
    .deadline_note = N_ ("The authentication key becomes invalid 30 minutes after the mail “Password registration application received” was sent. If it has become invalid, do the password registration again from the beginning."),
    .close_note = N_ ("Do not close the page “Password registration” before the registration is complete."),
    .expired = N_ ("The authentication key has expired. Do the password registration again from the beginning."),
    .locked = N_ ("A wrong authentication key was entered too often, so this registration cannot go on. Do the password registration again from the beginning."),
    .question = N_ ("Interrupt the password registration?"),
    .not_resumable = N_ ("Once closed, it cannot be resumed. Start again with “Open My Page for employers (password registration)”."),
    .five_minutes = N_ ("5 minutes are left until the authentication key expires. Finish on the page “Password registration”."),
  },
  [HW_PURPOSE_AGAIN] = {
    .title = N_ ("Password re-registration"),
    .introduction = N_ ("Enter a password and the “authentication key” (the one in the mail “Password re-registration application received” from HelloWork Internet Service), and click “Finish”."),
    .deadline_note = N_ ("The authentication key becomes invalid 30 minutes after the mail “Password re-registration application received” was sent. If it has become invalid, do the password re-registration again from the beginning."),
    .close_note = N_ ("Do not close the page “Password re-registration” before the re-registration is complete."),
    .expired = N_ ("The authentication key has expired. Do the password re-registration again from the beginning."),
    .locked = N_ ("A wrong authentication key was entered too often, so this re-registration cannot go on. Do the password re-registration again from the beginning."),
    .question = N_ ("Interrupt the password re-registration?"),
    .not_resumable = N_ ("Once closed, it cannot be resumed. Start again with “Forgot your password”."),
    .five_minutes = N_ ("5 minutes are left until the authentication key expires. Finish on the page “Password re-registration”."),
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
    return g_strdup_printf (_ ("If no mail arrives after a while, look at how you restrict which mail you "
                               "receive, and whether the e-mail "
                               "address that you entered is right. If you restrict which mail you receive, "
                               "let mail from %s through and do "
                               "the password re-registration again from the beginning."),
                            mail_from);
  return g_strdup_printf (_ ("If no mail arrives after a while, look at how you restrict which mail you "
                             "receive, and whether the e-mail "
                             "address that you entered is right. If you restrict which mail you receive, let "
                             "mail from %s through and do "
                             "the password registration again from the beginning."),
                          mail_from);
}
