/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "contract/hw-account-message.h"
#include "contract/hw-problem.h"
#include "server/registration/hw-caller.h"
#include "server/registration/hw-office.h"

G_BEGIN_DECLS

/* How the services of hw-account-session.h find a session, and what they show of it. */

/**
 * hw_session_find:
 * @account: (out) (transfer full): whose it is
 *
 * Each use moves the session's idle end on.
 *
 * Returns: (transfer full): %NULL with @problem: credential-invalid, or the store's
 */
HwSessionRecord *hw_session_find (HwOffice *office,
                                  const HwCaller *caller,
                                  const char *credential,
                                  HwAccount **account,
                                  HwProblem **problem);

/* hw_session_ends_at: the nearer of its idle and its absolute end. */
gint64 hw_session_ends_at (const HwSessionRecord *session);

/* hw_account_summarize: (transfer full) */
HwAccountSummary *hw_account_summarize (const HwAccount *account, gint64 last_login_at);

G_END_DECLS
