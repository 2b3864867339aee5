/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hw-test-office.h"

#define WRONG_KEY "0000000000"

static gboolean
sets (HwTestOffice *office, const char *credential, const char *key, const char *password)
{
  g_autoptr (HwProblem) problem = NULL;
  g_autoptr (HwCompletion) completion = hw_test_set_password (office, credential, key, password, &problem);

  return completion != NULL;
}

static void
assert_closed (HwTestOffice *office, const char *credential, const char *key, const char *password)
{
  g_autoptr (HwProblem) problem = NULL;

  g_assert_null (hw_test_set_password (office, credential, key, password, &problem));
  g_assert_cmpint (problem->code, ==, HW_PROBLEM_REGISTRATION_CLOSED);
  g_assert_cmpstr (problem->state, ==, "completed");
}

static gboolean
logs_in (HwTestOffice *office, const char *password)
{
  g_autoptr (HwProblem) problem = NULL;
  g_autoptr (HwLogin) login = hw_test_login (office, TEST_EMAIL, password, &problem);

  return login != NULL;
}

static void
test_repeat_answers_again (HwTestOffice *office, gconstpointer unused)
{
  g_autoptr (HwSecretString) credential = hw_test_started (office, HW_PURPOSE_FIRST, TEST_EMAIL);
  g_autoptr (HwSecretString) key = hw_test_key (office);
  g_autoptr (HwCompletion) repeated = NULL;
  g_autoptr (GPtrArray) mails = NULL;
  HwProblem *problem = NULL;
  gint64 opened_at = hw_clock_now (office->clock);

  g_assert_true (sets (office, credential, key, TEST_PASSWORD));
  hw_test_advance (office, 1799);
  repeated = hw_test_set_password (office, credential, key, TEST_PASSWORD, &problem);
  g_assert_null (problem);
  g_assert_cmpint (repeated->opened_at, ==, opened_at);
  g_assert_cmpuint (hw_test_count_audit (office, "password-set", "done"), ==, 1);
  mails = hw_test_mails (office);
  g_assert_cmpuint (mails->len, ==, 1);

  assert_closed (office, credential, key, TEST_NEW_PASSWORD);
  assert_closed (office, credential, WRONG_KEY, TEST_PASSWORD);
  hw_test_advance (office, 1);
  assert_closed (office, credential, key, TEST_PASSWORD);
}

/* Whoever has key and credential could otherwise try passwords for half an hour, as many as he likes. */
static void
test_repeats_guess_no_more_than_logins (HwTestOffice *office, gconstpointer unused)
{
  g_autoptr (HwSecretString) credential = hw_test_started (office, HW_PURPOSE_FIRST, TEST_EMAIL);
  g_autoptr (HwSecretString) key = hw_test_key (office);

  g_assert_true (sets (office, credential, key, TEST_PASSWORD));
  for (guint i = 0; i < 5; i++)
    {
      assert_closed (office, credential, key, TEST_NEW_PASSWORD);
      g_assert_false (logs_in (office, TEST_NEW_PASSWORD));
      g_assert_true (i == 4 || sets (office, credential, key, TEST_PASSWORD));
    }
  assert_closed (office, credential, key, TEST_PASSWORD);
  g_assert_false (logs_in (office, TEST_PASSWORD));

  office->caller.origin = TEST_OTHER_ORIGIN;
  g_assert_true (sets (office, credential, key, TEST_PASSWORD));
  g_assert_true (logs_in (office, TEST_PASSWORD));
}

/* From one origin after another, and where strangers' failures have reached the account's own limit. */
static void
test_repeats_are_counted_wherever_they_come_from (HwTestOffice *office, gconstpointer unused)
{
  g_autoptr (HwSecretString) credential = hw_test_started (office, HW_PURPOSE_FIRST, TEST_EMAIL);
  g_autoptr (HwSecretString) key = hw_test_key (office);

  g_assert_true (sets (office, credential, key, TEST_PASSWORD));
  office->office->policy.account_login_failures = 1;
  for (guint i = 0; i < 2; i++)
    {
      office->caller.origin = i == 0 ? "203.0.113.1" : "203.0.113.2";
      for (guint j = 0; j < 10; j++)
        assert_closed (office, credential, key, TEST_NEW_PASSWORD);
      assert_closed (office, credential, key, TEST_PASSWORD);
    }
}

