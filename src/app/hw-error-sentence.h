/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/hw-client-error.h"

G_BEGIN_DECLS

/* The sentences of PAGES.md for what can go wrong, in the interface's language. All return (transfer full).
 */

/* hw_error_sentence: @error: HW_CLIENT_ERROR, or anything else; @server_url: (nullable): named where the
 * server cannot be reached. */
char *hw_error_sentence (const GError *error, const char *server_url);

/* hw_field_error_sentence: @fault: one of `errors[]`; @typed: what stands in the field: tells what exactly is
 * wrong with it. May be a secret; only characters that cannot stand in an e-mail address are ever quoted. */
char *hw_field_error_sentence (const HwFieldError *fault, const char *typed);

/* hw_wrong_key_sentence: @attempts_left: -1: not known. */
char *hw_wrong_key_sentence (int attempts_left);

/* hw_wait_minutes: whole minutes for a sentence "in about %d minutes", at least 1. */
int hw_wait_minutes (gint64 seconds);

G_END_DECLS
