/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hw-test-office.h"

static gboolean
is_live (HwTestOffice *office, const char *credential)
{
  g_autoptr (HwProblem) problem = NULL;
  g_autoptr (HwHome) home = hw_account_session_home (office->office, &office->caller, credential, &problem);

  if (home == NULL)
    g_assert_cmpint (problem->code, ==, HW_PROBLEM_CREDENTIAL_INVALID);
  return home != NULL;
}

static char *
remembered (HwTestOffice *office)
{
  g_autoptr (HwLoginRequest) request = hw_login_request_new (TEST_EMAIL, TEST_PASSWORD, TRUE, "家のPC");
  g_autoptr (HwProblem) problem = NULL;
  g_autoptr (HwLogin) login = NULL;
  gint64 answer_at;

  login = hw_account_session_login (office->office, &office->caller, request, 0, &answer_at, &problem);
  g_assert_null (problem);
  g_assert_cmpint (answer_at, ==, 0);
  g_assert_cmpint (login->expires_in, ==, 14 * 24 * 3600);
  return g_steal_pointer (&login->credential);
}

static void
test_ends_when_idle (HwTestOffice *office, gconstpointer unused)
{
  g_autoptr (HwSecretString) used = NULL;
  g_autoptr (HwSecretString) idle = NULL;

  hw_test_open (office, TEST_EMAIL, TEST_PASSWORD);
  used = hw_test_logged_in (office, TEST_EMAIL, TEST_PASSWORD);
  idle = hw_test_logged_in (office, TEST_EMAIL, TEST_PASSWORD);
  hw_test_advance (office, 1799);
  g_assert_true (is_live (office, used));
  hw_test_advance (office, 1);
  g_assert_true (is_live (office, used));
  g_assert_false (is_live (office, idle));
}

static void
test_ends_after_eight_hours (HwTestOffice *office, gconstpointer unused)
{
  g_autoptr (HwSecretString) credential = NULL;
  g_autoptr (HwHome) home = NULL;
  HwProblem *problem = NULL;

  hw_test_open (office, TEST_EMAIL, TEST_PASSWORD);
  credential = hw_test_logged_in (office, TEST_EMAIL, TEST_PASSWORD);
  for (guint i = 0; i < 31; i++)
    {
      hw_test_advance (office, 900);
      g_assert_true (is_live (office, credential));
    }
  home = hw_account_session_home (office->office, &office->caller, credential, &problem);
  g_assert_cmpint (home->expires_in, ==, 900);
  hw_test_advance (office, 900);
  g_assert_false (is_live (office, credential));
}

static void
test_remembered_one_lives_longer (HwTestOffice *office, gconstpointer unused)
{
  g_autoptr (HwSecretString) credential = NULL;

  hw_test_open (office, TEST_EMAIL, TEST_PASSWORD);
  credential = remembered (office);
  hw_test_advance (office, 13 * 24 * 3600);
  g_assert_true (is_live (office, credential));
  hw_test_advance (office, 13 * 24 * 3600);
  g_assert_true (is_live (office, credential));
  hw_test_advance (office, 4 * 24 * 3600);
  g_assert_false (is_live (office, credential));
}

static void
test_logout_ends_it (HwTestOffice *office, gconstpointer unused)
{
  g_autoptr (HwSecretString) credential = NULL;
  HwProblem *problem = NULL;
  gboolean done;

  hw_test_open (office, TEST_EMAIL, TEST_PASSWORD);
  credential = hw_test_logged_in (office, TEST_EMAIL, TEST_PASSWORD);
  g_assert_true (hw_account_session_logout (office->office, &office->caller, credential, &problem));
  g_assert_false (is_live (office, credential));
  done = hw_account_session_logout (office->office, &office->caller, credential, &problem);
  hw_test_assert_problem (done, &problem, HW_PROBLEM_CREDENTIAL_INVALID);
}

