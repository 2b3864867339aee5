/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hw-test-data.h"
#include "hw-test-store.h"

#include <string.h>

static void
test_finds_what_was_written (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autoptr (HwTestStart) first = test_start_new ("a", HW_PURPOSE_FIRST, EMAIL, T0);
  const HwRegistrationRecord *written = first->record;
  g_autoptr (HwRegistrationRecord) record = NULL;

  add_account (test->store, "1301-123456-7", "Sample Works", EMAIL);
  g_assert_cmpint (run_start (test->store, first, NULL, NULL), ==, HW_START_DONE);
  hw_test_store_reopen (test);
  record = find (test->store, "a");

  g_assert_cmpstr (record->id.text, ==, written->id.text);
  g_assert_true (hw_hash_equal (&record->credential_hash, &written->credential_hash));
  g_assert_cmpmem (record->salt, sizeof record->salt, written->salt, sizeof written->salt);
  g_assert_cmpint (record->purpose, ==, written->purpose);
  g_assert_cmpint (record->language, ==, written->language);
  g_assert_cmpstr (record->email, ==, written->email);
  g_assert_cmpstr (record->reference, ==, written->reference);
  g_assert_true (hw_hash_equal (&record->key_hash, &written->key_hash));
  g_assert_cmpuint (record->wrong_tries, ==, 0);
  g_assert_cmpstr (record->privacy_version, ==, "p1");
  g_assert_cmpstr (record->terms_version, ==, "t1");
  g_assert_cmpint (record->started_at, ==, written->started_at);
  g_assert_cmpint (record->mailed_at, ==, written->mailed_at);
  g_assert_cmpint (record->expires_at, ==, written->expires_at);
  g_assert_cmpint (record->completed_at, ==, 0);
}

