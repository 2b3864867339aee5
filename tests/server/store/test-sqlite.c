/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hw-test-data.h"
#include "hw-test-race.h"
#include "hw-test-sqlite.h"
#include "hw-test-store.h"

#include "server/store/sqlite/hw-sqlite-store.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- Looking at the file from outside ---- */

static const char *
path_of (HwTestStore *test)
{
  return test->uri + strlen ("sqlite:");
}

static void
close_store (HwTestStore *test)
{
  g_assert_finalize_object (g_steal_pointer (&test->store));
}

static void
run_sql (HwTestStore *test, const char *sql)
{
  sqlite3 *database;
  g_autofree char *message = NULL;
  int code = sqlite3_open (path_of (test), &database);

  g_assert_cmpint (code, ==, SQLITE_OK);
  sqlite3_busy_timeout (database, 10000);
  code = sqlite3_exec (database, sql, NULL, NULL, NULL);
  if (code != SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (database));
  sqlite3_close (database);
}

static void
assert_refused (HwTestStore *test, HwStoreError code, const char *words)
{
  g_autoptr (GError) error = NULL;

  test->store = hw_store_open (test->uri, &error);
  g_assert_error (error, HW_STORE_ERROR, (int) code);
  g_assert_null (test->store);
  if (words != NULL)
    g_assert_nonnull (strstr (error->message, words));
}

static void
assert_works (HwTestStore *test)
{
  g_autoptr (GError) error = NULL;

  hw_store_ping (test->store, &error);
  g_assert_no_error (error);
}

/* ---- Opening ---- */

static void
test_mode_0600 (void)
{
  static const char *const suffixes[] = { "", "-wal", "-shm" };
  g_autoptr (HwTestStore) test = hw_test_store_new ();

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *path = g_strconcat (path_of (test), suffixes[i], NULL);
      GStatBuf status;
      int found = g_stat (path, &status);

      g_assert_cmpint (found, ==, 0);
      g_assert_cmpint (status.st_mode & 07777, ==, 0600);
    }
}

static void
test_opened_by_many_at_once (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();

  close_store (test);
  g_remove (path_of (test));
  hw_test_open_by_many (test->uri);
}

static void
test_empty_file_is_filled (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();

  close_store (test);
  g_file_set_contents (path_of (test), "", 0, NULL);
  test->store = hw_store_open (test->uri, NULL);
  g_assert_nonnull (test->store);
  assert_works (test);
}

static void
test_name_means_nothing_special (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autofree char *uri = g_strconcat ("sqlite:", test->folder, "/:memory:", NULL);
  g_autofree char *path = g_build_filename (test->folder, ":memory:", NULL);
  g_autoptr (HwStore) store = hw_store_open (uri, NULL);

  g_assert_nonnull (store);
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
}

static void
test_no_folder_no_store (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();

  close_store (test);
  g_free (test->uri);
  test->uri = g_strconcat ("sqlite:", test->folder, "/nowhere/store.db", NULL);
  assert_refused (test, HW_STORE_ERROR_UNAVAILABLE, "does not exist");

  g_free (test->uri);
  test->uri = g_strconcat ("sqlite:", test->folder, NULL);
  assert_refused (test, HW_STORE_ERROR_UNAVAILABLE, NULL);

  g_free (test->uri);
  test->uri = g_strdup ("sqlite:");
  assert_refused (test, HW_STORE_ERROR_UNAVAILABLE, "no path");
}

static void
test_other_schemes_are_refused (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autoptr (GError) error = NULL;

  g_assert_null (hw_store_open ("mysql://user:secret@host/", &error));
  g_assert_error (error, HW_STORE_ERROR, HW_STORE_ERROR_FAILED);
  g_assert_null (strstr (error->message, "secret"));
}

/* ---- Files that are something else ---- */

