/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hw-test-data.h"
#include "hw-test-store.h"

static guint
sweep (HwStore *store, gint64 now)
{
  g_autoptr (GError) error = NULL;
  HwStoreSweep what = {
    .now = now,
    .registration_period = 24 * HOUR,
    .limit_window = 24 * HOUR,
    .known_origin_period = 90 * G_TIME_SPAN_DAY,
    .audit_period = 400 * G_TIME_SPAN_DAY,
  };
  guint deleted;

  hw_store_sweep (store, &what, &deleted, &error);
  g_assert_no_error (error);

  return deleted;
}

static gint64
latest (HwStore *store)
{
  g_autoptr (GError) error = NULL;
  gint64 instant = -1;

  hw_store_latest_instant (store, &instant, &error);
  g_assert_no_error (error);

  return instant;
}

static void
test_registrations_go_after_a_day (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autoptr (HwRegistrationRecord) record = NULL;

  add_account (test->store, "1301-123456-7", "Sample Works", EMAIL);
  start (test->store, "a", HW_PURPOSE_FIRST, EMAIL, T0);
  sweep (test->store, T0 + 24 * HOUR);
  record = find (test->store, "a");
  g_assert_nonnull (record);
  sweep (test->store, T0 + 24 * HOUR + 1);
  g_assert_null (find (test->store, "a"));
}

static void
test_completed_go_too (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autoptr (HwAccount) account = NULL;

  open_account (test->store, EMAIL, T0);
  sweep (test->store, T0 + 25 * HOUR);
  g_assert_null (find (test->store, "opening " EMAIL));
  account = require_account (test->store, EMAIL);
  g_assert_cmpint (account->opened_at, ==, T0);
}

static void
test_windows_go (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  HwId reservation;

  g_assert_true (begin_login (test->store, EMAIL, "home", T0, &reservation, NULL));
  g_assert_cmpuint (sweep (test->store, T0 + 24 * HOUR - 1), ==, 0);
  g_assert_cmpuint (sweep (test->store, T0 + 24 * HOUR), ==, 3);
}

static void
test_idempotency_rows_go (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();

  start (test->store, "a", HW_PURPOSE_FIRST, EMAIL, T0);
  g_assert_cmpuint (sweep (test->store, T0 + 30 * MINUTE - 1), ==, 0);
  g_assert_cmpuint (sweep (test->store, T0 + 30 * MINUTE), ==, 1);
}

static void
test_sessions_go (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();

  open_account (test->store, EMAIL, T0);
  g_assert_true (log_in (test->store, "a", EMAIL, "hash:opening " EMAIL, T0 + HOUR));
  sweep (test->store, T0 + HOUR);
  g_assert_cmpuint (sweep (test->store, T0 + HOUR + 30 * MINUTE - 1), ==, 0);
  g_assert_cmpuint (sweep (test->store, T0 + HOUR + 30 * MINUTE), ==, 1);
}

static void
test_known_origins_and_audit_go (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();

  open_account (test->store, EMAIL, T0);
  sweep (test->store, T0 + 90 * G_TIME_SPAN_DAY);
  g_assert_cmpuint (sweep (test->store, T0 + 90 * G_TIME_SPAN_DAY + 1), ==, 1);
  g_assert_cmpuint (sweep (test->store, T0 + 400 * G_TIME_SPAN_DAY), ==, 0);
  g_assert_cmpuint (sweep (test->store, T0 + 400 * G_TIME_SPAN_DAY + 1), ==, 2);
}

static void
test_many_go (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autoptr (GError) error = NULL;
  HwAuditEvent event = { .at = T0, .event = "login-failed", .outcome = "login-failed", .count = 1 };

  for (guint i = 0; i < 1201; i++)
    {
      hw_store_add_audit (test->store, &event, &error);
      g_assert_no_error (error);
    }
  g_assert_cmpuint (sweep (test->store, T0 + 401 * G_TIME_SPAN_DAY), ==, 1201);
}

static void
test_latest_instant (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (HwTestResend) resend = test_resend_new ("a", "2", T0 + 3 * MINUTE);
  g_autoptr (HwSessionRecord) session = NULL;
  HwAuditEvent event = { .at = T0 + MINUTE, .event = "login-failed", .outcome = "login-failed" };
  HwHash credential = hash_of ("session:s");

  g_assert_cmpint (latest (test->store), ==, 0);
  start (test->store, "a", HW_PURPOSE_FIRST, EMAIL, T0);
  g_assert_cmpint (latest (test->store), ==, T0);
  hw_store_add_audit (test->store, &event, &error);
  g_assert_no_error (error);
  g_assert_cmpint (latest (test->store), ==, T0 + MINUTE);
  g_assert_cmpint (run_resend (test->store, resend, NULL, NULL), ==, HW_START_DONE);
  g_assert_cmpint (latest (test->store), ==, T0 + 3 * MINUTE);
  g_assert_true (begin_login (test->store, EMAIL, "home", T0 + 4 * MINUTE, &(HwId){ 0 }, NULL));
  g_assert_cmpint (latest (test->store), ==, T0 + 4 * MINUTE);

  open_account (test->store, EMAIL, T0 + 5 * MINUTE);
  g_assert_true (log_in (test->store, "s", EMAIL, "hash:opening " EMAIL, T0 + 5 * MINUTE));
  hw_store_find_session (test->store, &credential, T0 + 6 * MINUTE, TRUE, &session, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (latest (test->store), ==, T0 + 6 * MINUTE);
}

static void
test_ping (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 3; i++)
    {
      hw_store_ping (test->store, &error);
      g_assert_no_error (error);
    }
}

void
hw_test_add_housekeeping (void)
{
  hw_test_add ("sweep/registrations-go-after-a-day", test_registrations_go_after_a_day);
  hw_test_add ("sweep/completed-registrations-go-accounts-stay", test_completed_go_too);
  hw_test_add ("sweep/limit-events-go-with-their-window", test_windows_go);
  hw_test_add ("sweep/idempotency-rows-go-with-their-period", test_idempotency_rows_go);
  hw_test_add ("sweep/sessions-go-when-over", test_sessions_go);
  hw_test_add ("sweep/known-origins-and-audit-go", test_known_origins_and_audit_go);
  hw_test_add ("sweep/many-rows-go", test_many_go);
  hw_test_add ("latest-instant/is-the-latest-of-all", test_latest_instant);
  hw_test_add ("ping/works-repeatedly", test_ping);
}
