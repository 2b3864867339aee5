/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* 「半角数字、英字、記号のすべてを含む8文字以上32文字以内」 (PAGES.md 4; manual, 注意 パスワードについて). */
#define HW_PASSWORD_MIN_LENGTH 8
#define HW_PASSWORD_MAX_LENGTH 32

typedef enum
{
  HW_PASSWORD_OK = 0,
  HW_PASSWORD_TOO_SHORT = 1 << 0,
  HW_PASSWORD_TOO_LONG = 1 << 1,
  HW_PASSWORD_NO_DIGIT = 1 << 2,
  HW_PASSWORD_NO_LETTER = 1 << 3,
  HW_PASSWORD_NO_SYMBOL = 1 << 4,
  HW_PASSWORD_NOT_HALF_WIDTH = 1 << 5, /* a character outside U+0021 to U+007E, the space too */
  HW_PASSWORD_TOO_COMMON = 1 << 6,
  HW_PASSWORD_CONTAINS_EMAIL = 1 << 7, /* the local part, where it has 4 characters or more; case folded */
  HW_PASSWORD_CONTAINS_KEY = 1 << 8,   /* the authentication key, with or without its hyphen; case folded */
} HwPasswordFaults;

#define HW_N_PASSWORD_FAULTS 9

/**
 * hw_password_rule_check:
 * @password: valid UTF-8, never altered
 * @email: (nullable): the account's address
 * @key: (nullable): the authentication key, normalized
 *
 * Lengths are counted in characters. The list of common passwords holds only such as meet the rest of the
 * rule.
 *
 * Returns: every fault that @password has
 */
HwPasswordFaults hw_password_rule_check (const char *password, const char *email, const char *key);

/* hw_password_fault_code: the code of one fault in `errors[]`: "too-short" … "contains-key". */
const char *hw_password_fault_code (HwPasswordFaults fault);

G_END_DECLS
