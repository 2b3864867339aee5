/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/hw-client.h"
#include "client/hw-registration-private.h"
#include "contract/hw-instant.h"
#include "contract/hw-wipe.h"
#include "hw-test-account.h"
#include "hw-test-keyring.h"
#include "hw-test-loop.h"
#include "hw-test-office.h"
#include <signal.h>

#define OTHER_EMAIL "jiro@example.jp"
#define CREDENTIAL "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ"
#define DAY (G_GINT64_CONSTANT (24) * 60 * 60 * HW_SECOND)

typedef struct
{
  HwTestOffice *office;
  HwClient *client;
  GAsyncResult *slot;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer config)
{
  fixture->office = hw_test_office_new (config);
  fixture->client = hw_client_new (hw_test_office_get_url (fixture->office), HW_LANGUAGE_JA);
}

static void
tear_down (Fixture *fixture, gconstpointer config)
{
  g_object_unref (fixture->client);
  hw_test_office_free (fixture->office);
}

/* As if the window had been killed and opened again. */
static void
open_again (Fixture *fixture)
{
  g_object_unref (fixture->client);
  fixture->client = hw_client_new (hw_test_office_get_url (fixture->office), HW_LANGUAGE_JA);
}

static void
load (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  GError *error = NULL;

  hw_client_load_async (fixture->client, NULL, hw_test_keep_result, &fixture->slot);
  result = hw_test_wait_result (&fixture->slot);
  g_assert_true (hw_client_load_finish (fixture->client, result, &error));
  g_assert_no_error (error);
}

static HwSession *
log_in (Fixture *fixture, const char *email, gboolean remember)
{
  g_autoptr (GAsyncResult) result = NULL;
  GError *error = NULL;
  HwSession *session;

  hw_client_log_in_async (fixture->client, email, HW_TEST_PASSWORD, remember, NULL, hw_test_keep_result,
                          &fixture->slot);
  result = hw_test_wait_result (&fixture->slot);
  session = hw_client_log_in_finish (fixture->client, result, &error);
  g_assert_no_error (error);
  return session;
}

static HwRegistration *
start (Fixture *fixture, const char *email)
{
  HwRegistration *registration = hw_client_new_registration (fixture->client, HW_PURPOSE_FIRST);
  g_autofree char *privacy = NULL;
  g_autofree char *terms = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GError *error = NULL;

  hw_test_account_agree (hw_client_get_api (fixture->client), &privacy, &terms);
  hw_registration_set_consent (registration, privacy, terms);
  hw_registration_set_email (registration, email);
  hw_registration_start_async (registration, NULL, hw_test_keep_result, &fixture->slot);
  result = hw_test_wait_result (&fixture->slot);
  hw_registration_start_finish (registration, result, &error);
  g_assert_no_error (error);
  return registration;
}

static guint
count_registrations (Fixture *fixture)
{
  return g_list_model_get_n_items (hw_client_get_registrations (fixture->client));
}

static guint
count_sessions (Fixture *fixture)
{
  return g_list_model_get_n_items (hw_client_get_sessions (fixture->client));
}

static guint
count_items (Fixture *fixture)
{
  return hw_test_keyring_count (hw_test_office_get_url (fixture->office));
}

static void
open_account (Fixture *fixture, const char *email)
{
  hw_test_account_open (fixture->office, hw_client_get_api (fixture->client), email);
}

static void
test_empty (Fixture *fixture, gconstpointer config)
{
  load (fixture);
  g_assert_cmpuint (count_registrations (fixture), ==, 0);
  g_assert_cmpuint (count_sessions (fixture), ==, 0);
  g_assert_null (hw_client_get_session (fixture->client));
}

static void
test_registration_is_found_again (Fixture *fixture, gconstpointer config)
{
  g_autoptr (HwRegistration) started = start (fixture, HW_TEST_EMAIL);
  g_autoptr (HwRegistration) found = NULL;

  g_assert_cmpuint (count_registrations (fixture), ==, 1);
  g_clear_object (&started);
  open_again (fixture);
  g_assert_cmpuint (count_registrations (fixture), ==, 0);
  load (fixture);
  g_assert_cmpuint (count_registrations (fixture), ==, 1);
  found = g_list_model_get_item (hw_client_get_registrations (fixture->client), 0);
  g_assert_cmpstr (hw_registration_get_email (found), ==, HW_TEST_EMAIL);
  g_assert_cmpint (hw_registration_get_stage (found), ==, HW_STAGE_AWAITING_KEY);
  g_assert_cmpuint (hw_registration_get_seconds_left (found), >, 1700);
}

