/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hw-test-data.h"
#include "hw-test-sqlite.h"
#include "hw-test-store.h"

#include <string.h>

/* SQLite changes little about a table that is there: a migration makes it anew, as
 * https://www.sqlite.org/lang_altertable.html#otheralter says, and drops the old one. */

#define ACCOUNTS_ANEW(condition)                                                                          \
  "CREATE TABLE accounts_new (id INTEGER PRIMARY KEY AUTOINCREMENT, establishment_number TEXT NOT NULL"   \
  " REFERENCES establishments (number), email TEXT NOT NULL, rest TEXT) STRICT;"                          \
  "INSERT INTO accounts_new SELECT id, establishment_number, email, email_folded FROM accounts" condition \
  ";"                                                                                                     \
  "DROP TABLE accounts;"                                                                                  \
  "ALTER TABLE accounts_new RENAME TO accounts"

static HwTestStore *
store_with_session (void)
{
  HwTestStore *test = hw_test_store_new ();

  open_account (test->store, EMAIL, T0);
  log_in (test->store, "s", EMAIL, "hash:opening " EMAIL, T0);

  return test;
}

static void
assert_answer (HwTestStore *test, const char *sql, const char *expected)
{
  g_autofree char *answer = hw_test_ask (test->uri, sql);

  g_assert_cmpstr (answer, ==, expected);
}

/* Sessions go with their account, but not where its table alone goes. */
static void
test_table_made_anew (void)
{
  static const char *const more[] = { ACCOUNTS_ANEW (""), NULL };
  g_autoptr (HwTestStore) test = store_with_session ();
  g_autoptr (GError) error = NULL;

  g_assert_finalize_object (g_steal_pointer (&test->store));
  hw_test_migrate (test->uri, more, &error);
  g_assert_no_error (error);
  assert_answer (test, "SELECT count (*) FROM sessions s JOIN accounts a ON a.id = s.account_id", "1");
  assert_answer (test, "SELECT rest FROM accounts", EMAIL);
  assert_answer (
    test, "SELECT count (*) FROM pragma_foreign_key_list ('sessions') WHERE \"table\" = 'accounts'", "1");
}

static void
test_rows_left_behind (void)
{
  static const char *const more[] = { ACCOUNTS_ANEW (" WHERE id < 0"), NULL };
  g_autoptr (HwTestStore) test = store_with_session ();
  g_autoptr (GError) error = NULL;

  g_assert_false (hw_test_migrate (test->uri, more, &error));
  g_assert_error (error, HW_STORE_ERROR, HW_STORE_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "would refer to others that are not there"));
  hw_test_store_reopen (test);
  g_assert_true (session_lives (test->store, "s", T0));
}

void
hw_test_add_sqlite_migrations (void)
{
  hw_test_add ("migrations/table-made-anew-keeps-what-refers-to-it", test_table_made_anew);
  hw_test_add ("migrations/leave-no-row-without-what-it-refers-to", test_rows_left_behind);
}
