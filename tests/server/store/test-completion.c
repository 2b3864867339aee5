/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hw-test-data.h"
#include "hw-test-store.h"

static void
test_opens_my_page (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autoptr (HwAccount) answered = NULL;
  g_autoptr (HwAccount) account = NULL;
  g_autoptr (HwRegistrationRecord) record = NULL;

  add_account (test->store, "1301-123456-7", "Sample Works", EMAIL);
  start (test->store, "a", HW_PURPOSE_FIRST, EMAIL, T0);
  g_assert_cmpint (complete (test->store, "a", "a", T0 + MINUTE, &answered), ==, HW_KEY_RIGHT);

  account = require_account (test->store, EMAIL);
  g_assert_cmpstr (account->password_hash, ==, "hash:a");
  g_assert_cmpint (account->opened_at, ==, T0 + MINUTE);
  g_assert_cmpint (account->password_set_at, ==, T0 + MINUTE);
  g_assert_cmpint (account->last_login_at, ==, 0);
  g_assert_cmpstr (account->privacy_version, ==, "p1");
  g_assert_cmpstr (account->terms_version, ==, "t1");
  g_assert_cmpint (account->consented_at, ==, T0);

  g_assert_cmpint (answered->id, ==, account->id);
  g_assert_cmpstr (answered->email, ==, EMAIL);
  g_assert_cmpint (answered->opened_at, ==, T0 + MINUTE);
  g_assert_cmpstr (answered->establishment_name, ==, "Sample Works");

  record = find (test->store, "a");
  g_assert_cmpint (record->completed_at, ==, T0 + MINUTE);
}

static void
test_takes_effect_once (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autoptr (HwAccount) account = NULL;
  guint wrong_tries = 42;

  add_account (test->store, "1301-123456-7", "Sample Works", EMAIL);
  start (test->store, "a", HW_PURPOSE_FIRST, EMAIL, T0);
  g_assert_cmpint (complete (test->store, "a", "a", T0, NULL), ==, HW_KEY_RIGHT);
  g_assert_cmpint (complete (test->store, "a", "a", T0 + 1, NULL), ==, HW_KEY_COMPLETED);
  g_assert_cmpint (try_key (test->store, "a", "wrong", T0 + 1, &wrong_tries), ==, HW_KEY_COMPLETED);
  g_assert_cmpuint (wrong_tries, ==, 0);
  account = require_account (test->store, EMAIL);
  g_assert_cmpint (account->opened_at, ==, T0);
}

static void
test_checks_key_again (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autoptr (HwTestResend) resend = test_resend_new ("a", "2", T0 + MINUTE);
  g_autoptr (HwAccount) account = NULL;
  g_autoptr (HwRegistrationRecord) record = NULL;

  add_account (test->store, "1301-123456-7", "Sample Works", EMAIL);
  start (test->store, "a", HW_PURPOSE_FIRST, EMAIL, T0);
  g_assert_cmpint (try_key (test->store, "a", "a", T0, NULL), ==, HW_KEY_RIGHT);
  g_assert_cmpint (run_resend (test->store, resend, NULL, NULL), ==, HW_START_DONE);
  g_assert_cmpint (complete (test->store, "a", "a", T0 + MINUTE, NULL), ==, HW_KEY_WRONG);

  account = require_account (test->store, EMAIL);
  g_assert_null (account->password_hash);
  record = find (test->store, "a");
  g_assert_cmpuint (record->wrong_tries, ==, 0);
  g_assert_cmpint (complete (test->store, "a", "a:2", T0 + MINUTE, NULL), ==, HW_KEY_RIGHT);
}

static void
test_checks_expiry (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();

  add_account (test->store, "1301-123456-7", "Sample Works", EMAIL);
  start (test->store, "a", HW_PURPOSE_FIRST, EMAIL, T0);
  g_assert_cmpint (complete (test->store, "a", "a", T0 + 30 * MINUTE, NULL), ==, HW_KEY_EXPIRED);
  g_assert_cmpint (complete (test->store, "a", "a", T0 + 30 * MINUTE - 1, NULL), ==, HW_KEY_RIGHT);
}