static void
test_several_registrations (Fixture *fixture, gconstpointer config)
{
  g_autoptr (HwRegistration) one = start (fixture, HW_TEST_EMAIL);
  g_autoptr (HwRegistration) other = start (fixture, OTHER_EMAIL);
  g_autoptr (GAsyncResult) result = NULL;
  GError *error = NULL;

  g_assert_cmpuint (count_registrations (fixture), ==, 2);
  hw_registration_give_up_async (one, NULL, hw_test_keep_result, &fixture->slot);
  result = hw_test_wait_result (&fixture->slot);
  hw_registration_give_up_finish (one, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_registrations (fixture), ==, 1);
  hw_test_wait_until (count_items (fixture) == 1);

  hw_registration_restart (other);
  g_assert_cmpuint (count_registrations (fixture), ==, 0);
}

static void
test_completed_is_unlisted (Fixture *fixture, gconstpointer config)
{
  g_autoptr (HwRegistration) registration = NULL;
  g_autoptr (HwSecretString) key = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GError *error = NULL;

  hw_test_office_register (fixture->office, HW_TEST_EMAIL);
  registration = start (fixture, HW_TEST_EMAIL);
  key = hw_test_office_wait_key (fixture->office, HW_TEST_EMAIL, NULL);
  hw_registration_set_password_async (registration, key, HW_TEST_PASSWORD, NULL, hw_test_keep_result,
                                      &fixture->slot);
  result = hw_test_wait_result (&fixture->slot);
  hw_registration_set_password_finish (registration, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_registrations (fixture), ==, 0);
}

/* The window was killed before the answer came. */
static void
test_found_completed_is_listed (Fixture *fixture, gconstpointer config)
{
  g_autoptr (HwRegistration) registration = NULL;
  g_autoptr (HwRegistration) found = NULL;
  g_autoptr (HwSecretString) key = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (HwStoredCredential) item = NULL;
  GError *error = NULL;

  hw_test_office_register (fixture->office, HW_TEST_EMAIL);
  registration = start (fixture, HW_TEST_EMAIL);
  item = hw_stored_credential_ref (registration->item);
  key = hw_test_office_wait_key (fixture->office, HW_TEST_EMAIL, NULL);
  hw_registration_set_password_async (registration, key, HW_TEST_PASSWORD, NULL, hw_test_keep_result,
                                      &fixture->slot);
  result = hw_test_wait_result (&fixture->slot);
  hw_registration_set_password_finish (registration, result, &error);
  g_assert_no_error (error);
  hw_test_wait_until (count_items (fixture) == 0);

  open_again (fixture);
  hw_test_store_save (hw_client_get_credential_store (fixture->client), item, &error);
  g_assert_no_error (error);
  load (fixture);
  g_assert_cmpuint (count_registrations (fixture), ==, 1);
  found = g_list_model_get_item (hw_client_get_registrations (fixture->client), 0);
  g_assert_cmpint (hw_registration_get_stage (found), ==, HW_STAGE_COMPLETED);
  g_assert_nonnull (hw_registration_get_completion (found));
  hw_test_wait_until (count_items (fixture) == 0);
  hw_client_dismiss_registration (fixture->client, found);
  g_assert_cmpuint (count_registrations (fixture), ==, 0);
}

static void
test_over_is_dropped (Fixture *fixture, gconstpointer config)
{
  g_autoptr (HwRegistration) registration = start (fixture, HW_TEST_EMAIL);

  hw_test_wait_until (hw_registration_get_stage (registration) == HW_STAGE_EXPIRED);
  g_assert_cmpuint (count_registrations (fixture), ==, 0);
  g_clear_object (&registration);
  g_assert_cmpuint (count_items (fixture), ==, 1);
  open_again (fixture);
  load (fixture);
  g_assert_cmpuint (count_registrations (fixture), ==, 0);
  hw_test_wait_until (count_items (fixture) == 0);
}

