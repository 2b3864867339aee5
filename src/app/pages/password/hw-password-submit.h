/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/hw-registration.h"

G_BEGIN_DECLS

/* How it stands after 完了 was sent. */
typedef enum
{
  HW_SUBMIT_ANSWERED, /* the server answered it */
  HW_SUBMIT_DONE,     /* no answer came, but the server says that the registration is complete */
  HW_SUBMIT_NOT_DONE, /* no answer came, and the server says that the registration is still open */
  HW_SUBMIT_UNKNOWN,  /* no answer came, and the server could not be asked */
} HwSubmitOutcome;

/* Returns: (transfer none) (nullable): what stops the asking. */
typedef GCancellable *(*HwSubmitAskingFunc) (gpointer data);

/**
 * hw_password_submit_async:
 * @asking: called when the answer was lost, or sending was stopped by @c, and the server is asked how it
 * stands
 *
 * hw_registration_set_password_async(), and then the truth about it.
 */
void hw_password_submit_async (HwRegistration *registration,
                               const char *authentication_key,
                               const char *password,
                               GCancellable *c,
                               HwSubmitAskingFunc asking,
                               GAsyncReadyCallback cb,
                               gpointer data);

/* hw_password_submit_finish: TRUE where the registration is complete. @outcome: (out). @error: with NOT_DONE
 * and UNKNOWN what kept the answer away: G_IO_ERROR_CANCELLED where it was stopped. */
gboolean hw_password_submit_finish (HwRegistration *registration,
                                    GAsyncResult *result,
                                    HwSubmitOutcome *outcome,
                                    GError **error);

G_END_DECLS
