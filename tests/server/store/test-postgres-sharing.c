/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hw-test-data.h"
#include "hw-test-postgres.h"
#include "hw-test-race.h"

#include <libpq-fe.h>

/* What several processes on one database do to each other; test-races.c has more of it. */

static HwStore *
open_other (HwTestStore *test)
{
  g_autoptr (GError) error = NULL;
  HwStore *other = hw_store_open (test->uri, &error);

  g_assert_no_error (error);

  return other;
}

static void
test_any_process_answers (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autoptr (HwStore) other = open_other (test);
  g_autoptr (HwRegistrationRecord) record = NULL;
  g_autoptr (HwTestStart) again = test_start_new ("a", HW_PURPOSE_FIRST, EMAIL, T0 + 1);

  add_account (test->store, "1301-123456-7", "Sample Works", EMAIL);
  start (other, "a", HW_PURPOSE_FIRST, EMAIL, T0);
  record = find (test->store, "a");
  g_assert_nonnull (record);
  g_assert_cmpint (run_start (test->store, again, NULL, NULL), ==, HW_START_REPEATED);
  g_assert_cmpint (complete (test->store, "a", "a", T0, NULL), ==, HW_KEY_RIGHT);
  g_assert_cmpint (complete (other, "a", "a", T0, NULL), ==, HW_KEY_COMPLETED);
  g_assert_true (log_in (other, "s", EMAIL, "hash:a", T0));
  g_assert_true (session_lives (test->store, "s", T0));
}

/* ---- The outbox ---- */

/* A row that another process is just looking at holds nobody up. */
static void
test_locked_rows_are_passed_over (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) second = NULL;
  PGconn *other;

  start (test->store, "a", HW_PURPOSE_FIRST, EMAIL, T0);
  start (test->store, "b", HW_PURPOSE_FIRST, OTHER_EMAIL, T0);
  other = PQconnectdb (test->uri);
  PQclear (PQexec (other, "BEGIN"));
  PQclear (PQexec (other, "SELECT FROM hellowork_mypage.outbox WHERE recipient = '" EMAIL "' FOR UPDATE"));
  g_assert_cmpint (PQtransactionStatus (other), ==, PQTRANS_INTRANS);

  first = lease (test->store, T0);
  g_assert_cmpuint (first->len, ==, 1);
  g_assert_cmpstr (((HwMailRecord *) g_ptr_array_index (first, 0))->recipient, ==, OTHER_EMAIL);

  PQfinish (other);
  hw_test_postgres_wait (test->uri, "SELECT count (*) = 0 FROM pg_stat_activity WHERE state ="
                                    " 'idle in transaction' AND datname = current_database ()");
  second = lease (test->store, T0);
  g_assert_cmpuint (second->len, ==, 1);
}

/* ---- Accounts ---- */

#define N_ENTRIES 40

static HwAccount *
new_entry (guint index)
{
  HwAccount *account = hw_account_new ();

  account->establishment_number = g_strdup_printf ("1301-%06u-7", index);
  account->establishment_name = g_strdup ("Sample Works");
  account->email = g_strdup_printf ("%u@example.jp", index);
  account->registered_at = T0;

  return account;
}

/* Some counters import one list, half of them the other way round. */
static guint
import (HwStore *store, guint index)
{
  g_autoptr (GPtrArray) accounts = g_ptr_array_new_with_free_func ((GDestroyNotify) hw_account_free);
  g_autoptr (GArray) existing = NULL;
  g_autoptr (GError) error = NULL;

  if (index % 10 > 1)
    return 0;

  for (guint i = 0; i < N_ENTRIES; i++)
    g_ptr_array_add (accounts, new_entry (index / 10 % 2 == 0 ? i : N_ENTRIES - 1 - i));
  if (hw_store_add_accounts (store, accounts, NULL, &existing, &error))
    return 1;

  g_assert_error (error, HW_STORE_ERROR, HW_STORE_ERROR_EXISTS);
  g_assert_cmpuint (existing->len, ==, N_ENTRIES);

  return 0;
}

static void
test_one_import_takes_effect (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  guint counts[2] = { 0 };

  hw_test_race (test, import, counts);
  g_assert_cmpuint (counts[1], ==, 1);
}

