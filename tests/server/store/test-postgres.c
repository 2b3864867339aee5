/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hw-test-data.h"
#include "hw-test-postgres.h"
#include "hw-test-race.h"
#include "hw-test-store.h"

#include <string.h>

/* ---- Opening ---- */

static void
close_store (HwTestStore *test)
{
  g_assert_finalize_object (g_steal_pointer (&test->store));
}

static void
open_again (HwTestStore *test)
{
  g_autoptr (GError) error = NULL;

  test->store = hw_store_open (test->uri, &error);
  g_assert_no_error (error);
  hw_store_ping (test->store, &error);
  g_assert_no_error (error);
}

static void
assert_refused (const char *uri, HwStoreError code, const char *words)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (hw_store_open (uri, &error));
  g_assert_error (error, HW_STORE_ERROR, (int) code);
  if (strstr (error->message, words) == NULL)
    g_error ("“%s” does not say “%s”", error->message, words);
}

static void
drop_schema (HwTestStore *test)
{
  close_store (test);
  hw_test_postgres_run (test->uri, "DROP SCHEMA hellowork_mypage CASCADE");
}

static void
test_made_by_many_at_once (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autofree char *versions = NULL;

  drop_schema (test);
  hw_test_open_by_many (test->uri);
  versions = hw_test_postgres_ask (test->uri, "SELECT count (*) FROM hellowork_mypage.schema_version");
  g_assert_cmpstr (versions, ==, "2");
}

/* Each number leads from what the migrations before it made. */
static void
test_comes_forward_from_the_first_schema (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autofree char *first = NULL;
  g_autofree char *sql = NULL;
  g_autoptr (HwAccount) account = NULL;
  g_autoptr (GPtrArray) sessions = NULL;
  g_autoptr (GError) error = NULL;

  drop_schema (test);
  g_file_get_contents (HW_SOURCE_ROOT "/src/server/store/postgres/migrations/0001-initial.sql", &first, NULL,
                       &error);
  g_assert_no_error (error);
  sql = g_strconcat ("CREATE SCHEMA hellowork_mypage; SET search_path = hellowork_mypage;", first,
                     "INSERT INTO schema_version (version) VALUES (1);",
                     HW_TEST_FIRST_ROWS ("decode (repeat ('00', 32), 'hex')"), NULL);
  hw_test_postgres_run (test->uri, sql);

  open_again (test);
  account = require_account (test->store, EMAIL);
  hw_store_list_sessions (test->store, account->id, T0, &sessions, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sessions->len, ==, 1);
  g_assert_cmpstr (((HwSessionRecord *) sessions->pdata[0])->origin, ==, "");
  g_assert_true (log_in (test->store, "new", EMAIL, "hash", T0));
}

static void
test_lives_beside_others (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autofree char *kept = NULL;

  drop_schema (test);
  hw_test_postgres_run (test->uri, "CREATE TABLE public.accounts (id integer);"
                                   "INSERT INTO public.accounts VALUES (42)");
  open_again (test);
  open_account (test->store, EMAIL, T0);
  kept = hw_test_postgres_ask (test->uri, "SELECT string_agg (id::text, ',') FROM public.accounts");
  g_assert_cmpstr (kept, ==, "42");
}

static void
test_fills_an_empty_schema (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();

  drop_schema (test);
  hw_test_postgres_run (test->uri, "CREATE SCHEMA hellowork_mypage");
  open_again (test);
}

static void
test_foreign_schema (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autofree char *tables = NULL;

  drop_schema (test);
  hw_test_postgres_run (test->uri, "CREATE SCHEMA hellowork_mypage;"
                                   "CREATE TABLE hellowork_mypage.accounts (id integer)");
  assert_refused (test->uri, HW_STORE_ERROR_NOT_A_STORE, "another program");
  tables = hw_test_postgres_ask (test->uri, "SELECT count (*) FROM pg_class WHERE relnamespace ="
                                            " 'hellowork_mypage'::regnamespace");
  g_assert_cmpstr (tables, ==, "1");
}

static void
test_newer_schema (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();

  close_store (test);
  hw_test_postgres_run (test->uri, "INSERT INTO hellowork_mypage.schema_version (version) VALUES (99)");
  assert_refused (test->uri, HW_STORE_ERROR_NEWER_SCHEMA, "newer version of this program");
}

/* What a role may not do is said, and half of it is not done. */
static void
test_role_without_rights (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autofree char *uri = g_strconcat (test->uri, "&options=-crole%3Dbystander", NULL);

  drop_schema (test);
  hw_test_postgres_run (test->uri, "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname ="
                                   " 'bystander') THEN CREATE ROLE bystander; END IF; END $$");
  assert_refused (uri, HW_STORE_ERROR_FAILED, "permission denied");
}

