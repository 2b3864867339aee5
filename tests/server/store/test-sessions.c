/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hw-test-data.h"
#include "hw-test-store.h"

#define PASSWORD_HASH "hash:opening " EMAIL

static HwSessionRecord *
use (HwStore *store, const char *id, gint64 now)
{
  g_autofree char *name = g_strconcat ("session:", id, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (HwAccount) account = NULL;
  HwSessionRecord *session = NULL;
  HwHash credential = hash_of (name);

  hw_store_find_session (store, &credential, now, TRUE, &session, &account, &error);
  g_assert_no_error (error);
  g_assert_true ((session != NULL) == (account != NULL));

  return session;
}

static GPtrArray *
list (HwStore *store, gint64 now)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HwAccount) account = require_account (store, EMAIL);
  GPtrArray *sessions = NULL;

  hw_store_list_sessions (store, account->id, now, &sessions, &error);
  g_assert_no_error (error);

  return sessions;
}

static HwTestStore *
store_with_session (void)
{
  HwTestStore *test = hw_test_store_new ();

  open_account (test->store, EMAIL, T0);
  g_assert_true (log_in (test->store, "a", EMAIL, PASSWORD_HASH, T0));

  return test;
}

static void
test_found_as_written (void)
{
  g_autoptr (HwTestStore) test = store_with_session ();
  g_autoptr (HwSessionRecord) session = NULL;
  HwId id = session_id ("a");

  hw_test_store_reopen (test);
  session = use (test->store, "a", T0);
  g_assert_cmpstr (session->id.text, ==, id.text);
  g_assert_cmpstr (session->device, ==, "a");
  g_assert_false (session->remember);
  g_assert_cmpint (session->created_at, ==, T0);
  g_assert_cmpint (session->last_used_at, ==, T0);
  g_assert_cmpint (session->previous_login_at, ==, 0);
  g_assert_cmpint (session->idle_ends_at, ==, T0 + 30 * MINUTE);
  g_assert_cmpint (session->ends_at, ==, T0 + 8 * HOUR);
}

static void
test_remembers_the_login_before (void)
{
  g_autoptr (HwTestStore) test = store_with_session ();
  g_autoptr (HwSessionRecord) second = NULL;

  g_assert_true (log_in (test->store, "b", EMAIL, PASSWORD_HASH, T0 + MINUTE));
  second = use (test->store, "b", T0 + MINUTE);
  g_assert_cmpint (second->previous_login_at, ==, T0);
}

static void
test_use_moves_the_idle_end (void)
{
  g_autoptr (HwTestStore) test = store_with_session ();
  g_autoptr (HwSessionRecord) first = use (test->store, "a", T0 + 29 * MINUTE);
  g_autoptr (HwSessionRecord) second = NULL;

  g_assert_cmpint (first->idle_ends_at, ==, T0 + 59 * MINUTE);
  second = use (test->store, "a", T0 + 59 * MINUTE - 1);
  g_assert_nonnull (second);
  g_assert_cmpint (second->last_used_at, ==, T0 + 59 * MINUTE - 1);
}

static void
test_looking_does_not (void)
{
  g_autoptr (HwTestStore) test = store_with_session ();

  g_assert_true (session_lives (test->store, "a", T0 + 29 * MINUTE));
  g_assert_true (session_lives (test->store, "a", T0 + 30 * MINUTE - 1));
  g_assert_false (session_lives (test->store, "a", T0 + 30 * MINUTE));
}

static void
test_ends_for_good (void)
{
  g_autoptr (HwTestStore) test = store_with_session ();
  g_autoptr (HwSessionRecord) last = NULL;
  g_autoptr (HwSessionRecord) after = NULL;

  for (gint64 now = T0; now < T0 + 8 * HOUR; now += 20 * MINUTE)
    {
      g_autoptr (HwSessionRecord) session = use (test->store, "a", now);

      g_assert_nonnull (session);
    }
  last = use (test->store, "a", T0 + 8 * HOUR - 1);
  g_assert_cmpint (last->idle_ends_at, ==, T0 + 8 * HOUR);
  after = use (test->store, "a", T0 + 8 * HOUR);
  g_assert_null (after);
}

