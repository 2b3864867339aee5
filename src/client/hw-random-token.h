/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* hw_random_token: (transfer full): 256 bits of the kernel's CSPRNG as 43 characters of base64url.
 * (g_uuid_string_random() and g_random_*() are no CSPRNG.) */
char *hw_random_token (void);

G_END_DECLS
