/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hw-test-office.h"

#include "contract/hw-authentication-key.h"

#define KEY_1 "0123456789abcdef012345"
#define KEY_2 "0123456789abcdef012346"
#define WRONG_KEY "0000000000"

static void
assert_state (HwTestOffice *office, const char *credential, HwRegistrationState state, int attempts_left)
{
  g_autoptr (HwProblem) problem = NULL;
  g_autoptr (HwRegistrationStatus) status = hw_test_status (office, credential, &problem);

  g_assert_null (problem);
  g_assert_cmpstr (hw_registration_state_name (status->state), ==, hw_registration_state_name (state));
  g_assert_cmpint (status->attempts_left, ==, attempts_left);
  g_assert_true ((status->expires_in > 0) == (state == HW_REGISTRATION_AWAITING_KEY));
}

static void
assert_key_wrong (HwTestOffice *office, const char *credential, const char *key, int attempts_left)
{
  g_autoptr (HwProblem) problem = NULL;

  g_assert_null (hw_test_set_password (office, credential, key, TEST_PASSWORD, &problem));
  g_assert_cmpint (problem->code, ==, HW_PROBLEM_KEY_WRONG);
  g_assert_cmpint (problem->attempts_left, ==, attempts_left);
}

static void
assert_refused (HwTestOffice *office, const char *credential, const char *key, HwProblemCode code)
{
  HwProblem *problem = NULL;
  HwCompletion *completion = hw_test_set_password (office, credential, key, TEST_PASSWORD, &problem);

  hw_test_assert_problem (completion, &problem, code);
}

static void
test_opens_my_page (HwTestOffice *office, gconstpointer unused)
{
  g_autoptr (HwSecretString) credential = hw_test_started (office, HW_PURPOSE_FIRST, TEST_EMAIL);
  g_autoptr (HwSecretString) key = hw_test_key (office);
  g_autoptr (HwSecretString) shown = hw_authentication_key_format (key);
  g_autofree char *lower = g_ascii_strdown (shown, -1);
  g_autoptr (HwProblem) problem = NULL;
  g_autoptr (HwCompletion) completion = NULL;
  g_autoptr (HwRegistrationStatus) status = NULL;
  g_autoptr (HwAccount) account = NULL;
  g_autoptr (GPtrArray) mails = NULL;

  hw_test_advance (office, 100);
  completion = hw_test_set_password (office, credential, lower, TEST_PASSWORD, &problem);
  g_assert_null (problem);
  g_assert_cmpstr (completion->email, ==, TEST_EMAIL);
  g_assert_cmpint (completion->opened_at, ==, hw_clock_now (office->clock));
  g_assert_cmpstr (completion->establishment->number, ==, "1301-123456-7");
  g_assert_cmpstr (completion->establishment->name, ==, "霞が関商事株式会社");

  status = hw_test_status (office, credential, &problem);
  g_assert_cmpint (status->state, ==, HW_REGISTRATION_COMPLETED);
  g_assert_cmpint (status->opened_at, ==, completion->opened_at);
  g_assert_cmpstr (status->establishment->name, ==, "霞が関商事株式会社");

  account = hw_counter_desk_find (office->office, TEST_EMAIL, NULL);
  g_assert_cmpstr (account->privacy_version, ==, "p1");
  g_assert_cmpstr (account->terms_version, ==, "t1");
  g_assert_cmpint (account->consented_at, !=, 0);

  mails = hw_test_mails (office);
  g_assert_cmpuint (mails->len, ==, 1);
  g_assert_cmpint (((HwMailRecord *) mails->pdata[0])->kind, ==, HW_MAIL_PASSWORD_SET);
}

