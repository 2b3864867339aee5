/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/crypto/hw-credential.h"

#include <sodium.h>
#include <string.h>

#define CREDENTIAL_BYTES 32
#define ALPHABET "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
#define VARIANT sodium_base64_VARIANT_URLSAFE_NO_PADDING

G_STATIC_ASSERT (sodium_base64_ENCODED_LEN (CREDENTIAL_BYTES, VARIANT) == HW_CREDENTIAL_LENGTH + 1);
G_STATIC_ASSERT (CREDENTIAL_BYTES == HW_HASH_LENGTH);

static char *
encode (guint8 bytes[CREDENTIAL_BYTES])
{
  char *credential = g_malloc (HW_CREDENTIAL_LENGTH + 1);

  sodium_bin2base64 (credential, HW_CREDENTIAL_LENGTH + 1, bytes, CREDENTIAL_BYTES, VARIANT);
  sodium_memzero (bytes, CREDENTIAL_BYTES);

  return credential;
}

char *
hw_credential_new (void)
{
  guint8 bytes[CREDENTIAL_BYTES];

  hw_random_fill (bytes, sizeof bytes);

  return encode (bytes);
}

char *
hw_credential_derive (HwServerSecret *secret, const guint8 salt[HW_SALT_LENGTH], const char *idempotency_key)
{
  char salt_text[2 * HW_SALT_LENGTH + 1];
  HwHash hash;

  g_return_val_if_fail (secret != NULL && salt != NULL && idempotency_key != NULL, NULL);

  sodium_bin2hex (salt_text, sizeof salt_text, salt, HW_SALT_LENGTH);
  hash = hw_server_secret_hash (secret, HW_SECRET_USE_CREDENTIAL, salt_text, idempotency_key, NULL);

  return encode (hash.bytes);
}

gboolean
hw_credential_hash (const char *credential, HwHash *hash)
{
  guint8 bytes[CREDENTIAL_BYTES];
  gsize length = 0;
  gboolean valid;

  g_return_val_if_fail (credential != NULL && hash != NULL, FALSE);

  /* libsodium 1.0.18 takes bytes above 127 for an A: the alphabet is checked here. */
  if (strnlen (credential, HW_CREDENTIAL_LENGTH + 1) != HW_CREDENTIAL_LENGTH
      || strspn (credential, ALPHABET) != HW_CREDENTIAL_LENGTH)
    return FALSE;

  /* Refuses a last character whose unused bits are set. */
  valid =
    sodium_base642bin (bytes, sizeof bytes, credential, HW_CREDENTIAL_LENGTH, NULL, &length, NULL, VARIANT)
      == 0
    && length == sizeof bytes;
  if (valid)
    *hash = hw_hash_of (bytes, sizeof bytes);
  sodium_memzero (bytes, sizeof bytes);

  return valid;
}
