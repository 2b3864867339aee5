/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hw-test-data.h"
#include "hw-test-store.h"

#define PASSWORD_HASH "hash:opening " EMAIL

static void
fail_logins (HwStore *store, const char *email, const char *origin, guint n, gint64 now)
{
  HwId reservation;

  for (guint i = 0; i < n; i++)
    g_assert_true (begin_login (store, email, origin, now, &reservation, NULL));
}

static void
test_failures_are_limited (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  HwId reservation;
  gint64 wait;

  fail_logins (test->store, EMAIL, "home", 10, T0);
  g_assert_false (begin_login (test->store, EMAIL, "home", T0 + MINUTE, &reservation, &wait));
  g_assert_cmpint (wait, ==, 59 * MINUTE);
  g_assert_cmpstr (reservation.text, ==, "");
  g_assert_true (begin_login (test->store, OTHER_EMAIL, "home", T0 + MINUTE, &reservation, &wait));
  g_assert_true (begin_login (test->store, EMAIL, "home", T0 + HOUR, &reservation, &wait));
}

static void
test_account_is_limited_over_all_origins (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  HwId reservation;

  fail_logins (test->store, EMAIL, "one", 10, T0);
  fail_logins (test->store, EMAIL, "two", 10, T0);
  g_assert_false (begin_login (test->store, EMAIL, "three", T0, &reservation, NULL));
}

/* Who guesses from elsewhere never locks out the employer's own machine. */
static void
test_known_origin_is_not_locked_out (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  gint64 later = T0 + 91 * G_TIME_SPAN_DAY;

  open_account (test->store, EMAIL, T0);
  g_assert_true (log_in (test->store, "a", EMAIL, PASSWORD_HASH, T0));

  fail_logins (test->store, EMAIL, "one", 10, T0 + HOUR);
  fail_logins (test->store, EMAIL, "two", 10, T0 + HOUR);
  g_assert_false (begin_login (test->store, EMAIL, "three", T0 + HOUR, &(HwId){ 0 }, NULL));
  g_assert_true (begin_login (test->store, EMAIL, "home", T0 + HOUR, &(HwId){ 0 }, NULL));

  fail_logins (test->store, EMAIL, "one", 10, later);
  fail_logins (test->store, EMAIL, "two", 10, later);
  g_assert_false (begin_login (test->store, EMAIL, "home", later, &(HwId){ 0 }, NULL));
}

static void
test_success_is_no_failure (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();

  open_account (test->store, EMAIL, T0);
  for (guint i = 0; i < 30; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);

      g_assert_true (log_in (test->store, id, EMAIL, PASSWORD_HASH, T0));
    }
}

static void
test_brings_the_account (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (HwAccount) account = NULL;
  g_autoptr (HwAccount) nobody = NULL;
  HwStoreLogin login = { .now = T0,
                         .account_limit = { .window = HOUR, .most = 5 },
                         .email = "TARO@example.jp" };
  gboolean limited;
  HwId reservation;

  open_account (test->store, EMAIL, T0);
  hw_store_begin_login (test->store, &login, &limited, NULL, &reservation, &account, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (account->password_hash, ==, PASSWORD_HASH);

  login.email = OTHER_EMAIL;
  hw_store_begin_login (test->store, &login, &limited, NULL, &reservation, &nobody, &error);
  g_assert_no_error (error);
  g_assert_false (limited);
  g_assert_null (nobody);
}

static void
test_notes_the_login (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autoptr (HwAccount) account = NULL;

  open_account (test->store, EMAIL, T0);
  g_assert_true (log_in (test->store, "a", EMAIL, PASSWORD_HASH, T0 + MINUTE));
  account = require_account (test->store, EMAIL);
  g_assert_cmpint (account->last_login_at, ==, T0 + MINUTE);
}

static void
test_not_opened_after_a_change (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autoptr (GError) error = NULL;

  open_account (test->store, EMAIL, T0);
  g_assert_false (log_in (test->store, "a", EMAIL, "hash:former", T0));
  g_assert_false (session_lives (test->store, "a", T0));

  hw_store_set_disabled (test->store, EMAIL, TRUE, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (log_in (test->store, "a", EMAIL, PASSWORD_HASH, T0));
}

static void
test_never_opened_account (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();

  add_account (test->store, "1301-123456-7", "Sample Works", EMAIL);
  g_assert_false (log_in (test->store, "a", EMAIL, "", T0));
}

static gboolean
open_by_hand (HwStore *store, HwSessionRecord *session, const char *new_password_hash)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HwAccount) account = require_account (store, EMAIL);
  HwStoreOpenSession open = {
    .now = T0 + MINUTE,
    .session = session,
    .most_sessions = 20,
    .password_hash = PASSWORD_HASH,
    .new_password_hash = new_password_hash,
  };
  gboolean opened;

  session->account_id = account->id;
  hw_store_open_session (store, &open, &opened, &error);
  g_assert_no_error (error);

  return opened;
}

static void
test_rehash_is_kept (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autoptr (HwAccount) account = NULL;
  HwSessionRecord session = { .id = session_id ("a"), .idle_period = HOUR, .ends_at = T0 + HOUR };

  open_account (test->store, EMAIL, T0);
  g_assert_true (open_by_hand (test->store, &session, "hash:stronger"));
  account = require_account (test->store, EMAIL);
  g_assert_cmpstr (account->password_hash, ==, "hash:stronger");
  g_assert_cmpint (account->password_set_at, ==, T0);
}

static void
test_idle_end_is_never_after_the_end (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  HwSessionRecord session = {
    .id = session_id ("a"),
    .credential_hash = hash_of ("session:a"),
    .idle_period = 2 * HOUR,
    .idle_ends_at = T0 + 2 * HOUR,
    .ends_at = T0 + HOUR,
  };

  open_account (test->store, EMAIL, T0);
  g_assert_true (open_by_hand (test->store, &session, NULL));
  g_assert_true (session_lives (test->store, "a", T0 + HOUR - 1));
  g_assert_false (session_lives (test->store, "a", T0 + HOUR));
}

static void
test_oldest_session_ends (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();

  open_account (test->store, EMAIL, T0);
  for (guint i = 0; i < 21; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);

      g_assert_true (log_in (test->store, id, EMAIL, PASSWORD_HASH, T0 + i));
    }
  g_assert_false (session_lives (test->store, "0", T0 + 30));
  g_assert_true (session_lives (test->store, "1", T0 + 30));
  g_assert_true (session_lives (test->store, "20", T0 + 30));
}

void
hw_test_add_login (void)
{
  hw_test_add ("login/failures-are-limited-per-account-and-origin", test_failures_are_limited);
  hw_test_add ("login/account-is-limited-over-all-origins", test_account_is_limited_over_all_origins);
  hw_test_add ("login/known-origin-is-not-locked-out", test_known_origin_is_not_locked_out);
  hw_test_add ("login/success-is-no-failure", test_success_is_no_failure);
  hw_test_add ("login/brings-the-account", test_brings_the_account);
  hw_test_add ("login/notes-the-login", test_notes_the_login);
  hw_test_add ("login/not-opened-after-a-change", test_not_opened_after_a_change);
  hw_test_add ("login/never-opened-account-has-no-password", test_never_opened_account);
  hw_test_add ("login/rehash-is-kept", test_rehash_is_kept);
  hw_test_add ("login/idle-end-is-never-after-the-end", test_idle_end_is_never_after_the_end);
  hw_test_add ("login/oldest-of-more-than-20-sessions-ends", test_oldest_session_ends);
}