static void
test_unknown_to_the_server_is_dropped (Fixture *fixture, gconstpointer config)
{
  const char *server = hw_test_office_get_url (fixture->office);
  gint64 now = g_get_real_time ();
  HwCredentialStore *store = hw_client_get_credential_store (fixture->client);
  g_autoptr (HwStoredCredential) registration = hw_stored_credential_new_registration (
    server, CREDENTIAL, HW_TEST_EMAIL, HW_PURPOSE_FIRST, "0042", now + DAY);
  g_autoptr (HwStoredCredential) long_over =
    hw_stored_credential_new_session (server, CREDENTIAL, HW_TEST_EMAIL, NULL, now - 90 * DAY);

  g_assert_true (hw_test_store_save (store, registration, NULL));
  g_assert_true (hw_test_store_save (store, long_over, NULL));
  g_assert_cmpuint (count_items (fixture), ==, 2);
  load (fixture);
  g_assert_cmpuint (count_registrations (fixture), ==, 0);
  g_assert_cmpuint (count_sessions (fixture), ==, 0);
  hw_test_wait_until (count_items (fixture) == 0);
}

static void
test_server_away_leaves_it_listed (Fixture *fixture, gconstpointer config)
{
  g_autoptr (HwRegistration) started = start (fixture, HW_TEST_EMAIL);

  g_clear_object (&started);
  open_again (fixture);
  hw_test_office_stop (fixture->office);
  load (fixture);
  g_assert_cmpuint (count_registrations (fixture), ==, 1);
  g_assert_cmpuint (count_items (fixture), ==, 1);
}

static void
test_sessions (Fixture *fixture, gconstpointer config)
{
  g_autoptr (HwSession) one = NULL;
  g_autoptr (HwSession) other = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  guint notified = 0;

  open_account (fixture, HW_TEST_EMAIL);
  open_account (fixture, OTHER_EMAIL);
  hw_test_count_notify (fixture->client, "session", &notified);
  one = log_in (fixture, HW_TEST_EMAIL, TRUE);
  g_assert_true (hw_client_get_session (fixture->client) == one);
  other = log_in (fixture, OTHER_EMAIL, FALSE);
  g_assert_true (hw_client_get_session (fixture->client) == other);
  g_assert_cmpuint (count_sessions (fixture), ==, 2);
  g_assert_cmpuint (notified, ==, 2);
  hw_client_set_session (fixture->client, one);
  hw_client_set_session (fixture->client, one);
  g_assert_cmpuint (notified, ==, 3);

  hw_session_log_out_async (one, NULL, hw_test_keep_result, &fixture->slot);
  result = hw_test_wait_result (&fixture->slot);
  g_assert_true (hw_session_log_out_finish (one, result, NULL));
  g_assert_null (hw_client_get_session (fixture->client));
  g_assert_cmpuint (count_sessions (fixture), ==, 1);
  hw_test_wait_until (count_items (fixture) == 0);
}

static void
test_kept_session_opens_my_page (Fixture *fixture, gconstpointer config)
{
  g_autoptr (HwSession) one = NULL;
  g_autoptr (HwSession) other = NULL;
  HwSession *found;

  open_account (fixture, HW_TEST_EMAIL);
  open_account (fixture, OTHER_EMAIL);
  one = log_in (fixture, HW_TEST_EMAIL, TRUE);
  other = log_in (fixture, OTHER_EMAIL, FALSE);
  g_clear_object (&one);
  g_clear_object (&other);
  open_again (fixture);
  g_assert_null (hw_client_get_session (fixture->client));

  load (fixture);
  g_assert_cmpuint (count_sessions (fixture), ==, 1);
  found = hw_client_get_session (fixture->client);
  g_assert_nonnull (found);
  g_assert_cmpstr (hw_session_get_email (found), ==, HW_TEST_EMAIL);
  g_assert_cmpstr (hw_session_get_establishment (found)->name, ==, "株式会社テスト");
}

static void
test_second_login_takes_the_place_of_the_first (Fixture *fixture, gconstpointer config)
{
  g_autoptr (HwSession) first = NULL;
  g_autoptr (HwSession) second = NULL;

  open_account (fixture, HW_TEST_EMAIL);
  first = log_in (fixture, HW_TEST_EMAIL, TRUE);
  second = log_in (fixture, HW_TEST_EMAIL, TRUE);
  g_assert_cmpuint (count_sessions (fixture), ==, 1);
  g_assert_false (hw_session_get_alive (first));
  g_assert_true (hw_client_get_session (fixture->client) == second);
  hw_test_wait_until (count_items (fixture) == 1);
}