static void
test_lists_and_ends_others (HwTestOffice *office, gconstpointer unused)
{
  g_autoptr (HwSecretString) here = NULL;
  g_autoptr (HwSecretString) home = NULL;
  g_autoptr (HwSecretString) stranger = NULL;
  g_autoptr (GPtrArray) list = NULL;
  const HwSessionEntry *other;
  HwProblem *problem = NULL;
  gboolean done;

  hw_test_open (office, TEST_EMAIL, TEST_PASSWORD);
  hw_test_open (office, TEST_OTHER, TEST_PASSWORD);
  home = remembered (office);
  hw_test_advance (office, 5);
  here = hw_test_logged_in (office, TEST_EMAIL, TEST_PASSWORD);
  stranger = hw_test_logged_in (office, TEST_OTHER, TEST_PASSWORD);

  list = hw_account_session_list (office->office, &office->caller, here, &problem);
  g_assert_cmpuint (list->len, ==, 2);
  g_assert_true (((HwSessionEntry *) list->pdata[0])->current);
  other = list->pdata[1];
  g_assert_false (other->current);
  g_assert_cmpstr (other->device, ==, "家のPC");

  done = hw_account_session_end (office->office, &office->caller, stranger, other->id, &problem);
  hw_test_assert_problem (done, &problem, HW_PROBLEM_NOT_FOUND);
  done = hw_account_session_end (office->office, &office->caller, here, "../x", &problem);
  hw_test_assert_problem (done, &problem, HW_PROBLEM_NOT_FOUND);
  g_assert_true (is_live (office, home));
  g_assert_true (hw_account_session_end (office->office, &office->caller, here, other->id, &problem));
  g_assert_false (is_live (office, home));
  g_assert_true (is_live (office, here));
}

static void
test_oldest_of_more_than_twenty_ends (HwTestOffice *office, gconstpointer unused)
{
  g_autoptr (HwSecretString) first = NULL;
  g_autoptr (HwSecretString) second = NULL;

  hw_test_open (office, TEST_EMAIL, TEST_PASSWORD);
  first = hw_test_logged_in (office, TEST_EMAIL, TEST_PASSWORD);
  hw_test_advance (office, 1);
  second = hw_test_logged_in (office, TEST_EMAIL, TEST_PASSWORD);
  for (guint i = 0; i < 19; i++)
    {
      hw_test_advance (office, 1);
      g_free (hw_test_logged_in (office, TEST_EMAIL, TEST_PASSWORD));
    }
  g_assert_false (is_live (office, first));
  g_assert_true (is_live (office, second));
}

static void
test_disabling_ends_it (HwTestOffice *office, gconstpointer unused)
{
  g_autoptr (HwSecretString) credential = NULL;

  hw_test_open (office, TEST_EMAIL, TEST_PASSWORD);
  credential = hw_test_logged_in (office, TEST_EMAIL, TEST_PASSWORD);
  g_assert_true (hw_counter_desk_set_disabled (office->office, TEST_EMAIL, TRUE, NULL));
  g_assert_false (is_live (office, credential));
  g_assert_true (hw_counter_desk_set_disabled (office->office, TEST_EMAIL, FALSE, NULL));
  g_assert_false (is_live (office, credential));
}

static gboolean
change (HwTestOffice *office,
        const char *credential,
        const char *current,
        const char *new_password,
        HwProblem **problem)
{
  g_autoptr (HwPasswordChange) passwords = hw_password_change_new (current, new_password);

  return hw_account_session_change_password (office->office, &office->caller, credential, passwords, problem);
}

static void
test_password_change_ends_the_rest (HwTestOffice *office, gconstpointer unused)
{
  g_autoptr (HwSecretString) here = NULL;
  g_autoptr (HwSecretString) other = NULL;
  g_autoptr (HwSecretString) again = NULL;
  g_autoptr (HwSecretString) key = NULL;
  g_autoptr (GPtrArray) mails = NULL;
  HwProblem *problem = NULL;
  HwCompletion *completion;
  HwLogin *login;

  hw_test_open (office, TEST_EMAIL, TEST_PASSWORD);
  again = hw_test_started (office, HW_PURPOSE_AGAIN, TEST_EMAIL);
  key = hw_test_key (office);
  here = hw_test_logged_in (office, TEST_EMAIL, TEST_PASSWORD);
  other = hw_test_logged_in (office, TEST_EMAIL, TEST_PASSWORD);

  g_assert_true (change (office, here, TEST_PASSWORD, TEST_NEW_PASSWORD, &problem));
  g_assert_true (is_live (office, here));
  g_assert_false (is_live (office, other));
  completion = hw_test_set_password (office, again, key, TEST_PASSWORD, &problem);
  hw_test_assert_problem (completion, &problem, HW_PROBLEM_KEY_WRONG);
  login = hw_test_login (office, TEST_EMAIL, TEST_PASSWORD, &problem);
  hw_test_assert_problem (login, &problem, HW_PROBLEM_LOGIN_FAILED);
  g_free (hw_test_logged_in (office, TEST_EMAIL, TEST_NEW_PASSWORD));

  mails = hw_test_mails (office);
  g_assert_cmpuint (mails->len, ==, 1);
  g_assert_cmpint (((HwMailRecord *) mails->pdata[0])->kind, ==, HW_MAIL_PASSWORD_CHANGED);
  g_assert_cmpstr (((HwMailRecord *) mails->pdata[0])->recipient, ==, TEST_EMAIL);
}

