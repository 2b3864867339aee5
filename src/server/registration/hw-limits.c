/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/registration/hw-limits.h"

#define NEVER_CLEARED ((HwHash){ 0 })

static HwHash
subject (HwOffice *office, const char *what, const char *folded, const char *origin)
{
  return hw_server_secret_hash (office->secret, HW_SECRET_USE_SUBJECT, what, folded, origin, NULL);
}

static void
add (HwLimits *limits, const HwHash *counted, const HwHash *owner, gint64 window, guint most)
{
  g_assert (limits->n_items < HW_MOST_LIMITS);
  limits->items[limits->n_items++] =
    (HwLimit){ .subject = *counted, .owner = *owner, .window = window, .most = most };
}

void
hw_limits_for_mail (HwOffice *office, const char *folded, const char *origin, HwLimits *limits)
{
  const HwRegistrationPolicy *policy = &office->policy;
  HwHash from_here = subject (office, "mail-address-origin", folded, origin);
  HwHash from_anywhere = subject (office, "mail-address", folded, "");
  HwHash owner = hw_limits_mail_owner (office, folded);

  limits->n_items = 0;
  add (limits, &from_here, &owner, policy->mail_interval, 1);
  add (limits, &from_here, &owner, G_TIME_SPAN_HOUR, policy->mails_per_hour);
  add (limits, &from_here, &owner, G_TIME_SPAN_DAY, policy->mails_per_day);
  add (limits, &from_anywhere, &owner, G_TIME_SPAN_HOUR, policy->address_mails_per_hour);
  add (limits, &from_anywhere, &owner, G_TIME_SPAN_DAY, policy->address_mails_per_day);
}

void
hw_limits_for_start (HwOffice *office, const char *folded, const char *origin, HwLimits *limits)
{
  HwHash starts = subject (office, "start-origin", "", origin);

  hw_limits_for_mail (office, folded, origin, limits);
  add (limits, &starts, &NEVER_CLEARED, G_TIME_SPAN_HOUR, office->policy.starts_per_origin);
}

void
hw_limits_for_login (HwOffice *office,
                     const char *folded,
                     const char *origin,
                     HwLimits *limits,
                     HwLimit *account_limit)
{
  const HwRegistrationPolicy *policy = &office->policy;
  HwHash from_here = subject (office, "login-address-origin", folded, origin);
  HwHash of_origin = subject (office, "login-origin", "", origin);
  HwHash owner = hw_limits_login_owner (office, folded);

  limits->n_items = 0;
  add (limits, &from_here, &owner, G_TIME_SPAN_HOUR, policy->login_failures_per_account);
  add (limits, &of_origin, &NEVER_CLEARED, G_TIME_SPAN_HOUR, policy->login_failures_per_origin);

  *account_limit = (HwLimit){ .subject = subject (office, "login-address", folded, ""),
                              .owner = owner,
                              .window = G_TIME_SPAN_HOUR,
                              .most = policy->account_login_failures };
}

gint64
hw_limits_longest_window (const HwRegistrationPolicy *policy)
{
  return MAX (G_TIME_SPAN_DAY, policy->mail_interval);
}

void
hw_limits_for_origin (HwOffice *office, const char *origin, HwLimits *limits)
{
  const HwRegistrationPolicy *policy = &office->policy;
  HwHash starts = subject (office, "start-origin", "", origin);
  HwHash logins = subject (office, "login-origin", "", origin);

  limits->n_items = 0;
  add (limits, &starts, &NEVER_CLEARED, G_TIME_SPAN_HOUR, policy->starts_per_origin);
  add (limits, &logins, &NEVER_CLEARED, G_TIME_SPAN_HOUR, policy->login_failures_per_origin);
}

HwHash
hw_limits_mail_owner (HwOffice *office, const char *folded)
{
  return subject (office, "mail-owner", folded, "");
}

HwHash
hw_limits_login_owner (HwOffice *office, const char *folded)
{
  return subject (office, "login-owner", folded, "");
}

HwHash
hw_limits_known_origin (HwOffice *office, const char *folded, const char *origin)
{
  return subject (office, "known-origin", folded, origin);
}
