/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/crypto/hw-server-secret.h"

G_BEGIN_DECLS

/* Credentials: 256 bits, base64url without padding: 43 characters; rows hold only hw_credential_hash(). */
#define HW_CREDENTIAL_LENGTH 43
#define HW_SALT_LENGTH 16

/* hw_credential_new: (transfer full): a random one, for a session. A secret. */
char *hw_credential_new (void);

/* hw_credential_derive: (transfer full): a registration's, from its row's salt and its Idempotency-Key, so
 * that a repeated start can return it without its being stored (API.md). A secret. */
char *
hw_credential_derive (HwServerSecret *secret, const guint8 salt[HW_SALT_LENGTH], const char *idempotency_key);

/* hw_credential_hash: FALSE where @credential cannot be one (length, alphabet). */
gboolean hw_credential_hash (const char *credential, HwHash *hash);

G_END_DECLS
