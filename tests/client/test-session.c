/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/hw-session.h"
#include "hw-test-account.h"
#include "hw-test-keyring.h"
#include "hw-test-loop.h"
#include "hw-test-office.h"
#include <string.h>

typedef struct
{
  HwTestOffice *office;
  HwApi *api;
  HwCredentialStore *store;
  GAsyncResult *slot;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer config)
{
  fixture->office = hw_test_office_new (config);
  fixture->api = hw_api_new (hw_test_office_get_url (fixture->office), HW_LANGUAGE_JA);
  fixture->store = hw_credential_store_new ();
  hw_test_account_open (fixture->office, fixture->api, HW_TEST_EMAIL);
}

static void
tear_down (Fixture *fixture, gconstpointer config)
{
  g_object_unref (fixture->store);
  g_assert_finalize_object (fixture->api);
  hw_test_office_free (fixture->office);
}

static HwSession *
log_in (Fixture *fixture, const char *password, gboolean remember, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  hw_session_log_in_async (fixture->api, fixture->store, HW_TEST_EMAIL, password, remember, NULL,
                           hw_test_keep_result, &fixture->slot);
  result = hw_test_wait_result (&fixture->slot);
  return hw_session_log_in_finish (result, error);
}

static HwHome *
get_home (Fixture *fixture, HwSession *session, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  hw_session_get_home_async (session, NULL, hw_test_keep_result, &fixture->slot);
  result = hw_test_wait_result (&fixture->slot);
  return hw_session_get_home_finish (session, result, error);
}

static GPtrArray *
list (Fixture *fixture, HwSession *session, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  hw_session_list_async (session, NULL, hw_test_keep_result, &fixture->slot);
  result = hw_test_wait_result (&fixture->slot);
  return hw_session_list_finish (session, result, error);
}

static gboolean
log_out (Fixture *fixture, HwSession *session, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  hw_session_log_out_async (session, NULL, hw_test_keep_result, &fixture->slot);
  result = hw_test_wait_result (&fixture->slot);
  return hw_session_log_out_finish (session, result, error);
}

static guint
count_items (Fixture *fixture)
{
  return hw_test_keyring_count (hw_test_office_get_url (fixture->office));
}

static void
test_not_kept (Fixture *fixture, gconstpointer config)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HwSession) session = log_in (fixture, HW_TEST_PASSWORD, FALSE, &error);
  g_autofree char *name = NULL;
  g_autofree char *number = NULL;

  g_assert_no_error (error);
  g_assert_true (hw_session_get_alive (session));
  g_assert_false (hw_session_get_kept (session));
  g_assert_cmpstr (hw_session_get_email (session), ==, HW_TEST_EMAIL);
  g_object_get (session, "establishment-name", &name, "establishment-number", &number, NULL);
  g_assert_cmpstr (name, ==, "株式会社テスト");
  g_assert_cmpstr (number, ==, "1301-123456-7");
  g_assert_cmpuint (count_items (fixture), ==, 0);
}

static void
test_kept (Fixture *fixture, gconstpointer config)
{
  g_autoptr (HwSession) session = log_in (fixture, HW_TEST_PASSWORD, TRUE, NULL);
  g_autoptr (HwSession) resumed = NULL;
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (HwHome) home = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (hw_session_get_kept (session));
  g_assert_cmpuint (count_items (fixture), ==, 1);
  g_assert_finalize_object (g_steal_pointer (&session));

  items = hw_test_store_load (fixture->store, hw_test_office_get_url (fixture->office), NULL);
  resumed = hw_session_new_kept (fixture->api, fixture->store, g_ptr_array_index (items, 0));
  g_assert_true (hw_session_get_kept (resumed));
  g_assert_cmpstr (hw_session_get_email (resumed), ==, HW_TEST_EMAIL);
  g_assert_cmpstr (hw_session_get_establishment (resumed)->name, ==, "株式会社テスト");
  home = get_home (fixture, resumed, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (home->menu->len, >, 0);

  g_assert_true (log_out (fixture, resumed, &error));
  g_assert_no_error (error);
  g_assert_false (hw_session_get_alive (resumed));
  g_assert_false (hw_session_get_kept (resumed));
  hw_test_wait_until (count_items (fixture) == 0);
}

static void
test_wrong_password (Fixture *fixture, gconstpointer config)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (log_in (fixture, HW_TEST_OTHER_PASSWORD, TRUE, &error));
  g_assert_true (hw_client_error_is_problem (error, HW_PROBLEM_LOGIN_FAILED));
  g_assert_cmpuint (count_items (fixture), ==, 0);
}

