/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "contract/hw-problem.h"
#include "contract/hw-registration-message.h"
#include "server/registration/hw-caller.h"
#include "server/registration/hw-office.h"

G_BEGIN_DECLS

/* What the services of hw-password-registration.h show of a registration, and how they find it. */

/**
 * hw_registration_find:
 * @account: (out) (optional) (transfer full) (nullable)
 *
 * Returns: (transfer full): what @credential stands for, within 24 hours of its start; %NULL with @problem:
 * credential-invalid, or the store's
 */
HwRegistrationRecord *hw_registration_find (HwOffice *office,
                                            const HwCaller *caller,
                                            const char *credential,
                                            HwHash *credential_hash,
                                            HwAccount **account,
                                            HwProblem **problem);

HwRegistrationState
hw_registration_state_of (HwOffice *office, const HwRegistrationRecord *record, gint64 now);

/**
 * hw_registration_view:
 * @account: (nullable): for a completed one: when it was opened, and whose it is
 *
 * Returns: (transfer full): without its credential; %NULL with @problem where the store failed
 */
HwRegistrationStatus *hw_registration_view (HwOffice *office,
                                            const HwCaller *caller,
                                            const HwRegistrationRecord *record,
                                            const HwAccount *account,
                                            HwProblem **problem);

/* hw_registration_attempts_left: never below 0. */
guint hw_registration_attempts_left (HwOffice *office, guint wrong_tries);

/* hw_account_completion: (transfer full) */
HwCompletion *hw_account_completion (const HwAccount *account);

G_END_DECLS