static void
test_disabled_meanwhile_is_wrong (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autoptr (GError) error = NULL;

  add_account (test->store, "1301-123456-7", "Sample Works", EMAIL);
  start (test->store, "a", HW_PURPOSE_FIRST, EMAIL, T0);
  hw_store_set_disabled (test->store, EMAIL, TRUE, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (complete (test->store, "a", "a", T0, NULL), ==, HW_KEY_WRONG);
}

static void
test_again_sets_the_password_anew (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autoptr (HwAccount) account = NULL;

  open_account (test->store, EMAIL, T0);
  start (test->store, "again", HW_PURPOSE_AGAIN, EMAIL, T0 + HOUR);
  g_assert_cmpint (complete (test->store, "again", "again", T0 + HOUR + MINUTE, NULL), ==, HW_KEY_RIGHT);

  account = require_account (test->store, EMAIL);
  g_assert_cmpstr (account->password_hash, ==, "hash:again");
  g_assert_cmpint (account->opened_at, ==, T0);
  g_assert_cmpint (account->password_set_at, ==, T0 + HOUR + MINUTE);
  g_assert_cmpstr (account->privacy_version, ==, "p1");
  g_assert_cmpint (account->consented_at, ==, T0);
}

static void
test_ends_sessions_and_others (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autoptr (HwRegistrationRecord) completed = NULL;
  g_autoptr (HwRegistrationRecord) other = NULL;
  g_autoptr (HwRegistrationRecord) strangers = NULL;
  gint64 now = T0 + HOUR;

  open_account (test->store, EMAIL, T0);
  open_account (test->store, OTHER_EMAIL, T0);
  g_assert_true (log_in (test->store, "mine", EMAIL, "hash:opening " EMAIL, now));
  g_assert_true (log_in (test->store, "other", OTHER_EMAIL, "hash:opening " OTHER_EMAIL, now));
  start (test->store, "a", HW_PURPOSE_AGAIN, EMAIL, now);
  start (test->store, "b", HW_PURPOSE_AGAIN, EMAIL, now);
  start (test->store, "stranger", HW_PURPOSE_AGAIN, OTHER_EMAIL, now);
  g_assert_cmpint (complete (test->store, "a", "a", now, NULL), ==, HW_KEY_RIGHT);

  g_assert_false (session_lives (test->store, "mine", now));
  g_assert_true (session_lives (test->store, "other", now));
  other = find (test->store, "b");
  g_assert_true (other->decoy);
  g_assert_cmpint (other->account_id, ==, 0);
  g_assert_cmpint (try_key (test->store, "b", "b", now, NULL), ==, HW_KEY_WRONG);
  completed = find (test->store, "opening " EMAIL);
  g_assert_nonnull (completed);
  strangers = find (test->store, "stranger");
  g_assert_false (strangers->decoy);
}

/* Waiting keys of the account are thrown away, the notice goes out, and what others wait for too. */
static void
test_mails_afterwards (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autoptr (GPtrArray) mails = NULL;
  guint n_sent = 0;

  add_account (test->store, "1301-123456-7", "Sample Works", EMAIL);
  add_account (test->store, "1301-123456-7", "Sample Works", OTHER_EMAIL);
  start (test->store, "a", HW_PURPOSE_FIRST, EMAIL, T0);
  start (test->store, "b", HW_PURPOSE_FIRST, EMAIL, T0);
  start (test->store, "c", HW_PURPOSE_FIRST, OTHER_EMAIL, T0);
  g_assert_cmpint (complete (test->store, "a", "a", T0 + 1, NULL), ==, HW_KEY_RIGHT);

  mails = lease (test->store, T0 + 1);
  g_assert_cmpuint (mails->len, ==, 4);
  for (guint i = 0; i < mails->len; i++)
    {
      const HwMailRecord *mail = g_ptr_array_index (mails, i);

      if (mail->discard)
        continue;
      n_sent++;
      g_assert_cmpint (mail->kind, ==, n_sent == 1 ? HW_MAIL_KEY : HW_MAIL_PASSWORD_SET);
      g_assert_cmpstr (mail->recipient, ==, n_sent == 1 ? OTHER_EMAIL : EMAIL);
    }
  g_assert_cmpuint (n_sent, ==, 2);
}

static void
test_again_clears_login_failures (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  gint64 wait;
  HwId reservation;

  open_account (test->store, EMAIL, T0);
  for (guint i = 0; i < 10; i++)
    g_assert_true (begin_login (test->store, EMAIL, "home", T0, &reservation, &wait));
  g_assert_false (begin_login (test->store, EMAIL, "home", T0, &reservation, &wait));

  start (test->store, "again", HW_PURPOSE_AGAIN, EMAIL, T0);
  g_assert_cmpint (complete (test->store, "again", "again", T0, NULL), ==, HW_KEY_RIGHT);
  g_assert_true (begin_login (test->store, EMAIL, "home", T0, &reservation, &wait));
}

static void
test_first_keeps_login_failures (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  gint64 wait;
  HwId reservation;

  for (guint i = 0; i < 10; i++)
    g_assert_true (begin_login (test->store, EMAIL, "home", T0, &reservation, &wait));
  open_account (test->store, EMAIL, T0);
  g_assert_false (begin_login (test->store, EMAIL, "home", T0, &reservation, &wait));
}

void
hw_test_add_completion (void)
{
  hw_test_add ("complete/opens-my-page", test_opens_my_page);
  hw_test_add ("complete/takes-effect-once", test_takes_effect_once);
  hw_test_add ("complete/checks-the-key-again-and-counts-nothing", test_checks_key_again);
  hw_test_add ("complete/arrival-decides-expiry", test_checks_expiry);
  hw_test_add ("complete/disabled-meanwhile-is-wrong", test_disabled_meanwhile_is_wrong);
  hw_test_add ("complete/again-sets-the-password-anew", test_again_sets_the_password_anew);
  hw_test_add ("complete/ends-sessions-and-other-open-registrations", test_ends_sessions_and_others);
  hw_test_add ("complete/discards-waiting-keys-and-queues-the-notice", test_mails_afterwards);
  hw_test_add ("complete/again-clears-login-failures", test_again_clears_login_failures);
  hw_test_add ("complete/first-keeps-login-failures", test_first_keeps_login_failures);
}
