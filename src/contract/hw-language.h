/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The two languages of texts and mails. Japanese is the default (API.md). */
typedef enum
{
  HW_LANGUAGE_JA,
  HW_LANGUAGE_EN,
} HwLanguage;

#define HW_N_LANGUAGES 2

/* hw_language_tag: "ja" or "en". */
const char *hw_language_tag (HwLanguage language);

/**
 * hw_language_from_accept:
 * @accept_language: (nullable): the value of an Accept-Language field, unchecked
 *
 * Returns: the language with the higher quality value (RFC 9110, 12.5.4); Japanese where neither is named,
 *   both weigh the same, or the field cannot be read
 */
HwLanguage hw_language_from_accept (const char *accept_language);

G_END_DECLS
