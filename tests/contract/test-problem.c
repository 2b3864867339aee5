/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contract/hw-problem.h"
#include "hw-message-check.h"

/* API.md, the table of codes. */
static const struct
{
  HwProblemCode code;
  const char *name;
  guint status;
} codes[] = {
  { HW_PROBLEM_MALFORMED_REQUEST, "malformed-request", 400 },
  { HW_PROBLEM_INVALID_FIELDS, "invalid-fields", 422 },
  { HW_PROBLEM_TERMS_OUTDATED, "terms-outdated", 409 },
  { HW_PROBLEM_IDEMPOTENCY_CONFLICT, "idempotency-conflict", 422 },
  { HW_PROBLEM_IDEMPOTENCY_RUNNING, "idempotency-conflict", 409 },
  { HW_PROBLEM_KEY_WRONG, "key-wrong", 422 },
  { HW_PROBLEM_KEY_EXPIRED, "key-expired", 410 },
  { HW_PROBLEM_REGISTRATION_LOCKED, "registration-locked", 403 },
  { HW_PROBLEM_REGISTRATION_CLOSED, "registration-closed", 409 },
  { HW_PROBLEM_CREDENTIAL_INVALID, "credential-invalid", 401 },
  { HW_PROBLEM_LOGIN_FAILED, "login-failed", 401 },
  { HW_PROBLEM_TOO_MANY_REQUESTS, "too-many-requests", 429 },
  { HW_PROBLEM_NOT_FOUND, "not-found", 404 },
  { HW_PROBLEM_METHOD_NOT_ALLOWED, "method-not-allowed", 405 },
  { HW_PROBLEM_PAYLOAD_TOO_LARGE, "payload-too-large", 413 },
  { HW_PROBLEM_UNSUPPORTED_MEDIA_TYPE, "unsupported-media-type", 415 },
  { HW_PROBLEM_HEADER_TOO_LARGE, "header-too-large", 431 },
  { HW_PROBLEM_INTERNAL_ERROR, "internal-error", 500 },
  { HW_PROBLEM_UNAVAILABLE, "unavailable", 503 },
};

static const char full[] =
  "{'type':'urn:hellowork-mypage:problem:registration-closed','title':'手続き済みです','status':409,"
  "'detail':'はじめからやり直してください。','request_id':'0123456789abcdef','errors':[{'pointer':'/"
  "email','code':'empty',"
  "'detail':'入力してください。'},{'pointer':'/"
  "new_password','code':'too-short'}],'attempts_left':0,'retry_in':60,"
  "'state':'completed'}";

static HwProblem *
problem_of (const char *text)
{
  g_autoptr (JsonNode) node = hw_check_parse (text);
  g_autoptr (GError) error = NULL;
  HwProblem *problem = hw_problem_from_json (node, &error);

  hw_check_note (text);
  g_assert_no_error (error);
  g_assert_nonnull (problem);
  return problem;
}

static JsonNode *
reread (JsonNode *node, GError **error)
{
  g_autoptr (HwProblem) problem = hw_problem_from_json (node, error);

  return problem == NULL ? NULL : hw_problem_to_json (problem);
}

static void
test_codes (void)
{
  g_assert_cmpuint (G_N_ELEMENTS (codes), ==, HW_N_PROBLEM_CODES);
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autoptr (HwProblem) problem = hw_problem_new (codes[i].code);
      g_autoptr (JsonNode) node = hw_problem_to_json (problem);
      g_autoptr (HwProblem) again = hw_problem_from_json (node, NULL);
      g_autofree char *text = hw_json_to_string (node);
      g_autofree char *expected = g_strdup_printf (
        "{\"type\":\"urn:hellowork-mypage:problem:%s\",\"status\":%u}", codes[i].name, codes[i].status);

      g_assert_cmpint (codes[i].code, ==, i);
      g_assert_cmpstr (hw_problem_code_name (codes[i].code), ==, codes[i].name);
      g_assert_cmpuint (hw_problem_code_status (codes[i].code), ==, codes[i].status);
      g_assert_cmpstr (text, ==, expected);
      g_assert_cmpint (again->code, ==, codes[i].code);
      g_assert_cmpuint (again->status, ==, codes[i].status);
      g_assert_cmpint (again->attempts_left, ==, -1);
      g_assert_cmpint (again->retry_in, ==, -1);
      g_assert_null (again->errors);
      g_assert_null (again->state);
      g_assert_null (again->allow);
    }
}

static void
test_round_trip (void)
{
  g_autoptr (HwProblem) problem = problem_of (full);

  hw_check_round_trip (reread, full);
  hw_check_unknown_members (reread, full, HW_JSON_TOLERANT);
  g_assert_cmpint (problem->code, ==, HW_PROBLEM_REGISTRATION_CLOSED);
  g_assert_cmpstr (problem->title, ==, "手続き済みです");
  g_assert_cmpstr (problem->detail, ==, "はじめからやり直してください。");
  g_assert_cmpstr (problem->request_id, ==, "0123456789abcdef");
  g_assert_cmpstr (problem->state, ==, "completed");
  g_assert_cmpint (problem->attempts_left, ==, 0);
  g_assert_cmpint (problem->retry_in, ==, 60);
  g_assert_cmpuint (problem->errors->len, ==, 2);
}

static void
test_has_field (void)
{
  g_autoptr (HwProblem) problem = hw_problem_new (HW_PROBLEM_INVALID_FIELDS);

  g_assert_false (hw_problem_has_field (problem, "/password", NULL));
  hw_problem_add_field (problem, "/password", "too-short");
  hw_problem_add_field (problem, "/password", "no-digit");
  g_assert_true (hw_problem_has_field (problem, "/password", NULL));
  g_assert_true (hw_problem_has_field (problem, "/password", "too-short"));
  g_assert_true (hw_problem_has_field (problem, "/password", "no-digit"));
  g_assert_false (hw_problem_has_field (problem, "/password", "too-long"));
  g_assert_false (hw_problem_has_field (problem, "/email", "too-short"));
}

