/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contract/hw-session-message.h"
#include "hw-message-check.h"

#define ACCOUNT                                                                  \
  "'account':{'email':'saiyo@example.co.jp','opened_at':'2026-11-22T05:10:00Z'," \
  "'last_login_at':'2026-11-23T00:00:00Z','establishment':{'number':'1301-123456-7','name':'株式会社見本'}}"
#define TIMES "'expires_in':1800,'expires_at':'2026-11-22T05:35:00Z'"
#define ENTRY \
  "{'id':'job','title':'求人申込み','description':'求人を申し込みます。','url':'https://example.jp/job'}"
#define SESSION(id, current)                                                                                        \
  "{'id':'" id "','device':'採用担当のパソコン','origin':'192.0.2.7','created_at':'2026-11-22T05:10:00Z'," \
  "'last_used_at':'2026-11-22T05:35:00Z','current':" current "}"

static const char login_request[] =
  "{'email':'saiyo@example.co.jp','password':'gT5;kw8q','remember':true,'device':'採用担当のパソコン'}";
static const char login[] = "{'credential':'abc-DEF_012'," TIMES "," ACCOUNT "}";
static const char home[] = "{" ACCOUNT ",'menu':[" ENTRY "]," TIMES "}";
static const char list[] = "{'sessions':[" SESSION ("first", "true") "," SESSION ("second", "false") "]}";
static const char menu[] = "[" ENTRY "," ENTRY "]";
static const char *const last_login_optional[] = { "/account/last_login_at", NULL };

static JsonNode *
reread_login_request (JsonNode *node, GError **error)
{
  g_autoptr (HwLoginRequest) message = hw_login_request_from_json (node, error);

  return message == NULL ? NULL : hw_login_request_to_json (message);
}

static JsonNode *
reread_login (JsonNode *node, GError **error)
{
  g_autoptr (HwLogin) message = hw_login_from_json (node, error);

  return message == NULL ? NULL : hw_login_to_json (message);
}

static JsonNode *
reread_home (JsonNode *node, GError **error)
{
  g_autoptr (HwHome) message = hw_home_from_json (node, error);

  return message == NULL ? NULL : hw_home_to_json (message);
}

static JsonNode *
reread_list (JsonNode *node, GError **error)
{
  g_autoptr (GPtrArray) sessions = hw_session_list_from_json (node, error);

  return sessions == NULL ? NULL : hw_session_list_to_json (sessions);
}

static JsonNode *
reread_menu (JsonNode *node, GError **error)
{
  g_autoptr (GPtrArray) entries = hw_menu_from_json (node, HW_JSON_STRICT, error);

  return entries == NULL ? NULL : hw_menu_to_json (entries);
}

static JsonNode *
reread_menu_tolerantly (JsonNode *node, GError **error)
{
  g_autoptr (GPtrArray) entries = hw_menu_from_json (node, HW_JSON_TOLERANT, error);

  return entries == NULL ? NULL : hw_menu_to_json (entries);
}

/* (transfer full): an array of @n of @item, in @format */
static char *
array_of (const char *format_before, const char *item, guint n, const char *format_after)
{
  GString *text = g_string_new (format_before);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s%s", i == 0 ? "" : ",", item);
  return g_string_free (g_string_append (text, format_after), FALSE);
}

static void
test_login_request (void)
{
  static const char *const device_optional[] = { "/device", NULL };
  g_autofree char *chars_100 = hw_check_repeat ("あ", HW_DEVICE_MAX_LENGTH);
  g_autofree char *longest = g_strdup_printf ("'%s'", chars_100);
  g_autofree char *too_long = g_strdup_printf ("'%sい'", chars_100);
  g_autoptr (HwLoginRequest) made =
    hw_login_request_new ("saiyo@example.co.jp", "gT5;kw8q", TRUE, "採用担当のパソコン");
  g_autoptr (JsonNode) node = hw_login_request_to_json (made);
  g_autoptr (JsonNode) sample = hw_check_parse (login_request);

  g_assert_true (json_node_equal (node, sample));
  hw_check_round_trip (reread_login_request, login_request);
  hw_check_every_member (reread_login_request, login_request, device_optional);
  hw_check_unknown_members (reread_login_request, login_request, HW_JSON_STRICT);
  hw_check_accepted_with (reread_login_request, login_request, "/email", "'誰か'");
  hw_check_accepted_with (reread_login_request, login_request, "/device", longest);
  hw_check_accepted_with (reread_login_request, login_request, "/device", "''");
  hw_check_refused_with (reread_login_request, login_request, "/device", too_long);
  /* It is shown in lists, and on the terminal of an operator. */
  hw_check_refused_with (reread_login_request, login_request, "/device", "'\\u001b]0;x\\u0007'");
  hw_check_refused_with (reread_login_request, login_request, "/device", "'a\\nb'");
  hw_check_refused_with (reread_login_request, login_request, "/device", "'a\\u007fb'");
  hw_check_refused_with (reread_login_request, login_request, "/device", "'a\\u009bb'");
  hw_check_refused_with (reread_login_request, login_request, "/device", "'a\\u2029b'");
  /* Right-to-left override, isolate, zero-width joiner, soft hyphen, byte order mark, a tag beyond the BMP.
   */
  hw_check_refused_with (reread_login_request, login_request, "/device", "'a\\u202eb'");
  hw_check_refused_with (reread_login_request, login_request, "/device", "'a\\u2067b'");
  hw_check_refused_with (reread_login_request, login_request, "/device", "'a\\u200db'");
  hw_check_refused_with (reread_login_request, login_request, "/device", "'a\\u00adb'");
  hw_check_refused_with (reread_login_request, login_request, "/device", "'\\ufeffb'");
  hw_check_refused_with (reread_login_request, login_request, "/device", "'a\\udb40\\udc41'");
}

