/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "contract/hw-problem.h"
#include "server/registration/hw-caller.h"
#include "server/registration/hw-office.h"

G_BEGIN_DECLS

/* A password that was counted and looked at: what login and password change share. */
typedef struct
{
  char *folded;     /* the address */
  HwId reservation; /* the failures counted in advance; taken back by what the password is then used for */
  HwHash known_origin;
  HwAccount *account; /* (nullable): nobody has the address */
  gboolean right;
  gboolean outdated; /* right, but hashed with lesser parameters than today's */
} HwLoginCheck;

void hw_login_check_clear (HwLoginCheck *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HwLoginCheck, hw_login_check_clear)

/**
 * hw_login_check_run:
 * @email: half-width, unchecked
 * @event: static: for the audit, where a limit is reached
 *
 * Counts a failure first, then compares @password; the same work for every address. Hashes.
 *
 * Returns: FALSE with @problem where a limit is reached or the store fails; otherwise self->right tells
 */
gboolean hw_login_check_run (HwLoginCheck *self,
                             HwOffice *office,
                             const HwCaller *caller,
                             const char *email,
                             const char *password,
                             const char *event,
                             HwProblem **problem);

/**
 * hw_login_check_again:
 *
 * For a right password whose hash was another one by the time it was to be used: another login may have
 * renewed it meanwhile. Reads the account anew and, where its hash has changed, compares once more. Counts
 * nothing.
 *
 * Returns: whether @password is right for the account as it is now; FALSE with @problem where the store fails
 */
gboolean hw_login_check_again (HwLoginCheck *self,
                               HwOffice *office,
                               const HwCaller *caller,
                               const char *password,
                               HwProblem **problem);

/* hw_login_guess_is_limited: for a password that is compared elsewhere than at a login: whether failed logins
 * from here, to @email or to any account, have reached their limit. @limited: (out). Errors: HwStore's. */
gboolean hw_login_guess_is_limited (HwOffice *office,
                                    const HwCaller *caller,
                                    const char *email,
                                    gboolean *limited,
                                    GError **error);

/* hw_login_guess_count: it was wrong: a failed login. */
gboolean hw_login_guess_count (HwOffice *office, const HwCaller *caller, const char *email, GError **error);

G_END_DECLS
