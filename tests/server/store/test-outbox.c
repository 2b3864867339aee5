/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hw-test-data.h"
#include "hw-test-store.h"

static HwTestStore *
store_with_mails (guint n)
{
  HwTestStore *test = hw_test_store_new ();

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u@example.jp", i);

      start (test->store, id, HW_PURPOSE_FIRST, id, T0 + i);
    }

  return test;
}

static gint64
next_at (HwStore *store)
{
  g_autoptr (GError) error = NULL;
  gint64 next = -1;

  hw_store_next_mail_at (store, &next, &error);
  g_assert_no_error (error);

  return next;
}

static HwId
only_id (GPtrArray *mails)
{
  g_assert_cmpuint (mails->len, ==, 1);

  return ((HwMailRecord *) g_ptr_array_index (mails, 0))->id;
}

static gboolean
hold (HwStore *store, const HwId *id, gint64 until)
{
  g_autoptr (GError) error = NULL;
  gboolean held;

  hw_store_mail_hold (store, id, until, &held, &error);
  g_assert_no_error (error);

  return held;
}

static void
mail_done (HwStore *store, const HwId *id)
{
  g_autoptr (GError) error = NULL;

  hw_store_mail_done (store, id, &error);
  g_assert_no_error (error);
}

static void
mail_retry (HwStore *store, const HwId *id, gint64 at)
{
  g_autoptr (GError) error = NULL;

  hw_store_mail_retry (store, id, at, "451 later", &error);
  g_assert_no_error (error);
}

static void
test_oldest_due_first (void)
{
  g_autoptr (HwTestStore) test = store_with_mails (3);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) two = NULL;
  g_autoptr (GPtrArray) rest = NULL;

  hw_store_lease_mails (test->store, T0 + 10, T0 + MINUTE, 2, &two, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (two->len, ==, 2);
  g_assert_cmpstr (((HwMailRecord *) g_ptr_array_index (two, 0))->recipient, ==, "0@example.jp");
  g_assert_cmpstr (((HwMailRecord *) g_ptr_array_index (two, 1))->recipient, ==, "1@example.jp");

  rest = lease (test->store, T0 + 10);
  g_assert_cmpuint (rest->len, ==, 1);
  g_assert_cmpstr (((HwMailRecord *) g_ptr_array_index (rest, 0))->recipient, ==, "2@example.jp");
}

static void
test_not_before_due (void)
{
  g_autoptr (HwTestStore) test = store_with_mails (1);
  g_autoptr (GPtrArray) early = lease (test->store, T0 - 1);
  g_autoptr (GPtrArray) due = lease (test->store, T0);

  g_assert_cmpuint (early->len, ==, 0);
  g_assert_cmpuint (due->len, ==, 1);
}

static void
test_lease_keeps_others_away (void)
{
  g_autoptr (HwTestStore) test = store_with_mails (1);
  g_autoptr (GPtrArray) first = lease (test->store, T0);
  g_autoptr (GPtrArray) meanwhile = lease (test->store, T0 + MINUTE - 1);
  g_autoptr (GPtrArray) afterwards = NULL;

  g_assert_cmpuint (first->len, ==, 1);
  g_assert_cmpuint (meanwhile->len, ==, 0);
  g_assert_cmpint (next_at (test->store), ==, T0 + MINUTE);
  hw_test_store_reopen (test);
  afterwards = lease (test->store, T0 + MINUTE);
  g_assert_cmpuint (afterwards->len, ==, 1);
  g_assert_cmpuint (((HwMailRecord *) g_ptr_array_index (afterwards, 0))->attempts, ==, 0);
}

static void
test_hold_lengthens (void)
{
  g_autoptr (HwTestStore) test = store_with_mails (1);
  g_autoptr (GPtrArray) first = lease (test->store, T0);
  g_autoptr (GPtrArray) meanwhile = NULL;
  g_autoptr (GPtrArray) afterwards = NULL;
  HwId id = only_id (first);

  g_assert_true (hold (test->store, &id, T0 + 2 * MINUTE));
  meanwhile = lease (test->store, T0 + 2 * MINUTE - 1);
  g_assert_cmpuint (meanwhile->len, ==, 0);
  afterwards = lease (test->store, T0 + 2 * MINUTE);
  g_assert_cmpuint (afterwards->len, ==, 1);
}

static void
test_hold_of_0_frees (void)
{
  g_autoptr (HwTestStore) test = store_with_mails (1);
  g_autoptr (GPtrArray) first = lease (test->store, T0);
  g_autoptr (GPtrArray) again = NULL;
  HwId id = only_id (first);

  g_assert_true (hold (test->store, &id, 0));
  again = lease (test->store, T0);
  g_assert_cmpuint (again->len, ==, 1);
  g_assert_cmpuint (((HwMailRecord *) g_ptr_array_index (again, 0))->attempts, ==, 0);
}

