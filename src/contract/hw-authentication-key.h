/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* 認証キー: 10 characters of Crockford's base 32 (no I, L, O, U), 50 bits, shown as XXXXX-XXXXX (API.md). */
#define HW_AUTHENTICATION_KEY_LENGTH 10
#define HW_AUTHENTICATION_KEY_RANDOM_BYTES 7

typedef enum
{
  HW_AUTHENTICATION_KEY_OK,
  HW_AUTHENTICATION_KEY_EMPTY,
  HW_AUTHENTICATION_KEY_WRONG_LENGTH,
  HW_AUTHENTICATION_KEY_BAD_CHARACTER,
} HwAuthenticationKeyFault;

/**
 * hw_authentication_key_from_random:
 * @random: 7 bytes from a CSPRNG; 50 of their 56 bits are used
 *
 * Returns: (transfer full): the key, normalized. A secret: end it with hw_wipe_free().
 */
char *hw_authentication_key_from_random (const guint8 random[HW_AUTHENTICATION_KEY_RANDOM_BYTES]);

/**
 * hw_authentication_key_normalize:
 * @typed: valid UTF-8, as a person typed it
 *
 * Half-width, upper case, without blanks and hyphens, O as 0, I and L as 1. Not yet checked.
 *
 * Returns: (transfer full): a secret
 */
char *hw_authentication_key_normalize (const char *typed);

/* hw_authentication_key_check: @length (out) (optional): characters of @normalized. */
HwAuthenticationKeyFault hw_authentication_key_check (const char *normalized, guint *length);

/* hw_authentication_key_format: (transfer full): "XXXXX-XXXXX" of a normalized key that was checked. A
 * secret. */
char *hw_authentication_key_format (const char *normalized);

/**
 * hw_authentication_key_find:
 * @text: valid UTF-8, perhaps the whole mail
 *
 * The key in a pasted text: the one on a line of its own (quoted "> " too); else the only XXXXX-XXXXX in it;
 * else, where the whole text normalizes to a key, that.
 *
 * Returns: (transfer full) (nullable): the normalized key, a secret; %NULL where there is none or no single
 * one
 */
char *hw_authentication_key_find (const char *text);

G_END_DECLS
