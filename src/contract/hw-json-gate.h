/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Members of one object. No message has nearly as many; it bounds what colliding names can cost. */
#define HW_JSON_MAX_MEMBERS 256
/* Characters of one number. */
#define HW_JSON_MAX_NUMBER_LENGTH 64
/* RFC 8259, 6: integers beyond are not the same everywhere. */
#define HW_JSON_MAX_INTEGER G_GINT64_CONSTANT (9007199254740991)

/**
 * hw_json_gate_check:
 * @text: @length bytes, unchecked, need not end in NUL
 *
 * Whether @text is one JSON value, RFC 8259 to the letter: UTF-8 without a byte order mark, no U+0000
 * (escaped neither), no lone surrogates, no name twice in an object (compared unescaped), at most
 * HW_JSON_MAX_DEPTH arrays and objects deep, integers within ±HW_JSON_MAX_INTEGER, other numbers finite, and
 * the bounds above. Takes linear time and no recursion.
 *
 * Returns: FALSE with HW_JSON_ERROR_SYNTAX, whose message names line and column and quotes nothing
 */
gboolean hw_json_gate_check (const char *text, gsize length, GError **error);

G_END_DECLS
