/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hw-test-office.h"

#include <sodium.h>
#include <sqlite3.h>

#define WRONG_PASSWORD "Wrong-passw0rd!"

/* Logs in and must fail as every login fails. */
static void
assert_login_failed (HwTestOffice *office, const char *email, const char *password)
{
  g_autoptr (HwLoginRequest) request = hw_login_request_new (email, password, FALSE, NULL);
  HwCaller caller = office->caller;
  gint64 started = g_get_monotonic_time () - 700 * G_TIME_SPAN_MILLISECOND;
  gint64 answer_at = 0;
  HwProblem *problem = NULL;
  HwLogin *login;

  caller.arrived_at = hw_clock_now (office->clock);
  login = hw_account_session_login (office->office, &caller, request, started, &answer_at, &problem);
  g_assert_null (problem->errors);
  g_assert_cmpint (problem->retry_in, ==, -1);
  hw_test_assert_problem (login, &problem, HW_PROBLEM_LOGIN_FAILED);
  g_assert_cmpint ((answer_at - started) % (500 * G_TIME_SPAN_MILLISECOND), ==, 0);
  g_assert_cmpint (answer_at - started, >=, G_TIME_SPAN_SECOND);
}

/* Returns the seconds to wait; 0 where the login was not limited. */
static gint64
wait_for_login (HwTestOffice *office, const char *email, const char *password)
{
  g_autoptr (HwProblem) problem = NULL;
  g_autoptr (HwLogin) login = hw_test_login (office, email, password, &problem);

  return login == NULL && problem->code == HW_PROBLEM_TOO_MANY_REQUESTS ? problem->retry_in : 0;
}

static void
test_opens_a_session (HwTestOffice *office, gconstpointer unused)
{
  HwProblem *problem = NULL;
  g_autoptr (HwLogin) login = NULL;
  gint64 opened_at;

  hw_test_open (office, TEST_EMAIL, TEST_PASSWORD);
  opened_at = hw_clock_now (office->clock);
  hw_test_advance (office, 10);
  login = hw_test_login (office, TEST_EMAIL, TEST_PASSWORD, &problem);
  g_assert_null (problem);
  g_assert_cmpuint (strlen (login->credential), ==, HW_CREDENTIAL_LENGTH);
  g_assert_cmpint (login->expires_in, ==, 1800);
  g_assert_cmpint (login->expires_at, ==, hw_clock_now (office->clock) + 1800 * G_USEC_PER_SEC);
  g_assert_cmpstr (login->account->email, ==, TEST_EMAIL);
  g_assert_cmpint (login->account->opened_at, ==, opened_at);
  g_assert_cmpint (login->account->last_login_at, ==, 0);
  g_assert_cmpstr (login->account->establishment->number, ==, "1301-123456-7");
}

static void
test_tells_the_login_before (HwTestOffice *office, gconstpointer unused)
{
  HwProblem *problem = NULL;
  g_autoptr (HwSecretString) first = NULL;
  g_autoptr (HwLogin) second = NULL;
  g_autoptr (HwHome) first_home = NULL;
  g_autoptr (HwHome) second_home = NULL;
  gint64 at;

  hw_test_open (office, TEST_EMAIL, TEST_PASSWORD);
  first = hw_test_logged_in (office, TEST_EMAIL, TEST_PASSWORD);
  at = hw_clock_now (office->clock);
  hw_test_advance (office, 100);
  second = hw_test_login (office, TEST_EMAIL, TEST_PASSWORD, &problem);
  g_assert_cmpint (second->account->last_login_at, ==, at);

  first_home = hw_account_session_home (office->office, &office->caller, first, &problem);
  g_assert_cmpint (first_home->account->last_login_at, ==, 0);
  second_home = hw_account_session_home (office->office, &office->caller, second->credential, &problem);
  g_assert_cmpint (second_home->account->last_login_at, ==, at);
}

static void
test_fails_alike_for_every_cause (HwTestOffice *office, gconstpointer unused)
{
  hw_test_open (office, TEST_EMAIL, TEST_PASSWORD);
  assert_login_failed (office, TEST_EMAIL, WRONG_PASSWORD);
  assert_login_failed (office, TEST_EMAIL, "");
  assert_login_failed (office, TEST_UNKNOWN, TEST_PASSWORD);
  assert_login_failed (office, TEST_OTHER, TEST_PASSWORD); /* not opened */
  assert_login_failed (office, "not an address", TEST_PASSWORD);
  assert_login_failed (office, "", TEST_PASSWORD);
  g_assert_true (hw_counter_desk_set_disabled (office->office, TEST_EMAIL, TRUE, NULL));
  assert_login_failed (office, TEST_EMAIL, TEST_PASSWORD);
  g_assert_true (hw_counter_desk_set_disabled (office->office, TEST_EMAIL, FALSE, NULL));
  g_free (hw_test_logged_in (office, TEST_EMAIL, TEST_PASSWORD));
}