static void
test_repeat_is_closed_once_the_password_changed (HwTestOffice *office, gconstpointer unused)
{
  g_autoptr (HwSecretString) credential = hw_test_started (office, HW_PURPOSE_FIRST, TEST_EMAIL);
  g_autoptr (HwSecretString) key = hw_test_key (office);
  g_autoptr (HwPasswordChange) away = hw_password_change_new (TEST_PASSWORD, TEST_NEW_PASSWORD);
  g_autoptr (HwPasswordChange) back = hw_password_change_new (TEST_NEW_PASSWORD, TEST_PASSWORD);
  g_autoptr (HwSecretString) session = NULL;
  HwProblem *problem = NULL;

  g_assert_true (sets (office, credential, key, TEST_PASSWORD));
  session = hw_test_logged_in (office, TEST_EMAIL, TEST_PASSWORD);
  hw_test_advance (office, 10);
  g_assert_true (
    hw_account_session_change_password (office->office, &office->caller, session, away, &problem));
  assert_closed (office, credential, key, TEST_PASSWORD);
  g_assert_true (
    hw_account_session_change_password (office->office, &office->caller, session, back, &problem));
  assert_closed (office, credential, key, TEST_PASSWORD);
}

static void
test_again_sets_a_new_password_and_ends_the_rest (HwTestOffice *office, gconstpointer unused)
{
  g_autoptr (HwSecretString) session = NULL;
  g_autoptr (HwSecretString) other = NULL;
  g_autoptr (HwSecretString) other_key = NULL;
  g_autoptr (HwSecretString) credential = NULL;
  g_autoptr (HwSecretString) key = NULL;
  g_autoptr (GPtrArray) mails = NULL;
  HwProblem *problem = NULL;
  HwCompletion *refused;
  HwHome *home;

  hw_test_open (office, TEST_EMAIL, TEST_PASSWORD);
  session = hw_test_logged_in (office, TEST_EMAIL, TEST_PASSWORD);
  other = hw_test_started (office, HW_PURPOSE_AGAIN, TEST_EMAIL);
  other_key = hw_test_key (office);
  credential = hw_test_started (office, HW_PURPOSE_AGAIN, TEST_EMAIL);
  key = hw_test_key (office);

  g_assert_true (sets (office, credential, key, TEST_NEW_PASSWORD));
  home = hw_account_session_home (office->office, &office->caller, session, &problem);
  hw_test_assert_problem (home, &problem, HW_PROBLEM_CREDENTIAL_INVALID);
  refused = hw_test_set_password (office, other, other_key, TEST_PASSWORD, &problem);
  hw_test_assert_problem (refused, &problem, HW_PROBLEM_KEY_WRONG);
  g_assert_false (logs_in (office, TEST_PASSWORD));
  g_assert_true (logs_in (office, TEST_NEW_PASSWORD));
}

static void
test_again_keeps_when_it_was_opened (HwTestOffice *office, gconstpointer unused)
{
  g_autoptr (HwSecretString) credential = NULL;
  g_autoptr (HwSecretString) key = NULL;
  g_autoptr (HwCompletion) completion = NULL;
  HwProblem *problem = NULL;
  gint64 opened_at;

  hw_test_open (office, TEST_EMAIL, TEST_PASSWORD);
  opened_at = hw_clock_now (office->clock);
  credential = hw_test_started (office, HW_PURPOSE_AGAIN, TEST_EMAIL);
  key = hw_test_key (office);
  completion = hw_test_set_password (office, credential, key, TEST_NEW_PASSWORD, &problem);
  g_assert_null (problem);
  g_assert_cmpint (completion->opened_at, ==, opened_at);
}