static void
test_other_encoding (void)
{
  g_autofree char *uri = hw_test_postgres_uri ("latin");

  hw_test_postgres_run (NULL, "CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'");
  assert_refused (uri, HW_STORE_ERROR_FAILED, "ENCODING 'UTF8'");
  hw_test_postgres_run (NULL, "DROP DATABASE latin");
}

static void
test_server_that_cannot_be_written_to (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autofree char *uri = g_strconcat (test->uri, "&options=-cdefault_transaction_read_only%3Don", NULL);

  assert_refused (uri, HW_STORE_ERROR_UNAVAILABLE, "read-only");
}

static void
test_nobody_there (void)
{
  g_autofree char *uri = hw_test_postgres_uri ("no_such_database");

  assert_refused (uri, HW_STORE_ERROR_UNAVAILABLE, "no_such_database");
  assert_refused ("postgresql:///x?host=/nowhere", HW_STORE_ERROR_UNAVAILABLE, "/nowhere");
}

/* ---- URIs ---- */

static void
test_passwords_are_refused (void)
{
  static const char *const uris[] = {
    "postgresql://user:sesame@localhost/x",
    "postgresql://localhost/x?user=u&password=sesame",
    "postgresql://localhost/x?pass%77ord=sesame",
    "postgresql://user:sesame@[::1],other:5433/x?target_session_attrs=any",
    "postgresql://localhost/x?sslpassword=sesame",
    "postgresql://user:%73esame@localhost",
  };

  for (guint i = 0; i < G_N_ELEMENTS (uris); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (hw_store_check_uri (uris[i], &error));
      g_assert_nonnull (strstr (error->message, "passfile"));
      g_assert_null (strstr (error->message, "sesame"));
      assert_refused (uris[i], HW_STORE_ERROR_FAILED, "passfile");
    }
}

static void
test_nonsense_is_refused (void)
{
  static const char *const uris[] = {
    "postgresql://user:sesame@[::1/x",
    "postgresql://localhost/x?sesame",
    "postgresql://localhost/x?no_such_parameter=sesame",
    "postgresql://localhost/%zzsesame",
    "postgres:sesame",
    "sqlite:",
    "",
  };

  for (guint i = 0; i < G_N_ELEMENTS (uris); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (hw_store_check_uri (uris[i], &error));
      g_assert_error (error, HW_STORE_ERROR, HW_STORE_ERROR_FAILED);
      g_assert_null (strstr (error->message, "sesame"));
      g_clear_error (&error);
      g_assert_null (hw_store_open (uris[i], &error));
      g_assert_null (strstr (error->message, "sesame"));
    }
  g_assert_true (hw_store_check_uri ("postgresql://", NULL));
  g_assert_true (hw_store_check_uri ("postgresql://a,b:5433/x?passfile=/etc/pass&sslmode=verify-full", NULL));
}

/* ---- Rows that cannot be ---- */

typedef struct
{
  const char *damage;
  gboolean (*read) (HwStore *store, GError **error);
} Damage;

static gboolean
read_registration (HwStore *store, GError **error)
{
  g_autoptr (HwRegistrationRecord) record = NULL;
  HwHash credential = credential_of ("open");

  return hw_store_find_registration (store, &credential, 0, &record, NULL, error);
}

static gboolean
read_account (HwStore *store, GError **error)
{
  g_autoptr (HwAccount) account = NULL;

  return hw_store_find_account (store, EMAIL, &account, error);
}

static gboolean
read_mails (HwStore *store, GError **error)
{
  g_autoptr (GPtrArray) mails = NULL;

  return hw_store_lease_mails (store, T0, T0, 100, &mails, error);
}

static void
test_bad_rows_are_refused (void)
{
  static const Damage damages[] = {
    { "UPDATE registrations SET purpose = 'third'", read_registration },
    { "UPDATE registrations SET salt = '\\x00'", read_registration },
    { "UPDATE registrations SET key_hash = credential_hash || '\\x00'", read_registration },
    { "UPDATE registrations SET reference = '123456789'", read_registration },
    { "UPDATE registrations SET wrong_tries = -1", read_registration },
    { "UPDATE registrations SET expires_at = -1", read_registration },
    { "ALTER TABLE registrations ALTER expires_at TYPE numeric", read_registration },
    { "ALTER TABLE registrations ALTER salt TYPE text USING 'salt'", read_registration },
    { "ALTER TABLE registrations ALTER decoy TYPE boolean USING false", read_registration },
    { "ALTER TABLE registrations ALTER email DROP NOT NULL; UPDATE registrations SET email = NULL",
      read_registration },
    { "UPDATE accounts SET disabled = 7", read_account },
    { "ALTER TABLE accounts DROP email", read_account },
    { "UPDATE outbox SET kind = 'spam'", read_mails },
    { "UPDATE outbox SET attempts = -1", read_mails },
  };
  static const char no_checks[] =
    "SET search_path = hellowork_mypage; DO $$ DECLARE c record; BEGIN FOR c IN SELECT conrelid::regclass AS"
    " name, conname FROM pg_constraint WHERE contype = 'c' AND connamespace ="
    " 'hellowork_mypage'::regnamespace LOOP EXECUTE format ('ALTER TABLE %s DROP CONSTRAINT %I', c.name,"
    " c.conname); END LOOP; END $$;";

  for (guint i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_autoptr (HwTestStore) test = hw_test_store_new ();
      g_autofree char *sql = g_strconcat (no_checks, damages[i].damage, NULL);
      g_autoptr (GError) error = NULL;

      open_account (test->store, EMAIL, T0);
      start (test->store, "open", HW_PURPOSE_AGAIN, EMAIL, T0);
      g_assert_true (damages[i].read (test->store, &error));

      hw_test_postgres_run (test->uri, sql);
      hw_test_store_reopen (test);
      if (damages[i].read (test->store, &error))
        g_error ("%s: was read", damages[i].damage);
      g_assert_error (error, HW_STORE_ERROR, HW_STORE_ERROR_FAILED);
    }
}

