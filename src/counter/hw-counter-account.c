/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "counter/hw-counter-account.h"

#include "contract/hw-account-message.h"
#include "contract/hw-json-writer.h"
#include "counter/hw-counter-output.h"

#include <glib/gi18n.h>

static void
put_establishment (JsonObject *object, const HwAccount *account)
{
  g_autoptr (HwEstablishment) establishment =
    hw_establishment_new (account->establishment_number, account->establishment_name);

  json_object_set_member (object, "establishment", hw_establishment_to_json (establishment));
}

static void
put_consent (JsonObject *object, const HwAccount *account)
{
  JsonObject *consent;

  if (account->consented_at == 0)
    return;
  consent = json_object_new ();
  hw_json_put_string (consent, "privacy_policy", account->privacy_version);
  hw_json_put_string (consent, "terms_of_use", account->terms_version);
  hw_json_put_instant (consent, "consented_at", account->consented_at);
  json_object_set_object_member (object, "consent", consent);
}

JsonNode *
hw_counter_account_to_json (gconstpointer item)
{
  const HwAccount *account = item;
  JsonObject *object = json_object_new ();

  hw_json_put_string (object, "email", account->email);
  put_establishment (object, account);
  hw_json_put_string (object, "state", account->opened_at != 0 ? "opened" : "registered");
  json_object_set_boolean_member (object, "disabled", account->disabled);
  hw_json_put_instant (object, "registered_at", account->registered_at);
  hw_json_put_instant (object, "opened_at", account->opened_at);
  hw_json_put_instant (object, "password_set_at", account->password_set_at);
  hw_json_put_instant (object, "last_login_at", account->last_login_at);
  put_consent (object, account);
  return hw_json_object_node (object);
}

const char *
hw_counter_account_state (const HwAccount *account)
{
  if (account->disabled)
    return C_ ("counter", "disabled");
  return account->opened_at != 0 ? C_ ("counter", "opened") : C_ ("counter", "not yet opened");
}

void
hw_counter_print_account_json (const HwAccount *account)
{
  JsonObject *object = json_object_new ();

  json_object_set_member (object, "account", hw_counter_account_to_json (account));
  hw_counter_print_json (object);
}