static void
test_field_faults_cost_no_try (HwTestOffice *office, gconstpointer unused)
{
  g_autoptr (HwSecretString) credential = hw_test_started (office, HW_PURPOSE_FIRST, TEST_EMAIL);
  g_autoptr (HwSecretString) key = hw_test_key (office);
  g_autofree char *with_key = g_strconcat ("a1-", key, NULL);
  g_autoptr (HwProblem) problem = NULL;

  g_assert_null (hw_test_set_password (office, credential, "ABC", "かな", &problem));
  g_assert_cmpint (problem->code, ==, HW_PROBLEM_INVALID_FIELDS);
  g_assert_true (hw_problem_has_field (problem, "/authentication_key", "malformed-key"));
  g_assert_true (hw_problem_has_field (problem, "/password", "too-short"));
  g_assert_true (hw_problem_has_field (problem, "/password", "no-digit"));
  g_assert_true (hw_problem_has_field (problem, "/password", "no-letter"));
  g_assert_true (hw_problem_has_field (problem, "/password", "no-symbol"));
  g_assert_true (hw_problem_has_field (problem, "/password", "not-half-width"));
  g_clear_pointer (&problem, hw_problem_free);

  g_assert_null (hw_test_set_password (office, credential, WRONG_KEY, "Taro.Yamada-1", &problem));
  g_assert_true (hw_problem_has_field (problem, "/password", "contains-email"));
  g_assert_cmpuint (problem->errors->len, ==, 1);
  g_clear_pointer (&problem, hw_problem_free);

  g_assert_null (hw_test_set_password (office, credential, key, with_key, &problem));
  g_assert_true (hw_problem_has_field (problem, "/password", "contains-key"));
  g_clear_pointer (&problem, hw_problem_free);

  assert_state (office, credential, HW_REGISTRATION_AWAITING_KEY, 5);
}

static void
test_five_wrong_keys_lock (HwTestOffice *office, gconstpointer unused)
{
  g_autoptr (HwSecretString) credential = hw_test_started (office, HW_PURPOSE_FIRST, TEST_EMAIL);
  g_autoptr (HwSecretString) key = hw_test_key (office);
  g_autoptr (HwProblem) problem = NULL;
  HwRegistrationStatus *resent;

  for (int left = 4; left >= 0; left--)
    assert_key_wrong (office, credential, WRONG_KEY, left);
  assert_state (office, credential, HW_REGISTRATION_LOCKED, 0);
  assert_refused (office, credential, key, HW_PROBLEM_REGISTRATION_LOCKED);
  g_assert_cmpuint (hw_test_count_audit (office, "key-wrong", "key-wrong"), ==, 5);

  hw_test_advance (office, 60);
  resent = hw_test_resend (office, credential, KEY_1, &problem);
  hw_test_assert_problem (resent, &problem, HW_PROBLEM_REGISTRATION_LOCKED);
}

static void
test_right_key_after_four_wrong_ones (HwTestOffice *office, gconstpointer unused)
{
  g_autoptr (HwSecretString) credential = hw_test_started (office, HW_PURPOSE_FIRST, TEST_EMAIL);
  g_autoptr (HwSecretString) key = hw_test_key (office);
  g_autoptr (HwCompletion) completion = NULL;
  HwProblem *problem = NULL;

  for (int left = 4; left >= 1; left--)
    assert_key_wrong (office, credential, WRONG_KEY, left);
  completion = hw_test_set_password (office, credential, key, TEST_PASSWORD, &problem);
  g_assert_null (problem);
  g_assert_nonnull (completion);
}

static void
test_expires_after_thirty_minutes (HwTestOffice *office, gconstpointer unused)
{
  g_autoptr (HwSecretString) credential = hw_test_started (office, HW_PURPOSE_FIRST, TEST_EMAIL);
  g_autoptr (HwSecretString) key = hw_test_key (office);
  g_autoptr (HwPasswordSubmission) submission = hw_password_submission_new (key, TEST_PASSWORD);
  HwCaller in_time = office->caller;
  g_autoptr (HwCompletion) completion = NULL;
  g_autoptr (HwProblem) problem = NULL;

  in_time.arrived_at = hw_clock_now (office->clock) + 1800 * G_USEC_PER_SEC - 1;
  hw_test_advance (office, 1800);
  assert_state (office, credential, HW_REGISTRATION_EXPIRED, 5);
  assert_refused (office, credential, key, HW_PROBLEM_KEY_EXPIRED);
  assert_key_wrong (office, credential, WRONG_KEY, 4);
  assert_state (office, credential, HW_REGISTRATION_EXPIRED, 4);

  /* What arrived in time is in time, however long it waited here. */
  completion =
    hw_password_registration_set_password (office->office, &in_time, credential, submission, &problem);
  g_assert_null (problem);
  g_assert_nonnull (completion);
}