/* One of many submissions at once. */
typedef struct
{
  HwTestOffice *office;
  const char *credential;
  const char *key;
  char *password;
  gboolean done;
} Submission;

static gpointer
submit (gpointer data)
{
  Submission *submission = data;

  submission->done = sets (submission->office, submission->credential, submission->key, submission->password);
  return NULL;
}

/* Returns how many were answered with 200. */
static guint
submit_at_once (HwTestOffice *office, gboolean same_password)
{
  g_autoptr (HwSecretString) credential = hw_test_started (office, HW_PURPOSE_FIRST, TEST_EMAIL);
  g_autoptr (HwSecretString) key = hw_test_key (office);
  Submission submissions[8];
  GThread *threads[G_N_ELEMENTS (submissions)];
  guint n_done = 0;

  office->office->policy.login_failures_per_account = 100; /* what is wrong here counts as one */
  for (guint i = 0; i < G_N_ELEMENTS (submissions); i++)
    {
      submissions[i] = (Submission){ office, credential, key, NULL, FALSE };
      submissions[i].password = g_strdup_printf ("%s%u", TEST_PASSWORD, same_password ? 0 : i);
      threads[i] = g_thread_new ("submit", submit, &submissions[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (submissions); i++)
    {
      g_thread_join (threads[i]);
      n_done += submissions[i].done;
      g_assert_true (logs_in (office, submissions[i].password) == submissions[i].done);
      g_free (submissions[i].password);
    }
  g_assert_cmpuint (hw_test_count_audit (office, "password-set", "done"), ==, 1);
  g_assert_cmpuint (hw_test_count_audit (office, "key-wrong", NULL), ==, 0);
  return n_done;
}

static void
test_many_at_once_take_effect_once (HwTestOffice *office, gconstpointer unused)
{
  g_assert_cmpuint (submit_at_once (office, FALSE), ==, 1);
}

static void
test_many_alike_at_once_are_all_answered (HwTestOffice *office, gconstpointer unused)
{
  g_assert_cmpuint (submit_at_once (office, TRUE), ==, 8);
}

static void
test_again_clears_failed_logins (HwTestOffice *office, gconstpointer unused)
{
  g_autoptr (HwSecretString) credential = NULL;
  g_autoptr (HwSecretString) key = NULL;

  hw_test_open (office, TEST_EMAIL, TEST_PASSWORD);
  for (guint i = 0; i < 10; i++)
    g_assert_false (logs_in (office, "wrong-Passw0rd!"));
  g_assert_false (logs_in (office, TEST_PASSWORD));

  credential = hw_test_started (office, HW_PURPOSE_AGAIN, TEST_EMAIL);
  key = hw_test_key (office);
  g_assert_true (sets (office, credential, key, TEST_NEW_PASSWORD));
  g_assert_true (logs_in (office, TEST_NEW_PASSWORD));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  hw_test_office_add ("/completion/repeat-answers-again", test_repeat_answers_again);
  hw_test_office_add ("/completion/repeats-guess-no-more-than-logins",
                      test_repeats_guess_no_more_than_logins);
  hw_test_office_add ("/completion/repeats-are-counted-wherever-they-come-from",
                      test_repeats_are_counted_wherever_they_come_from);
  hw_test_office_add ("/completion/repeat-is-closed-once-the-password-changed",
                      test_repeat_is_closed_once_the_password_changed);
  hw_test_office_add ("/completion/again-sets-a-new-password-and-ends-the-rest",
                      test_again_sets_a_new_password_and_ends_the_rest);
  hw_test_office_add ("/completion/again-keeps-when-it-was-opened", test_again_keeps_when_it_was_opened);
  hw_test_office_add ("/completion/many-at-once-take-effect-once", test_many_at_once_take_effect_once);
  hw_test_office_add ("/completion/many-alike-at-once-are-all-answered",
                      test_many_alike_at_once_are_all_answered);
  hw_test_office_add ("/completion/again-clears-failed-logins", test_again_clears_failed_logins);
  return g_test_run ();
}
