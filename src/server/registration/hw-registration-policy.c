/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/registration/hw-registration-policy.h"

void
hw_registration_policy_init (HwRegistrationPolicy *policy)
{
  *policy = (HwRegistrationPolicy){
    .key_lifetime = 1800 * G_TIME_SPAN_SECOND,
    .key_tries = 5,
    .mail_interval = 60 * G_TIME_SPAN_SECOND,
    .mails_per_hour = 5,
    .mails_per_day = 20,
    .address_mails_per_hour = 10,
    .address_mails_per_day = 40,
    .starts_per_origin = 120,
    .login_failures_per_account = 10,
    .login_failures_per_origin = 100,
    .account_login_failures = 100,
    .session_idle = 1800 * G_TIME_SPAN_SECOND,
    .session_absolute = 28800 * G_TIME_SPAN_SECOND,
    .remember_idle = 1209600 * G_TIME_SPAN_SECOND,
    .remember_absolute = 2592000 * G_TIME_SPAN_SECOND,
    .audit_retention = 400 * G_TIME_SPAN_DAY,
  };
}
