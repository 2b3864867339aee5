/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/hw-page.h"

G_BEGIN_DECLS

/*
 * The one place where a GError becomes sentences. Faults of fields (HW_PROBLEM_INVALID_FIELDS, whether the
 * server or the page found them, and HW_PROBLEM_KEY_WRONG) go under their fields, with the summary that links
 * to them; everything else is one sentence in the summary. The summary takes the focus.
 *
 * Pointers and codes that pages use for faults that never reach the server, besides API.md's:
 *   any field: `empty`;  /password-confirmation: `mismatch`;  /server-url: `not-a-url`;
 *   /consent: `unread`, `unread-privacy-policy`, `unread-terms-of-use`, `not-agreed`;  /login-password
 */
void hw_error_presenter_present (HwPage *page, const GError *error);

/* hw_error_presenter_describe_field: (transfer full) (nullable): what @error, invalid-fields, says about
 * @field. */
char *hw_error_presenter_describe_field (HwField *field, const GError *error);

G_END_DECLS