static void
test_after_logout (Fixture *fixture, gconstpointer config)
{
  g_autoptr (HwSession) session = log_in (fixture, HW_TEST_PASSWORD, FALSE, NULL);
  g_autoptr (GError) error = NULL;
  guint alive = 0;

  hw_test_count_notify (session, "alive", &alive);
  g_assert_true (log_out (fixture, session, NULL));
  g_assert_cmpuint (alive, ==, 1);
  g_assert_null (get_home (fixture, session, &error));
  g_assert_true (hw_client_error_is_problem (error, HW_PROBLEM_CREDENTIAL_INVALID));
  g_clear_error (&error);
  g_assert_null (list (fixture, session, &error));
  g_assert_true (hw_client_error_is_problem (error, HW_PROBLEM_CREDENTIAL_INVALID));
  g_assert_true (log_out (fixture, session, NULL));
  g_assert_cmpuint (alive, ==, 1);
}

static void
test_ended_from_another (Fixture *fixture, gconstpointer config)
{
  g_autoptr (HwSession) here = log_in (fixture, HW_TEST_PASSWORD, FALSE, NULL);
  g_autoptr (HwSession) there = log_in (fixture, HW_TEST_PASSWORD, TRUE, NULL);
  g_autoptr (GPtrArray) sessions = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  const HwSessionEntry *other;

  sessions = list (fixture, here, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sessions->len, ==, 2);
  other = g_ptr_array_index (sessions, 0);
  if (other->current)
    other = g_ptr_array_index (sessions, 1);
  g_assert_cmpstr (other->device, ==, g_get_host_name ());
  hw_session_end_other_async (here, other->id, NULL, hw_test_keep_result, &fixture->slot);
  result = hw_test_wait_result (&fixture->slot);
  g_assert_true (hw_session_end_other_finish (here, result, &error));
  g_assert_true (hw_session_get_alive (here));

  /* The other learns of it with its next call, and forgets all. */
  g_assert_cmpuint (count_items (fixture), ==, 1);
  g_assert_null (get_home (fixture, there, &error));
  g_assert_true (hw_client_error_is_problem (error, HW_PROBLEM_CREDENTIAL_INVALID));
  g_assert_false (hw_session_get_alive (there));
  g_assert_false (hw_session_get_kept (there));
  hw_test_wait_until (count_items (fixture) == 0);
}

static gboolean
change_password (Fixture *fixture, HwSession *session, const char *current, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  hw_session_change_password_async (session, current, HW_TEST_OTHER_PASSWORD, NULL, hw_test_keep_result,
                                    &fixture->slot);
  result = hw_test_wait_result (&fixture->slot);
  return hw_session_change_password_finish (session, result, error);
}

static void
test_change_password (Fixture *fixture, gconstpointer config)
{
  g_autoptr (HwSession) session = log_in (fixture, HW_TEST_PASSWORD, FALSE, NULL);
  g_autoptr (HwSession) other = log_in (fixture, HW_TEST_PASSWORD, FALSE, NULL);
  g_autoptr (HwHome) home = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (change_password (fixture, session, "not-it-at-all-9", &error));
  g_assert_true (hw_client_error_is_problem (error, HW_PROBLEM_INVALID_FIELDS));
  g_clear_error (&error);
  g_assert_true (change_password (fixture, session, HW_TEST_PASSWORD, &error));
  g_assert_no_error (error);
  home = get_home (fixture, session, &error);
  g_assert_no_error (error);
  g_assert_null (get_home (fixture, other, &error));
  g_assert_false (hw_session_get_alive (other));
}

