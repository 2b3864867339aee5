/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contract/hw-instant.h"
#include "contract/hw-registration-message.h"
#include "hw-message-check.h"

#define AT "'expires_at':'2026-11-22T05:35:00Z'"
#define WHERE \
  "'reference':'0420','email':'saiyo@example.co.jp','mail_from':'system@mail.hellowork.mhlw.go.jp'"
#define TIMES "'expires_in':1800," AT ",'resend_in':60"
#define CREDENTIAL "0123456789abcdefghijklmnopqrstuvwxyzABCDE-_"
#define ESTABLISHMENT "'establishment':{'number':'1301-123456-7','name':'株式会社見本'}"

static const char first[] = "{'purpose':'first','email':'saiyo@example.co.jp','consent':{'privacy_policy':'"
                            "sample-1','terms_of_use':'sample-2'}}";
static const char again[] = "{'purpose':'again','email':'saiyo@example.co.jp'}";
static const char started[] = "{'credential':'" CREDENTIAL "'," WHERE "," TIMES "}";
static const char resent[] = "{" WHERE "," TIMES "}";
static const char current[] =
  "{'purpose':'again','state':'awaiting-key'," WHERE "," TIMES ",'attempts_left':5}";
static const char completed[] = "{'purpose':'first','state':'completed'," WHERE "," TIMES
                                ",'attempts_left':4,'opened_at':'2026-11-22T05:10:00Z'," ESTABLISHMENT "}";
static const char submission[] = "{'authentication_key':'7K3QW-9Z1X0','password':'gT5;kw8q'}";
static const char completion[] =
  "{'email':'saiyo@example.co.jp','opened_at':'2026-11-22T05:10:00Z'," ESTABLISHMENT "}";
static const char *const none_optional[] = { NULL };

static JsonNode *
reread_request (JsonNode *node, GError **error)
{
  g_autoptr (HwRegistrationRequest) request = hw_registration_request_from_json (node, error);

  return request == NULL ? NULL : hw_registration_request_to_json (request);
}

static JsonNode *
reread_status (JsonNode *node, HwRegistrationStatusForm form, GError **error)
{
  g_autoptr (HwRegistrationStatus) status = hw_registration_status_from_json (node, form, error);

  return status == NULL ? NULL : hw_registration_status_to_json (status, form);
}

static JsonNode *
reread_started (JsonNode *node, GError **error)
{
  return reread_status (node, HW_REGISTRATION_STATUS_STARTED, error);
}

static JsonNode *
reread_resent (JsonNode *node, GError **error)
{
  return reread_status (node, HW_REGISTRATION_STATUS_RESENT, error);
}

static JsonNode *
reread_current (JsonNode *node, GError **error)
{
  return reread_status (node, HW_REGISTRATION_STATUS_CURRENT, error);
}

static JsonNode *
reread_submission (JsonNode *node, GError **error)
{
  g_autoptr (HwPasswordSubmission) message = hw_password_submission_from_json (node, error);

  return message == NULL ? NULL : hw_password_submission_to_json (message);
}

static JsonNode *
reread_completion (JsonNode *node, GError **error)
{
  g_autoptr (HwCompletion) message = hw_completion_from_json (node, error);

  return message == NULL ? NULL : hw_completion_to_json (message);
}

static void
test_names (void)
{
  static const char *const states[] = { "awaiting-key", "completed", "expired", "locked" };
  HwPurpose purpose = HW_PURPOSE_AGAIN;
  HwRegistrationState state = HW_REGISTRATION_LOCKED;

  g_assert_cmpstr (hw_purpose_name (HW_PURPOSE_FIRST), ==, "first");
  g_assert_cmpstr (hw_purpose_name (HW_PURPOSE_AGAIN), ==, "again");
  g_assert_false (hw_purpose_from_name ("First", &purpose));
  g_assert_cmpint (purpose, ==, HW_PURPOSE_AGAIN);
  g_assert_true (hw_purpose_from_name ("first", &purpose));
  g_assert_cmpint (purpose, ==, HW_PURPOSE_FIRST);
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_assert_cmpstr (hw_registration_state_name ((HwRegistrationState) i), ==, states[i]);
      g_assert_true (hw_registration_state_from_name (states[i], &state));
      g_assert_cmpint (state, ==, i);
    }
  g_assert_false (hw_registration_state_from_name ("", &state));
}

