/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hw-test-data.h"
#include "hw-test-store.h"

static void
test_known_address_gets_a_key (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autoptr (HwTestStart) first = test_start_new ("a", HW_PURPOSE_FIRST, "Taro@Example.JP", T0);
  g_autoptr (HwRegistrationRecord) record = NULL;
  g_autoptr (HwAccount) account = NULL;
  g_autoptr (GPtrArray) mails = NULL;
  const HwMailRecord *mail;

  add_account (test->store, "1301-123456-7", "Sample Works", EMAIL);
  account = require_account (test->store, EMAIL);
  g_assert_cmpint (run_start (test->store, first, &record, NULL), ==, HW_START_DONE);

  g_assert_false (record->decoy);
  g_assert_cmpint (record->account_id, ==, account->id);
  g_assert_cmpstr (record->email, ==, "Taro@Example.JP");

  mails = lease (test->store, T0);
  g_assert_cmpuint (mails->len, ==, 1);
  mail = g_ptr_array_index (mails, 0);
  g_assert_cmpint (mail->kind, ==, HW_MAIL_KEY);
  g_assert_false (mail->discard);
  g_assert_cmpstr (mail->recipient, ==, EMAIL);
  g_assert_cmpstr (mail->reference, ==, "0420");
  g_assert_true (g_bytes_equal (mail->sealed_key, first->mail->sealed_key));
  g_assert_cmpstr (mail->registration_id.text, ==, record->id.text);
}

/* Of whoever must not get a key: the same rows, told apart by the decoy's mark alone. */
static void
assert_decoy (HwTestStore *test, const char *id, HwPurpose purpose, const char *email, gboolean discarded)
{
  g_autoptr (HwTestStart) first = test_start_new (id, purpose, email, T0 + HOUR);
  g_autoptr (HwRegistrationRecord) record = NULL;
  g_autoptr (HwRegistrationRecord) found = NULL;
  g_autoptr (GPtrArray) before = lease (test->store, T0 + HOUR);
  g_autoptr (GPtrArray) mails = NULL;
  const HwMailRecord *mail;

  g_assert_cmpint (run_start (test->store, first, &record, NULL), ==, HW_START_DONE);
  g_assert_true (record->decoy);
  g_assert_cmpint (record->account_id, ==, 0);

  found = find (test->store, id);
  g_assert_nonnull (found);
  g_assert_cmpint (found->expires_at, ==, T0 + HOUR + 30 * MINUTE);
  g_assert_cmpint (try_key (test->store, id, id, T0 + HOUR, NULL), ==, HW_KEY_WRONG);

  mails = lease (test->store, T0 + HOUR);
  g_assert_cmpuint (mails->len, ==, 1);
  mail = g_ptr_array_index (mails, 0);
  g_assert_cmpint (mail->discard, ==, discarded);
  if (discarded)
    {
      g_assert_cmpint (mail->kind, ==, HW_MAIL_KEY);
      g_assert_true (g_bytes_equal (mail->sealed_key, first->mail->sealed_key));
    }
  else
    {
      g_assert_null (mail->sealed_key);
    }
}

static void
test_unknown_address_gets_a_decoy (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();

  assert_decoy (test, "a", HW_PURPOSE_FIRST, EMAIL, TRUE);
  assert_decoy (test, "b", HW_PURPOSE_AGAIN, EMAIL, TRUE);
}

static void
test_disabled_account_gets_a_decoy (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autoptr (GError) error = NULL;

  add_account (test->store, "1301-123456-7", "Sample Works", EMAIL);
  hw_store_set_disabled (test->store, EMAIL, TRUE, NULL, &error);
  g_assert_no_error (error);

  assert_decoy (test, "a", HW_PURPOSE_FIRST, EMAIL, TRUE);
}

static void
test_wrong_purpose_gets_a_notice (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();

  open_account (test->store, EMAIL, T0);
  add_account (test->store, "1301-123456-7", "Sample Works", OTHER_EMAIL);

  assert_decoy (test, "a", HW_PURPOSE_FIRST, EMAIL, FALSE);
  assert_decoy (test, "b", HW_PURPOSE_AGAIN, OTHER_EMAIL, FALSE);
}

