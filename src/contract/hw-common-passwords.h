/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The passwords of common-passwords.txt: such as people choose when a digit, a letter and a symbol are asked
 * for. Sorted by bytes, lower case, one string after the other, so that the list costs no relocations. */
extern const char hw_common_passwords[];
extern const guint32 hw_common_password_offsets[];
extern const guint hw_n_common_passwords;

/* hw_common_passwords_contain: @folded: lower case. */
gboolean hw_common_passwords_contain (const char *folded);

G_END_DECLS