static void
test_request (void)
{
  g_autoptr (HwRegistrationRequest) made =
    hw_registration_request_new (HW_PURPOSE_FIRST, "saiyo@example.co.jp", "sample-1", "sample-2");
  g_autoptr (JsonNode) node = hw_registration_request_to_json (made);
  g_autoptr (JsonNode) sample = hw_check_parse (first);
  g_autofree char *long_email = hw_check_repeat ("a", 1024);
  g_autofree char *typed = g_strdup_printf ("'%s'", long_email);
  g_autofree char *too_long = g_strdup_printf ("'%sa'", long_email);

  g_assert_true (json_node_equal (node, sample));
  hw_check_round_trip (reread_request, first);
  hw_check_round_trip (reread_request, again);
  hw_check_every_member (reread_request, first, none_optional);
  hw_check_every_member (reread_request, again, none_optional);
  hw_check_unknown_members (reread_request, first, HW_JSON_STRICT);
  hw_check_unknown_members (reread_request, again, HW_JSON_STRICT);

  /* The rules of the fields are checked later, field by field. */
  hw_check_accepted_with (reread_request, first, "/email", "'採用 at example'");
  hw_check_accepted_with (reread_request, first, "/email", "''");
  hw_check_accepted_with (reread_request, first, "/email", typed);
  hw_check_refused_with (reread_request, first, "/email", too_long);
  hw_check_refused_with (reread_request, first, "/purpose", "'FIRST'");
  hw_check_refused_with (reread_request, first, "/purpose", "''");
  hw_check_refused_with (reread_request, first, "/consent/privacy_policy", "''");
  hw_check_refused_with (reread_request, first, "/consent/terms_of_use", "'a\\nb'");
  hw_check_refused_with (reread_request, first, "/consent/terms_of_use",
                         "'0123456789012345678901234567890123456789012345678901234567890123x'");
  hw_check_refused_with (reread_request, again, "/consent", "{'privacy_policy':'a','terms_of_use':'b'}");
  hw_check_refused_with (reread_request, again, "/consent", "{}");
}

static void
test_status (void)
{
  static const char *const states[] = { "'awaiting-key'", "'expired'", "'locked'" };

  hw_check_round_trip (reread_started, started);
  hw_check_round_trip (reread_resent, resent);
  hw_check_round_trip (reread_current, current);
  hw_check_round_trip (reread_current, completed);
  hw_check_every_member (reread_started, started, none_optional);
  hw_check_every_member (reread_resent, resent, none_optional);
  hw_check_every_member (reread_current, current, none_optional);
  hw_check_every_member (reread_current, completed, none_optional);
  hw_check_unknown_members (reread_started, started, HW_JSON_TOLERANT);
  hw_check_unknown_members (reread_resent, resent, HW_JSON_TOLERANT);
  hw_check_unknown_members (reread_current, current, HW_JSON_TOLERANT);
  hw_check_unknown_members (reread_current, completed, HW_JSON_TOLERANT);

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    hw_check_accepted_with (reread_current, current, "/state", states[i]);
  hw_check_refused_with (reread_current, current, "/state", "'open'");
  hw_check_refused_with (reread_current, current, "/purpose", "'third'");
  hw_check_refused_with (reread_current, current, "/attempts_left", "-1");
}