static void
test_earlier_use_moves_nothing_back (void)
{
  g_autoptr (HwTestStore) test = store_with_session ();
  g_autoptr (HwSessionRecord) late = use (test->store, "a", T0 + 10 * MINUTE);
  g_autoptr (HwSessionRecord) early = use (test->store, "a", T0 + 5 * MINUTE);

  g_assert_cmpint (early->idle_ends_at, ==, late->idle_ends_at);
  g_assert_cmpint (early->last_used_at, ==, T0 + 10 * MINUTE);
}

static void
test_listed_by_use (void)
{
  g_autoptr (HwTestStore) test = store_with_session ();
  g_autoptr (GPtrArray) sessions = NULL;
  g_autoptr (GPtrArray) later = NULL;
  g_autoptr (HwSessionRecord) used = NULL;

  g_assert_true (log_in (test->store, "b", EMAIL, PASSWORD_HASH, T0 + MINUTE));
  open_account (test->store, OTHER_EMAIL, T0);
  g_assert_true (log_in (test->store, "x", OTHER_EMAIL, "hash:opening " OTHER_EMAIL, T0));
  used = use (test->store, "a", T0 + 2 * MINUTE);

  sessions = list (test->store, T0 + 3 * MINUTE);
  g_assert_cmpuint (sessions->len, ==, 2);
  g_assert_cmpstr (((HwSessionRecord *) g_ptr_array_index (sessions, 0))->device, ==, "a");
  g_assert_cmpstr (((HwSessionRecord *) g_ptr_array_index (sessions, 1))->device, ==, "b");
  later = list (test->store, T0 + 31 * MINUTE);
  g_assert_cmpuint (later->len, ==, 1);
}

static void
test_ended_by_its_owner_only (void)
{
  g_autoptr (HwTestStore) test = store_with_session ();
  g_autoptr (GError) error = NULL;
  g_autoptr (HwAccount) account = require_account (test->store, EMAIL);
  HwId id = session_id ("a");
  gboolean found;

  hw_store_end_session (test->store, account->id + 1, &id, NULL, &found, &error);
  g_assert_no_error (error);
  g_assert_false (found);
  g_assert_true (session_lives (test->store, "a", T0));

  hw_store_end_session (test->store, account->id, &id, NULL, &found, &error);
  g_assert_no_error (error);
  g_assert_true (found);
  g_assert_false (session_lives (test->store, "a", T0));

  hw_store_end_session (test->store, account->id, &id, NULL, &found, &error);
  g_assert_no_error (error);
  g_assert_false (found);
}

static void
test_all_end (void)
{
  g_autoptr (HwTestStore) test = store_with_session ();
  g_autoptr (GError) error = NULL;
  g_autoptr (HwAccount) account = require_account (test->store, EMAIL);
  guint count;

  g_assert_true (log_in (test->store, "b", EMAIL, PASSWORD_HASH, T0));
  hw_store_end_sessions (test->store, account->id, NULL, &count, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count, ==, 2);
  g_assert_false (session_lives (test->store, "a", T0));
  g_assert_false (session_lives (test->store, "b", T0));
}

void
hw_test_add_sessions (void)
{
  hw_test_add ("sessions/are-found-as-written", test_found_as_written);
  hw_test_add ("sessions/remember-the-login-before", test_remembers_the_login_before);
  hw_test_add ("sessions/use-moves-the-idle-end", test_use_moves_the_idle_end);
  hw_test_add ("sessions/looking-moves-nothing", test_looking_does_not);
  hw_test_add ("sessions/end-for-good-at-their-absolute-end", test_ends_for_good);
  hw_test_add ("sessions/earlier-use-moves-nothing-back", test_earlier_use_moves_nothing_back);
  hw_test_add ("sessions/are-listed-latest-use-first", test_listed_by_use);
  hw_test_add ("sessions/are-ended-by-their-account-only", test_ended_by_its_owner_only);
  hw_test_add ("sessions/all-of-an-account-end", test_all_end);
}
