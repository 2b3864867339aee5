/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The rules an operator may set (config sections [registration], [limits], [session], [audit]). Times in
 * microseconds. */
typedef struct
{
  gint64 key_lifetime;
  guint key_tries;
  gint64 mail_interval;
  guint mails_per_hour;
  guint mails_per_day;
  guint address_mails_per_hour;
  guint address_mails_per_day;
  guint starts_per_origin;
  guint login_failures_per_account;
  guint login_failures_per_origin;
  guint account_login_failures;
  gint64 session_idle;
  gint64 session_absolute;
  gint64 remember_idle;
  gint64 remember_absolute;
  gint64 audit_retention;
} HwRegistrationPolicy;

/* hw_registration_policy_init: the defaults of API.md. */
void hw_registration_policy_init (HwRegistrationPolicy *policy);

/* Fixed by API.md: */
#define HW_REGISTRATION_PERIOD (24 * G_TIME_SPAN_HOUR) /* a registration's credential answers for so long */
#define HW_IDEMPOTENCY_PERIOD (1800 * G_TIME_SPAN_SECOND) /* and a repeated PUT */
#define HW_KNOWN_ORIGIN_PERIOD (90 * G_TIME_SPAN_DAY)
#define HW_MOST_SESSIONS 20

G_END_DECLS
