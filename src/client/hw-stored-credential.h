/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "contract/hw-registration-message.h"

G_BEGIN_DECLS

typedef enum
{
  HW_CREDENTIAL_REGISTRATION, /* an unfinished パスワード登録 */
  HW_CREDENTIAL_SESSION,      /* a login that is kept */
} HwCredentialKind;

/* One item of the keyring: attributes `server`, `kind`, and a random `id`; all else is inside the secret, as
 * JSON. Reference counted, immutable. */
typedef struct
{
  gatomicrefcount ref_count;
  char *id;
  HwCredentialKind kind;
  char *server; /* URL */
  char *credential;
  char *email;
  gint64 expires_at; /* instant, by the server's clock, for display and for dropping it when long over */
  HwPurpose purpose; /* registration */
  char *reference;   /* (nullable): registration */
  HwEstablishment *establishment; /* (nullable): session */
} HwStoredCredential;

HwStoredCredential *hw_stored_credential_new_registration (const char *server,
                                                           const char *credential,
                                                           const char *email,
                                                           HwPurpose purpose,
                                                           const char *reference,
                                                           gint64 expires_at);
HwStoredCredential *hw_stored_credential_new_session (const char *server,
                                                      const char *credential,
                                                      const char *email,
                                                      const HwEstablishment *establishment,
                                                      gint64 expires_at);
HwStoredCredential *hw_stored_credential_ref (HwStoredCredential *self);
void hw_stored_credential_unref (HwStoredCredential *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwStoredCredential, hw_stored_credential_unref)

G_END_DECLS
