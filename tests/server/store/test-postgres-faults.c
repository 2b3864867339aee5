/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hw-test-data.h"
#include "hw-test-postgres.h"
#include "hw-test-store.h"

#include "server/store/postgres/hw-postgres-error.h"

#include <signal.h>

/* What a call must not take longer than, with room for a slow machine. */
#define LONGEST_CALL (30 * G_TIME_SPAN_SECOND)

static gboolean
try_start (HwTestStore *test, const char *id, HwStartOutcome *outcome, GError **error)
{
  g_autoptr (HwTestStart) test_start = test_start_new (id, HW_PURPOSE_FIRST, EMAIL, T0);
  g_autoptr (HwRegistrationRecord) record = NULL;

  return hw_store_start_registration (test->store, &test_start->start, outcome, &record, NULL, error);
}

static void
assert_unavailable (HwTestStore *test, const char *id)
{
  g_autoptr (GError) error = NULL;
  gint64 begin = g_get_monotonic_time ();
  HwStartOutcome outcome;

  g_assert_false (try_start (test, id, &outcome, &error));
  g_assert_error (error, HW_STORE_ERROR, HW_STORE_ERROR_UNAVAILABLE);
  g_assert_cmpint (g_get_monotonic_time () - begin, <, LONGEST_CALL);
}

static void
assert_count (HwTestStore *test, const char *table, const char *expected)
{
  g_autofree char *sql = g_strconcat ("SELECT count (*) FROM hellowork_mypage.", table, NULL);
  g_autofree char *count = hw_test_postgres_ask (test->uri, sql);

  g_assert_cmpstr (count, ==, expected);
}

static void
assert_written_once (HwTestStore *test)
{
  assert_count (test, "registrations", "1");
  assert_count (test, "outbox", "1");
  assert_count (test, "idempotency", "1");
  assert_count (test, "audit", "1");
}

/* ---- The server goes away ---- */

static void
test_restart (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autoptr (HwRegistrationRecord) kept = NULL;
  static const char *const modes[] = { "stop -m fast", "stop -m immediate" };

  start (test->store, "before", HW_PURPOSE_FIRST, EMAIL, T0);
  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      hw_test_postgres_control (modes[i]);
      assert_unavailable (test, modes[i]);
      assert_unavailable (test, modes[i]);
      hw_test_postgres_control ("start");
      start (test->store, modes[i], HW_PURPOSE_FIRST, EMAIL, T0);
    }
  kept = find (test->store, "before");
  g_assert_nonnull (kept);
}

/* While nobody used them, all connections were cut: nobody notices. */
static void
test_idle_connections_are_cut (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();

  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);

      start (test->store, id, HW_PURPOSE_FIRST, EMAIL, T0);
      hw_test_postgres_run (test->uri,
                            "SELECT pg_terminate_backend (pid, 10000) FROM pg_stat_activity WHERE datname ="
                            " current_database () AND application_name = 'hellowork-mypage'");
    }
  assert_count (test, "registrations", "3");
}

/* A trigger does @action at the first @times audit lines, whatever becomes of their transactions. */
static void
provoke (HwTestStore *test, guint times, const char *action)
{
  g_autofree char *sql =
    g_strdup_printf ("CREATE SEQUENCE public.n_provoked;"
                     "CREATE FUNCTION public.provoke () RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                     " IF nextval ('public.n_provoked') <= %u THEN %s; END IF; RETURN new; END $$;"
                     "CREATE TRIGGER provoke BEFORE INSERT ON hellowork_mypage.audit FOR EACH ROW"
                     " EXECUTE FUNCTION public.provoke ()",
                     times, action);

  hw_test_postgres_run (test->uri, sql);
}

static void
stop_provoking (HwTestStore *test)
{
  hw_test_postgres_run (test->uri,
                        "DROP FUNCTION public.provoke () CASCADE; DROP SEQUENCE public.n_provoked");
}

static void
test_connection_is_cut_in_the_midst (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();

  provoke (test, 1, "PERFORM pg_terminate_backend (pg_backend_pid ()); PERFORM pg_sleep (10)");
  start (test->store, "a", HW_PURPOSE_FIRST, EMAIL, T0);
  assert_written_once (test);
}

