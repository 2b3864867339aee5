/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define HW_HASH_LENGTH 32

/* A BLAKE2b-256 value, as rows hold it. */
typedef struct
{
  guint8 bytes[HW_HASH_LENGTH];
} HwHash;

/* A random 128-bit identifier in lower-case hex; ids of registrations, sessions and mails. */
#define HW_ID_LENGTH 32

typedef struct
{
  char text[HW_ID_LENGTH + 1];
} HwId;

HwId hw_id_new (void);

/* hw_hash_equal: in constant time. */
gboolean hw_hash_equal (const HwHash *a, const HwHash *b);

/* hw_hash_of: the unkeyed hash of a credential: what the store knows it by. */
HwHash hw_hash_of (const void *bytes, gsize length);

/* hw_random_fill: from the system's CSPRNG (libsodium). */
void hw_random_fill (void *bytes, gsize length);

/* hw_crypto_init: once, before anything else of this folder. */
gboolean hw_crypto_init (GError **error);

G_END_DECLS