static void
test_cancelled_load (Fixture *fixture, gconstpointer config)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  hw_client_load_async (fixture->client, cancellable, hw_test_keep_result, &fixture->slot);
  result = hw_test_wait_result (&fixture->slot);
  g_assert_false (hw_client_load_finish (fixture->client, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_keyring_hangs (Fixture *fixture, gconstpointer config)
{
  guint notified = 0;

  hw_test_count_notify (fixture->client, "keyring-available", &notified);
  hw_test_keyring_signal (SIGSTOP);
  load (fixture);
  g_assert_cmpuint (count_sessions (fixture), ==, 0);
  g_assert_cmpuint (notified, ==, 1);
  hw_test_keyring_signal (SIGCONT);
  hw_test_wait_until (hw_credential_store_get_available (hw_client_get_credential_store (fixture->client)));
  g_assert_cmpuint (notified, ==, 2);
}

/* Somebody takes longer to unlock it than the first page waits. */
static void
test_keyring_comes_late (Fixture *fixture, gconstpointer config)
{
  g_autoptr (HwRegistration) registration = start (fixture, OTHER_EMAIL);
  g_autoptr (HwSession) session = NULL;

  open_account (fixture, HW_TEST_EMAIL);
  session = log_in (fixture, HW_TEST_EMAIL, TRUE);
  g_clear_object (&session);
  g_clear_object (&registration);
  open_again (fixture);

  hw_credential_store_set_deadline (hw_client_get_credential_store (fixture->client), 300);
  hw_test_keyring_signal (SIGSTOP);
  load (fixture);
  g_assert_cmpuint (count_sessions (fixture), ==, 0);
  registration = start (fixture, HW_TEST_EMAIL);
  g_assert_cmpuint (count_registrations (fixture), ==, 1);

  hw_credential_store_set_deadline (hw_client_get_credential_store (fixture->client), 60000);
  hw_test_keyring_signal (SIGCONT);
  hw_test_wait_until (count_sessions (fixture) == 1 && count_registrations (fixture) == 2);
  g_assert_null (hw_client_get_session (fixture->client));
}

static void
test_without_keyring (Fixture *fixture, gconstpointer config)
{
  g_autoptr (HwRegistration) registration = NULL;
  g_autoptr (HwSession) session = NULL;
  gboolean available = TRUE;

  load (fixture);
  g_object_get (fixture->client, "keyring-available", &available, NULL);
  g_assert_false (available);
  registration = start (fixture, OTHER_EMAIL);
  g_assert_cmpuint (count_registrations (fixture), ==, 1);
  open_account (fixture, HW_TEST_EMAIL);
  session = log_in (fixture, HW_TEST_EMAIL, TRUE);
  g_assert_cmpuint (count_sessions (fixture), ==, 1);
}

#define ADD(name, config, function) g_test_add ("/client/" name, Fixture, config, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  if (hw_test_keyring_is ("none"))
    {
      ADD ("goes-on-without-a-keyring", HW_TEST_OFFICE_NO_WAIT, test_without_keyring);
      return g_test_run ();
    }

  ADD ("nothing-kept-is-nothing-listed", HW_TEST_OFFICE_NO_WAIT, test_empty);
  ADD ("registration-is-found-again", HW_TEST_OFFICE_NO_WAIT, test_registration_is_found_again);
  ADD ("several-registrations-side-by-side", HW_TEST_OFFICE_NO_WAIT, test_several_registrations);
  ADD ("completed-is-unlisted", HW_TEST_OFFICE_NO_WAIT, test_completed_is_unlisted);
  ADD ("found-completed-is-listed-until-dismissed", HW_TEST_OFFICE_NO_WAIT, test_found_completed_is_listed);
  ADD ("expired-is-dropped", HW_TEST_OFFICE_NO_WAIT "[registration]\nkey-lifetime=1\n", test_over_is_dropped);
  ADD ("unknown-to-the-server-is-dropped", HW_TEST_OFFICE_NO_WAIT, test_unknown_to_the_server_is_dropped);
  ADD ("server-away-leaves-it-listed", HW_TEST_OFFICE_NO_WAIT, test_server_away_leaves_it_listed);
  ADD ("sessions-side-by-side", HW_TEST_OFFICE_NO_WAIT, test_sessions);
  ADD ("kept-session-opens-my-page", HW_TEST_OFFICE_NO_WAIT, test_kept_session_opens_my_page);
  ADD ("second-login-takes-the-place-of-the-first", HW_TEST_OFFICE_NO_WAIT,
       test_second_login_takes_the_place_of_the_first);
  ADD ("cancelled-load", HW_TEST_OFFICE_NO_WAIT, test_cancelled_load);
  ADD ("keyring-that-comes-late-fills-the-lists", HW_TEST_OFFICE_NO_WAIT, test_keyring_comes_late);
  ADD ("keyring-that-hangs-holds-nothing-up", HW_TEST_OFFICE_NO_WAIT, test_keyring_hangs);
  return g_test_run ();
}