static void
assert_left_alone (HwTestStore *test, const char *words)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize length_before, length_after;

  g_file_get_contents (path_of (test), &before, &length_before, NULL);
  assert_refused (test, HW_STORE_ERROR_NOT_A_STORE, words);
  g_file_get_contents (path_of (test), &after, &length_after, NULL);
  g_assert_cmpmem (before, length_before, after, length_after);
}

static void
test_text_file (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autoptr (GString) text = g_string_new (NULL);

  close_store (test);
  for (guint i = 0; i < 1000; i++)
    g_string_append (text, "This is no database.\n");
  g_file_set_contents (path_of (test), text->str, text->len, NULL);
  assert_left_alone (test, "not a store");
}

static void
test_foreign_database (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();

  close_store (test);
  g_remove (path_of (test));
  run_sql (test, "CREATE TABLE accounts (id INTEGER); INSERT INTO accounts VALUES (1)");
  assert_left_alone (test, "another program");
  run_sql (test, "PRAGMA user_version = 1");
  assert_left_alone (test, "another program");
  run_sql (test, "PRAGMA application_id = 1");
  assert_left_alone (test, "another program");
}

static void
test_newer_schema (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();

  close_store (test);
  run_sql (test, "PRAGMA user_version = 99");
  assert_refused (test, HW_STORE_ERROR_NEWER_SCHEMA, "newer version of this program");
}

/* ---- Damage ---- */

typedef struct
{
  const char *damage;
  const char *reader; /* which call must refuse it */
} Damage;

static gboolean
read_back (HwTestStore *test, const char *reader, GError **error)
{
  HwHash registration = credential_of ("open");
  HwHash session = hash_of ("session:s");

  if (g_str_equal (reader, "registration"))
    {
      g_autoptr (HwRegistrationRecord) record = NULL;

      return hw_store_find_registration (test->store, &registration, 0, &record, NULL, error);
    }
  if (g_str_equal (reader, "session"))
    {
      g_autoptr (HwSessionRecord) record = NULL;

      return hw_store_find_session (test->store, &session, T0, FALSE, &record, NULL, error);
    }
  if (g_str_equal (reader, "mail"))
    {
      g_autoptr (GPtrArray) mails = NULL;

      return hw_store_lease_mails (test->store, T0, T0, 100, &mails, error);
    }
  else
    {
      g_autoptr (HwAccount) account = NULL;

      return hw_store_find_account (test->store, EMAIL, &account, error);
    }
}

