/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hw-test-data.h"
#include "hw-test-store.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/*
 * What a next version will do to a store of this one: its migrations come after those of migrations/, which
 * the stores of released versions go through in tests/server/migrations/.
 */

#define COLOUR                                                                 \
  "ALTER TABLE establishments ADD COLUMN colour TEXT NOT NULL DEFAULT 'none';" \
  "UPDATE establishments SET colour = 'red'"
#define SHAPE "ALTER TABLE establishments ADD COLUMN shape TEXT NOT NULL DEFAULT 'round'"
#define FAULTY "CREATE TABLE half (x INTEGER); INSERT INTO nowhere VALUES (1)"
#define KILLS 8
#define MOST_MILLISECONDS 300
#define MIGRATORS 12

static HwTestStore *
store_with_data (void)
{
  HwTestStore *test = hw_test_store_new ();

  /* Opening an account takes a registration too. */
  add_account (test->store, "1301-123456-7", "Sample Works", EMAIL);
  open_account (test->store, OTHER_EMAIL, T0);
  log_in (test->store, "s", OTHER_EMAIL, "hash:opening " OTHER_EMAIL, T0);
  start (test->store, "a", HW_PURPOSE_FIRST, EMAIL, T0);

  return test;
}

static void
assert_data_is_there (HwTestStore *test)
{
  g_autoptr (HwRegistrationRecord) record = NULL;
  g_autoptr (GError) error = NULL;

  if (test->store == NULL)
    test->store = hw_store_open (test->uri, &error);
  g_assert_no_error (error);
  record = find (test->store, "a");
  g_assert_nonnull (record);
  g_assert_true (session_lives (test->store, "s", T0));
}

static void
close_store (HwTestStore *test)
{
  g_assert_finalize_object (g_steal_pointer (&test->store));
}

static void
assert_answer (HwTestStore *test, const char *sql, const char *expected)
{
  g_autofree char *answer = hw_test_ask (test->uri, sql);

  g_assert_cmpstr (answer, ==, expected);
}

static guint
version_of (HwTestStore *test)
{
  g_autofree char *version = hw_test_ask (test->uri, hw_test_version_query);

  return (guint) g_ascii_strtoull (version, NULL, 10);
}

static void
assert_newer (HwTestStore *test)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (hw_store_open (test->uri, &error));
  g_assert_error (error, HW_STORE_ERROR, HW_STORE_ERROR_NEWER_SCHEMA);
  g_assert_nonnull (strstr (error->message, "newer version of this program"));
  g_assert_nonnull (strstr (error->message, "restore a backup"));
}

