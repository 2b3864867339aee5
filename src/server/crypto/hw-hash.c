/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/crypto/hw-hash.h"

#include <gio/gio.h>
#include <sodium.h>

G_STATIC_ASSERT (HW_HASH_LENGTH == crypto_generichash_BYTES);

gboolean
hw_crypto_init (GError **error)
{
  if (sodium_init () < 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "libsodium could not be initialized");
      return FALSE;
    }

  return TRUE;
}

void
hw_random_fill (void *bytes, gsize length)
{
  g_return_if_fail (bytes != NULL || length == 0);

  randombytes_buf (bytes, length);
}

HwId
hw_id_new (void)
{
  guint8 random[HW_ID_LENGTH / 2];
  HwId id;

  hw_random_fill (random, sizeof random);
  sodium_bin2hex (id.text, sizeof id.text, random, sizeof random);

  return id;
}

gboolean
hw_hash_equal (const HwHash *a, const HwHash *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  return sodium_memcmp (a->bytes, b->bytes, HW_HASH_LENGTH) == 0;
}

HwHash
hw_hash_of (const void *bytes, gsize length)
{
  HwHash hash = { 0 };

  g_return_val_if_fail (bytes != NULL, hash);

  crypto_generichash (hash.bytes, sizeof hash.bytes, bytes, length, NULL, 0);

  return hash;
}
