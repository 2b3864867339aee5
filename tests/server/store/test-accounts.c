/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hw-test-data.h"
#include "hw-test-store.h"

static GPtrArray *
account_list (const char *const *fields)
{
  GPtrArray *accounts = g_ptr_array_new_with_free_func ((GDestroyNotify) hw_account_free);

  for (; *fields != NULL; fields += 3)
    {
      HwAccount *account = hw_account_new ();

      account->establishment_number = g_strdup (fields[0]);
      account->establishment_name = g_strdup (fields[1]);
      account->email = g_strdup (fields[2]);
      account->registered_at = T0;
      g_ptr_array_add (accounts, account);
    }

  return accounts;
}

static GPtrArray *
list (HwStore *store)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *accounts = NULL;

  hw_store_list_accounts (store, &accounts, &error);
  g_assert_no_error (error);

  return accounts;
}

static void
assert_nobody (HwStore *store, const char *email)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HwAccount) account = NULL;

  hw_store_find_account (store, email, &account, &error);
  g_assert_no_error (error);
  g_assert_null (account);
}

static void
test_registered_as_given (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autoptr (HwAccount) account = NULL;

  add_account (test->store, "1301-123456-7", "株式会社見本", "Taro@Example.jp");
  hw_test_store_reopen (test);
  account = require_account (test->store, "tARO@eXAMPLE.JP");
  g_assert_cmpstr (account->email, ==, "Taro@Example.jp");
  g_assert_cmpstr (account->establishment_number, ==, "1301-123456-7");
  g_assert_cmpstr (account->establishment_name, ==, "株式会社見本");
  g_assert_cmpint (account->registered_at, ==, T0);
  g_assert_false (account->disabled);
  g_assert_null (account->password_hash);
  g_assert_null (account->privacy_version);
  g_assert_cmpint (account->opened_at, ==, 0);
  assert_nobody (test->store, OTHER_EMAIL);
}

static void
test_listed_in_order (void)
{
  static const char *const fields[] = {
    "2-2", "B", "b@x.jp", "1-1", "A", "z@x.jp", "1-1", "A", "a@x.jp", NULL
  };
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autoptr (GPtrArray) accounts = account_list (fields);
  g_autoptr (GPtrArray) listed = NULL;
  g_autoptr (GError) error = NULL;

  hw_store_add_accounts (test->store, accounts, NULL, NULL, &error);
  g_assert_no_error (error);
  listed = list (test->store);
  g_assert_cmpuint (listed->len, ==, 3);
  g_assert_cmpstr (((HwAccount *) g_ptr_array_index (listed, 0))->email, ==, "a@x.jp");
  g_assert_cmpstr (((HwAccount *) g_ptr_array_index (listed, 1))->email, ==, "z@x.jp");
  g_assert_cmpstr (((HwAccount *) g_ptr_array_index (listed, 2))->email, ==, "b@x.jp");
}

static void
test_all_or_none (void)
{
  static const char *const fields[] = { "1-1", "New name", "new@x.jp", "1-1", "A", "TARO@example.jp",
                                        "1-1", "A",        "NEW@x.jp", NULL };
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autoptr (GPtrArray) accounts = account_list (fields);
  g_autoptr (HwAccount) account = NULL;
  g_autoptr (GArray) existing = NULL;
  g_autoptr (GError) error = NULL;

  add_account (test->store, "1-1", "Former name", EMAIL);
  g_assert_false (hw_store_add_accounts (test->store, accounts, NULL, &existing, &error));
  g_assert_error (error, HW_STORE_ERROR, HW_STORE_ERROR_EXISTS);
  g_assert_cmpuint (existing->len, ==, 2);
  g_assert_cmpuint (g_array_index (existing, guint, 0), ==, 1);
  g_assert_cmpuint (g_array_index (existing, guint, 1), ==, 2);

  assert_nobody (test->store, "new@x.jp");
  account = require_account (test->store, EMAIL);
  g_assert_cmpstr (account->establishment_name, ==, "Former name");
}

static void
test_new_name_is_taken (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autoptr (HwAccount) first = NULL;

  add_account (test->store, "1-1", "Former name", EMAIL);
  add_account (test->store, "1-1", "New name", OTHER_EMAIL);
  first = require_account (test->store, EMAIL);
  g_assert_cmpstr (first->establishment_name, ==, "New name");
}

