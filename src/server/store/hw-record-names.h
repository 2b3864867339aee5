/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/store/hw-records.h"

G_BEGIN_DECLS

/* The words that rows hold for enumerated values, the same in every backend. Each …_from_name is FALSE, and
 * leaves the value alone, where @name (nullable) is none of them. */

const char *hw_mail_kind_name (HwMailKind kind);
gboolean hw_mail_kind_from_name (const char *name, HwMailKind *kind);
gboolean hw_language_from_name (const char *name, HwLanguage *language);

G_END_DECLS