/* ---- What a connection is set to ---- */

/* Whatever the operator's defaults, a commit is on the disk before it is acknowledged; a trigger looks. */
static void
test_settings (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autofree char *database = hw_test_postgres_ask (test->uri, "SELECT current_database ()");
  g_autofree char *careless =
    g_strdup_printf ("ALTER DATABASE %s SET synchronous_commit = off;"
                     " ALTER DATABASE %s SET default_transaction_isolation = 'serializable';"
                     " ALTER DATABASE %s SET search_path = public",
                     database, database, database);
  g_autofree char *seen = NULL;
  HwAuditEvent event = { .at = T0, .event = "login", .outcome = "done" };
  g_autoptr (GError) error = NULL;

  hw_test_postgres_run (
    test->uri, "CREATE TABLE public.seen (line text);"
               "CREATE FUNCTION public.look () RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
               " INSERT INTO public.seen SELECT string_agg (current_setting (n), ' ') FROM unnest (ARRAY"
               " ['synchronous_commit', 'transaction_isolation', 'lock_timeout', 'statement_timeout']) n;"
               " RETURN new; END $$;"
               "CREATE TRIGGER look BEFORE INSERT ON hellowork_mypage.audit FOR EACH ROW"
               " EXECUTE FUNCTION public.look ()");
  hw_test_postgres_run (NULL, careless);
  close_store (test);
  open_again (test);
  hw_store_add_audit (test->store, &event, &error);
  g_assert_no_error (error);
  seen = hw_test_postgres_ask (test->uri, "SELECT line FROM public.seen");
  g_assert_cmpstr (seen, ==, "on read committed 4s 5s");
}

static gint64
ask_now (HwTestStore *test)
{
  g_autofree char *now =
    hw_test_postgres_ask (test->uri, "SELECT (extract (epoch FROM clock_timestamp ()) * 1000000)::bigint");

  return g_ascii_strtoll (now, NULL, 10);
}

static void
test_now_is_the_databases (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autoptr (GError) error = NULL;
  gint64 before = ask_now (test);
  gint64 now;
  gint64 after;

  hw_store_now (test->store, &now, &error);
  g_assert_no_error (error);
  after = ask_now (test);
  g_assert_cmpint (before, <=, now);
  g_assert_cmpint (now, <=, after);
}

void
hw_test_add_backend (void)
{
  hw_test_add ("database/comes-forward-from-the-first-schema", test_comes_forward_from_the_first_schema);
  hw_test_add ("database/may-be-filled-by-many-at-once", test_made_by_many_at_once);
  hw_test_add ("database/may-hold-other-things", test_lives_beside_others);
  hw_test_add ("database/empty-schema-is-filled", test_fills_an_empty_schema);
  hw_test_add ("database/foreign-schema-is-left-alone", test_foreign_schema);
  hw_test_add ("database/newer-schema-is-refused", test_newer_schema);
  hw_test_add ("database/needs-the-rights", test_role_without_rights);
  hw_test_add ("database/other-encoding-is-refused", test_other_encoding);
  hw_test_add ("database/read-only-is-refused", test_server_that_cannot_be_written_to);
  hw_test_add ("database/that-is-not-there-is-unavailable", test_nobody_there);
  hw_test_add ("uri/password-is-refused", test_passwords_are_refused);
  hw_test_add ("uri/nonsense-is-refused-and-not-repeated", test_nonsense_is_refused);
  hw_test_add ("database/bad-rows-are-refused", test_bad_rows_are_refused);
  hw_test_add ("database/settings-are-ours", test_settings);
  hw_test_add ("database/has-the-time", test_now_is_the_databases);
  hw_test_add_postgres_sharing ();
  hw_test_add_postgres_faults ();
}
