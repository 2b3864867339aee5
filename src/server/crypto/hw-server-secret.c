/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/crypto/hw-server-secret.h"

#include "server/crypto/hw-secret-file.h"

#include <sodium.h>
#include <stdarg.h>
#include <string.h>

#define N_USES (HW_SECRET_USE_IDEMPOTENCY + 1)

/* The contexts of crypto_kdf: they and the numbers below are part of what is stored; never change them. */
#define KEY_CONTEXT "hwmypage"
#define SEAL_KEY_NUMBER 100

typedef struct
{
  guint8 uses[N_USES][crypto_generichash_KEYBYTES];
  guint8 seal[crypto_aead_xchacha20poly1305_ietf_KEYBYTES];
} Keys;

struct _HwServerSecret
{
  gatomicrefcount refs;
  Keys *keys; /* sodium_malloc(), read-only once derived */
};

G_STATIC_ASSERT (HW_SECRET_FILE_LENGTH == crypto_kdf_KEYBYTES);
G_STATIC_ASSERT (sizeof KEY_CONTEXT - 1 == crypto_kdf_CONTEXTBYTES);

static HwServerSecret *
secret_new (const guint8 root[HW_SECRET_FILE_LENGTH])
{
  HwServerSecret *self;
  Keys *keys = sodium_malloc (sizeof *keys);

  if (keys == NULL)
    return NULL;

  for (guint use = 0; use < N_USES; use++)
    crypto_kdf_derive_from_key (keys->uses[use], sizeof keys->uses[use], use + 1, KEY_CONTEXT, root);
  crypto_kdf_derive_from_key (keys->seal, sizeof keys->seal, SEAL_KEY_NUMBER, KEY_CONTEXT, root);
  sodium_mprotect_readonly (keys);

  self = g_new0 (HwServerSecret, 1);
  g_atomic_ref_count_init (&self->refs);
  self->keys = keys;

  return self;
}

HwServerSecret *
hw_server_secret_load (const char *path, gboolean create, GError **error)
{
  guint8 root[HW_SECRET_FILE_LENGTH];
  HwServerSecret *self;

  g_return_val_if_fail (path != NULL, NULL);

  if (!hw_secret_file_read (path, create, root, error))
    return NULL;

  self = secret_new (root);
  sodium_memzero (root, sizeof root);
  if (self == NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                         "There is no guarded memory for the server's secret");

  return self;
}

HwServerSecret *
hw_server_secret_new_random (void)
{
  guint8 root[HW_SECRET_FILE_LENGTH];
  HwServerSecret *self;

  hw_random_fill (root, sizeof root);
  self = secret_new (root);
  sodium_memzero (root, sizeof root);
  if (self == NULL)
    g_error ("There is no guarded memory for a secret");

  return self;
}

HwServerSecret *
hw_server_secret_ref (HwServerSecret *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->refs);

  return self;
}

void
hw_server_secret_unref (HwServerSecret *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->refs))
    return;

  sodium_free (self->keys);
  g_free (self);
}

static void
hash_part (crypto_generichash_state *state, const char *part)
{
  guint64 length = strlen (part);
  guint64 length_le = GUINT64_TO_LE (length);

  crypto_generichash_update (state, (const guint8 *) &length_le, sizeof length_le);
  crypto_generichash_update (state, (const guint8 *) part, length);
}

HwHash
hw_server_secret_hash (HwServerSecret *self, HwSecretUse use, const char *part, ...)
{
  crypto_generichash_state state;
  HwHash hash = { 0 };
  va_list parts;

  g_return_val_if_fail (self != NULL, hash);
  g_return_val_if_fail ((guint) use < N_USES, hash);

  crypto_generichash_init (&state, self->keys->uses[use], sizeof self->keys->uses[use], sizeof hash.bytes);
  va_start (parts, part);
  for (; part != NULL; part = va_arg (parts, const char *))
    hash_part (&state, part);
  va_end (parts);
  crypto_generichash_final (&state, hash.bytes, sizeof hash.bytes);
  sodium_memzero (&state, sizeof state);

  return hash;
}

#define NONCE_LENGTH crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG_LENGTH crypto_aead_xchacha20poly1305_ietf_ABYTES

GBytes *
hw_server_secret_seal (HwServerSecret *self, const HwId *id, const char *secret)
{
  gsize secret_length;
  gsize length;
  guint8 *sealed;

  g_return_val_if_fail (self != NULL && id != NULL && secret != NULL, NULL);

  secret_length = strlen (secret);
  length = NONCE_LENGTH + secret_length + TAG_LENGTH;
  sealed = g_malloc (length);
  hw_random_fill (sealed, NONCE_LENGTH);
  crypto_aead_xchacha20poly1305_ietf_encrypt (sealed + NONCE_LENGTH, NULL, (const guint8 *) secret,
                                              secret_length, (const guint8 *) id->text, HW_ID_LENGTH, NULL,
                                              sealed, self->keys->seal);

  return g_bytes_new_take (sealed, length);
}

char *
hw_server_secret_open (HwServerSecret *self, const HwId *id, GBytes *sealed)
{
  const guint8 *bytes;
  gsize length;
  char *secret;

  g_return_val_if_fail (self != NULL && id != NULL && sealed != NULL, NULL);

  bytes = g_bytes_get_data (sealed, &length);
  if (length < NONCE_LENGTH + TAG_LENGTH)
    return NULL;

  secret = g_malloc0 (length - NONCE_LENGTH - TAG_LENGTH + 1);
  if (crypto_aead_xchacha20poly1305_ietf_decrypt ((guint8 *) secret, NULL, NULL, bytes + NONCE_LENGTH,
                                                  length - NONCE_LENGTH, (const guint8 *) id->text,
                                                  HW_ID_LENGTH, bytes, self->keys->seal)
      != 0)
    {
      g_free (secret);
      return NULL;
    }

  return secret;
}
