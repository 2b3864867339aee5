/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/hw-api.h"
#include "client/hw-credential-store.h"

G_BEGIN_DECLS

/*
 * HwRegistration: one run through パスワード登録 (or 再登録), without widgets. It owns the state that pages
 * bind to; time is counted on the monotonic clock (CLOCK_BOOTTIME, so that suspend counts) from the seconds
 * that the server gave.
 *
 * Properties, all read-only but the first three:
 *   purpose          HwPurpose as int
 *   email            what was last entered (kept through errors and a fresh start)
 *   consented        whether both documents were agreed to
 *   mail-from, reference   (nullable) strings from the server
 *   stage            HwRegistrationStage
 *   seconds-left     of the key; 0: over
 *   resend-seconds   until 「メールを再送する」 is accepted; 0: now
 *   attempts-left    -1: not known
 *   busy             a call is under way
 *   remembered       whether the credential is in the keyring, so that the window can be closed and opened
 * again
 */
typedef enum
{
  HW_STAGE_NOT_STARTED,
  HW_STAGE_AWAITING_KEY,
  HW_STAGE_EXPIRED, /* said by the server, or counted down to 0 here (still to be confirmed by the server on
                       submission) */
  HW_STAGE_LOCKED,
  HW_STAGE_COMPLETED,
  HW_STAGE_ENDED, /* given up, or no longer known to the server */
} HwRegistrationStage;

#define HW_TYPE_REGISTRATION (hw_registration_get_type ())
G_DECLARE_FINAL_TYPE (HwRegistration, hw_registration, HW, REGISTRATION, GObject)

HwRegistration *hw_registration_new (HwApi *api, HwCredentialStore *store, HwPurpose purpose);
/* hw_registration_new_resumed: from the keyring; call hw_registration_check_async() next. */
HwRegistration *hw_registration_new_resumed (HwApi *api, HwCredentialStore *store, HwStoredCredential *item);

HwPurpose hw_registration_get_purpose (HwRegistration *self);
const char *hw_registration_get_email (HwRegistration *self);
void hw_registration_set_email (HwRegistration *self, const char *email);
const char *hw_registration_get_reference (HwRegistration *self);
const char *hw_registration_get_mail_from (HwRegistration *self);
HwRegistrationStage hw_registration_get_stage (HwRegistration *self);
guint hw_registration_get_seconds_left (HwRegistration *self);
guint hw_registration_get_resend_seconds (HwRegistration *self);
int hw_registration_get_attempts_left (HwRegistration *self);
gint64 hw_registration_get_expires_at (HwRegistration *self); /* instant, for display */
gboolean hw_registration_get_remembered (HwRegistration *self);
const HwCompletion *hw_registration_get_completion (HwRegistration *self); /* (nullable) */

/* hw_registration_set_consent: the versions that were read and agreed to; %NULL, %NULL takes it back. */
void
hw_registration_set_consent (HwRegistration *self, const char *privacy_version, const char *terms_version);
gboolean hw_registration_get_consented (HwRegistration *self);

/* hw_registration_start_async: POST; the credential goes to the keyring before this returns, or `remembered`
 * stays FALSE (no error). A repeat after a failure, with the same address and consent, uses the same
 * Idempotency-Key. A former, unfinished run of this object is left to the server. */
void
hw_registration_start_async (HwRegistration *self, GCancellable *c, GAsyncReadyCallback cb, gpointer data);
gboolean hw_registration_start_finish (HwRegistration *self, GAsyncResult *result, GError **error);

/* hw_registration_check_async: asks the server where it stands and takes that over. */
void
hw_registration_check_async (HwRegistration *self, GCancellable *c, GAsyncReadyCallback cb, gpointer data);
gboolean hw_registration_check_finish (HwRegistration *self, GAsyncResult *result, GError **error);

void
hw_registration_resend_async (HwRegistration *self, GCancellable *c, GAsyncReadyCallback cb, gpointer data);
gboolean hw_registration_resend_finish (HwRegistration *self, GAsyncResult *result, GError **error);

/* hw_registration_set_password_async: 完了. Both are copied to wiped memory. When done the keyring's item is
 * removed. Where the answer was lost, hw_registration_check_async() tells. */
void hw_registration_set_password_async (HwRegistration *self,
                                         const char *authentication_key,
                                         const char *password,
                                         GCancellable *c,
                                         GAsyncReadyCallback cb,
                                         gpointer data);
gboolean hw_registration_set_password_finish (HwRegistration *self, GAsyncResult *result, GError **error);

/* hw_registration_give_up_async: 登録を取りやめる: server and keyring forget it. */
void
hw_registration_give_up_async (HwRegistration *self, GCancellable *c, GAsyncReadyCallback cb, gpointer data);
gboolean hw_registration_give_up_finish (HwRegistration *self, GAsyncResult *result, GError **error);

/* hw_registration_restart: はじめからやり直す: NOT_STARTED again, address and consent kept. */
void hw_registration_restart (HwRegistration *self);

G_END_DECLS