static void
test_decoy_answers_as_if_the_key_were_wrong (HwTestOffice *office, gconstpointer unused)
{
  g_autoptr (HwSecretString) credential = hw_test_started (office, HW_PURPOSE_FIRST, TEST_UNKNOWN);
  g_autoptr (GPtrArray) mails = hw_test_mails (office);
  const HwMailRecord *mail = mails->pdata[0];
  g_autoptr (HwSecretString) key = hw_server_secret_open (office->secret, &mail->id, mail->sealed_key);

  assert_key_wrong (office, credential, key, 4);
  hw_test_advance (office, 1800);
  assert_state (office, credential, HW_REGISTRATION_EXPIRED, 4);
  for (int left = 3; left >= 0; left--)
    assert_key_wrong (office, credential, key, left);
  assert_refused (office, credential, key, HW_PROBLEM_REGISTRATION_LOCKED);
}

static void
test_resend_replaces_the_key (HwTestOffice *office, gconstpointer unused)
{
  g_autoptr (HwSecretString) credential = hw_test_started (office, HW_PURPOSE_FIRST, TEST_EMAIL);
  g_autoptr (HwSecretString) old_key = hw_test_key (office);
  g_autoptr (HwSecretString) new_key = NULL;
  g_autoptr (HwRegistrationStatus) resent = NULL;
  g_autoptr (HwRegistrationStatus) repeated = NULL;
  g_autoptr (HwCompletion) completion = NULL;
  HwProblem *problem = NULL;

  assert_key_wrong (office, credential, WRONG_KEY, 4);
  resent = hw_test_resend (office, credential, KEY_1, &problem);
  g_assert_cmpint (problem->retry_in, ==, 60);
  hw_test_assert_problem (resent, &problem, HW_PROBLEM_TOO_MANY_REQUESTS);

  hw_test_advance (office, 60);
  resent = hw_test_resend (office, credential, KEY_1, &problem);
  g_assert_null (problem);
  g_assert_null (resent->credential);
  g_assert_cmpint (resent->expires_in, ==, 1800);
  g_assert_cmpint (resent->resend_in, ==, 60);
  hw_test_advance (office, 5);
  repeated = hw_test_resend (office, credential, KEY_1, &problem);
  g_assert_null (problem);
  g_assert_cmpint (repeated->expires_in, ==, 1795);

  new_key = hw_test_key (office);
  assert_key_wrong (office, credential, old_key, 3);
  completion = hw_test_set_password (office, credential, new_key, TEST_PASSWORD, &problem);
  g_assert_nonnull (completion);

  hw_test_advance (office, 60);
  g_clear_pointer (&resent, hw_registration_status_free);
  resent = hw_test_resend (office, credential, KEY_2, &problem);
  g_assert_cmpstr (problem->state, ==, "completed");
  hw_test_assert_problem (resent, &problem, HW_PROBLEM_REGISTRATION_CLOSED);
}

static void
test_resend_revives_an_expired_one (HwTestOffice *office, gconstpointer unused)
{
  g_autoptr (HwSecretString) credential = hw_test_started (office, HW_PURPOSE_FIRST, TEST_EMAIL);
  g_autoptr (HwSecretString) old_key = hw_test_key (office);
  g_autoptr (HwSecretString) new_key = NULL;
  g_autoptr (HwRegistrationStatus) resent = NULL;
  g_autoptr (HwCompletion) completion = NULL;
  HwProblem *problem = NULL;

  hw_test_advance (office, 3 * 3600);
  resent = hw_test_resend (office, credential, KEY_1, &problem);
  g_assert_null (problem);
  assert_state (office, credential, HW_REGISTRATION_AWAITING_KEY, 5);
  new_key = hw_test_key (office);
  completion = hw_test_set_password (office, credential, new_key, TEST_PASSWORD, &problem);
  g_assert_nonnull (completion);
}