static void
test_connection_is_cut_again_and_again (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();

  provoke (test, 100, "PERFORM pg_terminate_backend (pg_backend_pid ()); PERFORM pg_sleep (10)");
  assert_unavailable (test, "a");
  stop_provoking (test);
  assert_count (test, "registrations", "0");
  start (test->store, "a", HW_PURPOSE_FIRST, EMAIL, T0);
  assert_written_once (test);
}

/* ---- Transactions get in each other's way ---- */

static void
test_conflicts_are_tried_again (void)
{
  static const char *const states[] = { "40001", "40P01" };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autoptr (HwTestStore) test = hw_test_store_new ();
      g_autofree char *action = g_strdup_printf ("RAISE EXCEPTION 'no' USING ERRCODE = '%s'", states[i]);

      provoke (test, 3, action);
      start (test->store, "a", HW_PURPOSE_FIRST, EMAIL, T0);
      assert_written_once (test);
    }
}

static void
test_conflicts_without_end (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();

  provoke (test, 1000, "RAISE EXCEPTION 'no' USING ERRCODE = '40001'");
  assert_unavailable (test, "a");
  stop_provoking (test);
  assert_count (test, "registrations", "0");
  start (test->store, "a", HW_PURPOSE_FIRST, EMAIL, T0);
}

static void
test_locked_by_another (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autoptr (HwRegistrationRecord) record = NULL;
  PGconn *other;

  start (test->store, "before", HW_PURPOSE_FIRST, EMAIL, T0);
  other = PQconnectdb (test->uri);
  PQclear (PQexec (other, "BEGIN; LOCK TABLE hellowork_mypage.registrations IN EXCLUSIVE MODE"));
  g_assert_cmpint (PQtransactionStatus (other), ==, PQTRANS_INTRANS);
  record = find (test->store, "before");
  g_assert_nonnull (record);
  assert_unavailable (test, "during");
  PQclear (PQexec (other, "ROLLBACK"));
  PQfinish (other);
  start (test->store, "during", HW_PURPOSE_FIRST, EMAIL, T0);
}

/* ---- The server does not answer ---- */

/* The process at the other end stands still, as a machine does that is cut off. */
static void
test_server_hangs (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autofree char *pid = NULL;
  int failed;

  start (test->store, "before", HW_PURPOSE_FIRST, EMAIL, T0);
  pid = hw_test_postgres_ask (test->uri, "SELECT pid FROM pg_stat_activity WHERE datname ="
                                         " current_database () AND application_name = 'hellowork-mypage'");
  failed = kill (atoi (pid), SIGSTOP);
  g_assert_cmpint (failed, ==, 0);
  assert_unavailable (test, "during");
  start (test->store, "during", HW_PURPOSE_FIRST, EMAIL, T0);
  failed = kill (atoi (pid), SIGCONT);
  g_assert_cmpint (failed, ==, 0);
  assert_count (test, "registrations", "2");
}

/* ---- What is committed here alone is not acknowledged ---- */

/* Whether it was acknowledged. */
static gpointer
start_in_thread (gpointer data)
{
  HwTestStore *test = data;
  g_autoptr (GError) error = NULL;
  HwStartOutcome outcome;

  if (!try_start (test, "a", &outcome, &error))
    g_assert_error (error, HW_STORE_ERROR, HW_STORE_ERROR_UNAVAILABLE);

  return GINT_TO_POINTER (error == NULL);
}

static void
test_not_replicated_is_not_acknowledged (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autoptr (HwTestStart) again = test_start_new ("a", HW_PURPOSE_FIRST, EMAIL, T0);
  GThread *thread;

  hw_test_postgres_run (NULL, "ALTER SYSTEM SET synchronous_standby_names = 'nobody'");
  hw_test_postgres_run (NULL, "SELECT pg_reload_conf ()");
  hw_test_postgres_wait (NULL, "SELECT current_setting ('synchronous_standby_names') = 'nobody'");

  thread = g_thread_new ("starter", start_in_thread, test);
  hw_test_postgres_wait (NULL, "SELECT count (*) = 1 FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
                               " AND application_name = 'hellowork-mypage'");
  /* The server then says COMMIT, with a warning. */
  hw_test_postgres_run (NULL, "SELECT pg_cancel_backend (pid) FROM pg_stat_activity"
                              " WHERE wait_event = 'SyncRep'");
  g_assert_false (GPOINTER_TO_INT (g_thread_join (thread)));

  hw_test_postgres_run (NULL, "ALTER SYSTEM RESET synchronous_standby_names");
  hw_test_postgres_run (NULL, "SELECT pg_reload_conf ()");
  /* Who asks again learns what became of it; nothing is done twice. */
  g_assert_cmpint (run_start (test->store, again, NULL, NULL), ==, HW_START_REPEATED);
  assert_written_once (test);
}

