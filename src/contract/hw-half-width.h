/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * hw_half_width:
 * @text: valid UTF-8
 * @changed: (out) (optional): whether anything was turned
 *
 * Turns the full-width ASCII block (U+FF01 to U+FF5E), U+3000 and the dashes people type for a hyphen with
 * an input method on (‐ ‑ ‒ – — ― − ー －) into ASCII, nothing else: NFKC would turn ① into 1 and leave ー.
 *
 * Returns: (transfer full): the text, one character for each character of @text
 */
char *hw_half_width (const char *text, gboolean *changed);

/* hw_half_width_char: the same for one character. */
gunichar hw_half_width_char (gunichar c);

G_END_DECLS