static void
test_password_change_names_its_fields (HwTestOffice *office, gconstpointer unused)
{
  g_autoptr (HwSecretString) here = NULL;
  g_autoptr (HwProblem) problem = NULL;

  hw_test_open (office, TEST_EMAIL, TEST_PASSWORD);
  here = hw_test_logged_in (office, TEST_EMAIL, TEST_PASSWORD);
  g_assert_false (change (office, here, TEST_PASSWORD, "short", &problem));
  g_assert_cmpint (problem->code, ==, HW_PROBLEM_INVALID_FIELDS);
  g_assert_true (hw_problem_has_field (problem, "/new_password", "too-short"));
  g_assert_true (hw_problem_has_field (problem, "/new_password", "no-digit"));
  g_clear_pointer (&problem, hw_problem_free);

  g_assert_false (change (office, here, TEST_NEW_PASSWORD, TEST_NEW_PASSWORD, &problem));
  g_assert_cmpint (problem->code, ==, HW_PROBLEM_INVALID_FIELDS);
  g_assert_true (hw_problem_has_field (problem, "/current_password", "wrong-password"));
  g_assert_cmpuint (problem->errors->len, ==, 1);
  g_assert_true (is_live (office, here));
}

static void
test_password_change_cannot_be_used_to_guess (HwTestOffice *office, gconstpointer unused)
{
  g_autoptr (HwSecretString) here = NULL;
  HwProblem *problem = NULL;
  HwLogin *login;
  gboolean done;

  hw_test_open (office, TEST_EMAIL, TEST_PASSWORD);
  here = hw_test_logged_in (office, TEST_EMAIL, TEST_PASSWORD);
  for (guint i = 0; i < 12; i++) /* costs nothing: right, or against the rules */
    {
      g_assert_true (change (office, here, TEST_PASSWORD, TEST_PASSWORD, &problem));
      g_assert_false (change (office, here, "x", "short", &problem));
      g_clear_pointer (&problem, hw_problem_free);
    }
  for (guint i = 0; i < 10; i++)
    {
      done = change (office, here, "Wrong-passw0rd!", TEST_NEW_PASSWORD, &problem);
      hw_test_assert_problem (done, &problem, HW_PROBLEM_INVALID_FIELDS);
    }
  done = change (office, here, TEST_PASSWORD, TEST_NEW_PASSWORD, &problem);
  hw_test_assert_problem (done, &problem, HW_PROBLEM_TOO_MANY_REQUESTS);
  login = hw_test_login (office, TEST_EMAIL, TEST_PASSWORD, &problem);
  hw_test_assert_problem (login, &problem, HW_PROBLEM_TOO_MANY_REQUESTS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  hw_test_office_add ("/session/ends-when-idle", test_ends_when_idle);
  hw_test_office_add ("/session/ends-after-eight-hours", test_ends_after_eight_hours);
  hw_test_office_add ("/session/remembered-one-lives-longer", test_remembered_one_lives_longer);
  hw_test_office_add ("/session/logout-ends-it", test_logout_ends_it);
  hw_test_office_add ("/session/lists-and-ends-others", test_lists_and_ends_others);
  hw_test_office_add ("/session/oldest-of-more-than-twenty-ends", test_oldest_of_more_than_twenty_ends);
  hw_test_office_add ("/session/disabling-ends-it", test_disabling_ends_it);
  hw_test_office_add ("/password-change/ends-the-rest", test_password_change_ends_the_rest);
  hw_test_office_add ("/password-change/names-its-fields", test_password_change_names_its_fields);
  hw_test_office_add ("/password-change/cannot-be-used-to-guess",
                      test_password_change_cannot_be_used_to_guess);
  return g_test_run ();
}
