/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hw-test-data.h"
#include "hw-test-store.h"

/* One start at @now under @limits. */
static HwStartOutcome
start_under (HwStore *store, const char *id, const HwLimit *limits, guint n_limits, gint64 now, gint64 *wait)
{
  g_autoptr (HwTestStart) test_start = test_start_new (id, HW_PURPOSE_FIRST, id, now);

  test_start->start.limits = limits;
  test_start->start.n_limits = n_limits;

  return run_start (store, test_start, NULL, wait);
}

static gint64
limit_wait (HwStore *store, const HwLimit *limits, guint n_limits, gint64 now)
{
  g_autoptr (GError) error = NULL;
  gint64 wait = -1;

  hw_store_limit_wait (store, limits, n_limits, now, &wait, &error);
  g_assert_no_error (error);

  return wait;
}

static void
test_window_slides (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  HwLimit limit = { .subject = hash_of ("s"), .window = HOUR, .most = 3 };
  gint64 wait;

  g_assert_cmpint (start_under (test->store, "a", &limit, 1, T0, NULL), ==, HW_START_DONE);
  g_assert_cmpint (start_under (test->store, "b", &limit, 1, T0 + 10 * MINUTE, NULL), ==, HW_START_DONE);
  g_assert_cmpint (limit_wait (test->store, &limit, 1, T0 + 20 * MINUTE), ==, 0);
  g_assert_cmpint (start_under (test->store, "c", &limit, 1, T0 + 20 * MINUTE, NULL), ==, HW_START_DONE);

  g_assert_cmpint (start_under (test->store, "d", &limit, 1, T0 + 30 * MINUTE, &wait), ==, HW_START_LIMITED);
  g_assert_cmpint (wait, ==, 30 * MINUTE);
  g_assert_cmpint (limit_wait (test->store, &limit, 1, T0 + HOUR - 1), ==, 1);
  g_assert_cmpint (limit_wait (test->store, &limit, 1, T0 + HOUR), ==, 0);

  g_assert_cmpint (start_under (test->store, "e", &limit, 1, T0 + HOUR, NULL), ==, HW_START_DONE);
  g_assert_cmpint (limit_wait (test->store, &limit, 1, T0 + HOUR), ==, 10 * MINUTE);
}

static void
test_refusal_counts_nothing (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  HwLimit limits[] = {
    { .subject = hash_of ("free"), .window = HOUR, .most = 1 },
    { .subject = hash_of ("full"), .window = HOUR, .most = 0 },
  };

  g_assert_cmpint (start_under (test->store, "a", limits, 2, T0, NULL), ==, HW_START_LIMITED);
  g_assert_cmpint (limit_wait (test->store, limits, 1, T0), ==, 0);
}

static void
test_longest_wait_counts (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  HwLimit limits[] = {
    { .subject = hash_of ("a"), .window = MINUTE, .most = 1 },
    { .subject = hash_of ("b"), .window = HOUR, .most = 1 },
    { .subject = hash_of ("c"), .window = 2 * MINUTE, .most = 1 },
  };
  gint64 wait;

  g_assert_cmpint (start_under (test->store, "a", limits, 3, T0, NULL), ==, HW_START_DONE);
  g_assert_cmpint (start_under (test->store, "b", limits, 3, T0, &wait), ==, HW_START_LIMITED);
  g_assert_cmpint (wait, ==, HOUR);
}

/* 60 s apart, 5 an hour: two limits on one subject are one event. */
static void
test_shared_subject_counts_once (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  HwLimit limits[] = {
    { .subject = hash_of ("s"), .window = MINUTE, .most = 1 },
    { .subject = hash_of ("s"), .window = HOUR, .most = 2 },
  };

  g_assert_cmpint (start_under (test->store, "a", limits, 2, T0, NULL), ==, HW_START_DONE);
  g_assert_cmpint (start_under (test->store, "b", limits, 2, T0 + MINUTE - 1, NULL), ==, HW_START_LIMITED);
  g_assert_cmpint (start_under (test->store, "c", limits, 2, T0 + MINUTE, NULL), ==, HW_START_DONE);
  g_assert_cmpint (limit_wait (test->store, limits, 2, T0 + 2 * MINUTE), ==, HOUR - 2 * MINUTE);
}

static void
test_subjects_are_apart (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  HwLimit one = { .subject = hash_of ("one"), .window = HOUR, .most = 1 };
  HwLimit other = { .subject = hash_of ("other"), .window = HOUR, .most = 1 };

  g_assert_cmpint (start_under (test->store, "a", &one, 1, T0, NULL), ==, HW_START_DONE);
  g_assert_cmpint (start_under (test->store, "b", &other, 1, T0, NULL), ==, HW_START_DONE);
  g_assert_cmpint (start_under (test->store, "c", &one, 1, T0, NULL), ==, HW_START_LIMITED);
}

static void
test_decoys_count_alike (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  HwLimit limit = { .subject = hash_of ("s"), .window = HOUR, .most = 1 };

  g_assert_cmpint (start_under (test->store, "nobody@example.jp", &limit, 1, T0, NULL), ==, HW_START_DONE);
  g_assert_cmpint (start_under (test->store, "nobody@example.jp2", &limit, 1, T0, NULL), ==,
                   HW_START_LIMITED);
}

void
hw_test_add_limits (void)
{
  hw_test_add ("limits/window-slides", test_window_slides);
  hw_test_add ("limits/refusal-counts-nothing", test_refusal_counts_nothing);
  hw_test_add ("limits/longest-wait-counts", test_longest_wait_counts);
  hw_test_add ("limits/shared-subject-counts-once", test_shared_subject_counts_once);
  hw_test_add ("limits/subjects-are-apart", test_subjects_are_apart);
  hw_test_add ("limits/decoys-count-alike", test_decoys_count_alike);
}
