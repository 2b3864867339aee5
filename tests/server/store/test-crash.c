/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hw-test-data.h"
#include "hw-test-store.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* The child: starts registrations and says so only once the store has accepted each. */
int
hw_test_crash_writer (const char *uri)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HwStore) store = hw_store_open (uri, &error);

  g_assert_no_error (error);
  for (;;)
    {
      HwId id = hw_id_new ();
      g_autofree char *line = g_strconcat (id.text, "\n", NULL);
      gssize written;

      start (store, id.text, HW_PURPOSE_FIRST, id.text, T0);
      written = write (STDOUT_FILENO, line, strlen (line));
      g_assert_cmpint (written, ==, strlen (line));
    }
}

/* Kills a writer after @n_lines acknowledgements; all that it acknowledged. */
static GPtrArray *
kill_writer_after (const char *uri, guint n_lines)
{
  const char *const argv[] = { "/proc/self/exe", HW_TEST_CRASH_WRITER, uri, NULL };
  GPtrArray *acknowledged = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  char line[HW_ID_LENGTH + 2];
  int output;
  GPid child;
  FILE *lines;
  int status;

  g_spawn_async_with_pipes (NULL, (char **) argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &child, NULL,
                            &output, NULL, &error);
  g_assert_no_error (error);

  lines = fdopen (output, "r");
  while (fgets (line, sizeof line, lines) != NULL)
    {
      /* What was cut off by the kill was acknowledged to nobody. */
      if (strlen (line) == HW_ID_LENGTH + 1)
        g_ptr_array_add (acknowledged, g_strndup (line, HW_ID_LENGTH));
      if (acknowledged->len == n_lines)
        kill (child, SIGKILL);
    }
  fclose (lines);
  waitpid (child, &status, 0);
  g_assert_true (WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL);

  return acknowledged;
}

static void
assert_all_there (HwStore *store, GPtrArray *ids)
{
  g_autoptr (GHashTable) recipients = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) mails = lease (store, T0);

  for (guint i = 0; i < mails->len; i++)
    g_hash_table_add (recipients, g_strdup (((HwMailRecord *) g_ptr_array_index (mails, i))->recipient));
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (HwRegistrationRecord) record = find (store, g_ptr_array_index (ids, i));

      g_assert_nonnull (record);
      g_assert_true (g_hash_table_contains (recipients, g_ptr_array_index (ids, i)));
    }
}

static void
free_leases (HwStore *store, GPtrArray *mails)
{
  for (guint i = 0; i < mails->len; i++)
    {
      g_autoptr (GError) error = NULL;

      hw_store_mail_done (store, &((HwMailRecord *) g_ptr_array_index (mails, i))->id, &error);
      g_assert_no_error (error);
    }
}

static void
test_kill_loses_nothing (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();

  for (guint round = 0; round < 12; round++)
    {
      g_autoptr (GPtrArray) ids = kill_writer_after (test->uri, 1 + g_test_rand_int_range (0, 40));
      g_autoptr (GPtrArray) handled = NULL;

      g_assert_cmpuint (ids->len, >, 0);
      hw_test_store_reopen (test);
      assert_all_there (test->store, ids);
      handled = lease (test->store, T0 + HOUR);
      free_leases (test->store, handled);
    }
}

/* The writer dies while this process has the same store open and goes on with it. */
static void
test_others_go_on (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();

  for (guint round = 0; round < 4; round++)
    {
      g_autofree char *id = g_strdup_printf ("%u@example.jp", round);
      g_autoptr (GPtrArray) ids = kill_writer_after (test->uri, 1 + g_test_rand_int_range (0, 20));

      start (test->store, id, HW_PURPOSE_FIRST, id, T0);
      for (guint i = 0; i < ids->len; i++)
        {
          g_autoptr (HwRegistrationRecord) record = find (test->store, g_ptr_array_index (ids, i));

          g_assert_nonnull (record);
        }
    }
}

void
hw_test_add_crash (void)
{
  hw_test_add ("crash/kill-loses-nothing-acknowledged", test_kill_loses_nothing);
  hw_test_add ("crash/others-go-on-when-one-process-dies", test_others_go_on);
}