static void
test_notice_tells_its_kind (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autoptr (GPtrArray) mails = NULL;

  add_account (test->store, "1301-123456-7", "Sample Works", EMAIL);
  start (test->store, "a", HW_PURPOSE_AGAIN, EMAIL, T0);

  mails = lease (test->store, T0);
  g_assert_cmpuint (mails->len, ==, 1);
  g_assert_cmpint (((HwMailRecord *) g_ptr_array_index (mails, 0))->kind, ==, HW_MAIL_NOT_YET_OPENED);
}

static void
test_leaves_others_alone (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();

  add_account (test->store, "1301-123456-7", "Sample Works", EMAIL);
  start (test->store, "a", HW_PURPOSE_FIRST, EMAIL, T0);
  start (test->store, "b", HW_PURPOSE_FIRST, EMAIL, T0 + MINUTE);

  g_assert_cmpint (try_key (test->store, "a", "a", T0 + MINUTE, NULL), ==, HW_KEY_RIGHT);
  g_assert_cmpint (try_key (test->store, "b", "b", T0 + MINUTE, NULL), ==, HW_KEY_RIGHT);
}

/* ---- Idempotency-Keys ---- */

static void
test_repeat_returns_the_same (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autoptr (HwTestStart) first = test_start_new ("a", HW_PURPOSE_FIRST, EMAIL, T0);
  g_autoptr (HwTestStart) repeat = test_start_new ("b", HW_PURPOSE_FIRST, EMAIL, T0 + MINUTE);
  g_autoptr (HwRegistrationRecord) record = NULL;
  g_autoptr (GPtrArray) mails = NULL;
  HwLimit limit = { .subject = hash_of ("limit"), .window = HOUR, .most = 1 };
  gint64 wait;

  first->start.limits = repeat->start.limits = &limit;
  first->start.n_limits = repeat->start.n_limits = 1;
  repeat->start.idempotency = first->start.idempotency;
  add_account (test->store, "1301-123456-7", "Sample Works", EMAIL);

  g_assert_cmpint (run_start (test->store, first, NULL, NULL), ==, HW_START_DONE);
  try_key (test->store, "a", "wrong", T0, NULL);
  g_assert_cmpint (run_start (test->store, repeat, &record, &wait), ==, HW_START_REPEATED);

  g_assert_cmpstr (record->id.text, ==, first->record->id.text);
  g_assert_cmpint (record->started_at, ==, T0);
  g_assert_cmpuint (record->wrong_tries, ==, 1);
  g_assert_cmpint (wait, ==, 0);
  mails = lease (test->store, T0 + MINUTE);
  g_assert_cmpuint (mails->len, ==, 1);
  g_assert_null (find (test->store, "b"));
}

static void
test_other_body_conflicts (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autoptr (HwTestStart) first = test_start_new ("a", HW_PURPOSE_FIRST, EMAIL, T0);
  g_autoptr (HwTestStart) other = test_start_new ("b", HW_PURPOSE_FIRST, OTHER_EMAIL, T0);
  g_autoptr (HwRegistrationRecord) record = NULL;

  other->start.idempotency = first->start.idempotency;
  g_assert_cmpint (run_start (test->store, first, NULL, NULL), ==, HW_START_DONE);
  g_assert_cmpint (run_start (test->store, other, &record, NULL), ==, HW_START_CONFLICT);
  g_assert_null (record);
  g_assert_null (find (test->store, "b"));
}

static void
test_key_is_free_after_its_period (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autoptr (HwTestStart) first = test_start_new ("a", HW_PURPOSE_FIRST, EMAIL, T0);
  g_autoptr (HwTestStart) late = test_start_new ("b", HW_PURPOSE_FIRST, OTHER_EMAIL, T0 + 30 * MINUTE - 1);

  late->start.idempotency = first->start.idempotency;
  g_assert_cmpint (run_start (test->store, first, NULL, NULL), ==, HW_START_DONE);
  g_assert_cmpint (run_start (test->store, late, NULL, NULL), ==, HW_START_CONFLICT);
  late->start.now += 1;
  g_assert_cmpint (run_start (test->store, late, NULL, NULL), ==, HW_START_DONE);
}