static void
test_copy (void)
{
  g_autoptr (HwProblem) problem = problem_of (full);
  g_autoptr (HwProblem) bare = hw_problem_new (HW_PROBLEM_NOT_FOUND);
  g_autoptr (HwProblem) bare_copy = hw_problem_copy (bare);
  g_autoptr (HwProblem) copy = NULL;
  g_autoptr (JsonNode) node = hw_problem_to_json (problem);
  g_autoptr (JsonNode) copy_node = NULL;

  problem->allow = g_strdup ("GET, PUT");
  copy = hw_problem_copy (problem);
  g_clear_pointer (&problem, hw_problem_free);
  copy_node = hw_problem_to_json (copy);
  g_assert_true (json_node_equal (copy_node, node));
  g_assert_cmpstr (copy->allow, ==, "GET, PUT");
  g_assert_null (bare_copy->errors);
  g_assert_cmpint (bare_copy->code, ==, HW_PROBLEM_NOT_FOUND);
}

/* `allow` belongs into a header. */
static void
test_allow_is_not_in_the_body (void)
{
  g_autoptr (HwProblem) problem = hw_problem_new (HW_PROBLEM_METHOD_NOT_ALLOWED);
  g_autoptr (JsonNode) node = NULL;

  problem->allow = g_strdup ("GET");
  node = hw_problem_to_json (problem);
  g_assert_false (json_object_has_member (json_node_get_object (node), "allow"));
}

static void
test_unknown_codes (void)
{
  static const char *const texts[] = {
    "{}",
    "{'type':'about:blank','status':502}",
    "{'type':'urn:hellowork-mypage:problem:brand-new','status':418,'detail':'新しい事情です。'}",
    "{'type':'urn:hellowork-mypage:problem:unknown'}",
    "{'type':'urn:hellowork-mypage:problem:'}",
    "{'type':'key-wrong'}",
    "{'type':'https://example.jp/key-wrong'}",
    "{'type':'URN:hellowork-mypage:problem:key-wrong'}",
    "{'type':7}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (HwProblem) problem = problem_of (texts[i]);

      g_assert_cmpint (problem->code, ==, HW_PROBLEM_UNKNOWN);
    }
}

/* RFC 9457, 3.1: what is of another type is as if it were not there. */
static void
test_ignores_wrong_types (void)
{
  static const char *const texts[] = {
    "{'type':'urn:hellowork-mypage:problem:key-wrong','title':1,'status':'422','detail':[],'request_id':{},"
    "'errors':{},'attempts_left':'3','retry_in':1.5,'state':true}",
    "{'type':'urn:hellowork-mypage:problem:key-wrong','title':null,'status':42,'detail':null,'errors':null,"
    "'attempts_left':-1,'retry_in':-5,'state':null}",
    "{'type':'urn:hellowork-mypage:problem:key-wrong','status':600,'attempts_left':1000001,'retry_in':"
    "1000000001,"
    "'errors':'x'}",
    "{'type':'urn:hellowork-mypage:problem:key-wrong','errors':[1,null,[],{},{'pointer':'/x'},{'code':'x'},"
    "{'pointer':1,'code':'x'}]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (HwProblem) problem = problem_of (texts[i]);

      g_assert_cmpint (problem->code, ==, HW_PROBLEM_KEY_WRONG);
      g_assert_cmpuint (problem->status, ==, 422);
      g_assert_null (problem->title);
      g_assert_null (problem->detail);
      g_assert_null (problem->request_id);
      g_assert_null (problem->errors);
      g_assert_null (problem->state);
      g_assert_cmpint (problem->attempts_left, ==, -1);
      g_assert_cmpint (problem->retry_in, ==, -1);
    }
}

static void
test_bounds (void)
{
  g_autofree char *detail = hw_check_repeat ("あ", 4000);
  g_autofree char *fits = g_strdup_printf ("{'detail':'%s'}", detail);
  g_autofree char *too_long = g_strdup_printf ("{'detail':'%sあ'}", detail);
  g_autofree char *items = hw_check_repeat ("{'pointer':'/x','code':'y'},", 150);
  g_autofree char *many = g_strdup_printf ("{'errors':[%s1]}", items);
  g_autoptr (HwProblem) a = problem_of (fits);
  g_autoptr (HwProblem) b = problem_of (too_long);
  g_autoptr (HwProblem) c = problem_of (many);

  g_assert_cmpstr (a->detail, ==, detail);
  g_assert_null (b->detail);
  g_assert_cmpuint (c->errors->len, ==, 100);
}

static void
test_not_an_object (void)
{
  static const char *const texts[] = { "[]", "'problem'", "7", "null", "true" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    hw_check_refused (reread, texts[i], "");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/problem/each-code-comes-back", test_codes);
  g_test_add_func ("/problem/each-member-comes-back", test_round_trip);
  g_test_add_func ("/problem/knows-its-fields", test_has_field);
  g_test_add_func ("/problem/copies-everything", test_copy);
  g_test_add_func ("/problem/keeps-allow-for-the-header", test_allow_is_not_in_the_body);
  g_test_add_func ("/problem/takes-codes-it-does-not-know", test_unknown_codes);
  g_test_add_func ("/problem/ignores-wrong-types", test_ignores_wrong_types);
  g_test_add_func ("/problem/is-bounded", test_bounds);
  g_test_add_func ("/problem/is-an-object", test_not_an_object);
  return g_test_run ();
}