/* One establishment, whose last account goes while another one comes. */
static guint
come_and_go (HwStore *store, guint index)
{
  g_autofree char *email = g_strdup_printf ("%u@example.jp", index);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 3; i++)
    {
      add_account (store, "1301-123456-7", "Sample Works", email);
      hw_store_remove_account (store, email, NULL, &error);
      g_assert_no_error (error);
    }

  return 0;
}

static void
test_establishment_comes_and_goes (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autofree char *left = NULL;
  guint counts[1] = { 0 };

  hw_test_race (test, come_and_go, counts);
  left = hw_test_postgres_ask (test->uri, "SELECT count (*) FROM hellowork_mypage.establishments");
  g_assert_cmpstr (left, ==, "0");
}

/* ---- One address ---- */

static guint
start_or_disable (HwStore *store, guint index)
{
  g_autofree char *id = g_strdup_printf ("%u", index);
  g_autoptr (GError) error = NULL;

  if (index != HW_TEST_RACERS / 2)
    {
      start (store, id, HW_PURPOSE_FIRST, EMAIL, T0);
      return 0;
    }

  hw_store_set_disabled (store, EMAIL, TRUE, NULL, &error);
  g_assert_no_error (error);

  return 0;
}

/* No start that came in between keeps a good key. */
static void
test_disabled_has_decoys_only (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autofree char *real = NULL;
  g_autofree char *kept = NULL;
  guint counts[1] = { 0 };

  add_account (test->store, "1301-123456-7", "Sample Works", EMAIL);
  hw_test_race (test, start_or_disable, counts);
  real = hw_test_postgres_ask (test->uri, "SELECT count (*) FROM hellowork_mypage.registrations"
                                          " WHERE decoy = 0 OR account_id IS NOT NULL");
  kept = hw_test_postgres_ask (test->uri, "SELECT count (*) FROM hellowork_mypage.outbox WHERE discard = 0");
  g_assert_cmpstr (real, ==, "0");
  g_assert_cmpstr (kept, ==, "0");
}

/* Each racer completes a registration of its own, all of one account: the first ends the others. */
static guint
complete_own (HwStore *store, guint index)
{
  g_autofree char *id = g_strdup_printf ("%u", index);

  return complete (store, id, id, T0, NULL);
}

static void
test_completing_ends_the_others (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  guint counts[HW_KEY_GONE + 1] = { 0 };

  add_account (test->store, "1301-123456-7", "Sample Works", EMAIL);
  for (guint i = 0; i < HW_TEST_RACERS; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);

      start (test->store, id, HW_PURPOSE_FIRST, EMAIL, T0);
    }
  hw_test_race (test, complete_own, counts);
  g_assert_cmpuint (counts[HW_KEY_RIGHT], ==, 1);
  g_assert_cmpuint (counts[HW_KEY_WRONG], ==, HW_TEST_RACERS - 1);
}

/* ---- Connections ---- */

static guint
look (HwStore *store, guint index)
{
  g_autoptr (GError) error = NULL;

  hw_store_ping (store, &error);
  g_assert_no_error (error);

  return 0;
}

static void
test_connections_are_few (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autofree char *at_first = NULL;
  g_autofree char *now = NULL;
  guint counts[1] = { 0 };
  const char *count = "SELECT count (*) FROM pg_stat_activity WHERE application_name = 'hellowork-mypage'"
                      " AND datname = current_database ()";

  at_first = hw_test_postgres_ask (test->uri, count);
  g_assert_cmpstr (at_first, ==, "1");
  hw_test_race (test, look, counts);
  now = hw_test_postgres_ask (test->uri, count);
  g_assert_cmpint (atoi (now), <=, 20);
}

void
hw_test_add_postgres_sharing (void)
{
  hw_test_add ("sharing/any-process-answers", test_any_process_answers);
  hw_test_add ("sharing/locked-mails-are-passed-over", test_locked_rows_are_passed_over);
  hw_test_add ("sharing/one-of-many-imports-takes-effect", test_one_import_takes_effect);
  hw_test_add ("sharing/an-establishment-comes-and-goes", test_establishment_comes_and_goes);
  hw_test_add ("sharing/a-disabled-account-has-decoys-only", test_disabled_has_decoys_only);
  hw_test_add ("sharing/one-of-100-completions-ends-the-others", test_completing_ends_the_others);
  hw_test_add ("sharing/connections-are-few", test_connections_are_few);
}