static void
test_login (void)
{
  hw_check_round_trip (reread_login, login);
  hw_check_every_member (reread_login, login, last_login_optional);
  hw_check_unknown_members (reread_login, login, HW_JSON_TOLERANT);
  hw_check_refused_with (reread_login, login, "/credential", "'a b'");
  hw_check_refused_with (reread_login, login, "/expires_in", "-1");
}

static void
test_home (void)
{
  g_autofree char *most = array_of ("[", ENTRY, 100, "]");
  g_autofree char *too_many = array_of ("[", ENTRY, 101, "]");

  hw_check_round_trip (reread_home, home);
  hw_check_every_member (reread_home, home, last_login_optional);
  hw_check_unknown_members (reread_home, home, HW_JSON_TOLERANT);
  hw_check_accepted_with (reread_home, home, "/menu", "[]");
  hw_check_accepted_with (reread_home, home, "/menu", most);
  hw_check_refused_with (reread_home, home, "/menu", too_many);
  hw_check_refused_with (reread_home, home, "/menu/0/url", "'javascript:alert(1)'");
  hw_check_refused_with (reread_home, home, "/menu/0/url", "'file:///etc/passwd'");
  hw_check_refused_with (reread_home, home, "/menu/0/url", "''");
  hw_check_refused_with (reread_home, home, "/menu/0/title", "''");
  hw_check_accepted_with (reread_home, home, "/menu/0/description", "''");
  hw_check_refused_with (reread_home, home, "/menu/0/description", "'a\\tb'");
}

static void
test_list (void)
{
  static const char *const origin_optional[] = { "/sessions/0/origin", "/sessions/1/origin", NULL };
  g_autofree char *most = array_of ("{'sessions':[", SESSION ("s", "false"), 1000, "]}");
  g_autofree char *too_many = array_of ("{'sessions':[", SESSION ("s", "false"), 1001, "]}");

  hw_check_round_trip (reread_list, list);
  hw_check_round_trip (reread_list, "{'sessions':[]}");
  hw_check_every_member (reread_list, list, origin_optional);
  hw_check_unknown_members (reread_list, list, HW_JSON_TOLERANT);
  hw_check_accepted (reread_list, most);
  hw_check_refused (reread_list, too_many, "/sessions");
  hw_check_accepted_with (reread_list, list, "/sessions/1/device", "''");
  hw_check_refused_with (reread_list, list, "/sessions/1/origin", "'a\\u001bb'");
  /* It becomes a part of a path. */
  hw_check_refused_with (reread_list, list, "/sessions/1/id", "'../account'");
  hw_check_refused_with (reread_list, list, "/sessions/1/id", "''");
}

static void
test_entries_without_device (void)
{
  g_autoptr (GPtrArray) sessions = g_ptr_array_new_with_free_func ((GDestroyNotify) hw_session_entry_free);
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (JsonNode) expected =
    hw_check_parse ("{'sessions':[{'id':'a','device':'','created_at':'1970-01-01T00:00:01Z',"
                    "'last_used_at':'1970-01-01T00:00:02Z','current':true}]}");

  g_ptr_array_add (sessions, hw_session_entry_new ("a", NULL, NULL, 1000000, 2000000, TRUE));
  node = hw_session_list_to_json (sessions);
  g_assert_true (json_node_equal (node, expected));
}

static void
test_menu (void)
{
  static const char *const not_arrays[] = { "{}", "'x'", "7", "null" };
  g_autofree char *too_many = array_of ("[", ENTRY, 101, "]");
  g_autoptr (JsonNode) nothing = hw_menu_to_json (NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (json_array_get_length (json_node_get_array (nothing)), ==, 0);
  hw_check_round_trip (reread_menu, menu);
  hw_check_unknown_members (reread_menu, menu, HW_JSON_STRICT);
  hw_check_unknown_members (reread_menu_tolerantly, menu, HW_JSON_TOLERANT);
  hw_check_refused_with (reread_menu, menu, "/1/title", "7");
  hw_check_refused_with (reread_menu, menu, "/0/url", "'ftp://example.jp/'");
  hw_check_refused (reread_menu, too_many, "");
  for (guint i = 0; i < G_N_ELEMENTS (not_arrays); i++)
    hw_check_refused (reread_menu, not_arrays[i], "");
  g_assert_null (hw_menu_from_json (NULL, HW_JSON_STRICT, &error));
  g_assert_error (error, HW_JSON_ERROR, HW_JSON_ERROR_SHAPE);
}

static void
test_nothing (void)
{
  hw_login_request_free (NULL);
  hw_login_free (NULL);
  hw_home_free (NULL);
  hw_menu_entry_free (NULL);
  hw_session_entry_free (NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session-message/login-request", test_login_request);
  g_test_add_func ("/session-message/login", test_login);
  g_test_add_func ("/session-message/home", test_home);
  g_test_add_func ("/session-message/list", test_list);
  g_test_add_func ("/session-message/list-names-no-device", test_entries_without_device);
  g_test_add_func ("/session-message/menu-alone", test_menu);
  g_test_add_func ("/session-message/frees-nothing", test_nothing);
  return g_test_run ();
}