static void
test_status_fields (void)
{
  static const char *const references[] = { "'042'", "'04200'", "'042x'", "'０４２０'",
                                            "''",    "'-042'",  "' 420'" };
  static const char *const credentials[] = {
    "''", "'a b'", "'a+b'", "'a/b'", "'a='", "'あ'", "'a\\r\\nX: y'"
  };
  static const char *const emails[] = { "''", "'saiyo'", "'採用@example.jp'", "'a@b.jp, c@d.jp'" };

  for (guint i = 0; i < G_N_ELEMENTS (references); i++)
    hw_check_refused_with (reread_resent, resent, "/reference", references[i]);
  for (guint i = 0; i < G_N_ELEMENTS (credentials); i++)
    hw_check_refused_with (reread_started, started, "/credential", credentials[i]);
  for (guint i = 0; i < G_N_ELEMENTS (emails); i++)
    hw_check_refused_with (reread_resent, resent, "/email", emails[i]);
  hw_check_accepted_with (reread_resent, resent, "/expires_in", "0");
  hw_check_accepted_with (reread_resent, resent, "/resend_in", "0");
  hw_check_refused_with (reread_resent, resent, "/expires_in", "-1");
  hw_check_refused_with (reread_resent, resent, "/resend_in", "-1");
  hw_check_refused_with (reread_resent, resent, "/expires_in", "1000000001");
  hw_check_refused_with (reread_resent, resent, "/expires_at", "'2026-11-22 05:35'");
  hw_check_refused_with (reread_resent, resent, "/mail_from", "''");
  hw_check_refused_with (reread_resent, resent, "/mail_from", "'a\\u001b[2Jb'");
  hw_check_refused_with (reread_current, completed, "/establishment/number", "'1301-123456'");
  hw_check_refused_with (reread_current, completed, "/establishment/name", "'a\\u2028b'");
}

/* A resend tells no credential, and a start tells nothing of the state, even where the record has them. */
static void
test_status_forms (void)
{
  g_autoptr (JsonNode) node = hw_check_parse (completed);
  g_autoptr (HwRegistrationStatus) status =
    hw_registration_status_from_json (node, HW_REGISTRATION_STATUS_CURRENT, NULL);
  g_autoptr (JsonNode) as_resent = NULL;
  g_autoptr (JsonNode) as_started = NULL;
  g_autoptr (JsonNode) as_current = NULL;
  g_autoptr (JsonNode) expected = hw_check_parse (resent);

  g_assert_nonnull (status);
  g_assert_cmpint (status->expires_at, ==, 1795325700 * HW_SECOND);
  status->credential = g_strdup (CREDENTIAL);
  as_resent = hw_registration_status_to_json (status, HW_REGISTRATION_STATUS_RESENT);
  as_started = hw_registration_status_to_json (status, HW_REGISTRATION_STATUS_STARTED);
  as_current = hw_registration_status_to_json (status, HW_REGISTRATION_STATUS_CURRENT);
  g_assert_true (json_node_equal (as_resent, expected));
  g_assert_cmpuint (json_object_get_size (json_node_get_object (as_started)), ==, 7);
  g_assert_true (json_node_equal (as_current, node));
}

static void
test_submission (void)
{
  g_autofree char *many = hw_check_repeat ("x", 1025);
  g_autofree char *too_long = g_strdup_printf ("'%s'", many);

  hw_check_round_trip (reread_submission, submission);
  hw_check_every_member (reread_submission, submission, none_optional);
  hw_check_unknown_members (reread_submission, submission, HW_JSON_STRICT);
  hw_check_accepted_with (reread_submission, submission, "/password", "''");
  hw_check_accepted_with (reread_submission, submission, "/password", "'パスワード \\u0001'");
  hw_check_accepted_with (reread_submission, submission, "/authentication_key", "'短い'");
  hw_check_refused_with (reread_submission, submission, "/password", too_long);
  hw_check_refused_with (reread_submission, submission, "/authentication_key", too_long);
}

static void
test_completion (void)
{
  hw_check_round_trip (reread_completion, completion);
  hw_check_every_member (reread_completion, completion, none_optional);
  hw_check_unknown_members (reread_completion, completion, HW_JSON_TOLERANT);
  hw_check_refused_with (reread_completion, completion, "/email", "'saiyo'");
  hw_check_refused_with (reread_completion, completion, "/opened_at", "'2026-11-22'");
}

static void
test_nothing (void)
{
  hw_registration_request_free (NULL);
  hw_registration_status_free (NULL);
  hw_password_submission_free (NULL);
  hw_completion_free (NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/registration-message/has-names", test_names);
  g_test_add_func ("/registration-message/request", test_request);
  g_test_add_func ("/registration-message/status", test_status);
  g_test_add_func ("/registration-message/status-checks-its-fields", test_status_fields);
  g_test_add_func ("/registration-message/status-tells-what-its-form-may", test_status_forms);
  g_test_add_func ("/registration-message/submission", test_submission);
  g_test_add_func ("/registration-message/completion", test_completion);
  g_test_add_func ("/registration-message/frees-nothing", test_nothing);
  return g_test_run ();
}