static void
test_idle_session_ends (Fixture *fixture, gconstpointer config)
{
  g_autoptr (HwSession) session = log_in (fixture, HW_TEST_PASSWORD, FALSE, NULL);
  HwTestBound *bound = hw_test_bound_new ();

  /* Idle for longer and longer, until it was long enough. */
  for (guint milliseconds = 500; hw_session_get_alive (session); milliseconds += 500)
    {
      g_autoptr (HwHome) home = NULL;
      gint64 until = g_get_monotonic_time () + milliseconds * G_TIME_SPAN_MILLISECOND;

      while (g_get_monotonic_time () < until)
        hw_test_bound_iterate (bound, "the session ends", __FILE__, __LINE__);
      home = get_home (fixture, session, NULL);
    }
  hw_test_bound_free (bound);
}

static void
test_server_away (Fixture *fixture, gconstpointer config)
{
  g_autoptr (HwSession) session = log_in (fixture, HW_TEST_PASSWORD, TRUE, NULL);
  g_autoptr (GError) error = NULL;

  hw_test_office_stop (fixture->office);
  g_assert_null (get_home (fixture, session, &error));
  g_assert_error (error, HW_CLIENT_ERROR, HW_CLIENT_ERROR_UNREACHABLE);
  g_assert_true (hw_session_get_alive (session));
  g_assert_true (hw_session_get_kept (session));
  g_clear_error (&error);

  /* Logging out here works all the same, and says that the server was not told. */
  g_assert_false (log_out (fixture, session, &error));
  g_assert_error (error, HW_CLIENT_ERROR, HW_CLIENT_ERROR_UNREACHABLE);
  g_assert_false (hw_session_get_alive (session));
  hw_test_wait_until (count_items (fixture) == 0);
}

static void
test_without_keyring (Fixture *fixture, gconstpointer config)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HwSession) session = log_in (fixture, HW_TEST_PASSWORD, TRUE, &error);
  g_autoptr (HwHome) home = NULL;

  g_assert_no_error (error);
  g_assert_false (hw_session_get_kept (session));
  home = get_home (fixture, session, &error);
  g_assert_no_error (error);
  g_assert_true (log_out (fixture, session, &error));
}

#define ADD(name, config, function) \
  g_test_add ("/session/" name, Fixture, config, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  if (hw_test_keyring_is ("none"))
    {
      ADD ("goes-on-without-a-keyring", HW_TEST_OFFICE_NO_WAIT, test_without_keyring);
      return g_test_run ();
    }

  ADD ("not-kept-stays-in-memory", HW_TEST_OFFICE_NO_WAIT, test_not_kept);
  ADD ("kept-comes-back-until-logout", HW_TEST_OFFICE_NO_WAIT, test_kept);
  ADD ("wrong-password-keeps-nothing", HW_TEST_OFFICE_NO_WAIT, test_wrong_password);
  ADD ("logged-out-is-dead", HW_TEST_OFFICE_NO_WAIT, test_after_logout);
  ADD ("ended-from-another-is-forgotten", HW_TEST_OFFICE_NO_WAIT, test_ended_from_another);
  ADD ("password-change-ends-the-others", HW_TEST_OFFICE_NO_WAIT, test_change_password);
  ADD ("idle-session-ends", HW_TEST_OFFICE_NO_WAIT "[session]\nidle=1\n", test_idle_session_ends);
  ADD ("server-away-still-logs-out-here", HW_TEST_OFFICE_NO_WAIT, test_server_away);
  return g_test_run ();
}
