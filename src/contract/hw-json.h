/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define HW_JSON_MAX_DEPTH 16

typedef enum
{
  HW_JSON_ERROR_SYNTAX, /* not RFC 8259 to the letter, U+0000, bad UTF-8, a duplicate key, two roots, too deep
                         */
  HW_JSON_ERROR_SHAPE,  /* JSON, but not the message expected: type, bound, missing or unknown member */
} HwJsonError;

#define HW_JSON_ERROR (hw_json_error_quark ())
GQuark hw_json_error_quark (void);

/**
 * hw_json_parse:
 * @text: @length bytes, unchecked, need not end in NUL
 *
 * Checks @text with a strict gate of our own before json-glib sees it (json-glib alone accepts comments,
 * duplicate keys and two roots, cuts strings at U+0000, and overflows its stack: FACTS.md). Integers outside
 * ±(2^53 - 1) are refused. Error messages name the line and column, and never quote the text.
 *
 * Returns: (transfer full): the root
 */
JsonNode *hw_json_parse (const char *text, gsize length, GError **error);

/**
 * HwJsonReader:
 *
 * Reads the members of one JSON object strictly: after the first fault every call is a no-op that returns a
 * zero value, so that a message is read in one go and hw_json_reader_end() tells what was wrong, as
 * HW_JSON_ERROR_SHAPE with the member's JSON pointer.
 */
typedef struct _HwJsonReader HwJsonReader;

typedef enum
{
  HW_JSON_STRICT,   /* requests: unknown members are a fault */
  HW_JSON_TOLERANT, /* responses: unknown members are ignored */
} HwJsonStrictness;

HwJsonReader *hw_json_reader_new (JsonNode *node, HwJsonStrictness strictness);

/* Each marks @name as known. "opt_": absent (and null) gives NULL / the fallback. Strings: at most @max_chars
 * characters; the reader's node owns them. Bounds are inclusive. */
const char *hw_json_reader_string (HwJsonReader *self, const char *name, gsize max_chars);
const char *hw_json_reader_opt_string (HwJsonReader *self, const char *name, gsize max_chars);
gint64 hw_json_reader_int (HwJsonReader *self, const char *name, gint64 min, gint64 max);
gint64 hw_json_reader_opt_int (HwJsonReader *self, const char *name, gint64 min, gint64 max, gint64 fallback);
gboolean hw_json_reader_boolean (HwJsonReader *self, const char *name);
gint64 hw_json_reader_instant (HwJsonReader *self, const char *name);       /* RFC 3339 */
gint64 hw_json_reader_opt_instant (HwJsonReader *self, const char *name);   /* 0 where absent */
JsonNode *hw_json_reader_object (HwJsonReader *self, const char *name);     /* (transfer none) */
JsonNode *hw_json_reader_opt_object (HwJsonReader *self, const char *name); /* (transfer none) */
JsonArray *hw_json_reader_array (HwJsonReader *self, const char *name, guint max_items);
JsonArray *hw_json_reader_opt_array (HwJsonReader *self, const char *name, guint max_items);
gboolean hw_json_reader_has (HwJsonReader *self, const char *name);
/* hw_json_reader_fail: marks member @name as faulty for a reason that the caller found. */
void hw_json_reader_fail (HwJsonReader *self, const char *name, const char *reason);

/* hw_json_reader_fail_inside: takes over what reading the value of member @name found (transfer full), or its
 * item @index where that is not negative, so that the pointer in the message is whole. */
void hw_json_reader_fail_inside (HwJsonReader *self, const char *name, int index, GError *inner);
/* hw_json_reader_failed: whether a fault was found already. */
gboolean hw_json_reader_failed (HwJsonReader *self);

/* hw_json_reader_end: (transfer full): frees @self; FALSE with @error set where anything was wrong. */
gboolean hw_json_reader_end (HwJsonReader *self, GError **error);

/* hw_json_to_string: (transfer full) (nullable): compact UTF-8 of @node, whatever its strings hold; %NULL
 * where there is a number in it that is none (infinite or NaN). */
char *hw_json_to_string (JsonNode *node);

/**
 * hw_json_to_canonical_string:
 *
 * Returns: (transfer full) (nullable): RFC 8785 form of @node: keys sorted by UTF-16 code units, no blanks. A
 *   document's `sha256` is taken over this. %NULL where there is a number in it that is no integer.
 */
char *hw_json_to_canonical_string (JsonNode *node);

G_END_DECLS
