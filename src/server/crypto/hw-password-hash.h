/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* argon2id, m=19 MiB t=2 p=1 (QUALITY.md, Security 3), in libsodium's string form. Each call takes about 12
 * ms of CPU and 19 MiB: only the hashing pool's threads make them. */

/* hw_password_hash_new: (transfer full) (nullable): %NULL where there is no memory for it. */
char *hw_password_hash_new (const char *password);

/**
 * hw_password_hash_verify:
 * @hash: (nullable): %NULL: the same work is done on a fixed hash, and FALSE returned, so that an unknown
 * account takes as long as a known one
 * @outdated: (out) (optional): whether it should be hashed anew with today's parameters
 */
gboolean hw_password_hash_verify (const char *hash, const char *password, gboolean *outdated);

G_END_DECLS