static void
test_reads_an_address_in_any_case_and_width (HwTestOffice *office, gconstpointer unused)
{
  hw_test_open (office, TEST_EMAIL, TEST_PASSWORD);
  g_free (hw_test_logged_in (office, "TARO.Yamada@EXAMPLE.co.jp", TEST_PASSWORD));
  g_free (hw_test_logged_in (office, "　ｔａｒｏ．ｙａｍａｄａ＠example.co.jp ", TEST_PASSWORD));
}

static void
test_ten_failures_close_the_origin (HwTestOffice *office, gconstpointer unused)
{
  const char *emails[] = { TEST_EMAIL, TEST_UNKNOWN };

  hw_test_open (office, TEST_EMAIL, TEST_PASSWORD);
  for (guint i = 0; i < G_N_ELEMENTS (emails); i++)
    {
      for (guint n = 0; n < 10; n++)
        assert_login_failed (office, emails[i], WRONG_PASSWORD);
      g_assert_cmpint (wait_for_login (office, emails[i], TEST_PASSWORD), ==, 3600);
    }

  office->caller.origin = TEST_OTHER_ORIGIN;
  g_free (hw_test_logged_in (office, TEST_EMAIL, TEST_PASSWORD));
  office->caller.origin = TEST_ORIGIN;
  hw_test_advance (office, 3600);
  g_free (hw_test_logged_in (office, TEST_EMAIL, TEST_PASSWORD));
}

static void
test_success_costs_nothing (HwTestOffice *office, gconstpointer unused)
{
  hw_test_open (office, TEST_EMAIL, TEST_PASSWORD);
  for (guint i = 0; i < 12; i++)
    g_free (hw_test_logged_in (office, TEST_EMAIL, TEST_PASSWORD));
}

/* Fails from many origins, so that only the account's own limit is reached. */
static void
fail_everywhere (HwTestOffice *office, const char *email, guint times)
{
  for (guint i = 0; i < times; i++)
    {
      g_autofree char *origin = g_strdup_printf ("203.0.113.%u", i);

      office->caller.origin = origin;
      assert_login_failed (office, email, WRONG_PASSWORD);
    }
}

static void
test_known_origin_is_spared_the_accounts_limit (HwTestOffice *office, gconstpointer unused)
{
  office->office->policy.account_login_failures = 12;
  hw_test_open (office, TEST_EMAIL, TEST_PASSWORD);
  fail_everywhere (office, TEST_EMAIL, 12);

  office->caller.origin = TEST_OTHER_ORIGIN;
  g_assert_cmpint (wait_for_login (office, TEST_EMAIL, TEST_PASSWORD), ==, 3600);
  office->caller.origin = TEST_ORIGIN; /* set the password */
  g_free (hw_test_logged_in (office, TEST_EMAIL, TEST_PASSWORD));

  hw_test_advance (office, 90 * 24 * 3600 + 1);
  fail_everywhere (office, TEST_EMAIL, 12);
  office->caller.origin = TEST_ORIGIN;
  g_assert_cmpint (wait_for_login (office, TEST_EMAIL, TEST_PASSWORD), ==, 3600);
}

static void
test_starting_never_keeps_anyone_from_logging_in (HwTestOffice *office, gconstpointer unused)
{
  HwProblem *problem = NULL;

  hw_test_open (office, TEST_EMAIL, TEST_PASSWORD);
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *key = g_uuid_string_random ();

      hw_registration_status_free (hw_test_start (office, HW_PURPOSE_AGAIN, TEST_EMAIL, key, &problem));
      g_clear_pointer (&problem, hw_problem_free);
      hw_test_advance (office, 60);
    }
  g_free (hw_test_logged_in (office, TEST_EMAIL, TEST_PASSWORD));
}

