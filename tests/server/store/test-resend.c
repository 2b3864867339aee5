/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hw-test-data.h"
#include "hw-test-store.h"

static void
test_replaces_the_key (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autoptr (HwTestResend) resend = test_resend_new ("a", "2", T0 + 20 * MINUTE);
  g_autoptr (HwRegistrationRecord) record = NULL;
  guint wrong_tries;

  add_account (test->store, "1301-123456-7", "Sample Works", EMAIL);
  start (test->store, "a", HW_PURPOSE_FIRST, EMAIL, T0);
  try_key (test->store, "a", "wrong", T0, NULL);

  g_assert_cmpint (run_resend (test->store, resend, &record, NULL), ==, HW_START_DONE);
  g_assert_cmpint (record->mailed_at, ==, T0 + 20 * MINUTE);
  g_assert_cmpint (record->expires_at, ==, T0 + 50 * MINUTE);
  g_assert_cmpint (record->started_at, ==, T0);

  g_assert_cmpint (try_key (test->store, "a", "a:2", T0 + 49 * MINUTE, &wrong_tries), ==, HW_KEY_RIGHT);
  g_assert_cmpuint (wrong_tries, ==, 1);
  g_assert_cmpint (try_key (test->store, "a", "a", T0 + 20 * MINUTE, &wrong_tries), ==, HW_KEY_WRONG);
  g_assert_cmpuint (wrong_tries, ==, 2);
}

static void
test_supersedes_the_waiting_mail (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autoptr (HwTestResend) resend = test_resend_new ("a", "2", T0 + MINUTE);
  g_autoptr (GPtrArray) mails = NULL;
  const HwMailRecord *mail;

  add_account (test->store, "1301-123456-7", "Sample Works", EMAIL);
  add_account (test->store, "1301-123456-7", "Sample Works", OTHER_EMAIL);
  start (test->store, "a", HW_PURPOSE_FIRST, EMAIL, T0);
  start (test->store, "b", HW_PURPOSE_FIRST, OTHER_EMAIL, T0);
  g_assert_cmpint (run_resend (test->store, resend, NULL, NULL), ==, HW_START_DONE);

  mails = lease (test->store, T0 + MINUTE);
  g_assert_cmpuint (mails->len, ==, 2);
  g_assert_cmpstr (((HwMailRecord *) g_ptr_array_index (mails, 0))->recipient, ==, OTHER_EMAIL);
  mail = g_ptr_array_index (mails, 1);
  g_assert_cmpstr (mail->id.text, ==, resend->mail->id.text);
  g_assert_cmpstr (mail->recipient, ==, EMAIL);
  g_assert_cmpstr (mail->reference, ==, "0420");
  g_assert_cmpint (mail->purpose, ==, HW_PURPOSE_FIRST);
  g_assert_false (mail->discard);
}

static void
test_revives_an_expired_key (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autoptr (HwTestResend) resend = test_resend_new ("a", "2", T0 + HOUR);

  add_account (test->store, "1301-123456-7", "Sample Works", EMAIL);
  start (test->store, "a", HW_PURPOSE_FIRST, EMAIL, T0);
  g_assert_cmpint (try_key (test->store, "a", "a", T0 + HOUR, NULL), ==, HW_KEY_EXPIRED);
  g_assert_cmpint (run_resend (test->store, resend, NULL, NULL), ==, HW_START_DONE);
  g_assert_cmpint (try_key (test->store, "a", "a:2", T0 + HOUR, NULL), ==, HW_KEY_RIGHT);
}

/* Also where its start was answered with a notice. */
static void
test_decoys_mail_is_discarded (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  const char *const emails[] = { EMAIL, OTHER_EMAIL };

  open_account (test->store, EMAIL, T0);
  for (guint i = 0; i < G_N_ELEMENTS (emails); i++)
    {
      g_autoptr (HwTestResend) resend = test_resend_new (emails[i], "2", T0 + HOUR + MINUTE);
      g_autoptr (HwRegistrationRecord) record = NULL;
      g_autoptr (GPtrArray) before = NULL;
      g_autoptr (GPtrArray) mails = NULL;
      const HwMailRecord *mail;

      start (test->store, emails[i], HW_PURPOSE_FIRST, emails[i], T0 + HOUR);
      before = lease (test->store, T0 + HOUR + MINUTE);
      g_assert_cmpint (run_resend (test->store, resend, &record, NULL), ==, HW_START_DONE);
      g_assert_true (record->decoy);

      mails = lease (test->store, T0 + HOUR + MINUTE);
      g_assert_cmpuint (mails->len, ==, 1);
      mail = g_ptr_array_index (mails, 0);
      g_assert_true (mail->discard);
      g_assert_cmpint (mail->kind, ==, HW_MAIL_KEY);
      g_assert_nonnull (mail->sealed_key);
    }
}

