/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "contract/hw-problem.h"
#include "contract/hw-registration-message.h"
#include "server/registration/hw-caller.h"
#include "server/registration/hw-office.h"

G_BEGIN_DECLS

/*
 * パスワード登録 and パスワード再登録: what may be done when. All calls block; they run on a pool's thread.
 * Each returns %NULL (or FALSE) with @problem set to the refusal of API.md (title and detail are the caller's
 * to fill in for the language). A store that fails gives HW_PROBLEM_UNAVAILABLE or HW_PROBLEM_INTERNAL_ERROR,
 * and a logged line.
 */

/* The consent that is current. */
typedef struct
{
  const char *privacy_version;
  const char *terms_version;
} HwCurrentTerms;

/**
 * hw_password_registration_start:
 * @idempotency_key: checked for its form (22 to 128 of [A-Za-z0-9_-]), without quotes
 * @fingerprint_body: the request's body as sent: the same key with another body is a conflict
 *
 * E-mail rules first, then the terms' versions, then the store. Answers alike for every address.
 *
 * Returns: (transfer full): with its credential
 */
HwRegistrationStatus *hw_password_registration_start (HwOffice *office,
                                                      const HwCaller *caller,
                                                      const HwRegistrationRequest *request,
                                                      const char *idempotency_key,
                                                      GBytes *fingerprint_body,
                                                      const HwCurrentTerms *terms,
                                                      HwProblem **problem);

HwRegistrationStatus *hw_password_registration_status (HwOffice *office,
                                                       const HwCaller *caller,
                                                       const char *credential,
                                                       HwProblem **problem);

HwRegistrationStatus *hw_password_registration_resend (HwOffice *office,
                                                       const HwCaller *caller,
                                                       const char *credential,
                                                       const char *idempotency_key,
                                                       HwProblem **problem);

/* hw_password_registration_set_password: hashes: runs on the hashing pool. The order is API.md's "Order in
 * PUT password". */
HwCompletion *hw_password_registration_set_password (HwOffice *office,
                                                     const HwCaller *caller,
                                                     const char *credential,
                                                     const HwPasswordSubmission *submission,
                                                     HwProblem **problem);

gboolean hw_password_registration_give_up (HwOffice *office,
                                           const HwCaller *caller,
                                           const char *credential,
                                           HwProblem **problem);

G_END_DECLS
