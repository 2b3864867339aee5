/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* hw_blank_is: whether @c is a blank of any kind, U+3000, line breaks, controls and the invisible ones
 * (zero-width, BOM, soft hyphen) included: what may come along in copying, and nobody means. */
gboolean hw_blank_is (gunichar c);

/* hw_blank_strip: (transfer full): @text, valid UTF-8, without such at both ends. */
char *hw_blank_strip (const char *text);

G_END_DECLS
