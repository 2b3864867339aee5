/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hw-test-office.h"

#include "contract/hw-json.h"
#include "server/registration/hw-audit.h"

#include <sqlite3.h>

#define WRONG_KEY "0000000000"

static JsonObject *
last_line (HwTestOffice *office, JsonNode **node)
{
  const char *line = office->audit->pdata[office->audit->len - 1];

  *node = hw_json_parse (line, strlen (line), NULL);
  g_assert_nonnull (*node);
  return json_node_get_object (*node);
}

static gint64
query_int (HwTestOffice *office, const char *sql)
{
  g_autofree char *path = g_build_filename (office->dir, "store.db", NULL);
  sqlite3 *database;
  sqlite3_stmt *statement;
  gint64 value;

  g_assert_cmpint (sqlite3_open_v2 (path, &database, SQLITE_OPEN_READWRITE, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (database, sql, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  value = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (database);
  return value;
}

static void
test_line_says_who_what_and_when (HwTestOffice *office, gconstpointer unused)
{
  g_autoptr (HwSecretString) credential = hw_test_started (office, HW_PURPOSE_FIRST, TEST_EMAIL);
  g_autoptr (JsonNode) node = NULL;
  JsonObject *line = last_line (office, &node);

  g_assert_cmpstr (json_object_get_string_member (line, "event"), ==, "registration-started");
  g_assert_cmpstr (json_object_get_string_member (line, "outcome"), ==, "done");
  g_assert_cmpstr (json_object_get_string_member (line, "request_id"), ==, "request-1");
  g_assert_cmpstr (json_object_get_string_member (line, "origin"), ==, TEST_ORIGIN);
  g_assert_true (g_str_has_suffix (json_object_get_string_member (line, "time"), "Z"));
  g_assert_null (strstr (json_object_get_string_member (line, "email"), "yamada"));
}

/* Every line of a whole life: no secret in any, each one line and JSON. */
static void
test_holds_no_secret (HwTestOffice *office, gconstpointer unused)
{
  g_autoptr (HwSecretString) credential = hw_test_started (office, HW_PURPOSE_FIRST, TEST_EMAIL);
  g_autoptr (HwSecretString) key = hw_test_key (office);
  g_autoptr (HwSecretString) session = NULL;
  g_autoptr (HwCompletion) completion = NULL;
  HwProblem *problem = NULL;

  hw_completion_free (hw_test_set_password (office, credential, WRONG_KEY, TEST_PASSWORD, &problem));
  g_clear_pointer (&problem, hw_problem_free);
  completion = hw_test_set_password (office, credential, key, TEST_PASSWORD, &problem);
  session = hw_test_logged_in (office, TEST_EMAIL, TEST_PASSWORD);
  hw_login_free (hw_test_login (office, TEST_PASSWORD, TEST_EMAIL, &problem)); /* in the wrong fields */
  g_clear_pointer (&problem, hw_problem_free);

  g_assert_cmpuint (office->audit->len, >=, 6);
  for (guint i = 0; i < office->audit->len; i++)
    {
      const char *line = office->audit->pdata[i];

      g_assert_null (strchr (line, '\n'));
      g_assert_null (strstr (line, key));
      g_assert_null (strstr (line, TEST_PASSWORD));
      g_assert_null (strstr (line, "Kasumi"));
      g_assert_null (strstr (line, credential));
      g_assert_null (strstr (line, session));
      g_assert_null (strstr (line, TEST_EMAIL));
    }
}

static void
test_line_cannot_be_forged (HwTestOffice *office, gconstpointer unused)
{
  const char *evil = "x\",\"outcome\":\"done\"}\n{\"event\":\"login";
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (HwProblem) problem = NULL;
  JsonObject *line;

  office->caller.request_id = evil;
  office->caller.origin = evil;
  hw_login_free (hw_test_login (office, evil, "x", &problem));
  g_assert_null (strchr (office->audit->pdata[office->audit->len - 1], '\n'));
  line = last_line (office, &node);
  g_assert_cmpstr (json_object_get_string_member (line, "outcome"), ==, "login-failed");
  g_assert_cmpstr (json_object_get_string_member (line, "origin"), ==, evil);
  g_assert_cmpstr (json_object_get_string_member (line, "email"), ==, "***");
}

static void
test_every_line_has_its_row (HwTestOffice *office, gconstpointer unused)
{
  g_autoptr (HwSecretString) session = NULL;
  HwProblem *problem = NULL;

  hw_test_open (office, TEST_EMAIL, TEST_PASSWORD);
  session = hw_test_logged_in (office, TEST_EMAIL, TEST_PASSWORD);
  hw_login_free (hw_test_login (office, TEST_EMAIL, "x", &problem));
  g_clear_pointer (&problem, hw_problem_free);
  g_assert_true (hw_account_session_logout (office->office, &office->caller, session, &problem));
  g_assert_true (hw_counter_desk_set_disabled (office->office, TEST_EMAIL, TRUE, NULL));
  g_assert_cmpint (query_int (office, "SELECT count(*) FROM audit"), ==, office->audit->len);
}

static void
start_limited (HwTestOffice *office)
{
  g_autofree char *key = g_uuid_string_random ();
  HwProblem *problem = NULL;
  HwRegistrationStatus *status = hw_test_start (office, HW_PURPOSE_FIRST, TEST_EMAIL, key, &problem);

  hw_test_assert_problem (status, &problem, HW_PROBLEM_TOO_MANY_REQUESTS);
}

static void
test_repeated_refusals_are_counted_by_the_minute (HwTestOffice *office, gconstpointer unused)
{
  g_autoptr (HwSecretString) credential = hw_test_started (office, HW_PURPOSE_FIRST, TEST_EMAIL);
  const char *count = "SELECT count(*) FROM audit WHERE outcome = 'too-many-requests'";
  const char *sum = "SELECT sum(count) FROM audit WHERE outcome = 'too-many-requests'";

  office->office->policy.mail_interval = G_TIME_SPAN_HOUR;
  for (guint i = 0; i < 30; i++)
    start_limited (office);
  g_assert_cmpint (query_int (office, count), ==, 1);

  hw_test_advance (office, 59);
  start_limited (office);
  g_assert_cmpint (query_int (office, count), ==, 1);
  hw_test_advance (office, 1);
  start_limited (office);
  g_assert_cmpint (query_int (office, count), ==, 3);
  g_assert_cmpint (query_int (office, sum), ==, 32);

  start_limited (office);
  hw_audit_flush (office->office, FALSE);
  g_assert_cmpint (query_int (office, sum), ==, 32);
  hw_test_advance (office, 60);
  hw_audit_flush (office->office, FALSE);
  g_assert_cmpint (query_int (office, sum), ==, 33);
  g_assert_cmpuint (hw_test_count_audit (office, "registration-started", "too-many-requests"), ==, 4);
}

static void
test_many_kinds_of_refusals_stay_bounded (HwTestOffice *office, gconstpointer unused)
{
  const char *sum = "SELECT sum(count) FROM audit WHERE outcome = 'credential-invalid'";

  for (guint i = 0; i < 2000; i++)
    {
      g_autofree char *origin = g_strdup_printf ("2001:db8:%x::", i / 2);
      HwProblem *problem = NULL;
      HwRegistrationStatus *status;

      office->caller.origin = origin;
      status = hw_test_status (office, "x", &problem);
      hw_test_assert_problem (status, &problem, HW_PROBLEM_CREDENTIAL_INVALID);
    }
  hw_audit_flush (office->office, TRUE);
  g_assert_cmpint (query_int (office, sum), ==, 2000);
}

/* Who may do no more can name a new address each time: that must not fill the store. */
static void
test_refusals_that_name_ever_new_addresses_stay_bounded (HwTestOffice *office, gconstpointer unused)
{
  const char *count = "SELECT count(*) FROM audit WHERE outcome = 'too-many-requests'";
  const char *sum = "SELECT sum(count) FROM audit WHERE outcome = 'too-many-requests'";

  office->office->policy.starts_per_origin = 0;
  for (guint i = 0; i < 500; i++)
    {
      g_autofree char *key = g_uuid_string_random ();
      g_autofree char *email = g_strdup_printf ("saiyo.%u@example.co.jp", i);
      HwProblem *problem = NULL;
      HwRegistrationStatus *status = hw_test_start (office, HW_PURPOSE_FIRST, email, key, &problem);

      hw_test_assert_problem (status, &problem, HW_PROBLEM_TOO_MANY_REQUESTS);
    }
  g_assert_cmpint (query_int (office, count), <, 50);
  hw_audit_flush (office->office, TRUE);
  g_assert_cmpint (query_int (office, count), <, 50);
  g_assert_cmpint (query_int (office, sum), ==, 500);
}

static void
test_sweep_drops_old_rows (HwTestOffice *office, gconstpointer unused)
{
  g_autoptr (HwSecretString) credential = hw_test_started (office, HW_PURPOSE_FIRST, TEST_EMAIL);
  g_autoptr (GError) error = NULL;
  guint deleted = 0;

  hw_test_advance (office, 25 * 3600);
  g_assert_true (hw_office_sweep (office->office, &deleted, &error));
  g_assert_no_error (error);
  g_assert_cmpint (query_int (office, "SELECT count(*) FROM registrations"), ==, 0);
  g_assert_cmpint (query_int (office, "SELECT count(*) FROM audit"), >, 0);
  hw_test_advance (office, 400 * 24 * 3600);
  g_assert_true (hw_office_sweep (office->office, &deleted, &error));
  g_assert_cmpint (query_int (office, "SELECT count(*) FROM audit"), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  hw_test_office_add ("/audit/line-says-who-what-and-when", test_line_says_who_what_and_when);
  hw_test_office_add ("/audit/holds-no-secret", test_holds_no_secret);
  hw_test_office_add ("/audit/line-cannot-be-forged", test_line_cannot_be_forged);
  hw_test_office_add ("/audit/every-line-has-its-row", test_every_line_has_its_row);
  hw_test_office_add ("/audit/repeated-refusals-are-counted-by-the-minute",
                      test_repeated_refusals_are_counted_by_the_minute);
  hw_test_office_add ("/audit/many-kinds-of-refusals-stay-bounded", test_many_kinds_of_refusals_stay_bounded);
  hw_test_office_add ("/audit/refusals-that-name-ever-new-addresses-stay-bounded",
                      test_refusals_that_name_ever_new_addresses_stay_bounded);
  hw_test_office_add ("/audit/sweep-drops-old-rows", test_sweep_drops_old_rows);
  return g_test_run ();
}