static void
test_done_is_gone (void)
{
  g_autoptr (HwTestStore) test = store_with_mails (1);
  g_autoptr (GPtrArray) first = lease (test->store, T0);
  g_autoptr (GPtrArray) again = NULL;
  HwId id = only_id (first);

  mail_done (test->store, &id);
  g_assert_cmpint (next_at (test->store), ==, 0);
  again = lease (test->store, T0 + HOUR);
  g_assert_cmpuint (again->len, ==, 0);
  g_assert_false (hold (test->store, &id, T0 + HOUR));
  mail_done (test->store, &id);
  mail_retry (test->store, &id, T0);
  g_assert_cmpint (next_at (test->store), ==, 0);
}

static void
test_retry_waits (void)
{
  g_autoptr (HwTestStore) test = store_with_mails (1);
  g_autoptr (GPtrArray) first = lease (test->store, T0);
  g_autoptr (GPtrArray) early = NULL;
  g_autoptr (GPtrArray) due = NULL;
  HwId id = only_id (first);

  mail_retry (test->store, &id, T0 + 10);
  g_assert_cmpint (next_at (test->store), ==, T0 + 10);
  early = lease (test->store, T0 + 9);
  g_assert_cmpuint (early->len, ==, 0);
  due = lease (test->store, T0 + 10);
  g_assert_cmpuint (due->len, ==, 1);
  g_assert_cmpuint (((HwMailRecord *) g_ptr_array_index (due, 0))->attempts, ==, 1);
  g_assert_cmpint (((HwMailRecord *) g_ptr_array_index (due, 0))->next_attempt_at, ==, T0 + 10);
}

static void
test_leased_as_queued (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autoptr (HwTestStart) first = test_start_new ("a", HW_PURPOSE_AGAIN, EMAIL, T0);
  g_autoptr (GPtrArray) mails = NULL;
  const HwMailRecord *mail;

  g_assert_cmpint (run_start (test->store, first, NULL, NULL), ==, HW_START_DONE);
  mails = lease (test->store, T0);
  mail = g_ptr_array_index (mails, 0);
  g_assert_cmpstr (mail->id.text, ==, first->mail->id.text);
  g_assert_cmpint (mail->purpose, ==, HW_PURPOSE_AGAIN);
  g_assert_cmpint (mail->language, ==, HW_LANGUAGE_EN);
  g_assert_cmpstr (mail->recipient, ==, EMAIL);
  g_assert_cmpint (mail->requested_at, ==, T0);
  g_assert_cmpint (mail->stale_at, ==, T0 + 30 * MINUTE);
  g_assert_cmpint (mail->next_attempt_at, ==, T0);
}

static void
test_state (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autoptr (GError) error = NULL;
  HwOutboxState state;

  hw_store_outbox_state (test->store, &state, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (state.waiting, ==, 0);
  g_assert_cmpint (state.oldest_at, ==, 0);

  start (test->store, "decoy", HW_PURPOSE_FIRST, OTHER_EMAIL, T0);
  hw_store_outbox_state (test->store, &state, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (state.waiting, ==, 1);
  g_assert_cmpint (state.oldest_at, ==, 0);

  add_account (test->store, "1301-123456-7", "Sample Works", EMAIL);
  start (test->store, "a", HW_PURPOSE_FIRST, EMAIL, T0 + MINUTE);
  start (test->store, "b", HW_PURPOSE_FIRST, EMAIL, T0 + 2 * MINUTE);
  hw_store_outbox_state (test->store, &state, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (state.waiting, ==, 3);
  g_assert_cmpint (state.oldest_at, ==, T0 + MINUTE);
}

void
hw_test_add_outbox (void)
{
  hw_test_add ("outbox/oldest-due-is-leased-first", test_oldest_due_first);
  hw_test_add ("outbox/nothing-is-leased-before-it-is-due", test_not_before_due);
  hw_test_add ("outbox/lease-keeps-others-away-until-it-ends", test_lease_keeps_others_away);
  hw_test_add ("outbox/hold-lengthens-the-lease", test_hold_lengthens);
  hw_test_add ("outbox/hold-of-0-frees-the-row", test_hold_of_0_frees);
  hw_test_add ("outbox/done-is-gone", test_done_is_gone);
  hw_test_add ("outbox/retry-waits-and-counts", test_retry_waits);
  hw_test_add ("outbox/is-leased-as-queued", test_leased_as_queued);
  hw_test_add ("outbox/state-tells-number-and-age", test_state);
}