static void
test_credential_ends_after_a_day (HwTestOffice *office, gconstpointer unused)
{
  g_autoptr (HwSecretString) credential = hw_test_started (office, HW_PURPOSE_FIRST, TEST_EMAIL);
  g_autoptr (HwSecretString) key = hw_test_key (office);
  HwProblem *problem = NULL;
  HwRegistrationStatus *status;

  hw_test_advance (office, 24 * 3600);
  assert_state (office, credential, HW_REGISTRATION_EXPIRED, 5);
  hw_clock_advance (office->clock, 1);
  status = hw_test_status (office, credential, &problem);
  hw_test_assert_problem (status, &problem, HW_PROBLEM_CREDENTIAL_INVALID);
  status = hw_test_resend (office, credential, KEY_1, &problem);
  hw_test_assert_problem (status, &problem, HW_PROBLEM_CREDENTIAL_INVALID);
  assert_refused (office, credential, key, HW_PROBLEM_CREDENTIAL_INVALID);
}

static void
test_credential_must_be_one (HwTestOffice *office, gconstpointer unused)
{
  g_autoptr (HwSecretString) another = hw_credential_new ();
  const char *credentials[] = { NULL, "", "x", another };

  for (guint i = 0; i < G_N_ELEMENTS (credentials); i++)
    {
      HwProblem *problem = NULL;
      HwRegistrationStatus *status = hw_test_status (office, credentials[i], &problem);

      hw_test_assert_problem (status, &problem, HW_PROBLEM_CREDENTIAL_INVALID);
    }
}

static void
test_giving_up_ends_it (HwTestOffice *office, gconstpointer unused)
{
  g_autoptr (HwSecretString) credential = hw_test_started (office, HW_PURPOSE_FIRST, TEST_EMAIL);
  HwProblem *problem = NULL;
  HwRegistrationStatus *status;
  gboolean done;

  g_assert_true (hw_password_registration_give_up (office->office, &office->caller, credential, &problem));
  g_assert_null (problem);
  status = hw_test_status (office, credential, &problem);
  hw_test_assert_problem (status, &problem, HW_PROBLEM_CREDENTIAL_INVALID);
  done = hw_password_registration_give_up (office->office, &office->caller, credential, &problem);
  hw_test_assert_problem (done, &problem, HW_PROBLEM_CREDENTIAL_INVALID);
}

static void
test_disabling_makes_it_a_decoy (HwTestOffice *office, gconstpointer unused)
{
  g_autoptr (HwSecretString) credential = hw_test_started (office, HW_PURPOSE_FIRST, TEST_EMAIL);
  g_autoptr (HwSecretString) key = hw_test_key (office);

  g_assert_true (hw_counter_desk_set_disabled (office->office, TEST_EMAIL, TRUE, NULL));
  assert_state (office, credential, HW_REGISTRATION_AWAITING_KEY, 5);
  assert_key_wrong (office, credential, key, 4);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  hw_test_office_add ("/registration/opens-my-page", test_opens_my_page);
  hw_test_office_add ("/registration/field-faults-cost-no-try", test_field_faults_cost_no_try);
  hw_test_office_add ("/registration/five-wrong-keys-lock", test_five_wrong_keys_lock);
  hw_test_office_add ("/registration/right-key-after-four-wrong-ones", test_right_key_after_four_wrong_ones);
  hw_test_office_add ("/registration/expires-after-thirty-minutes", test_expires_after_thirty_minutes);
  hw_test_office_add ("/registration/decoy-answers-as-if-the-key-were-wrong",
                      test_decoy_answers_as_if_the_key_were_wrong);
  hw_test_office_add ("/registration/resend-replaces-the-key", test_resend_replaces_the_key);
  hw_test_office_add ("/registration/resend-revives-an-expired-one", test_resend_revives_an_expired_one);
  hw_test_office_add ("/registration/credential-ends-after-a-day", test_credential_ends_after_a_day);
  hw_test_office_add ("/registration/credential-must-be-one", test_credential_must_be_one);
  hw_test_office_add ("/registration/giving-up-ends-it", test_giving_up_ends_it);
  hw_test_office_add ("/registration/disabling-makes-it-a-decoy", test_disabling_makes_it_a_decoy);
  return g_test_run ();
}
