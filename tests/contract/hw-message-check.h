/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "contract/hw-json.h"

G_BEGIN_DECLS

/* What holds for every message of the contract, checked from a sample of it. Samples are JSON written with '
 * for ". */

/* A message's way in and out again: reads @node, and writes what it understood. NULL with @error: refused. */
typedef JsonNode *(*HwReread) (JsonNode *node, GError **error);

/* hw_check_note: says in the test's log what is looked at, on one line, whatever @text (nullable) holds. */
void hw_check_note (const char *text);

/* hw_check_parse: (transfer full): asserts that @text is JSON. */
JsonNode *hw_check_parse (const char *text);

/* hw_check_round_trip: what comes out of @reread is all of @sample, and nothing else. */
void hw_check_round_trip (HwReread reread, const char *sample);

void hw_check_accepted (HwReread reread, const char *text);

/* hw_check_refused: as a fault of shape, whose message begins with @pointer (RFC 6901) and a colon. */
void hw_check_refused (HwReread reread, const char *text, const char *pointer);

/* hw_check_set: replaces the member at @pointer by @value (JSON); NULL removes it. */
void hw_check_set (JsonNode *root, const char *pointer, const char *value);

/* hw_check_refused_with: @sample with the member at @pointer replaced by @value (JSON), which is what the
 * refusal names. */
void hw_check_refused_with (HwReread reread, const char *sample, const char *pointer, const char *value);
void hw_check_accepted_with (HwReread reread, const char *sample, const char *pointer, const char *value);

/* hw_check_every_member: each member of @sample, at any depth: removed or null it is refused, or accepted
 * where
 * @optional (pointers, ended by NULL) names it; as any other type it is refused. So is a number among the
 * items of each array, and anything but an object instead of the whole. */
void hw_check_every_member (HwReread reread, const char *sample, const char *const *optional);

/* hw_check_unknown_members: one more member in any object of @sample is refused, or ignored. */
void hw_check_unknown_members (HwReread reread, const char *sample, HwJsonStrictness strictness);

/* hw_check_repeat: (transfer full): @text, @n times. */
char *hw_check_repeat (const char *text, guint n);

G_END_DECLS
