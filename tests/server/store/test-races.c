/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hw-test-data.h"
#include "hw-test-race.h"
#include "hw-test-store.h"

static guint
submit_key (HwStore *store, guint index)
{
  return complete (store, "a", "a", T0, NULL);
}

static void
test_one_submission_takes_effect (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autoptr (HwRegistrationRecord) record = NULL;
  g_autoptr (GPtrArray) mails = NULL;
  guint counts[HW_KEY_GONE + 1] = { 0 };
  guint n_notices = 0;

  add_account (test->store, "1301-123456-7", "Sample Works", EMAIL);
  start (test->store, "a", HW_PURPOSE_FIRST, EMAIL, T0);
  hw_test_race (test, submit_key, counts);
  g_assert_cmpuint (counts[HW_KEY_RIGHT], ==, 1);
  g_assert_cmpuint (counts[HW_KEY_COMPLETED], ==, HW_TEST_RACERS - 1);

  record = find (test->store, "a");
  g_assert_cmpuint (record->wrong_tries, ==, 0);
  mails = lease (test->store, T0);
  for (guint i = 0; i < mails->len; i++)
    n_notices += ((HwMailRecord *) g_ptr_array_index (mails, i))->kind == HW_MAIL_PASSWORD_SET;
  g_assert_cmpuint (n_notices, ==, 1);
}

static guint
start_with_one_key (HwStore *store, guint index)
{
  g_autofree char *id = g_strdup_printf ("%u", index);
  g_autoptr (HwTestStart) test_start = test_start_new (id, HW_PURPOSE_FIRST, EMAIL, T0);

  test_start->start.idempotency = hash_of ("one key");

  return run_start (store, test_start, NULL, NULL);
}

static void
test_one_start_takes_effect (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autoptr (GPtrArray) mails = NULL;
  guint counts[HW_START_REFUSED + 1] = { 0 };

  hw_test_race (test, start_with_one_key, counts);
  g_assert_cmpuint (counts[HW_START_DONE], ==, 1);
  g_assert_cmpuint (counts[HW_START_REPEATED], ==, HW_TEST_RACERS - 1);
  mails = lease (test->store, T0);
  g_assert_cmpuint (mails->len, ==, 1);
}

static guint
try_wrong_key (HwStore *store, guint index)
{
  return try_key (store, "a", "wrong", T0, NULL);
}

static void
test_wrong_keys_are_counted (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autoptr (HwRegistrationRecord) record = NULL;
  guint counts[HW_KEY_GONE + 1] = { 0 };

  add_account (test->store, "1301-123456-7", "Sample Works", EMAIL);
  start (test->store, "a", HW_PURPOSE_FIRST, EMAIL, T0);
  hw_test_race (test, try_wrong_key, counts);
  g_assert_cmpuint (counts[HW_KEY_WRONG], ==, TRIES);
  g_assert_cmpuint (counts[HW_KEY_LOCKED], ==, HW_TEST_RACERS - TRIES);
  record = find (test->store, "a");
  g_assert_cmpuint (record->wrong_tries, ==, TRIES);
}

static guint
guess (HwStore *store, guint index)
{
  return begin_login (store, EMAIL, "home", T0, &(HwId){ 0 }, NULL);
}

static void
test_guesses_are_limited (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  guint counts[2] = { 0 };

  hw_test_race (test, guess, counts);
  g_assert_cmpuint (counts[TRUE], ==, 10);
}

static guint
start_limited (HwStore *store, guint index)
{
  g_autofree char *id = g_strdup_printf ("%u", index);
  g_autoptr (HwTestStart) test_start = test_start_new (id, HW_PURPOSE_FIRST, EMAIL, T0);
  HwLimit limit = { .subject = hash_of ("s"), .window = HOUR, .most = 7 };

  test_start->start.limits = &limit;
  test_start->start.n_limits = 1;

  return run_start (store, test_start, NULL, NULL);
}

static void
test_starts_are_limited (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  guint counts[HW_START_REFUSED + 1] = { 0 };

  hw_test_race (test, start_limited, counts);
  g_assert_cmpuint (counts[HW_START_DONE], ==, 7);
  g_assert_cmpuint (counts[HW_START_LIMITED], ==, HW_TEST_RACERS - 7);
}

static guint
lease_two (HwStore *store, guint index)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) mails = NULL;

  hw_store_lease_mails (store, T0, T0 + MINUTE, 2, &mails, &error);
  g_assert_no_error (error);

  return mails->len;
}

static void
test_no_mail_is_leased_twice (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  guint counts[3] = { 0 };

  for (guint i = 0; i < 51; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u@example.jp", i);

      start (test->store, id, HW_PURPOSE_FIRST, id, T0);
    }
  hw_test_race (test, lease_two, counts);
  g_assert_cmpuint (counts[2], ==, 25);
  g_assert_cmpuint (counts[1], ==, 1);
}

/* Reads and writes of all kinds at once: nothing fails. Few write, for every write waits for the disk. */
static guint
do_anything (HwStore *store, guint index)
{
  g_autofree char *id = g_strdup_printf ("%u@example.jp", index);

  if (index % 5 == 0)
    start (store, id, HW_PURPOSE_FIRST, id, T0);
  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (HwRegistrationRecord) record = find (store, index % 5 == 0 ? id : "shared");

      g_assert_nonnull (record);
      if (index % 5 == 0 && i % 10 == 0)
        try_key (store, id, "wrong", T0, NULL);
    }

  return 0;
}

static void
test_all_at_once (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  guint counts[1] = { 0 };

  start (test->store, "shared", HW_PURPOSE_FIRST, EMAIL, T0);
  hw_test_race (test, do_anything, counts);
  g_assert_cmpuint (counts[0], ==, HW_TEST_RACERS);
}

void
hw_test_add_races (void)
{
  hw_test_add ("races/one-of-100-submissions-takes-effect", test_one_submission_takes_effect);
  hw_test_add ("races/one-of-100-starts-with-one-key-takes-effect", test_one_start_takes_effect);
  hw_test_add ("races/each-wrong-key-is-counted", test_wrong_keys_are_counted);
  hw_test_add ("races/guesses-cannot-outrun-the-limit", test_guesses_are_limited);
  hw_test_add ("races/starts-cannot-outrun-the-limit", test_starts_are_limited);
  hw_test_add ("races/no-mail-is-leased-twice", test_no_mail_is_leased_twice);
  hw_test_add ("races/reads-and-writes-at-once", test_all_at_once);
}