static void
set_disabled (HwStore *store, gboolean disabled)
{
  g_autoptr (GError) error = NULL;

  hw_store_set_disabled (store, EMAIL, disabled, NULL, &error);
  g_assert_no_error (error);
}

/* Sessions end, open registrations become decoys, and their keys are thrown away. */
static void
assert_shut_out (HwTestStore *test, void (*shut_out) (HwStore *store))
{
  g_autoptr (HwRegistrationRecord) record = NULL;
  g_autoptr (GPtrArray) mails = NULL;
  g_autoptr (GPtrArray) before = NULL;

  open_account (test->store, EMAIL, T0);
  before = lease (test->store, T0);
  g_assert_true (log_in (test->store, "a", EMAIL, "hash:opening " EMAIL, T0));
  start (test->store, "open", HW_PURPOSE_AGAIN, EMAIL, T0);
  shut_out (test->store);

  g_assert_false (session_lives (test->store, "a", T0));
  record = find (test->store, "open");
  g_assert_true (record->decoy);
  g_assert_cmpint (record->account_id, ==, 0);
  g_assert_cmpint (try_key (test->store, "open", "open", T0, NULL), ==, HW_KEY_WRONG);

  mails = lease (test->store, T0);
  g_assert_cmpuint (mails->len, ==, 1);
  g_assert_true (((HwMailRecord *) g_ptr_array_index (mails, 0))->discard);
}

static void
disable (HwStore *store)
{
  set_disabled (store, TRUE);
}

static void
test_disable (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autoptr (HwAccount) account = NULL;

  assert_shut_out (test, disable);
  account = require_account (test->store, EMAIL);
  g_assert_true (account->disabled);
  g_assert_cmpstr (account->password_hash, ==, "hash:opening " EMAIL);
}

static void
test_enable (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();

  assert_shut_out (test, disable);
  set_disabled (test->store, FALSE);
  g_assert_cmpint (try_key (test->store, "open", "open", T0, NULL), ==, HW_KEY_WRONG);
  g_assert_false (session_lives (test->store, "a", T0));
  g_assert_true (log_in (test->store, "b", EMAIL, "hash:opening " EMAIL, T0));
}

static void
remove_account (HwStore *store)
{
  g_autoptr (GError) error = NULL;

  hw_store_remove_account (store, EMAIL, NULL, &error);
  g_assert_no_error (error);
}

static void
test_remove (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();

  assert_shut_out (test, remove_account);
  assert_nobody (test->store, EMAIL);
  g_assert_null (find (test->store, "opening " EMAIL));
}

static void
test_removed_can_come_back (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autoptr (HwAccount) former = NULL;
  g_autoptr (HwAccount) account = NULL;

  open_account (test->store, EMAIL, T0);
  former = require_account (test->store, EMAIL);
  remove_account (test->store);
  add_account (test->store, "1301-123456-7", "Other name", EMAIL);
  account = require_account (test->store, EMAIL);
  g_assert_cmpint (account->id, !=, former->id);
  g_assert_cmpint (account->opened_at, ==, 0);
  g_assert_cmpstr (account->establishment_name, ==, "Other name");
}

static void
test_unknown_is_not_found (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autoptr (GError) error = NULL;

  g_assert_false (hw_store_set_disabled (test->store, EMAIL, TRUE, NULL, &error));
  g_assert_error (error, HW_STORE_ERROR, HW_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (hw_store_remove_account (test->store, EMAIL, NULL, &error));
  g_assert_error (error, HW_STORE_ERROR, HW_STORE_ERROR_NOT_FOUND);
}

void
hw_test_add_accounts (void)
{
  hw_test_add ("accounts/are-registered-as-given", test_registered_as_given);
  hw_test_add ("accounts/are-listed-by-establishment-and-address", test_listed_in_order);
  hw_test_add ("accounts/are-added-all-or-none", test_all_or_none);
  hw_test_add ("accounts/new-name-of-an-establishment-is-taken", test_new_name_is_taken);
  hw_test_add ("accounts/disabling-ends-what-is-open", test_disable);
  hw_test_add ("accounts/enabling-brings-nothing-back", test_enable);
  hw_test_add ("accounts/removing-ends-what-is-open", test_remove);
  hw_test_add ("accounts/removed-address-starts-anew", test_removed_can_come_back);
  hw_test_add ("accounts/unknown-is-not-found", test_unknown_is_not_found);
}
