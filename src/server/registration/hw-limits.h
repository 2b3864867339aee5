/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/registration/hw-office.h"

G_BEGIN_DECLS

/*
 * The limits of API.md ("Limits") as data for the store. What is counted is known only by a hash keyed with
 * the server's secret. @folded: an address as hw_email_fold() returns it, known or not; @origin: as HwCaller
 * has it.
 */
#define HW_MOST_LIMITS 6

typedef struct
{
  HwLimit items[HW_MOST_LIMITS];
  guint n_items;
} HwLimits;

/* hw_limits_for_mail: starts and resends together: per address and origin, and per address. */
void hw_limits_for_mail (HwOffice *office, const char *folded, const char *origin, HwLimits *limits);

/* hw_limits_for_start: those, and the starts of an origin. */
void hw_limits_for_start (HwOffice *office, const char *folded, const char *origin, HwLimits *limits);

/* hw_limits_for_login: failures per account and origin, and per origin; @account_limit: per account over all
 * origins, which known origins are spared. */
void hw_limits_for_login (HwOffice *office,
                          const char *folded,
                          const char *origin,
                          HwLimits *limits,
                          HwLimit *account_limit);

/* hw_limits_for_origin: what an origin may do to all addresses together: its starts, then its failed logins.
 */
void hw_limits_for_origin (HwOffice *office, const char *origin, HwLimits *limits);

/* hw_limits_longest_window: older events decide nothing any more. */
gint64 hw_limits_longest_window (const HwRegistrationPolicy *policy);

/* hw_limits_mail_owner: what an address's starts and resends are cleared by. */
HwHash hw_limits_mail_owner (HwOffice *office, const char *folded);

/* hw_limits_login_owner: what an address's failed logins are cleared by. */
HwHash hw_limits_login_owner (HwOffice *office, const char *folded);

/* hw_limits_known_origin: an origin that logged in to an account or set its password. */
HwHash hw_limits_known_origin (HwOffice *office, const char *folded, const char *origin);

G_END_DECLS
