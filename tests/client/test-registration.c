/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/hw-registration.h"
#include "contract/hw-wipe.h"
#include "hw-bad-server.h"
#include "hw-test-keyring.h"
#include "hw-test-loop.h"
#include "hw-test-office.h"
#include <signal.h>
#include <string.h>

#define EMAIL "taro@example.jp"
#define PASSWORD "kasumi-2026"
#define OTHER_PASSWORD "gaseki+2027"
#define SHORT_KEY HW_TEST_OFFICE_NO_WAIT "[registration]\nkey-lifetime=2\n"

typedef struct
{
  HwTestOffice *office;
  HwApi *api;
  HwCredentialStore *store;
  HwRegistration *registration;
  GAsyncResult *slot;
} Fixture;

typedef void (*Starter) (HwRegistration *self, GCancellable *c, GAsyncReadyCallback cb, gpointer data);
typedef gboolean (*Finisher) (HwRegistration *self, GAsyncResult *result, GError **error);

static gboolean
run (Fixture *fixture, Starter starter, Finisher finisher, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  starter (fixture->registration, NULL, hw_test_keep_result, &fixture->slot);
  result = hw_test_wait_result (&fixture->slot);
  return finisher (fixture->registration, result, error);
}

static gboolean
start (Fixture *fixture, GError **error)
{
  return run (fixture, hw_registration_start_async, hw_registration_start_finish, error);
}

static gboolean
check (Fixture *fixture, GError **error)
{
  return run (fixture, hw_registration_check_async, hw_registration_check_finish, error);
}

static gboolean
resend (Fixture *fixture, GError **error)
{
  return run (fixture, hw_registration_resend_async, hw_registration_resend_finish, error);
}

static gboolean
give_up (Fixture *fixture, GError **error)
{
  return run (fixture, hw_registration_give_up_async, hw_registration_give_up_finish, error);
}

static gboolean
set_password (Fixture *fixture, const char *key, const char *password, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  hw_registration_set_password_async (fixture->registration, key, password, NULL, hw_test_keep_result,
                                      &fixture->slot);
  result = hw_test_wait_result (&fixture->slot);
  return hw_registration_set_password_finish (fixture->registration, result, error);
}

static void
agree (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (HwTerms) terms = NULL;

  hw_api_get_terms_async (fixture->api, NULL, hw_test_keep_result, &fixture->slot);
  result = hw_test_wait_result (&fixture->slot);
  terms = hw_api_get_terms_finish (fixture->api, result, NULL);
  g_assert_nonnull (terms);
  hw_registration_set_consent (fixture->registration, terms->privacy_policy->version,
                               terms->terms_of_use->version);
}

static void
set_up (Fixture *fixture, gconstpointer config)
{
  fixture->office = hw_test_office_new (config);
  hw_test_office_register (fixture->office, EMAIL);
  fixture->api = hw_api_new (hw_test_office_get_url (fixture->office), HW_LANGUAGE_JA);
  fixture->store = hw_credential_store_new ();
  fixture->registration = hw_registration_new (fixture->api, fixture->store, HW_PURPOSE_FIRST);
  agree (fixture);
  hw_registration_set_email (fixture->registration, EMAIL);
}

static void
tear_down (Fixture *fixture, gconstpointer config)
{
  g_assert_finalize_object (fixture->registration);
  g_object_unref (fixture->store);
  g_object_unref (fixture->api);
  hw_test_office_free (fixture->office);
}

