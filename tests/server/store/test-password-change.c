/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hw-test-data.h"
#include "hw-test-store.h"

#define PASSWORD_HASH "hash:opening " EMAIL

static gboolean
change_password (HwStore *store, const char *session, const char *password_hash, gint64 now)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HwAccount) account = require_account (store, EMAIL);
  g_autoptr (HwMailRecord) notice = hw_mail_record_new ();
  HwStorePasswordChange change = {
    .now = now,
    .account_id = account->id,
    .current_session = session_id (session),
    .password_hash = password_hash,
    .new_password_hash = "hash:new",
    .known_origin = hash_of ("known:office"),
    .notice = notice,
  };
  gboolean allowed = begin_login (store, EMAIL, "office", now, &change.reservation, NULL);
  gboolean changed;

  g_assert_true (allowed);
  notice->id = hw_id_new ();
  notice->kind = HW_MAIL_PASSWORD_CHANGED;
  notice->recipient = g_strdup ("replaced@example.jp");
  notice->requested_at = notice->next_attempt_at = now;
  hw_store_change_password (store, &change, &changed, &error);
  g_assert_no_error (error);

  return changed;
}

static HwTestStore *
store_with_sessions (void)
{
  HwTestStore *test = hw_test_store_new ();

  open_account (test->store, EMAIL, T0);
  g_assert_true (log_in (test->store, "a", EMAIL, PASSWORD_HASH, T0));
  g_assert_true (log_in (test->store, "b", EMAIL, PASSWORD_HASH, T0));

  return test;
}

static void
test_sets_the_password (void)
{
  g_autoptr (HwTestStore) test = store_with_sessions ();
  g_autoptr (HwAccount) account = NULL;

  g_assert_true (change_password (test->store, "a", PASSWORD_HASH, T0 + MINUTE));
  account = require_account (test->store, EMAIL);
  g_assert_cmpstr (account->password_hash, ==, "hash:new");
  g_assert_cmpint (account->password_set_at, ==, T0 + MINUTE);
  g_assert_cmpint (account->opened_at, ==, T0);
}

static void
test_ends_the_others (void)
{
  g_autoptr (HwTestStore) test = store_with_sessions ();
  g_autoptr (HwRegistrationRecord) completed = NULL;
  g_autoptr (HwRegistrationRecord) open = NULL;

  start (test->store, "open", HW_PURPOSE_AGAIN, EMAIL, T0);
  g_assert_true (change_password (test->store, "a", PASSWORD_HASH, T0 + MINUTE));
  g_assert_true (session_lives (test->store, "a", T0 + MINUTE));
  g_assert_false (session_lives (test->store, "b", T0 + MINUTE));
  open = find (test->store, "open");
  g_assert_true (open->decoy);
  g_assert_cmpint (try_key (test->store, "open", "open", T0, NULL), ==, HW_KEY_WRONG);
  completed = find (test->store, "opening " EMAIL);
  g_assert_nonnull (completed);
}

static void
test_queues_the_notice (void)
{
  g_autoptr (HwTestStore) test = store_with_sessions ();
  g_autoptr (GPtrArray) before = lease (test->store, T0 + MINUTE);
  g_autoptr (GPtrArray) mails = NULL;
  const HwMailRecord *mail;

  g_assert_true (change_password (test->store, "a", PASSWORD_HASH, T0 + MINUTE));
  mails = lease (test->store, T0 + MINUTE);
  g_assert_cmpuint (mails->len, ==, 1);
  mail = g_ptr_array_index (mails, 0);
  g_assert_cmpint (mail->kind, ==, HW_MAIL_PASSWORD_CHANGED);
  g_assert_cmpstr (mail->recipient, ==, EMAIL);
}

static void
test_counts_no_failure (void)
{
  g_autoptr (HwTestStore) test = store_with_sessions ();

  g_assert_true (change_password (test->store, "a", PASSWORD_HASH, T0));
  for (guint i = 0; i < 10; i++)
    g_assert_true (begin_login (test->store, EMAIL, "office", T0, &(HwId){ 0 }, NULL));
  g_assert_false (begin_login (test->store, EMAIL, "office", T0, &(HwId){ 0 }, NULL));
}

static void
assert_unchanged (HwStore *store)
{
  g_autoptr (HwAccount) account = require_account (store, EMAIL);

  g_assert_cmpstr (account->password_hash, ==, PASSWORD_HASH);
}

static void
test_refused_after_another_change (void)
{
  g_autoptr (HwTestStore) test = store_with_sessions ();

  g_assert_false (change_password (test->store, "a", "hash:former", T0));
  assert_unchanged (test->store);
  g_assert_true (session_lives (test->store, "b", T0));
}

static void
test_refused_without_its_session (void)
{
  g_autoptr (HwTestStore) test = store_with_sessions ();

  g_assert_false (change_password (test->store, "ended", PASSWORD_HASH, T0));
  assert_unchanged (test->store);
}

static void
test_refused_with_anothers_session (void)
{
  g_autoptr (HwTestStore) test = store_with_sessions ();

  open_account (test->store, OTHER_EMAIL, T0);
  g_assert_true (log_in (test->store, "x", OTHER_EMAIL, "hash:opening " OTHER_EMAIL, T0));
  g_assert_false (change_password (test->store, "x", PASSWORD_HASH, T0));
  assert_unchanged (test->store);
}

void
hw_test_add_password_change (void)
{
  hw_test_add ("password-change/sets-the-password", test_sets_the_password);
  hw_test_add ("password-change/ends-other-sessions-and-open-registrations", test_ends_the_others);
  hw_test_add ("password-change/queues-the-notice", test_queues_the_notice);
  hw_test_add ("password-change/counts-no-failure", test_counts_no_failure);
  hw_test_add ("password-change/refused-after-another-change", test_refused_after_another_change);
  hw_test_add ("password-change/refused-when-its-session-ended", test_refused_without_its_session);
  hw_test_add ("password-change/refused-with-anothers-session", test_refused_with_anothers_session);
}
