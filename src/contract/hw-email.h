/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The ID of an account: ASCII local@domain, at most 100 characters, compared without regard to case (API.md).
 */
#define HW_EMAIL_MAX_LENGTH 100

typedef enum
{
  HW_EMAIL_OK,
  HW_EMAIL_EMPTY,
  HW_EMAIL_NO_AT,
  HW_EMAIL_BAD_CHARACTER,
  HW_EMAIL_NOT_AN_ADDRESS, /* anything else: two @, empty part, dots at an end or doubled, bad domain label */
  HW_EMAIL_TOO_LONG,
} HwEmailFault;

/**
 * hw_email_normalize:
 * @typed: valid UTF-8, as a person typed it
 * @widened: (out) (optional): whether full-width characters were turned half-width
 *
 * Returns: (transfer full): @typed half-width, without blanks around. Not yet checked.
 */
char *hw_email_normalize (const char *typed, gboolean *widened);

/**
 * hw_email_check:
 * @bad_character: (out) (optional): the first character that cannot stand in an address, for
 *   HW_EMAIL_BAD_CHARACTER; 0 otherwise
 *
 * Checks what hw_email_normalize() returned. The local part is an RFC 5321 Dot-string, with the dots that
 * Japanese carriers once allowed ("a..b@", "a.@") accepted too; the domain is two or more RFC 1123 labels.
 * "localhost" alone is accepted, for trying things out.
 */
HwEmailFault hw_email_check (const char *email, gunichar *bad_character);

/* hw_email_fold: (transfer full): what addresses are compared by: lower case. */
char *hw_email_fold (const char *email);

/* hw_email_mask: (transfer full): for logs: "t***@e***.jp". Never gives more than the first letters and the
 * top-level domain. */
char *hw_email_mask (const char *email);

/* hw_email_fault_code: the code in `errors[]` of invalid-fields: "empty", "not-an-address" (HW_EMAIL_NO_AT,
 * …_BAD_CHARACTER and …_NOT_AN_ADDRESS alike), "too-long"; NULL for HW_EMAIL_OK. */
const char *hw_email_fault_code (HwEmailFault fault);

G_END_DECLS
