/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contract/hw-account-message.h"
#include "hw-message-check.h"

static const char establishment[] = "{'number':'1301-123456-7','name':'株式会社見本'}";
static const char account[] =
  "{'email':'saiyo@example.co.jp','opened_at':'2026-11-22T05:10:00Z','last_login_at':'2026-11-23T00:00:00Z',"
  "'establishment':{'number':'1301-123456-7','name':'株式会社見本'}}";
static const char change[] = "{'current_password':'gT5;kw8q','new_password':'hU6;lx9r'}";
static const char *const none_optional[] = { NULL };

static JsonNode *
reread_establishment (JsonNode *node, GError **error)
{
  g_autoptr (HwEstablishment) message = hw_establishment_from_json (node, error);

  return message == NULL ? NULL : hw_establishment_to_json (message);
}

static JsonNode *
reread_account (JsonNode *node, GError **error)
{
  g_autoptr (HwAccountSummary) message = hw_account_summary_from_json (node, error);

  return message == NULL ? NULL : hw_account_summary_to_json (message);
}

static JsonNode *
reread_change (JsonNode *node, GError **error)
{
  g_autoptr (HwPasswordChange) message = hw_password_change_from_json (node, error);

  return message == NULL ? NULL : hw_password_change_to_json (message);
}

static void
test_establishment (void)
{
  hw_check_round_trip (reread_establishment, establishment);
  hw_check_every_member (reread_establishment, establishment, none_optional);
  hw_check_unknown_members (reread_establishment, establishment, HW_JSON_TOLERANT);
  hw_check_refused_with (reread_establishment, establishment, "/number", "'13011234567'");
  hw_check_refused_with (reread_establishment, establishment, "/number", "'１３０１－１２３４５６－７'");
  hw_check_refused_with (reread_establishment, establishment, "/name", "''");
  hw_check_refused_with (reread_establishment, establishment, "/name", "'a\\r\\nb'");
}

static void
test_account (void)
{
  static const char *const optional[] = { "/last_login_at", NULL };

  hw_check_round_trip (reread_account, account);
  hw_check_every_member (reread_account, account, optional);
  hw_check_unknown_members (reread_account, account, HW_JSON_TOLERANT);
  hw_check_refused_with (reread_account, account, "/email", "'saiyo@'");
  hw_check_refused_with (reread_account, account, "/last_login_at", "'yesterday'");
}

static void
test_copies (void)
{
  g_autoptr (JsonNode) node = hw_check_parse (account);
  g_autoptr (HwAccountSummary) summary = hw_account_summary_from_json (node, NULL);
  g_autoptr (HwAccountSummary) copy = hw_account_summary_copy (summary);
  g_autoptr (JsonNode) again = NULL;

  g_clear_pointer (&summary, hw_account_summary_free);
  again = hw_account_summary_to_json (copy);
  g_assert_true (json_node_equal (again, node));
  g_assert_null (hw_account_summary_copy (NULL));
  g_assert_null (hw_establishment_copy (NULL));
}

static void
test_change (void)
{
  g_autofree char *many = hw_check_repeat ("x", 1025);
  g_autofree char *too_long = g_strdup_printf ("'%s'", many);
  g_autoptr (HwPasswordChange) made = hw_password_change_new ("gT5;kw8q", "hU6;lx9r");
  g_autoptr (JsonNode) node = hw_password_change_to_json (made);
  g_autoptr (JsonNode) sample = hw_check_parse (change);

  g_assert_true (json_node_equal (node, sample));
  hw_check_round_trip (reread_change, change);
  hw_check_every_member (reread_change, change, none_optional);
  hw_check_unknown_members (reread_change, change, HW_JSON_STRICT);
  hw_check_accepted_with (reread_change, change, "/new_password", "'あ'");
  hw_check_refused_with (reread_change, change, "/new_password", too_long);
  hw_check_refused_with (reread_change, change, "/current_password", too_long);
}

static void
test_nothing (void)
{
  hw_establishment_free (NULL);
  hw_account_summary_free (NULL);
  hw_password_change_free (NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/account-message/establishment", test_establishment);
  g_test_add_func ("/account-message/account", test_account);
  g_test_add_func ("/account-message/copies", test_copies);
  g_test_add_func ("/account-message/password-change", test_change);
  g_test_add_func ("/account-message/frees-nothing", test_nothing);
  return g_test_run ();
}