static void
test_bad_rows_are_refused (void)
{
  static const Damage damages[] = {
    { "UPDATE registrations SET purpose = 'third'", "registration" },
    { "UPDATE registrations SET language = 'fr'", "registration" },
    { "UPDATE registrations SET salt = x'00'", "registration" },
    { "UPDATE registrations SET key_hash = zeroblob (33)", "registration" },
    { "UPDATE registrations SET id = 'short'", "registration" },
    { "UPDATE registrations SET reference = '123456789'", "registration" },
    { "UPDATE registrations SET email = CAST (x'ff' AS TEXT)", "registration" },
    { "UPDATE registrations SET decoy = 2", "registration" },
    { "UPDATE registrations SET wrong_tries = -1", "registration" },
    { "UPDATE registrations SET expires_at = -1", "registration" },
    { "UPDATE accounts SET disabled = 7", "account" },
    { "UPDATE accounts SET email = CAST (x'c328' AS TEXT)", "account" },
    { "UPDATE accounts SET opened_at = -9223372036854775808", "account" },
    { "UPDATE establishments SET name = CAST (x'80' AS TEXT)", "account" },
    { "UPDATE sessions SET device = CAST (x'ff' AS TEXT)", "session" },
    { "UPDATE sessions SET id = ''", "session" },
    { "UPDATE outbox SET kind = 'spam'", "mail" },
    { "UPDATE outbox SET reference = '12345'", "mail" },
    { "UPDATE outbox SET attempts = -1", "mail" },
    { "UPDATE outbox SET registration_id = 'x'", "mail" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_autoptr (HwTestStore) test = hw_test_store_new ();
      g_autofree char *sql = g_strconcat (
        "PRAGMA ignore_check_constraints = ON;", damages[i].damage,
        g_str_has_prefix (damages[i].damage, "UPDATE registrations SET id") ? " WHERE completed_at = 0" : "",
        NULL);
      g_autoptr (GError) error = NULL;

      open_account (test->store, EMAIL, T0);
      g_assert_true (log_in (test->store, "s", EMAIL, "hash:opening " EMAIL, T0));
      start (test->store, "open", HW_PURPOSE_AGAIN, EMAIL, T0);
      g_assert_true (read_back (test, damages[i].reader, &error));

      run_sql (test, sql);
      g_assert_false (read_back (test, damages[i].reader, &error));
      g_assert_error (error, HW_STORE_ERROR, HW_STORE_ERROR_FAILED);
    }
}

static void
damage_file (HwTestStore *test, gsize from, gsize to)
{
  g_autofree char *bytes = NULL;
  gsize length;

  g_file_get_contents (path_of (test), &bytes, &length, NULL);
  memset (bytes + from, 0xa5, MIN (to, length) - from);
  g_file_set_contents (path_of (test), bytes, length, NULL);
}

static void
test_damaged_header (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();

  close_store (test);
  damage_file (test, 0, 100);
  assert_refused (test, HW_STORE_ERROR_NOT_A_STORE, NULL);
}

/* One page after the other: whatever is read from it fails in an orderly way. */
static void
test_damaged_pages (void)
{
  static const char *const readers[] = { "registration", "session", "mail", "account" };
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autofree char *sound = NULL;
  gsize length;
  guint n_refused = 0;

  open_account (test->store, EMAIL, T0);
  g_assert_true (log_in (test->store, "s", EMAIL, "hash:opening " EMAIL, T0));
  start (test->store, "open", HW_PURPOSE_AGAIN, EMAIL, T0);
  close_store (test);
  g_file_get_contents (path_of (test), &sound, &length, NULL);

  for (gsize page = 4096; page < length; page += 4096)
    {
      g_autoptr (GError) at_open = NULL;

      g_file_set_contents (path_of (test), sound, length, NULL);
      damage_file (test, page, page + 4096);
      test->store = hw_store_open (test->uri, &at_open);
      if (test->store == NULL)
        {
          g_assert_error (at_open, HW_STORE_ERROR, HW_STORE_ERROR_NOT_A_STORE);
          n_refused++;
          continue;
        }
      for (guint i = 0; i < G_N_ELEMENTS (readers); i++)
        {
          g_autoptr (GError) error = NULL;

          if (read_back (test, readers[i], &error))
            continue;
          g_assert_error (error, HW_STORE_ERROR, HW_STORE_ERROR_NOT_A_STORE);
          n_refused++;
        }
      close_store (test);
    }
  g_assert_cmpuint (n_refused, >=, G_N_ELEMENTS (readers));
}

/* ---- When it cannot be written ---- */

static void
assert_unavailable_start (HwTestStore *test, const char *id)
{
  g_autoptr (HwTestStart) test_start = test_start_new (id, HW_PURPOSE_FIRST, EMAIL, T0);
  g_autoptr (HwRegistrationRecord) record = NULL;
  g_autoptr (GError) error = NULL;
  HwStartOutcome outcome;

  g_assert_false (
    hw_store_start_registration (test->store, &test_start->start, &outcome, &record, NULL, &error));
  g_assert_error (error, HW_STORE_ERROR, HW_STORE_ERROR_UNAVAILABLE);
  g_assert_null (record);
}

/* The process may write no file beyond @bytes: what a full disk is like. */
static void
limit_file_size (rlim_t bytes)
{
  struct rlimit limit;
  int failed = getrlimit (RLIMIT_FSIZE, &limit);

  g_assert_cmpint (failed, ==, 0);
  limit.rlim_cur = MIN (bytes, limit.rlim_max);
  failed = setrlimit (RLIMIT_FSIZE, &limit);
  g_assert_cmpint (failed, ==, 0);
}

static void
test_full_disk (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autoptr (HwRegistrationRecord) kept = NULL;
  g_autoptr (GError) error = NULL;

  signal (SIGXFSZ, SIG_IGN);
  start (test->store, "before", HW_PURPOSE_FIRST, EMAIL, T0);

  limit_file_size (1);
  assert_unavailable_start (test, "during");
  g_assert_false (hw_store_ping (test->store, &error));
  g_assert_error (error, HW_STORE_ERROR, HW_STORE_ERROR_UNAVAILABLE);
  kept = find (test->store, "before");
  g_assert_nonnull (kept);
  limit_file_size (RLIM_INFINITY);

  g_assert_null (find (test->store, "during"));
  assert_works (test);
  start (test->store, "during", HW_PURPOSE_FIRST, EMAIL, T0);
}

static gboolean
ask_for_session (HwStore *store, const char *id, GError **error)
{
  g_autofree char *name = g_strconcat ("session:", id, NULL);
  g_autoptr (HwSessionRecord) session = NULL;
  HwHash credential = hash_of (name);

  return hw_store_find_session (store, &credential, T0, TRUE, &session, NULL, error);
}

/* While another process holds the file: reading goes on, writing is refused in the end, then works again. */
static void
test_locked_by_another (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autoptr (HwRegistrationRecord) record = NULL;
  g_autoptr (GError) error = NULL;
  sqlite3 *other;
  int code;

  open_account (test->store, EMAIL, T0);
  g_assert_true (log_in (test->store, "a", EMAIL, "hash:opening " EMAIL, T0));
  start (test->store, "before", HW_PURPOSE_FIRST, EMAIL, T0);
  code = sqlite3_open (path_of (test), &other);
  g_assert_cmpint (code, ==, SQLITE_OK);
  code = sqlite3_exec (other, "BEGIN IMMEDIATE", NULL, NULL, NULL);
  g_assert_cmpint (code, ==, SQLITE_OK);

  record = find (test->store, "before");
  g_assert_nonnull (record);
  assert_unavailable_start (test, "during");
  /* A credential that is none costs no write; one that is moves its idle end on. */
  ask_for_session (test->store, "none", &error);
  g_assert_no_error (error);
  g_assert_false (ask_for_session (test->store, "a", &error));
  g_assert_error (error, HW_STORE_ERROR, HW_STORE_ERROR_UNAVAILABLE);

  sqlite3_exec (other, "ROLLBACK", NULL, NULL, NULL);
  sqlite3_close (other);
  start (test->store, "during", HW_PURPOSE_FIRST, EMAIL, T0);
}

static void
test_read_only (void)
{
  if (g_test_subprocess ())
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (HwStore) store = NULL;
      int failed = 0;

      /* Root may write everywhere: be nobody. */
      if (geteuid () == 0)
        failed = setgid (65534) != 0 || setuid (65534) != 0;
      g_assert_cmpint (failed, ==, 0);
      store = hw_store_open (g_getenv ("HW_TEST_STORE"), &error);
      g_assert_error (error, HW_STORE_ERROR, HW_STORE_ERROR_UNAVAILABLE);
      g_assert_null (store);
      return;
    }
  else
    {
      g_autoptr (HwTestStore) test = hw_test_store_new ();
      int changed;

      close_store (test);
      changed = g_chmod (path_of (test), 0444) + g_chmod (test->folder, 0555);
      g_assert_cmpint (changed, ==, 0);
      g_setenv ("HW_TEST_STORE", test->uri, TRUE);
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
      g_unsetenv ("HW_TEST_STORE");
      changed = g_chmod (test->folder, 0755);
      g_assert_cmpint (changed, ==, 0);
      g_test_trap_assert_passed ();
    }
}