static void
test_not_before (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (HwRegistrationRecord) at_start = NULL;
  g_autoptr (HwRegistrationRecord) after = NULL;
  HwHash credential = credential_of ("a");

  start (test->store, "a", HW_PURPOSE_FIRST, EMAIL, T0);
  hw_store_find_registration (test->store, &credential, T0, &at_start, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (at_start);
  hw_store_find_registration (test->store, &credential, T0 + 1, &after, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (after);
}

static void
test_brings_its_account (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (HwRegistrationRecord) real = NULL;
  g_autoptr (HwRegistrationRecord) decoy = NULL;
  g_autoptr (HwAccount) account = NULL;
  g_autoptr (HwAccount) decoys = NULL;
  HwHash credential = credential_of ("a");
  HwHash decoys_credential = credential_of ("b");

  add_account (test->store, "1301-123456-7", "Sample Works", EMAIL);
  start (test->store, "a", HW_PURPOSE_FIRST, EMAIL, T0);
  start (test->store, "b", HW_PURPOSE_FIRST, OTHER_EMAIL, T0);

  hw_store_find_registration (test->store, &credential, 0, &real, &account, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (account->email, ==, EMAIL);
  g_assert_cmpstr (account->establishment_number, ==, "1301-123456-7");
  g_assert_cmpstr (account->establishment_name, ==, "Sample Works");

  hw_store_find_registration (test->store, &decoys_credential, 0, &decoy, &decoys, &error);
  g_assert_no_error (error);
  g_assert_nonnull (decoy);
  g_assert_null (decoys);
}

/* ---- Trying keys ---- */

static void
test_wrong_keys_lock (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  guint wrong_tries;

  add_account (test->store, "1301-123456-7", "Sample Works", EMAIL);
  start (test->store, "a", HW_PURPOSE_FIRST, EMAIL, T0);
  for (guint i = 1; i <= TRIES; i++)
    {
      g_assert_cmpint (try_key (test->store, "a", "wrong", T0, &wrong_tries), ==, HW_KEY_WRONG);
      g_assert_cmpuint (wrong_tries, ==, i);
    }
  g_assert_cmpint (try_key (test->store, "a", "a", T0, &wrong_tries), ==, HW_KEY_LOCKED);
  g_assert_cmpuint (wrong_tries, ==, TRIES);
  g_assert_cmpint (complete (test->store, "a", "a", T0, NULL), ==, HW_KEY_LOCKED);
}

static void
test_decoys_lock_alike (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  guint wrong_tries;

  start (test->store, "a", HW_PURPOSE_FIRST, EMAIL, T0);
  for (guint i = 1; i <= TRIES; i++)
    {
      g_assert_cmpint (try_key (test->store, "a", "a", T0, &wrong_tries), ==, HW_KEY_WRONG);
      g_assert_cmpuint (wrong_tries, ==, i);
    }
  g_assert_cmpint (try_key (test->store, "a", "a", T0, NULL), ==, HW_KEY_LOCKED);
}

static void
test_right_key_costs_nothing (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  guint wrong_tries = 42;

  add_account (test->store, "1301-123456-7", "Sample Works", EMAIL);
  start (test->store, "a", HW_PURPOSE_FIRST, EMAIL, T0);
  for (guint i = 0; i < 2 * TRIES; i++)
    g_assert_cmpint (try_key (test->store, "a", "a", T0, &wrong_tries), ==, HW_KEY_RIGHT);
  g_assert_cmpuint (wrong_tries, ==, 0);
}

/* 30:00 exactly; late and wrong is wrong. */
static void
test_arrival_decides_expiry (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  guint wrong_tries;

  add_account (test->store, "1301-123456-7", "Sample Works", EMAIL);
  start (test->store, "a", HW_PURPOSE_FIRST, EMAIL, T0);
  g_assert_cmpint (try_key (test->store, "a", "a", T0 + 30 * MINUTE - 1, NULL), ==, HW_KEY_RIGHT);
  g_assert_cmpint (try_key (test->store, "a", "a", T0 + 30 * MINUTE, &wrong_tries), ==, HW_KEY_EXPIRED);
  g_assert_cmpuint (wrong_tries, ==, 0);
  g_assert_cmpint (try_key (test->store, "a", "wrong", T0 + 30 * MINUTE, &wrong_tries), ==, HW_KEY_WRONG);
  g_assert_cmpuint (wrong_tries, ==, 1);
}

static void
test_key_of_another_is_wrong (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();

  add_account (test->store, "1301-123456-7", "Sample Works", EMAIL);
  start (test->store, "a", HW_PURPOSE_FIRST, EMAIL, T0);
  start (test->store, "b", HW_PURPOSE_FIRST, EMAIL, T0);
  g_assert_cmpint (try_key (test->store, "a", "b", T0, NULL), ==, HW_KEY_WRONG);
}

static void
test_gone (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();

  g_assert_cmpint (try_key (test->store, "a", "a", T0, NULL), ==, HW_KEY_GONE);
  g_assert_cmpint (complete (test->store, "a", "a", T0, NULL), ==, HW_KEY_GONE);
}

/* ---- Giving up ---- */

static gboolean
give_up (HwStore *store, const char *id)
{
  g_autoptr (GError) error = NULL;
  HwHash credential = credential_of (id);
  gboolean found;

  hw_store_give_up (store, &credential, NULL, &found, &error);
  g_assert_no_error (error);

  return found;
}

static void
test_give_up_ends_it (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autoptr (HwRegistrationRecord) other = NULL;
  g_autoptr (GPtrArray) mails = NULL;

  add_account (test->store, "1301-123456-7", "Sample Works", EMAIL);
  start (test->store, "a", HW_PURPOSE_FIRST, EMAIL, T0);
  start (test->store, "b", HW_PURPOSE_FIRST, EMAIL, T0 + 1);
  g_assert_true (give_up (test->store, "a"));
  g_assert_false (give_up (test->store, "a"));
  g_assert_null (find (test->store, "a"));
  other = find (test->store, "b");
  g_assert_nonnull (other);

  mails = lease (test->store, T0 + 1);
  g_assert_cmpuint (mails->len, ==, 2);
  g_assert_true (((HwMailRecord *) g_ptr_array_index (mails, 0))->discard);
  g_assert_false (((HwMailRecord *) g_ptr_array_index (mails, 1))->discard);
}

static void
test_give_up_leaves_an_opened_account (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autoptr (HwAccount) account = NULL;

  open_account (test->store, EMAIL, T0);
  g_assert_true (give_up (test->store, "opening " EMAIL));
  account = require_account (test->store, EMAIL);
  g_assert_cmpint (account->opened_at, ==, T0);
}

void
hw_test_add_registration (void)
{
  hw_test_add ("registration/is-found-as-it-was-written", test_finds_what_was_written);
  hw_test_add ("registration/is-over-before-not-before", test_not_before);
  hw_test_add ("registration/brings-its-account", test_brings_its_account);
  hw_test_add ("try-key/wrong-keys-lock", test_wrong_keys_lock);
  hw_test_add ("try-key/decoys-lock-alike", test_decoys_lock_alike);
  hw_test_add ("try-key/right-key-costs-nothing", test_right_key_costs_nothing);
  hw_test_add ("try-key/arrival-decides-expiry", test_arrival_decides_expiry);
  hw_test_add ("try-key/key-of-another-registration-is-wrong", test_key_of_another_is_wrong);
  hw_test_add ("try-key/unknown-registration-is-gone", test_gone);
  hw_test_add ("give-up/ends-it-and-discards-its-mail", test_give_up_ends_it);
  hw_test_add ("give-up/leaves-an-opened-account", test_give_up_leaves_an_opened_account);
}
