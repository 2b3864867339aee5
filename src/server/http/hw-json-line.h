/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * hw_json_line_find:
 * @text: (array length=length): JSON that hw_json_parse() took
 * @pointer: RFC 6901; may go on after its end, as HW_JSON_ERROR_SHAPE's messages do (": is missing")
 *
 * Returns: the line, from 1, on which the value at @pointer begins; where there is none, the innermost value
 * on the way there
 */
guint hw_json_line_find (const char *text, gsize length, const char *pointer);

G_END_DECLS