/* Each number leads from what the migrations before it made. */
static void
test_comes_forward_from_the_first_schema (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autofree char *first = NULL;
  g_autoptr (HwAccount) account = NULL;
  g_autoptr (GPtrArray) sessions = NULL;
  g_autoptr (GError) error = NULL;

  close_store (test);
  g_remove (path_of (test));
  g_file_get_contents (HW_SOURCE_ROOT "/src/server/store/sqlite/migrations/0001-initial.sql", &first, NULL,
                       &error);
  g_assert_no_error (error);
  run_sql (test, first);
  run_sql (test, "PRAGMA application_id = 1215778128; PRAGMA user_version = 1;" HW_TEST_FIRST_ROWS (
                   "zeroblob (32)"));

  test->store = hw_store_open (test->uri, &error);
  g_assert_no_error (error);
  account = require_account (test->store, EMAIL);
  hw_store_list_sessions (test->store, account->id, T0, &sessions, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sessions->len, ==, 1);
  g_assert_cmpstr (((HwSessionRecord *) sessions->pdata[0])->origin, ==, "");
  g_assert_true (log_in (test->store, "new", EMAIL, "hash", T0));
}

/* ---- The file itself ---- */

static int
take_text (void *text, int n_columns, char **values, char **names)
{
  g_string_append (text, values[0]);

  return 0;
}

