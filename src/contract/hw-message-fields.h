/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "contract/hw-account-message.h"
#include "contract/hw-json.h"

G_BEGIN_DECLS

/* The kinds of members that messages share, read from an HwJsonReader, and their bounds. Each function marks
 * the member as faulty where it is not of its kind. What is returned lives as long as the node, as with
 * hw_json_reader_string(); after a fault it is %NULL or 0. */

/* Fields of a form are bounded generously in requests, so that the rules can answer "too-long" by field. */
#define HW_TYPED_MAX_LENGTH 1024
#define HW_LINE_MAX_LENGTH 500
#define HW_MAX_SECONDS 1000000000

/* A line of text that is not empty. No line holds a line break or another control character: lines end in
 * lists, in the records of an office and on its terminal. */
const char *hw_field_line (HwJsonReader *reader, const char *name, gsize max_chars);
const char *hw_field_opt_line (HwJsonReader *reader, const char *name, gsize max_chars);
/* The same, where it may be empty. */
const char *hw_field_any_line (HwJsonReader *reader, const char *name, gsize max_chars);
/* base64url, as it goes into a header field or a path: 1 to 128 of [A-Za-z0-9_-]. */
const char *hw_field_token (HwJsonReader *reader, const char *name);
/* An account's address: hw_email_check() finds nothing. */
const char *hw_field_email (HwJsonReader *reader, const char *name);
/* What a browser may be sent to: hw_web_url_is_valid(). */
const char *hw_field_url (HwJsonReader *reader, const char *name);
const char *hw_field_opt_url (HwJsonReader *reader, const char *name);
/* A time to come, in seconds: 0 to HW_MAX_SECONDS. */
gint64 hw_field_seconds (HwJsonReader *reader, const char *name);

/* (transfer full) (nullable) */
HwEstablishment *hw_field_establishment (HwJsonReader *reader, const char *name);
HwAccountSummary *hw_field_account (HwJsonReader *reader, const char *name);

/* hw_field_strings: (transfer full): an array of at most @max_items strings. */
GStrv hw_field_strings (HwJsonReader *reader, const char *name, guint max_items, gsize max_chars);
/* hw_field_lines: (transfer full): the same of lines, any of which may be empty. */
GStrv hw_field_lines (HwJsonReader *reader, const char *name, guint max_items, gsize max_chars);

/* hw_field_items: (transfer full): an array of what @from_json makes of each; its elements are freed with
 * @free_item. */
typedef gpointer (*HwFieldItemFunc) (JsonNode *node, HwJsonStrictness strictness, GError **error);
GPtrArray *hw_field_items (HwJsonReader *reader,
                           const char *name,
                           JsonArray *array,
                           HwJsonStrictness strictness,
                           HwFieldItemFunc from_json,
                           GDestroyNotify free_item);

G_END_DECLS