/* ---- The server's codes ---- */

static void
test_codes_are_told_apart (void)
{
  static const struct
  {
    const char *state;
    HwStoreError code;
  } cases[] = {
    { "53100", HW_STORE_ERROR_UNAVAILABLE }, /* disk full */
    { "53200", HW_STORE_ERROR_UNAVAILABLE }, /* out of memory */
    { "53300", HW_STORE_ERROR_UNAVAILABLE }, /* too many connections */
    { "58030", HW_STORE_ERROR_UNAVAILABLE }, /* input or output */
    { "57014", HW_STORE_ERROR_UNAVAILABLE }, /* cancelled */
    { "57P03", HW_STORE_ERROR_UNAVAILABLE }, /* starting up */
    { "55P03", HW_STORE_ERROR_UNAVAILABLE }, /* locked */
    { "25006", HW_STORE_ERROR_UNAVAILABLE }, /* has become a standby */
    { "08006", HW_STORE_ERROR_UNAVAILABLE }, { "XX001", HW_STORE_ERROR_NOT_A_STORE }, /* damaged */
    { "42P01", HW_STORE_ERROR_FAILED },                                               /* no such table */
    { "23505", HW_STORE_ERROR_FAILED },                                               /* twice */
    { "42501", HW_STORE_ERROR_FAILED },                                               /* no right to */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (hw_postgres_error_for_state (cases[i].state), ==, cases[i].code);
  g_assert_cmpint (hw_postgres_error_for_state (NULL), ==, HW_STORE_ERROR_UNAVAILABLE);
}

static void
test_full_disk (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();

  provoke (test, 1, "RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'");
  assert_unavailable (test, "a");
  assert_count (test, "registrations", "0");
  start (test->store, "a", HW_PURPOSE_FIRST, EMAIL, T0);
  assert_written_once (test);
}

/* PostgreSQL's detail of a broken rule repeats the row. */
static void
test_errors_repeat_no_row (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autoptr (GError) error = NULL;
  HwStartOutcome outcome;

  hw_test_postgres_run (test->uri, "ALTER TABLE hellowork_mypage.outbox ADD CHECK (recipient = '')");
  g_assert_false (try_start (test, "a", &outcome, &error));
  g_assert_error (error, HW_STORE_ERROR, HW_STORE_ERROR_FAILED);
  g_assert_nonnull (g_strstr_len (error->message, -1, "outbox"));
  g_assert_null (g_strstr_len (error->message, -1, EMAIL));
}

void
hw_test_add_postgres_faults (void)
{
  hw_test_add ("faults/restart-is-survived", test_restart);
  hw_test_add ("faults/cut-idle-connections-go-unnoticed", test_idle_connections_are_cut);
  hw_test_add ("faults/cut-in-the-midst-is-done-once", test_connection_is_cut_in_the_midst);
  hw_test_add ("faults/cut-again-and-again-is-unavailable", test_connection_is_cut_again_and_again);
  hw_test_add ("faults/conflicts-are-tried-again", test_conflicts_are_tried_again);
  hw_test_add ("faults/conflicts-without-end-are-unavailable", test_conflicts_without_end);
  hw_test_add ("faults/locked-by-another-is-survived", test_locked_by_another);
  hw_test_add ("faults/server-that-hangs-is-given-up", test_server_hangs);
  hw_test_add ("faults/not-replicated-is-not-acknowledged", test_not_replicated_is_not_acknowledged);
  hw_test_add ("faults/codes-are-told-apart", test_codes_are_told_apart);
  hw_test_add ("faults/full-disk-is-survived", test_full_disk);
  hw_test_add ("faults/errors-repeat-no-row", test_errors_repeat_no_row);
}