static void
test_settings (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  sqlite3 *other;
  int code = sqlite3_open (path_of (test), &other);

  g_assert_cmpint (code, ==, SQLITE_OK);
  sqlite3_exec (other, "PRAGMA journal_mode; PRAGMA user_version; PRAGMA integrity_check", take_text, text,
                NULL);
  sqlite3_close (other);
  g_assert_cmpstr (text->str, ==, "wal2ok");
}

/* What was said to be deleted is not left lying about in free pages. */
static void
test_deleted_is_overwritten (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) mails = NULL;
  g_autofree char *bytes = NULL;
  gsize length;
  HwHash credential = credential_of ("a");

  start (test->store, "a", HW_PURPOSE_FIRST, "unmistakable@example.jp", T0);
  mails = lease (test->store, T0);
  hw_store_mail_done (test->store, &((HwMailRecord *) g_ptr_array_index (mails, 0))->id, &error);
  g_assert_no_error (error);
  hw_store_give_up (test->store, &credential, NULL, NULL, &error);
  g_assert_no_error (error);
  close_store (test);

  g_file_get_contents (path_of (test), &bytes, &length, NULL);
  g_assert_null (memmem (bytes, length, "unmistakable", strlen ("unmistakable")));
}

void
hw_test_add_backend (void)
{
  hw_test_add ("file/has-mode-0600", test_mode_0600);
  hw_test_add ("file/may-be-made-by-many-at-once", test_opened_by_many_at_once);
  hw_test_add ("file/empty-one-is-filled", test_empty_file_is_filled);
  hw_test_add ("file/name-means-nothing-special", test_name_means_nothing_special);
  hw_test_add ("file/needs-its-folder", test_no_folder_no_store);
  hw_test_add ("file/other-schemes-are-refused", test_other_schemes_are_refused);
  hw_test_add ("file/text-is-left-alone", test_text_file);
  hw_test_add ("file/foreign-database-is-left-alone", test_foreign_database);
  hw_test_add ("file/newer-schema-is-refused", test_newer_schema);
  hw_test_add ("file/bad-rows-are-refused", test_bad_rows_are_refused);
  hw_test_add ("file/damaged-header-is-refused", test_damaged_header);
  hw_test_add ("file/damaged-pages-give-an-error", test_damaged_pages);
  hw_test_add ("file/full-disk-is-survived", test_full_disk);
  hw_test_add ("file/comes-forward-from-the-first-schema", test_comes_forward_from_the_first_schema);
  hw_test_add ("file/locked-by-another-is-survived", test_locked_by_another);
  hw_test_add ("file/read-only-is-refused", test_read_only);
  hw_test_add ("file/is-wal-and-sound", test_settings);
  hw_test_add ("file/deleted-is-overwritten", test_deleted_is_overwritten);
  hw_test_add_sqlite_migrations ();
}