static void
start_well (Fixture *fixture)
{
  GError *error = NULL;

  start (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpint (hw_registration_get_stage (fixture->registration), ==, HW_STAGE_AWAITING_KEY);
}

static char *
wait_key (Fixture *fixture)
{
  return hw_test_office_wait_key (fixture->office, EMAIL,
                                  hw_registration_get_reference (fixture->registration));
}

static guint
count_items (Fixture *fixture)
{
  return hw_test_keyring_count (hw_test_office_get_url (fixture->office));
}

/* As if the window had been killed: what is left is in the keyring. */
static void
lose_and_resume (Fixture *fixture)
{
  g_autoptr (GPtrArray) items = NULL;

  g_assert_finalize_object (fixture->registration);
  g_object_unref (fixture->store);
  fixture->store = hw_credential_store_new ();
  items = hw_test_store_load (fixture->store, hw_test_office_get_url (fixture->office), NULL);
  g_assert_cmpuint (items->len, ==, 1);
  fixture->registration =
    hw_registration_new_resumed (fixture->api, fixture->store, g_ptr_array_index (items, 0));
}

static void
test_start (Fixture *fixture, gconstpointer config)
{
  HwRegistration *registration = fixture->registration;
  guint busy = 0;
  guint stage = 0;
  guint remembered = 0;

  hw_test_count_notify (registration, "busy", &busy);
  hw_test_count_notify (registration, "stage", &stage);
  hw_test_count_notify (registration, "remembered", &remembered);
  g_assert_true (hw_registration_get_consented (registration));
  g_assert_cmpint (hw_registration_get_stage (registration), ==, HW_STAGE_NOT_STARTED);

  start_well (fixture);
  g_assert_cmpuint (busy, ==, 2);
  g_assert_cmpuint (stage, ==, 1);
  g_assert_cmpuint (remembered, ==, 1);
  g_assert_true (hw_registration_get_remembered (registration));
  g_assert_cmpuint (hw_registration_get_seconds_left (registration), >, 1700);
  g_assert_cmpuint (hw_registration_get_seconds_left (registration), <=, 1800);
  g_assert_cmpuint (hw_registration_get_resend_seconds (registration), ==, 0);
  g_assert_cmpint (hw_registration_get_attempts_left (registration), ==, -1);
  g_assert_cmpuint (strlen (hw_registration_get_reference (registration)), ==, 4);
  g_assert_cmpstr (hw_registration_get_mail_from (registration), ==, "system@localhost");
  g_assert_cmpint (hw_registration_get_expires_at (registration), >, g_get_real_time ());
  g_assert_cmpuint (count_items (fixture), ==, 1);
}

static void
test_completion (Fixture *fixture, gconstpointer config)
{
  g_autoptr (HwSecretString) key = NULL;
  const HwCompletion *completion;
  GError *error = NULL;

  start_well (fixture);
  key = wait_key (fixture);
  g_assert_true (set_password (fixture, key, PASSWORD, &error));
  g_assert_no_error (error);
  g_assert_cmpint (hw_registration_get_stage (fixture->registration), ==, HW_STAGE_COMPLETED);
  g_assert_cmpuint (hw_registration_get_seconds_left (fixture->registration), ==, 0);
  completion = hw_registration_get_completion (fixture->registration);
  g_assert_cmpstr (completion->email, ==, EMAIL);
  g_assert_cmpstr (completion->establishment->name, ==, "株式会社テスト");
  g_assert_false (hw_registration_get_remembered (fixture->registration));
  hw_test_wait_until (count_items (fixture) == 0);
}

static void
test_resumes (Fixture *fixture, gconstpointer config)
{
  g_autofree char *reference = NULL;
  g_autoptr (HwSecretString) key = NULL;
  GError *error = NULL;

  start_well (fixture);
  reference = g_strdup (hw_registration_get_reference (fixture->registration));
  lose_and_resume (fixture);
  g_assert_cmpint (hw_registration_get_stage (fixture->registration), ==, HW_STAGE_AWAITING_KEY);
  g_assert_cmpstr (hw_registration_get_email (fixture->registration), ==, EMAIL);
  g_assert_cmpstr (hw_registration_get_reference (fixture->registration), ==, reference);
  g_assert_true (hw_registration_get_remembered (fixture->registration));

  check (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpint (hw_registration_get_stage (fixture->registration), ==, HW_STAGE_AWAITING_KEY);
  g_assert_cmpint (hw_registration_get_attempts_left (fixture->registration), ==, 5);
  g_assert_cmpuint (hw_registration_get_seconds_left (fixture->registration), >, 1700);
  g_assert_cmpstr (hw_registration_get_mail_from (fixture->registration), ==, "system@localhost");

  key = wait_key (fixture);
  g_assert_true (set_password (fixture, key, PASSWORD, &error));
  g_assert_no_error (error);
  hw_test_wait_until (count_items (fixture) == 0);
}

static void
test_resend (Fixture *fixture, gconstpointer config)
{
  g_autoptr (HwSecretString) first = NULL;
  g_autoptr (HwSecretString) second = NULL;
  g_autoptr (GError) error = NULL;

  start_well (fixture);
  first = wait_key (fixture);
  g_assert_true (resend (fixture, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_items (fixture), ==, 1);
  second = wait_key (fixture);
  g_assert_false (set_password (fixture, first, PASSWORD, &error));
  g_assert_true (hw_client_error_is_problem (error, HW_PROBLEM_KEY_WRONG));
  g_assert_cmpint (hw_registration_get_attempts_left (fixture->registration), ==, 4);
  g_clear_error (&error);

  /* Tries spent stay spent. */
  g_assert_true (resend (fixture, &error));
  g_assert_cmpint (hw_registration_get_attempts_left (fixture->registration), ==, 4);
  lose_and_resume (fixture);
  check (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpint (hw_registration_get_attempts_left (fixture->registration), ==, 4);
}

static void
test_resend_waits (Fixture *fixture, gconstpointer config)
{
  g_autoptr (GError) error = NULL;
  guint ticks = 0;
  guint before;

  start_well (fixture);
  before = hw_registration_get_resend_seconds (fixture->registration);
  g_assert_cmpuint (before, >, 50);
  g_assert_cmpuint (before, <=, 60);
  g_assert_false (resend (fixture, &error));
  g_assert_true (hw_client_error_is_problem (error, HW_PROBLEM_TOO_MANY_REQUESTS));
  g_assert_cmpint (hw_registration_get_stage (fixture->registration), ==, HW_STAGE_AWAITING_KEY);
  g_assert_cmpuint (hw_registration_get_resend_seconds (fixture->registration), >, 0);

  /* It counts down by itself, and tells only of changes. */
  hw_test_count_notify (fixture->registration, "resend-seconds", &ticks);
  before = hw_registration_get_resend_seconds (fixture->registration);
  hw_test_wait_until (hw_registration_get_resend_seconds (fixture->registration) <= before - 2);
  g_assert_cmpuint (ticks, <=, before - hw_registration_get_resend_seconds (fixture->registration));
}

static void
test_locks (Fixture *fixture, gconstpointer config)
{
  g_autoptr (HwSecretString) key = NULL;
  const char *wrong;

  start_well (fixture);
  key = wait_key (fixture);
  wrong = g_str_equal (key, "0000000000") ? "1111111111" : "0000000000";
  for (int left = 4; left >= 0; left--)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (set_password (fixture, wrong, PASSWORD, &error));
      g_assert_true (hw_client_error_is_problem (error, HW_PROBLEM_KEY_WRONG));
      g_assert_cmpint (hw_registration_get_attempts_left (fixture->registration), ==, left);
      g_assert_cmpint (hw_registration_get_stage (fixture->registration), ==,
                       left > 0 ? HW_STAGE_AWAITING_KEY : HW_STAGE_LOCKED);
    }

  g_assert_cmpuint (hw_registration_get_seconds_left (fixture->registration), ==, 0);
  g_assert_false (hw_registration_get_remembered (fixture->registration));
  hw_test_wait_until (count_items (fixture) == 0);

  {
    g_autoptr (GError) error = NULL;

    g_assert_false (set_password (fixture, key, PASSWORD, &error));
    g_assert_true (hw_client_error_is_problem (error, HW_PROBLEM_REGISTRATION_LOCKED));
    g_assert_cmpint (hw_registration_get_stage (fixture->registration), ==, HW_STAGE_LOCKED);
  }
}

static void
test_expires (Fixture *fixture, gconstpointer config)
{
  g_autoptr (HwSecretString) key = NULL;
  g_autoptr (HwSecretString) new_key = NULL;
  g_autoptr (GError) error = NULL;

  start_well (fixture);
  g_assert_cmpuint (hw_registration_get_seconds_left (fixture->registration), <=, 2);
  key = wait_key (fixture);

  /* Counted down here; the server still decides. */
  hw_test_wait_until (hw_registration_get_stage (fixture->registration) == HW_STAGE_EXPIRED);
  g_assert_cmpuint (hw_registration_get_seconds_left (fixture->registration), ==, 0);
  g_assert_false (set_password (fixture, key, PASSWORD, &error));
  g_assert_true (hw_client_error_is_problem (error, HW_PROBLEM_KEY_EXPIRED));
  g_assert_cmpint (hw_registration_get_stage (fixture->registration), ==, HW_STAGE_EXPIRED);
  g_clear_error (&error);

  /* A new mail brings it back. */
  g_assert_true (resend (fixture, &error));
  g_assert_no_error (error);
  g_assert_cmpint (hw_registration_get_stage (fixture->registration), ==, HW_STAGE_AWAITING_KEY);
  new_key = wait_key (fixture);
  g_assert_cmpstr (new_key, !=, key);
}

static void
test_restart (Fixture *fixture, gconstpointer config)
{
  g_autofree char *reference = NULL;
  g_autoptr (HwSecretString) first = NULL;
  g_autoptr (HwSecretString) second = NULL;
  GError *error = NULL;

  start_well (fixture);
  first = wait_key (fixture);
  reference = g_strdup (hw_registration_get_reference (fixture->registration));
  hw_registration_restart (fixture->registration);
  g_assert_cmpint (hw_registration_get_stage (fixture->registration), ==, HW_STAGE_NOT_STARTED);
  g_assert_cmpstr (hw_registration_get_email (fixture->registration), ==, EMAIL);
  g_assert_true (hw_registration_get_consented (fixture->registration));
  g_assert_null (hw_registration_get_reference (fixture->registration));
  g_assert_cmpuint (hw_registration_get_seconds_left (fixture->registration), ==, 0);
  /* Until another has begun, the first can be resumed. */
  g_assert_cmpuint (count_items (fixture), ==, 1);

  start_well (fixture);
  second = wait_key (fixture);
  g_assert_cmpstr (first, !=, second);
  hw_test_wait_until (count_items (fixture) == 1);
  g_assert_true (set_password (fixture, second, PASSWORD, &error));
  g_assert_no_error (error);
  hw_test_wait_until (count_items (fixture) == 0);
}

static void
test_start_twice (Fixture *fixture, gconstpointer config)
{
  g_autoptr (HwSecretString) first = NULL;
  g_autoptr (HwSecretString) second = NULL;

  start_well (fixture);
  first = wait_key (fixture);
  start_well (fixture);
  second = wait_key (fixture);
  g_assert_cmpstr (first, !=, second);
  g_assert_true (hw_registration_get_remembered (fixture->registration));
  hw_test_wait_until (count_items (fixture) == 1);
}

static void
test_gives_up (Fixture *fixture, gconstpointer config)
{
  g_autoptr (HwSecretString) key = NULL;
  g_autoptr (GError) error = NULL;

  start_well (fixture);
  key = wait_key (fixture);
  g_assert_true (give_up (fixture, &error));
  g_assert_no_error (error);
  g_assert_cmpint (hw_registration_get_stage (fixture->registration), ==, HW_STAGE_ENDED);
  hw_test_wait_until (count_items (fixture) == 0);

  /* What ended here says so without asking. */
  g_assert_false (set_password (fixture, key, PASSWORD, &error));
  g_assert_true (hw_client_error_is_problem (error, HW_PROBLEM_CREDENTIAL_INVALID));
  g_clear_error (&error);
  g_assert_false (resend (fixture, &error));
  g_assert_true (hw_client_error_is_problem (error, HW_PROBLEM_CREDENTIAL_INVALID));
  g_clear_error (&error);
  g_assert_true (give_up (fixture, &error));
  g_assert_true (check (fixture, &error));
}

static void
test_given_up_elsewhere (Fixture *fixture, gconstpointer config)
{
  g_autoptr (HwRegistration) other = NULL;
  g_autoptr (HwSecretString) key = NULL;
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  start_well (fixture);
  key = wait_key (fixture);
  items = hw_test_store_load (fixture->store, hw_test_office_get_url (fixture->office), NULL);
  other = hw_registration_new_resumed (fixture->api, fixture->store, g_ptr_array_index (items, 0));
  hw_registration_give_up_async (other, NULL, hw_test_keep_result, &fixture->slot);
  result = hw_test_wait_result (&fixture->slot);
  g_assert_true (hw_registration_give_up_finish (other, result, NULL));

  g_assert_false (set_password (fixture, key, PASSWORD, &error));
  g_assert_true (hw_client_error_is_problem (error, HW_PROBLEM_CREDENTIAL_INVALID));
  g_assert_cmpint (hw_registration_get_stage (fixture->registration), ==, HW_STAGE_ENDED);
}

/* Another window, or an answer that was lost: it is done, and here with another password. */
static void
test_completed_elsewhere (Fixture *fixture, gconstpointer config)
{
  g_autoptr (HwRegistration) other = NULL;
  g_autoptr (HwSecretString) key = NULL;
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  start_well (fixture);
  key = wait_key (fixture);
  items = hw_test_store_load (fixture->store, hw_test_office_get_url (fixture->office), NULL);
  other = hw_registration_new_resumed (fixture->api, fixture->store, g_ptr_array_index (items, 0));
  hw_registration_set_password_async (other, key, OTHER_PASSWORD, NULL, hw_test_keep_result, &fixture->slot);
  result = hw_test_wait_result (&fixture->slot);
  g_assert_true (hw_registration_set_password_finish (other, result, NULL));

  g_assert_false (set_password (fixture, key, PASSWORD, &error));
  g_assert_true (hw_client_error_is_problem (error, HW_PROBLEM_REGISTRATION_CLOSED));
  g_assert_cmpint (hw_registration_get_stage (fixture->registration), ==, HW_STAGE_COMPLETED);
  g_assert_cmpstr (hw_registration_get_completion (fixture->registration)->email, ==, EMAIL);
}

/* Puts something between client and server that loses answers. */
static HwBadServer *
go_between (Fixture *fixture, const HwBadAnswer *answers, guint n_answers)
{
  HwBadServer *between = hw_bad_server_new (answers, n_answers, NULL);
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u", hw_bad_server_get_port (between));

  hw_bad_server_set_behind (between, hw_test_office_get_port (fixture->office));
  g_assert_finalize_object (fixture->registration);
  g_object_unref (fixture->api);
  fixture->api = hw_api_new (url, HW_LANGUAGE_JA);
  fixture->registration = hw_registration_new (fixture->api, fixture->store, HW_PURPOSE_FIRST);
  agree (fixture);
  hw_registration_set_email (fixture->registration, EMAIL);
  return between;
}

static void
test_lost_completion (Fixture *fixture, gconstpointer config)
{
  const HwBadAnswer answers[] = { { .ending = HW_BAD_PASS },
                                  { .ending = HW_BAD_PASS },
                                  { .ending = HW_BAD_SWALLOW },
                                  { .ending = HW_BAD_PASS } };
  g_autoptr (HwBadServer) between = go_between (fixture, answers, G_N_ELEMENTS (answers));
  g_autoptr (HwSecretString) key = NULL;
  g_autoptr (GError) error = NULL;

  start_well (fixture);
  key = wait_key (fixture);
  g_assert_false (set_password (fixture, key, PASSWORD, &error));
  g_assert_error (error, HW_CLIENT_ERROR, HW_CLIENT_ERROR_UNREACHABLE);
  g_assert_cmpint (hw_registration_get_stage (fixture->registration), ==, HW_STAGE_AWAITING_KEY);
  g_assert_cmpuint (hw_bad_server_get_n_connections (between), ==, 3);
  g_clear_error (&error);

  g_assert_true (check (fixture, &error));
  g_assert_no_error (error);
  g_assert_cmpint (hw_registration_get_stage (fixture->registration), ==, HW_STAGE_COMPLETED);
  g_assert_cmpstr (hw_registration_get_completion (fixture->registration)->establishment->number, ==,
                   "1301-123456-7");
}

static void
test_lost_start (Fixture *fixture, gconstpointer config)
{
  /* Once is repeated by itself; then twice, which is told, and tried again. */
  const HwBadAnswer answers[] = { { .ending = HW_BAD_PASS },
                                  { .ending = HW_BAD_SWALLOW },
                                  { .ending = HW_BAD_SWALLOW },
                                  { .ending = HW_BAD_SWALLOW },
                                  { .ending = HW_BAD_PASS } };
  g_autoptr (HwBadServer) between = go_between (fixture, answers, G_N_ELEMENTS (answers));
  g_autoptr (HwSecretString) key = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (start (fixture, &error));
  g_assert_error (error, HW_CLIENT_ERROR, HW_CLIENT_ERROR_UNREACHABLE);
  g_assert_cmpint (hw_registration_get_stage (fixture->registration), ==, HW_STAGE_NOT_STARTED);
  g_clear_error (&error);
  start_well (fixture);
  g_assert_cmpuint (hw_bad_server_get_n_connections (between), ==, 5);

  key = wait_key (fixture);
  g_assert_true (set_password (fixture, key, PASSWORD, &error));
  g_assert_no_error (error);
  /* One with the key, one that a password was set: the four starts were one. */
  hw_test_wait_until (hw_test_office_count_mails (fixture->office) >= 2);
  g_assert_cmpuint (hw_test_office_count_mails (fixture->office), ==, 2);
}

static void
test_cancelled_start (Fixture *fixture, gconstpointer config)
{
  const HwBadAnswer answers[] = { { .ending = HW_BAD_PASS },
                                  { .ending = HW_BAD_STALL },
                                  { .ending = HW_BAD_PASS } };
  g_autoptr (HwBadServer) between = go_between (fixture, answers, G_N_ELEMENTS (answers));
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  hw_registration_start_async (fixture->registration, cancellable, hw_test_keep_result, &fixture->slot);
  hw_test_wait_until (hw_bad_server_get_n_connections (between) == 2);
  g_cancellable_cancel (cancellable);
  result = hw_test_wait_result (&fixture->slot);
  g_assert_false (hw_registration_start_finish (fixture->registration, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (hw_registration_get_stage (fixture->registration), ==, HW_STAGE_NOT_STARTED);
  start_well (fixture);
}

static void
test_server_away (Fixture *fixture, gconstpointer config)
{
  g_autoptr (HwSecretString) key = NULL;
  g_autoptr (GError) error = NULL;

  hw_test_office_stop (fixture->office);
  g_assert_false (start (fixture, &error));
  g_assert_error (error, HW_CLIENT_ERROR, HW_CLIENT_ERROR_UNREACHABLE);
  g_assert_cmpint (hw_registration_get_stage (fixture->registration), ==, HW_STAGE_NOT_STARTED);
  g_assert_cmpstr (hw_registration_get_email (fixture->registration), ==, EMAIL);
  g_clear_error (&error);
  hw_test_office_start (fixture->office);
  start_well (fixture);

  key = wait_key (fixture);
  hw_test_office_stop (fixture->office);
  g_assert_false (set_password (fixture, key, PASSWORD, &error));
  g_assert_error (error, HW_CLIENT_ERROR, HW_CLIENT_ERROR_UNREACHABLE);
  g_assert_cmpint (hw_registration_get_stage (fixture->registration), ==, HW_STAGE_AWAITING_KEY);
  g_clear_error (&error);
  g_assert_false (check (fixture, &error));
  g_clear_error (&error);
  g_assert_false (give_up (fixture, &error));
  g_assert_cmpint (hw_registration_get_stage (fixture->registration), ==, HW_STAGE_AWAITING_KEY);
  g_clear_error (&error);
  hw_test_office_start (fixture->office);
  g_assert_true (set_password (fixture, key, PASSWORD, &error));
  g_assert_no_error (error);
}

static void
test_outdated_consent (Fixture *fixture, gconstpointer config)
{
  g_autoptr (GError) error = NULL;
  guint consented = 0;

  hw_test_count_notify (fixture->registration, "consented", &consented);
  hw_registration_set_consent (fixture->registration, "older", "older");
  g_assert_cmpuint (consented, ==, 0);
  g_assert_false (start (fixture, &error));
  g_assert_true (hw_client_error_is_problem (error, HW_PROBLEM_TERMS_OUTDATED));
  hw_registration_set_consent (fixture->registration, NULL, NULL);
  g_assert_cmpuint (consented, ==, 1);
  g_assert_false (hw_registration_get_consented (fixture->registration));

  agree (fixture);
  start_well (fixture);
}

static void
test_again (Fixture *fixture, gconstpointer config)
{
  g_autoptr (HwSecretString) first = NULL;
  g_autoptr (HwSecretString) key = NULL;
  GError *error = NULL;

  start_well (fixture);
  first = wait_key (fixture);
  g_assert_true (set_password (fixture, first, PASSWORD, &error));

  g_assert_finalize_object (fixture->registration);
  fixture->registration = hw_registration_new (fixture->api, fixture->store, HW_PURPOSE_AGAIN);
  hw_registration_set_email (fixture->registration, EMAIL);
  start_well (fixture);
  hw_test_wait_until (count_items (fixture) == 1);
  lose_and_resume (fixture);
  g_assert_cmpint (hw_registration_get_purpose (fixture->registration), ==, HW_PURPOSE_AGAIN);
  key = wait_key (fixture);
  g_assert_true (set_password (fixture, key, OTHER_PASSWORD, &error));
  g_assert_no_error (error);
  g_assert_cmpint (hw_registration_get_stage (fixture->registration), ==, HW_STAGE_COMPLETED);
}

static void
test_without_keyring (Fixture *fixture, gconstpointer config)
{
  g_autoptr (HwSecretString) key = NULL;
  GError *error = NULL;

  start_well (fixture);
  g_assert_false (hw_registration_get_remembered (fixture->registration));
  g_assert_false (hw_credential_store_get_available (fixture->store));
  key = wait_key (fixture);
  g_assert_true (resend (fixture, &error));
  g_assert_no_error (error);
  g_clear_pointer (&key, hw_wipe_free);
  key = wait_key (fixture);
  g_assert_true (set_password (fixture, key, PASSWORD, &error));
  g_assert_no_error (error);
  g_assert_cmpint (hw_registration_get_stage (fixture->registration), ==, HW_STAGE_COMPLETED);
}

static void
test_keyring_hangs (Fixture *fixture, gconstpointer config)
{
  g_autoptr (HwSecretString) key = NULL;
  GError *error = NULL;

  hw_credential_store_set_deadline (fixture->store, 300);
  hw_test_keyring_signal (SIGSTOP);
  start_well (fixture);
  g_assert_false (hw_registration_get_remembered (fixture->registration));
  key = wait_key (fixture);
  g_assert_true (set_password (fixture, key, PASSWORD, &error));
  g_assert_no_error (error);

  /* Saved late, and removed all the same. */
  hw_test_keyring_signal (SIGCONT);
  hw_test_wait_until (hw_credential_store_get_available (fixture->store));
  hw_test_wait_until (count_items (fixture) == 0);
}

#define ADD(name, config, function) \
  g_test_add ("/registration/" name, Fixture, config, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  if (hw_test_keyring_is ("none"))
    {
      ADD ("goes-on-without-a-keyring", HW_TEST_OFFICE_NO_WAIT, test_without_keyring);
      return g_test_run ();
    }

  ADD ("start-is-remembered-and-counts-down", HW_TEST_OFFICE_NO_WAIT, test_start);
  ADD ("completes-and-forgets", HW_TEST_OFFICE_NO_WAIT, test_completion);
  ADD ("resumes-after-being-killed", HW_TEST_OFFICE_NO_WAIT, test_resumes);
  ADD ("resend-voids-the-former-key", HW_TEST_OFFICE_NO_WAIT, test_resend);
  ADD ("resend-says-when", "[server]\n", test_resend_waits);
  ADD ("five-wrong-keys-lock", HW_TEST_OFFICE_NO_WAIT, test_locks);
  ADD ("expires-and-is-brought-back-by-a-resend", SHORT_KEY, test_expires);
  ADD ("restart-keeps-address-and-consent", HW_TEST_OFFICE_NO_WAIT, test_restart);
  ADD ("another-start-takes-the-place-of-the-first", HW_TEST_OFFICE_NO_WAIT, test_start_twice);
  ADD ("given-up-is-ended", HW_TEST_OFFICE_NO_WAIT, test_gives_up);
  ADD ("given-up-elsewhere-is-ended-here", HW_TEST_OFFICE_NO_WAIT, test_given_up_elsewhere);
  ADD ("completed-elsewhere-is-completed-here", HW_TEST_OFFICE_NO_WAIT, test_completed_elsewhere);
  ADD ("lost-completion-is-asked-for", HW_TEST_OFFICE_NO_WAIT, test_lost_completion);
  ADD ("lost-start-mails-once", HW_TEST_OFFICE_NO_WAIT, test_lost_start);
  ADD ("cancelled-start-can-be-repeated", HW_TEST_OFFICE_NO_WAIT, test_cancelled_start);
  ADD ("server-away-loses-nothing", HW_TEST_OFFICE_NO_WAIT, test_server_away);
  ADD ("outdated-consent-is-told", HW_TEST_OFFICE_NO_WAIT, test_outdated_consent);
  ADD ("again-needs-no-consent", HW_TEST_OFFICE_NO_WAIT, test_again);
  ADD ("keyring-that-hangs-holds-nothing-up", HW_TEST_OFFICE_NO_WAIT, test_keyring_hangs);
  return g_test_run ();
}
