/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* 事業所番号: 4-6-1 digits, "1301-123456-7", no check digit (API.md). */

/* hw_establishment_number_normalize: (transfer full): half-width, without blanks around. */
char *hw_establishment_number_normalize (const char *typed);

gboolean hw_establishment_number_is_valid (const char *number);

G_END_DECLS