static void
test_forward (void)
{
  static const char *const next[] = { COLOUR, NULL };
  static const char *const after_next[] = { COLOUR, SHAPE, NULL };
  g_autoptr (HwTestStore) test = store_with_data ();
  guint version = version_of (test);
  g_autoptr (GError) error = NULL;

  close_store (test);
  hw_test_migrate (test->uri, next, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (version_of (test), ==, version + 1);
  assert_answer (test, "SELECT min (colour) FROM establishments", "red");
  assert_newer (test);

  /* Only what is missing is run: the first would fail now. */
  hw_test_migrate (test->uri, after_next, &error);
  g_assert_no_error (error);
  hw_test_migrate (test->uri, after_next, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (version_of (test), ==, version + 2);
  assert_answer (test, "SELECT max (shape) FROM establishments", "round");
  assert_answer (test, "SELECT count (*) FROM registrations", "2");
  assert_answer (test, "SELECT count (*) FROM sessions", "1");

  /* And back: refused, whatever the distance. */
  g_assert_false (hw_test_migrate (test->uri, next, &error));
  g_assert_error (error, HW_STORE_ERROR, HW_STORE_ERROR_NEWER_SCHEMA);
}

static void
test_all_or_nothing (void)
{
  static const char *const more[] = { COLOUR, FAULTY, NULL };
  g_autoptr (HwTestStore) test = store_with_data ();
  guint version = version_of (test);
  g_autofree char *words = g_strdup_printf ("Cannot bring the store to schema %u", version + 2);
  g_autoptr (GError) error = NULL;

  close_store (test);
  g_assert_false (hw_test_migrate (test->uri, more, &error));
  g_assert_error (error, HW_STORE_ERROR, HW_STORE_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, words));
  g_assert_cmpuint (version_of (test), ==, version);
  assert_data_is_there (test);
}

/* ---- Many at once ---- */

static gpointer
migrate_in_thread (gpointer uri)
{
  static const char *const more[] = { COLOUR, SHAPE, NULL };
  GError *error = NULL;

  hw_test_migrate (uri, more, &error);

  return error;
}

static void
test_many_at_once (void)
{
  g_autoptr (HwTestStore) test = store_with_data ();
  guint version = version_of (test);
  GThread *threads[MIGRATORS];

  close_store (test);
  for (guint i = 0; i < MIGRATORS; i++)
    threads[i] = g_thread_new ("migrator", migrate_in_thread, test->uri);
  for (guint i = 0; i < MIGRATORS; i++)
    {
      g_autoptr (GError) error = g_thread_join (threads[i]);

      g_assert_no_error (error);
    }
  g_assert_cmpuint (version_of (test), ==, version + 2);
}

/* ---- kill -9 in the midst ---- */

/* The child says when it begins. */
int
hw_test_migrator (const char *uri)
{
  const char *const more[] = { COLOUR, hw_test_slow_migration, NULL };
  g_autoptr (GError) error = NULL;
  gssize written = write (STDOUT_FILENO, "\n", 1);

  g_assert_cmpint (written, ==, 1);
  hw_test_migrate (uri, more, &error);
  g_assert_no_error (error);

  return 0;
}

/* @milliseconds: after its beginning it is killed; 0: it is left alone. */
static void
run_migrator (const char *uri, guint milliseconds)
{
  const char *const argv[] = { "/proc/self/exe", HW_TEST_MIGRATOR, uri, NULL };
  g_autoptr (GError) error = NULL;
  int output;
  GPid child;
  char byte;
  int status;
  gssize n_read;

  g_spawn_async_with_pipes (NULL, (char **) argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &child, NULL,
                            &output, NULL, &error);
  g_assert_no_error (error);
  n_read = read (output, &byte, 1);
  g_assert_cmpint (n_read, ==, 1);
  if (milliseconds > 0)
    {
      g_usleep (milliseconds * 1000);
      kill (child, SIGKILL);
    }
  waitpid (child, &status, 0);
  close (output);
  g_assert_true (WIFSIGNALED (status) ? WTERMSIG (status) == SIGKILL : status == 0);
}

static void
test_killed (void)
{
  guint n_old = 0;

  for (guint round = 0; round < KILLS; round++)
    {
      g_autoptr (HwTestStore) test = store_with_data ();
      guint version = version_of (test);
      guint found;

      close_store (test);
      run_migrator (test->uri, round == 0 ? 1 : (guint) g_test_rand_int_range (1, MOST_MILLISECONDS));
      found = version_of (test);
      g_assert_true (found == version || found == version + 2);
      if (found == version)
        {
          n_old++;
          /* As it was: this version works with it, and the next one's is begun anew. */
          assert_data_is_there (test);
          close_store (test);
          run_migrator (test->uri, 0);
        }
      g_assert_cmpuint (version_of (test), ==, version + 2);
      assert_answer (test, "SELECT min (colour) FROM establishments", "red");
      assert_answer (test, "SELECT count (*) FROM filler", "100000");
      assert_answer (test, "SELECT count (*) FROM registrations", "2");
    }
  g_test_message ("%u of %u kills came before the end", n_old, KILLS);
}

void
hw_test_add_migrations (void)
{
  hw_test_add ("migrations/lead-forward-and-never-back", test_forward);
  hw_test_add ("migrations/are-done-all-or-none", test_all_or_nothing);
  hw_test_add ("migrations/are-done-once-by-many", test_many_at_once);
  hw_test_add ("migrations/killed-leave-the-old-or-the-new", test_killed);
}