/* As it would stand there from a time of smaller parameters. */
static void
weaken_hash (HwTestOffice *office, const char *password)
{
  g_autofree char *path = g_build_filename (office->dir, "store.db", NULL);
  char hash[crypto_pwhash_STRBYTES];
  sqlite3 *database;
  sqlite3_stmt *statement;

  g_assert_cmpint (
    crypto_pwhash_str_alg (hash, password, strlen (password), 1, 64 * 1024, crypto_pwhash_ALG_ARGON2ID13), ==,
    0);
  g_assert_cmpint (sqlite3_open_v2 (path, &database, SQLITE_OPEN_READWRITE, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_busy_timeout (database, 10000), ==, SQLITE_OK);
  g_assert_cmpint (
    sqlite3_prepare_v2 (database, "UPDATE accounts SET password_hash = ? WHERE password_hash IS NOT NULL", -1,
                        &statement, NULL),
    ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_bind_text (statement, 1, hash, -1, SQLITE_STATIC), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_DONE);
  g_assert_cmpint (sqlite3_changes (database), ==, 1);
  sqlite3_finalize (statement);
  sqlite3_close (database);
}

static char *
stored_hash (HwTestOffice *office)
{
  g_autoptr (HwAccount) account = NULL;
  g_autoptr (GError) error = NULL;

  hw_store_find_account (office->store, TEST_EMAIL, &account, &error);
  g_assert_no_error (error);
  return g_strdup (account->password_hash);
}

/* QUALITY.md, Security 3: what was hashed with lesser parameters is hashed anew by the first login that is
 * right, and the password stays what it was. */
static void
test_renews_the_hash_where_parameters_grew (HwTestOffice *office, gconstpointer unused)
{
  g_autofree char *weak = NULL;
  g_autofree char *still_weak = NULL;
  g_autofree char *renewed = NULL;
  g_autofree char *kept = NULL;

  hw_test_open (office, TEST_EMAIL, TEST_PASSWORD);
  weaken_hash (office, TEST_PASSWORD);
  weak = stored_hash (office);
  g_assert_nonnull (strstr (weak, "$m=64,t=1,"));
  assert_login_failed (office, TEST_EMAIL, WRONG_PASSWORD);
  still_weak = stored_hash (office);
  g_assert_cmpstr (still_weak, ==, weak);

  g_free (hw_test_logged_in (office, TEST_EMAIL, TEST_PASSWORD));
  renewed = stored_hash (office);
  g_assert_true (g_str_has_prefix (renewed, "$argon2id$v=19$m=19456,t=2,p=1$"));
  g_free (hw_test_logged_in (office, TEST_EMAIL, TEST_PASSWORD));
  kept = stored_hash (office);
  g_assert_cmpstr (kept, ==, renewed);
}

static gpointer
log_in (gpointer data)
{
  HwTestOffice *office = data;
  g_autoptr (HwLoginRequest) request = hw_login_request_new (TEST_EMAIL, TEST_PASSWORD, FALSE, NULL);
  g_autoptr (HwProblem) problem = NULL;
  HwCaller caller = office->caller;
  gint64 answer_at;

  caller.arrived_at = hw_clock_now (office->clock);
  return hw_account_session_login (office->office, &caller, request, g_get_monotonic_time (), &answer_at,
                                   &problem);
}

/* The first of them renews the hash that all have compared with. */
static void
test_logins_at_once_all_succeed_where_the_hash_is_renewed (HwTestOffice *office, gconstpointer unused)
{
  GThread *threads[6];

  hw_test_open (office, TEST_EMAIL, TEST_PASSWORD);
  weaken_hash (office, TEST_PASSWORD);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("login", log_in, office);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      g_autoptr (HwLogin) login = g_thread_join (threads[i]);

      g_assert_nonnull (login);
    }
  g_assert_cmpuint (hw_test_count_audit (office, "login-failed", NULL), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  hw_test_office_add ("/login/opens-a-session", test_opens_a_session);
  hw_test_office_add ("/login/tells-the-login-before", test_tells_the_login_before);
  hw_test_office_add ("/login/fails-alike-for-every-cause", test_fails_alike_for_every_cause);
  hw_test_office_add ("/login/reads-an-address-in-any-case-and-width",
                      test_reads_an_address_in_any_case_and_width);
  hw_test_office_add ("/login/ten-failures-close-the-origin", test_ten_failures_close_the_origin);
  hw_test_office_add ("/login/success-costs-nothing", test_success_costs_nothing);
  hw_test_office_add ("/login/known-origin-is-spared-the-accounts-limit",
                      test_known_origin_is_spared_the_accounts_limit);
  hw_test_office_add ("/login/starting-never-keeps-anyone-from-logging-in",
                      test_starting_never_keeps_anyone_from_logging_in);
  hw_test_office_add ("/login/renews-the-hash-where-parameters-grew",
                      test_renews_the_hash_where_parameters_grew);
  hw_test_office_add ("/login/logins-at-once-all-succeed-where-the-hash-is-renewed",
                      test_logins_at_once_all_succeed_where_the_hash_is_renewed);
  return g_test_run ();
}
