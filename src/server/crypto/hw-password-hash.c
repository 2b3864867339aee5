/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/crypto/hw-password-hash.h"

#include <sodium.h>
#include <string.h>

/* QUALITY.md, Security 3; OWASP's second choice of parameters for argon2id. */
#define OPERATIONS 2
#define MEMORY (19 * 1024 * 1024)
#define ALGORITHM crypto_pwhash_ALG_ARGON2ID13

/* Of 256 random bits that nobody knows, with the parameters above.
 */
static const char dummy_hash[crypto_pwhash_STRBYTES] =
  "$argon2id$v=19$m=19456,t=2,p=1$XWJi0/Z4lA3mFcxXdJExJQ$z87cK/fcxM6ZAmOdsLO3UoZxuvw8JXZC4SmP93fOm/Q";

char *
hw_password_hash_new (const char *password)
{
  char hash[crypto_pwhash_STRBYTES];

  g_return_val_if_fail (password != NULL, NULL);

  if (crypto_pwhash_str_alg (hash, password, strlen (password), OPERATIONS, MEMORY, ALGORITHM) != 0)
    return NULL;

  return g_strdup (hash);
}

/* Fills @copy with @hash where it is in the form that libsodium's own argon2id takes; anything else would be
 * refused without the work. */
static gboolean
take_usable (const char *hash, char copy[crypto_pwhash_STRBYTES])
{
  return g_str_has_prefix (hash, crypto_pwhash_argon2id_STRPREFIX)
         && g_strlcpy (copy, hash, crypto_pwhash_STRBYTES) < crypto_pwhash_STRBYTES
         && crypto_pwhash_str_needs_rehash (copy, OPERATIONS, MEMORY) >= 0;
}

gboolean
hw_password_hash_verify (const char *hash, const char *password, gboolean *outdated)
{
  char copy[crypto_pwhash_STRBYTES] = "";
  gboolean known;
  gboolean matches;

  g_return_val_if_fail (password != NULL, FALSE);

  known = hash != NULL && take_usable (hash, copy);
  matches = crypto_pwhash_str_verify (known ? copy : dummy_hash, password, strlen (password)) == 0;

  if (outdated != NULL)
    *outdated = known && crypto_pwhash_str_needs_rehash (copy, OPERATIONS, MEMORY) != 0;

  return known && matches;
}
