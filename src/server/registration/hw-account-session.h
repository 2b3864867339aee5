/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "contract/hw-problem.h"
#include "contract/hw-session-message.h"
#include "server/registration/hw-caller.h"
#include "server/registration/hw-office.h"

G_BEGIN_DECLS

/* 求人者マイページ: login, sessions, パスワードの変更. Blocking, and refusing, as hw-password-registration.h
 * says. */

/**
 * hw_account_session_login:
 * @answer_at: (out): a failed login is answered then, not before: the next multiple of 500 ms after arrival,
 * on g_get_monotonic_time()'s scale relative to @started_monotonic; 0: at once
 *
 * Hashes: runs on the hashing pool. One answer and one duration for every cause of failure.
 */
HwLogin *hw_account_session_login (HwOffice *office,
                                   const HwCaller *caller,
                                   const HwLoginRequest *request,
                                   gint64 started_monotonic,
                                   gint64 *answer_at,
                                   HwProblem **problem);

/* hw_account_session_home: extends the idle time. The menu is the caller's to fill in. */
HwHome *hw_account_session_home (HwOffice *office,
                                 const HwCaller *caller,
                                 const char *credential,
                                 HwProblem **problem);

gboolean hw_account_session_logout (HwOffice *office,
                                    const HwCaller *caller,
                                    const char *credential,
                                    HwProblem **problem);

/* hw_account_session_list: (transfer full) (element-type HwSessionEntry) */
GPtrArray *hw_account_session_list (HwOffice *office,
                                    const HwCaller *caller,
                                    const char *credential,
                                    HwProblem **problem);

/* hw_account_session_end: HW_PROBLEM_NOT_FOUND where @id is not one of this account's. */
gboolean hw_account_session_end (HwOffice *office,
                                 const HwCaller *caller,
                                 const char *credential,
                                 const char *id,
                                 HwProblem **problem);

/* hw_account_session_change_password: hashes: runs on the hashing pool. */
gboolean hw_account_session_change_password (HwOffice *office,
                                             const HwCaller *caller,
                                             const char *credential,
                                             const HwPasswordChange *change,
                                             HwProblem **problem);

G_END_DECLS
