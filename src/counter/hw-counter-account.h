/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "counter/hw-counter.h"

G_BEGIN_DECLS

/* What the counter shows of an account: never its password's hash. */

/* hw_counter_account_to_json: (transfer full): @account: a HwAccount: `{email, establishment {number, name},
 * state: "registered" | "opened", disabled, registered_at, opened_at?, password_set_at?, last_login_at?,
 * consent? {privacy_policy, terms_of_use, consented_at}}`. */
JsonNode *hw_counter_account_to_json (gconstpointer account);

/* hw_counter_account_state: in the process's language. */
const char *hw_counter_account_state (const HwAccount *account);

/* hw_counter_print_account_json: `{"account": …}`. */
void hw_counter_print_account_json (const HwAccount *account);

G_END_DECLS
