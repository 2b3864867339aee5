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

/* hw_stored_credential_new_renewed: (transfer full): @self, under the same id, after a new key was mailed. */
HwStoredCredential *
hw_stored_credential_new_renewed (HwStoredCredential *self, const char *reference, gint64 expires_at);

/* hw_stored_credential_kind_name: "registration", "session". */
const char *hw_stored_credential_kind_name (HwCredentialKind kind);

/* hw_stored_credential_to_secret: (transfer full): what the keyring keeps, JSON; ends with hw_wipe_free(). */
char *hw_stored_credential_to_secret (HwStoredCredential *self);

/**
 * hw_stored_credential_from_item:
 * @server, @kind, @id: the item's attributes, unchecked
 * @secret: (nullable): @length bytes, unchecked
 *
 * Returns: (transfer full) (nullable): NULL where anything of it is not as this program writes it
 */
HwStoredCredential *hw_stored_credential_from_item (const char *server,
                                                    const char *kind,
                                                    const char *id,
                                                    const char *secret,
                                                    gsize length);

/* hw_stored_credential_is_long_over: whether @self ended so long before @now, an instant of this machine's
 * clock, that not even a wrong clock can make it good: there is no use in asking the server. */
gboolean hw_stored_credential_is_long_over (HwStoredCredential *self, gint64 now);

HwStoredCredential *hw_stored_credential_ref (HwStoredCredential *self);
void hw_stored_credential_unref (HwStoredCredential *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwStoredCredential, hw_stored_credential_unref)

G_END_DECLS
