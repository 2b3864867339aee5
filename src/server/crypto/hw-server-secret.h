/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/crypto/hw-hash.h"
#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * The server's secret (`secret-file`): 32 random bytes, mode 0600, outside store and backup (API.md). Each
 * use has a key of its own derived from it, held in guarded memory (sodium_malloc).
 */
typedef struct _HwServerSecret HwServerSecret;

typedef enum
{
  HW_SECRET_USE_KEY,         /* authentication key, bound to its registration's id */
  HW_SECRET_USE_CREDENTIAL,  /* a registration's credential from its salt and Idempotency-Key */
  HW_SECRET_USE_SUBJECT,     /* what limits and audit know an address or an origin by */
  HW_SECRET_USE_IDEMPOTENCY, /* Idempotency-Key and body fingerprint */
} HwSecretUse;

/**
 * hw_server_secret_load:
 * @create: whether a missing file is made (SQLite), synced to disk with its folder
 *
 * Returns: (transfer full): never swapped; %NULL where the file is missing, has another length, or may be
 * read by others than its owner
 */
HwServerSecret *hw_server_secret_load (const char *path, gboolean create, GError **error);
/* hw_server_secret_new_random: for tests. */
HwServerSecret *hw_server_secret_new_random (void);
HwServerSecret *hw_server_secret_ref (HwServerSecret *self);
void hw_server_secret_unref (HwServerSecret *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwServerSecret, hw_server_secret_unref)

/**
 * hw_server_secret_hash:
 * @part, ...: NUL-terminated strings, then %NULL; each is hashed with its length, so that no two lists
 * collide
 *
 * Returns: BLAKE2b-256 keyed for @use
 */
HwHash
hw_server_secret_hash (HwServerSecret *self, HwSecretUse use, const char *part, ...) G_GNUC_NULL_TERMINATED;

/* hw_server_secret_seal: (transfer full): XChaCha20-Poly1305, nonce first, @id as associated data. */
GBytes *hw_server_secret_seal (HwServerSecret *self, const HwId *id, const char *secret);

/* hw_server_secret_open: (transfer full) (nullable): what was sealed for @id, a secret; %NULL where it was
 * tampered with, sealed for another row, or under another server's secret. */
char *hw_server_secret_open (HwServerSecret *self, const HwId *id, GBytes *sealed);

G_END_DECLS