static void
test_refused_leaves_the_key_free (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autoptr (HwTestStart) refused = test_start_new ("a", HW_PURPOSE_FIRST, EMAIL, T0);
  g_autoptr (HwTestStart) later = test_start_new ("b", HW_PURPOSE_FIRST, OTHER_EMAIL, T0);
  HwLimit none = { .subject = hash_of ("limit"), .window = HOUR, .most = 0 };

  refused->start.limits = &none;
  refused->start.n_limits = 1;
  later->start.idempotency = refused->start.idempotency;
  g_assert_cmpint (run_start (test->store, refused, NULL, NULL), ==, HW_START_LIMITED);
  g_assert_cmpint (run_start (test->store, later, NULL, NULL), ==, HW_START_DONE);
}

static void
test_key_ends_with_its_registration (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autoptr (HwTestStart) first = test_start_new ("a", HW_PURPOSE_FIRST, EMAIL, T0);
  g_autoptr (GError) error = NULL;
  HwHash credential = credential_of ("a");
  gboolean found;

  g_assert_cmpint (run_start (test->store, first, NULL, NULL), ==, HW_START_DONE);
  hw_store_give_up (test->store, &credential, NULL, &found, &error);
  g_assert_no_error (error);
  first->mail->id = hw_id_new ();
  g_assert_cmpint (run_start (test->store, first, NULL, NULL), ==, HW_START_DONE);
}

/* What fails half-way leaves nothing behind. */
static void
test_failure_leaves_nothing (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autoptr (HwTestStart) first = test_start_new ("a", HW_PURPOSE_FIRST, EMAIL, T0);
  g_autoptr (HwTestStart) same_mail = test_start_new ("b", HW_PURPOSE_FIRST, EMAIL, T0);
  g_autoptr (HwRegistrationRecord) record = NULL;
  g_autoptr (GError) error = NULL;
  HwLimit limit = { .subject = hash_of ("limit"), .window = HOUR, .most = 1 };
  HwStartOutcome outcome;
  gint64 wait;

  same_mail->mail->id = first->mail->id;
  same_mail->start.limits = &limit;
  same_mail->start.n_limits = 1;
  g_assert_cmpint (run_start (test->store, first, NULL, NULL), ==, HW_START_DONE);

  g_assert_false (
    hw_store_start_registration (test->store, &same_mail->start, &outcome, &record, NULL, &error));
  g_assert_error (error, HW_STORE_ERROR, HW_STORE_ERROR_FAILED);
  g_assert_null (record);
  g_assert_null (find (test->store, "b"));
  g_clear_error (&error);
  hw_store_limit_wait (test->store, &limit, 1, T0, &wait, &error);
  g_assert_no_error (error);
  g_assert_cmpint (wait, ==, 0);

  same_mail->mail->id = hw_id_new ();
  g_assert_cmpint (run_start (test->store, same_mail, NULL, NULL), ==, HW_START_DONE);
}

void
hw_test_add_start (void)
{
  hw_test_add ("start/known-address-gets-a-key", test_known_address_gets_a_key);
  hw_test_add ("start/unknown-address-gets-a-decoy", test_unknown_address_gets_a_decoy);
  hw_test_add ("start/disabled-account-gets-a-decoy", test_disabled_account_gets_a_decoy);
  hw_test_add ("start/wrong-purpose-gets-a-decoy-and-a-notice", test_wrong_purpose_gets_a_notice);
  hw_test_add ("start/notice-tells-its-kind", test_notice_tells_its_kind);
  hw_test_add ("start/leaves-the-addresss-others-alone", test_leaves_others_alone);
  hw_test_add ("start/repeat-returns-the-same-registration", test_repeat_returns_the_same);
  hw_test_add ("start/other-body-conflicts", test_other_body_conflicts);
  hw_test_add ("start/idempotency-key-is-free-after-its-period", test_key_is_free_after_its_period);
  hw_test_add ("start/refused-leaves-the-idempotency-key-free", test_refused_leaves_the_key_free);
  hw_test_add ("start/idempotency-key-ends-with-its-registration", test_key_ends_with_its_registration);
  hw_test_add ("start/failure-leaves-nothing-behind", test_failure_leaves_nothing);
}