static void
test_refused_when_not_there (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autoptr (HwTestResend) resend = test_resend_new ("a", "2", T0);
  g_autoptr (HwRegistrationRecord) record = NULL;

  g_assert_cmpint (run_resend (test->store, resend, &record, NULL), ==, HW_START_REFUSED);
  g_assert_null (record);
}

static void
test_refused_when_completed (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autoptr (HwTestResend) resend = test_resend_new ("opening " EMAIL, "2", T0 + MINUTE);
  g_autoptr (HwRegistrationRecord) record = NULL;

  open_account (test->store, EMAIL, T0);
  g_assert_cmpint (run_resend (test->store, resend, &record, NULL), ==, HW_START_REFUSED);
  g_assert_cmpint (record->completed_at, ==, T0);
}

static void
test_refused_when_locked (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autoptr (HwTestResend) resend = test_resend_new ("a", "2", T0 + MINUTE);
  g_autoptr (HwRegistrationRecord) record = NULL;
  HwLimit none = { .subject = hash_of ("limit"), .window = HOUR, .most = 0 };

  resend->resend.limits = &none;
  resend->resend.n_limits = 1;
  start (test->store, "a", HW_PURPOSE_FIRST, EMAIL, T0);
  for (guint i = 0; i < TRIES; i++)
    try_key (test->store, "a", "wrong", T0, NULL);

  g_assert_cmpint (run_resend (test->store, resend, &record, NULL), ==, HW_START_REFUSED);
  g_assert_cmpuint (record->wrong_tries, ==, TRIES);
}

static void
test_limited_keeps_the_key (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autoptr (HwTestStart) first = test_start_new ("a", HW_PURPOSE_FIRST, EMAIL, T0);
  g_autoptr (HwTestResend) resend = test_resend_new ("a", "2", T0 + 20 * G_USEC_PER_SEC);
  g_autoptr (HwRegistrationRecord) record = NULL;
  HwLimit limit = { .subject = hash_of ("limit"), .window = MINUTE, .most = 1 };
  gint64 wait;

  first->start.limits = resend->resend.limits = &limit;
  first->start.n_limits = resend->resend.n_limits = 1;
  add_account (test->store, "1301-123456-7", "Sample Works", EMAIL);
  g_assert_cmpint (run_start (test->store, first, NULL, NULL), ==, HW_START_DONE);

  g_assert_cmpint (run_resend (test->store, resend, &record, &wait), ==, HW_START_LIMITED);
  g_assert_cmpint (wait, ==, 40 * G_USEC_PER_SEC);
  g_assert_null (record);
  g_assert_cmpint (try_key (test->store, "a", "a", T0, NULL), ==, HW_KEY_RIGHT);
}

static void
test_repeat_mails_nothing (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autoptr (HwTestResend) resend = test_resend_new ("a", "2", T0 + MINUTE);
  g_autoptr (HwTestResend) repeat = test_resend_new ("a", "3", T0 + 2 * MINUTE);
  g_autoptr (HwTestResend) other_body = test_resend_new ("a", "4", T0 + 2 * MINUTE);
  g_autoptr (HwRegistrationRecord) record = NULL;
  g_autoptr (GPtrArray) mails = NULL;

  repeat->resend.idempotency = other_body->resend.idempotency = resend->resend.idempotency;
  other_body->resend.fingerprint = hash_of ("other");
  add_account (test->store, "1301-123456-7", "Sample Works", EMAIL);
  start (test->store, "a", HW_PURPOSE_FIRST, EMAIL, T0);
  g_assert_cmpint (run_resend (test->store, resend, NULL, NULL), ==, HW_START_DONE);
  g_assert_cmpint (run_resend (test->store, repeat, &record, NULL), ==, HW_START_REPEATED);
  g_assert_cmpint (run_resend (test->store, other_body, NULL, NULL), ==, HW_START_CONFLICT);

  g_assert_cmpint (record->mailed_at, ==, T0 + MINUTE);
  g_assert_cmpint (try_key (test->store, "a", "a:2", T0 + 2 * MINUTE, NULL), ==, HW_KEY_RIGHT);
  mails = lease (test->store, T0 + 2 * MINUTE);
  g_assert_cmpuint (mails->len, ==, 1);
}

void
hw_test_add_resend (void)
{
  hw_test_add ("resend/replaces-the-key-and-keeps-the-tries", test_replaces_the_key);
  hw_test_add ("resend/supersedes-the-waiting-mail", test_supersedes_the_waiting_mail);
  hw_test_add ("resend/revives-an-expired-key", test_revives_an_expired_key);
  hw_test_add ("resend/decoys-mail-is-discarded", test_decoys_mail_is_discarded);
  hw_test_add ("resend/refused-when-not-there", test_refused_when_not_there);
  hw_test_add ("resend/refused-when-completed", test_refused_when_completed);
  hw_test_add ("resend/refused-when-locked-before-any-limit", test_refused_when_locked);
  hw_test_add ("resend/limited-keeps-the-key", test_limited_keeps_the_key);
  hw_test_add ("resend/repeat-mails-nothing", test_repeat_mails_nothing);
}
