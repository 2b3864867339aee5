/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hw-test-office.h"

static GPtrArray *
new_entries (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) hw_desk_entry_free);
}

static void
add (GPtrArray *entries, const char *number, const char *name, const char *email)
{
  g_ptr_array_add (entries, hw_desk_entry_new (number, name, email, entries->len + 2));
}

static void
assert_fault (GPtrArray *faults, guint index, guint line, HwDeskError code)
{
  const HwDeskFault *fault = faults->pdata[index];

  g_assert_cmpuint (fault->line, ==, line);
  g_assert_cmpint (fault->code, ==, code);
  g_assert_cmpuint (strlen (fault->message), >, 0);
}

static guint
count_accounts (HwTestOffice *office)
{
  g_autoptr (GPtrArray) accounts = hw_counter_desk_list (office->office, NULL);

  return accounts->len;
}

static void
test_registers_normalized (HwTestOffice *office, gconstpointer unused)
{
  g_autoptr (GPtrArray) entries = new_entries ();
  g_autoptr (GPtrArray) faults = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (HwAccount) account = NULL;

  add (entries, "１３０１－０００００１－２", "　永田町 食品 ", " Info＠example.jp ");
  g_assert_true (hw_counter_desk_register (office->office, entries, &faults, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (faults->len, ==, 0);

  account = hw_counter_desk_find (office->office, "INFO@example.JP", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (account->establishment_number, ==, "1301-000001-2");
  g_assert_cmpstr (account->establishment_name, ==, "永田町 食品");
  g_assert_cmpstr (account->email, ==, "Info@example.jp");
  g_assert_cmpint (account->registered_at, ==, TEST_NOW);
  g_assert_cmpint (account->opened_at, ==, 0);
}

static void
test_registers_all_or_none (HwTestOffice *office, gconstpointer unused)
{
  g_autoptr (GPtrArray) entries = new_entries ();
  g_autoptr (GPtrArray) faults = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *long_name = g_strnfill (HW_ESTABLISHMENT_NAME_MAX_LENGTH + 1, 'x');
  guint before = count_accounts (office);

  add (entries, "1301-000001-2", "あ", "a@example.jp");
  add (entries, "1301-00001-2", "", "b");
  add (entries, "1301-000001-2", "い", "c@example.jp");
  add (entries, "1301-000002-2", "あ\nい", "A@example.jp");
  add (entries, "1301-000003-2", long_name, "TARO.yamada@example.co.jp");
  add (entries, "1301-000004-2", "逆\xe2\x80\xae", "");
  add (entries, "1301-000005-2", "え", TEST_OTHER);
  g_assert_false (hw_counter_desk_register (office->office, entries, &faults, &error));
  g_assert_error (error, HW_DESK_ERROR, HW_DESK_ERROR_NUMBER);
  g_assert_cmpuint (faults->len, ==, 9);
  assert_fault (faults, 0, 3, HW_DESK_ERROR_NUMBER);
  assert_fault (faults, 1, 3, HW_DESK_ERROR_NAME);
  assert_fault (faults, 2, 3, HW_DESK_ERROR_EMAIL);
  assert_fault (faults, 3, 4, HW_DESK_ERROR_NAME);
  assert_fault (faults, 4, 5, HW_DESK_ERROR_NAME);
  assert_fault (faults, 5, 5, HW_DESK_ERROR_DUPLICATE);
  assert_fault (faults, 6, 6, HW_DESK_ERROR_NAME);
  assert_fault (faults, 7, 7, HW_DESK_ERROR_EMAIL);
  assert_fault (faults, 8, 8, HW_DESK_ERROR_EXISTS);
  g_assert_cmpuint (count_accounts (office), ==, before);
}

static void
test_checks_without_registering (HwTestOffice *office, gconstpointer unused)
{
  g_autoptr (GPtrArray) entries = new_entries ();
  g_autoptr (GPtrArray) faults = NULL;
  guint before = count_accounts (office);

  add (entries, "1301-000001-2", "あ", "a@example.jp");
  add (entries, "1301-000001-2", "あ", TEST_EMAIL);
  g_assert_true (hw_counter_desk_check (office->office, entries, &faults, NULL));
  g_assert_cmpuint (faults->len, ==, 1);
  assert_fault (faults, 0, 3, HW_DESK_ERROR_EXISTS);
  g_assert_cmpuint (count_accounts (office), ==, before);
}

static void
test_one_establishment_may_have_several_accounts (HwTestOffice *office, gconstpointer unused)
{
  g_autoptr (GPtrArray) accounts = NULL;

  hw_test_register (office, "1301-123456-7", "霞が関商事（改称）", "second@example.co.jp");
  accounts = hw_counter_desk_list (office->office, NULL);
  g_assert_cmpuint (accounts->len, ==, 3);
  g_assert_cmpstr (((HwAccount *) accounts->pdata[0])->email, ==, "second@example.co.jp");
  g_assert_cmpstr (((HwAccount *) accounts->pdata[1])->email, ==, TEST_EMAIL);
  g_assert_cmpstr (((HwAccount *) accounts->pdata[1])->establishment_name, ==, "霞が関商事（改称）");
}

static void
test_refuses_unknown_addresses (HwTestOffice *office, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  guint count;

  g_assert_null (hw_counter_desk_find (office->office, TEST_UNKNOWN, &error));
  g_assert_error (error, HW_DESK_ERROR, HW_DESK_ERROR_UNKNOWN);
  g_clear_error (&error);
  g_assert_false (hw_counter_desk_set_disabled (office->office, TEST_UNKNOWN, TRUE, &error));
  g_assert_error (error, HW_DESK_ERROR, HW_DESK_ERROR_UNKNOWN);
  g_clear_error (&error);
  g_assert_false (hw_counter_desk_remove (office->office, TEST_UNKNOWN, &error));
  g_assert_error (error, HW_DESK_ERROR, HW_DESK_ERROR_UNKNOWN);
  g_clear_error (&error);
  g_assert_false (hw_counter_desk_end_sessions (office->office, TEST_UNKNOWN, &count, &error));
  g_assert_error (error, HW_DESK_ERROR, HW_DESK_ERROR_UNKNOWN);
  g_clear_error (&error);
  g_assert_false (hw_counter_desk_remove (office->office, "nobody", &error));
  g_assert_error (error, HW_DESK_ERROR, HW_DESK_ERROR_EMAIL);
}

static void
test_removes_and_registers_anew (HwTestOffice *office, gconstpointer unused)
{
  HwProblem *problem = NULL;
  HwLogin *login;

  hw_test_open (office, TEST_EMAIL, TEST_PASSWORD);
  g_assert_true (hw_counter_desk_remove (office->office, TEST_EMAIL, NULL));
  login = hw_test_login (office, TEST_EMAIL, TEST_PASSWORD, &problem);
  hw_test_assert_problem (login, &problem, HW_PROBLEM_LOGIN_FAILED);
  hw_test_register (office, "1301-123456-7", "霞が関商事株式会社", TEST_EMAIL);
  login = hw_test_login (office, TEST_EMAIL, TEST_PASSWORD, &problem);
  hw_test_assert_problem (login, &problem, HW_PROBLEM_LOGIN_FAILED);
}

static void
test_ends_all_sessions (HwTestOffice *office, gconstpointer unused)
{
  g_autoptr (GPtrArray) sessions = NULL;
  guint count = 0;

  hw_test_open (office, TEST_EMAIL, TEST_PASSWORD);
  for (guint i = 0; i < 3; i++)
    g_free (hw_test_logged_in (office, TEST_EMAIL, TEST_PASSWORD));
  sessions = hw_counter_desk_sessions (office->office, TEST_EMAIL, NULL);
  g_assert_cmpuint (sessions->len, ==, 3);
  g_assert_true (hw_counter_desk_end_sessions (office->office, TEST_EMAIL, &count, NULL));
  g_assert_cmpuint (count, ==, 3);
  g_clear_pointer (&sessions, g_ptr_array_unref);
  sessions = hw_counter_desk_sessions (office->office, TEST_EMAIL, NULL);
  g_assert_cmpuint (sessions->len, ==, 0);
}

static void
test_secret_lies_beside_the_store (HwTestOffice *office, gconstpointer unused)
{
  g_autofree char *path = hw_office_default_secret_path ("sqlite:/var/lib/x/store.db");

  g_assert_cmpstr (path, ==, "/var/lib/x/store.db.secret");
  g_assert_null (hw_office_default_secret_path ("postgresql://localhost/x"));
  g_assert_null (hw_office_default_secret_path ("sqlite:"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  hw_test_office_add ("/desk/registers-normalized", test_registers_normalized);
  hw_test_office_add ("/desk/registers-all-or-none", test_registers_all_or_none);
  hw_test_office_add ("/desk/checks-without-registering", test_checks_without_registering);
  hw_test_office_add ("/desk/one-establishment-may-have-several-accounts",
                      test_one_establishment_may_have_several_accounts);
  hw_test_office_add ("/desk/refuses-unknown-addresses", test_refuses_unknown_addresses);
  hw_test_office_add ("/desk/removes-and-registers-anew", test_removes_and_registers_anew);
  hw_test_office_add ("/desk/ends-all-sessions", test_ends_all_sessions);
  hw_test_office_add ("/desk/secret-lies-beside-the-store", test_secret_lies_beside_the_store);
  return g_test_run ();
}
