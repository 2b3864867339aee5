/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/hw-api.h"
#include "contract/hw-authentication-key.h"
#include "contract/hw-wipe.h"
#include "hw-test-loop.h"
#include "hw-test-office.h"
#include <string.h>

#define EMAIL "taro@example.jp"
#define PASSWORD "kasumi-2026"
#define OTHER_PASSWORD "gaseki+2027"

typedef struct
{
  HwTestOffice *office;
  HwApi *api;
  GAsyncResult *slot;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer config)
{
  fixture->office = hw_test_office_new (config);
  hw_test_office_register (fixture->office, EMAIL);
  fixture->api = hw_api_new (hw_test_office_get_url (fixture->office), HW_LANGUAGE_JA);
}

static void
tear_down (Fixture *fixture, gconstpointer config)
{
  g_assert_finalize_object (fixture->api);
  hw_test_office_free (fixture->office);
}

/* Each of these makes one call; %NULL or FALSE: @error was set. */

static HwTerms *
get_terms (Fixture *fixture, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  hw_api_get_terms_async (fixture->api, NULL, hw_test_keep_result, &fixture->slot);
  result = hw_test_wait_result (&fixture->slot);
  return hw_api_get_terms_finish (fixture->api, result, error);
}

static HwRegistrationStatus *
start (Fixture *fixture, HwPurpose purpose, const char *email, const char *key, GError **error)
{
  g_autoptr (HwRegistrationRequest) request = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  if (purpose == HW_PURPOSE_FIRST)
    {
      g_autoptr (HwTerms) terms = get_terms (fixture, NULL);

      request = hw_registration_request_new (purpose, email, terms->privacy_policy->version,
                                             terms->terms_of_use->version);
    }
  else
    request = hw_registration_request_new (purpose, email, NULL, NULL);

  hw_api_start_registration_async (fixture->api, request, key, NULL, hw_test_keep_result, &fixture->slot);
  result = hw_test_wait_result (&fixture->slot);
  return hw_api_start_registration_finish (fixture->api, result, error);
}

static HwRegistrationStatus *
start_first (Fixture *fixture)
{
  g_autoptr (HwSecretString) key = hw_api_new_idempotency_key ();
  GError *error = NULL;
  HwRegistrationStatus *status = start (fixture, HW_PURPOSE_FIRST, EMAIL, key, &error);

  g_assert_no_error (error);
  return status;
}

static HwRegistrationStatus *
get_status (Fixture *fixture, const char *credential, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  hw_api_get_registration_async (fixture->api, credential, NULL, hw_test_keep_result, &fixture->slot);
  result = hw_test_wait_result (&fixture->slot);
  return hw_api_get_registration_finish (fixture->api, result, error);
}

static HwRegistrationStatus *
resend (Fixture *fixture, const char *credential, const char *key, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  hw_api_resend_mail_async (fixture->api, credential, key, NULL, hw_test_keep_result, &fixture->slot);
  result = hw_test_wait_result (&fixture->slot);
  return hw_api_resend_mail_finish (fixture->api, result, error);
}

static HwCompletion *
set_password (Fixture *fixture, const char *credential, const char *key, const char *password, GError **error)
{
  g_autoptr (HwPasswordSubmission) submission = hw_password_submission_new (key, password);
  g_autoptr (GAsyncResult) result = NULL;

  hw_api_set_password_async (fixture->api, credential, submission, NULL, hw_test_keep_result, &fixture->slot);
  result = hw_test_wait_result (&fixture->slot);
  return hw_api_set_password_finish (fixture->api, result, error);
}

static HwLogin *
log_in (Fixture *fixture, const char *password, gboolean remember, GError **error)
{
  g_autoptr (HwLoginRequest) request = hw_login_request_new (EMAIL, password, remember, "窓口の端末");
  g_autoptr (GAsyncResult) result = NULL;

  hw_api_log_in_async (fixture->api, request, NULL, hw_test_keep_result, &fixture->slot);
  result = hw_test_wait_result (&fixture->slot);
  return hw_api_log_in_finish (fixture->api, result, error);
}

static HwHome *
get_home (Fixture *fixture, const char *credential, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  hw_api_get_home_async (fixture->api, credential, NULL, hw_test_keep_result, &fixture->slot);
  result = hw_test_wait_result (&fixture->slot);
  return hw_api_get_home_finish (fixture->api, result, error);
}

/* Opens My Page for EMAIL. */
static void
open_my_page (Fixture *fixture)
{
  g_autoptr (HwRegistrationStatus) status = start_first (fixture);
  g_autoptr (HwSecretString) key = hw_test_office_wait_key (fixture->office, EMAIL, status->reference);
  g_autoptr (GError) error = NULL;
  g_autoptr (HwCompletion) completion = set_password (fixture, status->credential, key, PASSWORD, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (completion->establishment->number, ==, "1301-123456-7");
  g_assert_cmpstr (completion->establishment->name, ==, "株式会社テスト");
  g_assert_cmpstr (completion->email, ==, EMAIL);
  g_assert_cmpint (completion->opened_at, >, 0);
}

static void
assert_problem (GError *error, HwProblemCode code)
{
  g_assert_error (error, HW_CLIENT_ERROR, HW_CLIENT_ERROR_PROBLEM);
  g_assert_cmpstr (hw_problem_code_name (hw_client_error_get_problem (error)->code), ==,
                   hw_problem_code_name (code));
}

static void
test_notices (Fixture *fixture, gconstpointer config)
{
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (HwNotices) notices = NULL;
      g_autoptr (GError) error = NULL;

      hw_api_get_notices_async (fixture->api, NULL, hw_test_keep_result, &fixture->slot);
      result = hw_test_wait_result (&fixture->slot);
      notices = hw_api_get_notices_finish (fixture->api, result, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (notices->mail_from, ==, "system@localhost");
      g_assert_cmpuint (notices->footer->len, >, 0);
    }
}

static void
test_terms_in_the_asked_language (Fixture *fixture, gconstpointer config)
{
  g_autoptr (HwTerms) japanese = get_terms (fixture, NULL);
  g_autoptr (HwTerms) again = get_terms (fixture, NULL);
  g_autoptr (HwTerms) english = NULL;
  HwApi *usual = fixture->api;

  g_assert_cmpstr (japanese->privacy_policy->title, ==, again->privacy_policy->title);
  g_assert_cmpstr (japanese->terms_of_use->sha256, ==, again->terms_of_use->sha256);

  fixture->api = hw_api_new (hw_test_office_get_url (fixture->office), HW_LANGUAGE_EN);
  english = get_terms (fixture, NULL);
  g_assert_cmpstr (english->privacy_policy->title, !=, japanese->privacy_policy->title);
  g_assert_true (g_str_is_ascii (english->privacy_policy->title));
  g_assert_finalize_object (fixture->api);
  fixture->api = usual;
}

static void
test_whole_registration (Fixture *fixture, gconstpointer config)
{
  g_autoptr (HwRegistrationStatus) started = start_first (fixture);
  g_autoptr (HwRegistrationStatus) waiting = get_status (fixture, started->credential, NULL);
  g_autoptr (HwSecretString) key = NULL;
  g_autoptr (HwCompletion) completion = NULL;
  g_autoptr (HwCompletion) repeated = NULL;
  g_autoptr (HwRegistrationStatus) done = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (started->expires_in, >, 1700);
  g_assert_cmpuint (strlen (started->reference), ==, 4);
  g_assert_cmpstr (started->mail_from, ==, "system@localhost");
  g_assert_cmpint (waiting->state, ==, HW_REGISTRATION_AWAITING_KEY);
  g_assert_cmpint (waiting->purpose, ==, HW_PURPOSE_FIRST);
  g_assert_cmpint (waiting->attempts_left, ==, 5);

  key = hw_test_office_wait_key (fixture->office, EMAIL, started->reference);
  completion = set_password (fixture, started->credential, key, PASSWORD, &error);
  g_assert_no_error (error);
  repeated = set_password (fixture, started->credential, key, PASSWORD, &error);
  g_assert_no_error (error);
  g_assert_cmpint (repeated->opened_at, ==, completion->opened_at);

  done = get_status (fixture, started->credential, &error);
  g_assert_no_error (error);
  g_assert_cmpint (done->state, ==, HW_REGISTRATION_COMPLETED);
  g_assert_cmpint (done->opened_at, ==, completion->opened_at);
  g_assert_cmpstr (done->establishment->name, ==, "株式会社テスト");
}

static void
test_repeated_start (Fixture *fixture, gconstpointer config)
{
  g_autoptr (HwSecretString) key = hw_api_new_idempotency_key ();
  g_autoptr (HwRegistrationStatus) first = start (fixture, HW_PURPOSE_FIRST, EMAIL, key, NULL);
  g_autoptr (HwRegistrationStatus) second = start (fixture, HW_PURPOSE_FIRST, EMAIL, key, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (first->credential, ==, second->credential);
  g_assert_cmpstr (first->reference, ==, second->reference);
  g_assert_null (start (fixture, HW_PURPOSE_FIRST, "jiro@example.jp", key, &error));
  assert_problem (error, HW_PROBLEM_IDEMPOTENCY_CONFLICT);
}

static void
test_unknown_address_looks_alike (Fixture *fixture, gconstpointer config)
{
  g_autoptr (HwSecretString) key = hw_api_new_idempotency_key ();
  g_autoptr (HwRegistrationStatus) unknown =
    start (fixture, HW_PURPOSE_FIRST, "nobody@example.jp", key, NULL);
  g_autoptr (HwRegistrationStatus) waiting = NULL;

  g_assert_nonnull (unknown);
  waiting = get_status (fixture, unknown->credential, NULL);
  g_assert_cmpint (waiting->state, ==, HW_REGISTRATION_AWAITING_KEY);
}

static void
test_bad_fields (Fixture *fixture, gconstpointer config)
{
  g_autoptr (HwRegistrationStatus) started = start_first (fixture);
  g_autoptr (HwSecretString) key = hw_test_office_wait_key (fixture->office, EMAIL, NULL);
  g_autoptr (HwSecretString) other_key = hw_api_new_idempotency_key ();
  g_autoptr (GError) error = NULL;

  g_assert_null (start (fixture, HW_PURPOSE_FIRST, "taro", other_key, &error));
  assert_problem (error, HW_PROBLEM_INVALID_FIELDS);
  g_assert_true (hw_problem_has_field (hw_client_error_get_problem (error), "/email", "not-an-address"));
  g_clear_error (&error);

  g_assert_null (set_password (fixture, started->credential, key, "short", &error));
  assert_problem (error, HW_PROBLEM_INVALID_FIELDS);
  g_assert_true (hw_problem_has_field (hw_client_error_get_problem (error), "/password", "too-short"));
  g_assert_true (hw_problem_has_field (hw_client_error_get_problem (error), "/password", "no-digit"));
  g_clear_error (&error);

  g_assert_null (set_password (fixture, started->credential, "12345", PASSWORD, &error));
  assert_problem (error, HW_PROBLEM_INVALID_FIELDS);
  g_assert_true (
    hw_problem_has_field (hw_client_error_get_problem (error), "/authentication_key", "malformed-key"));
}

static void
test_outdated_terms (Fixture *fixture, gconstpointer config)
{
  g_autoptr (HwRegistrationRequest) request =
    hw_registration_request_new (HW_PURPOSE_FIRST, EMAIL, "an-older-one", "an-older-one");
  g_autoptr (HwSecretString) key = hw_api_new_idempotency_key ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  hw_api_start_registration_async (fixture->api, request, key, NULL, hw_test_keep_result, &fixture->slot);
  result = hw_test_wait_result (&fixture->slot);
  g_assert_null (hw_api_start_registration_finish (fixture->api, result, &error));
  assert_problem (error, HW_PROBLEM_TERMS_OUTDATED);
}

static void
test_wrong_keys (Fixture *fixture, gconstpointer config)
{
  g_autoptr (HwRegistrationStatus) started = start_first (fixture);
  g_autoptr (HwSecretString) key = hw_test_office_wait_key (fixture->office, EMAIL, NULL);
  g_autoptr (HwSecretString) resend_key = hw_api_new_idempotency_key ();
  g_autoptr (GError) error = NULL;
  const char *wrong = g_str_equal (key, "0000000000") ? "1111111111" : "0000000000";

  for (int left = 4; left >= 0; left--)
    {
      g_assert_null (set_password (fixture, started->credential, wrong, PASSWORD, &error));
      assert_problem (error, HW_PROBLEM_KEY_WRONG);
      g_assert_cmpint (hw_client_error_get_problem (error)->attempts_left, ==, left);
      g_clear_error (&error);
    }

  g_assert_null (set_password (fixture, started->credential, key, PASSWORD, &error));
  assert_problem (error, HW_PROBLEM_REGISTRATION_LOCKED);
  g_clear_error (&error);
  g_assert_null (resend (fixture, started->credential, resend_key, &error));
  assert_problem (error, HW_PROBLEM_REGISTRATION_LOCKED);
}

static void
test_resend (Fixture *fixture, gconstpointer config)
{
  g_autoptr (HwRegistrationStatus) started = start_first (fixture);
  g_autoptr (HwSecretString) first = hw_test_office_wait_key (fixture->office, EMAIL, started->reference);
  g_autoptr (HwSecretString) idempotency_key = hw_api_new_idempotency_key ();
  g_autoptr (GError) error = NULL;
  g_autoptr (HwRegistrationStatus) resent = resend (fixture, started->credential, idempotency_key, &error);
  g_autoptr (HwSecretString) second = NULL;
  g_autoptr (HwCompletion) completion = NULL;

  g_assert_no_error (error);
  g_assert_null (resent->credential);
  second = hw_test_office_wait_key (fixture->office, EMAIL, resent->reference);
  g_assert_cmpstr (first, !=, second);
  g_assert_null (set_password (fixture, started->credential, first, PASSWORD, &error));
  assert_problem (error, HW_PROBLEM_KEY_WRONG);
  g_clear_error (&error);
  completion = set_password (fixture, started->credential, second, PASSWORD, &error);
  g_assert_no_error (error);
  g_assert_nonnull (completion);
}

static void
test_give_up (Fixture *fixture, gconstpointer config)
{
  g_autoptr (HwRegistrationStatus) started = start_first (fixture);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  hw_api_give_up_registration_async (fixture->api, started->credential, NULL, hw_test_keep_result,
                                     &fixture->slot);
  result = hw_test_wait_result (&fixture->slot);
  g_assert_true (hw_api_give_up_registration_finish (fixture->api, result, &error));
  g_assert_no_error (error);

  g_assert_null (get_status (fixture, started->credential, &error));
  assert_problem (error, HW_PROBLEM_CREDENTIAL_INVALID);
}

static void
test_closed (Fixture *fixture, gconstpointer config)
{
  g_autoptr (HwRegistrationStatus) started = start_first (fixture);
  g_autoptr (HwSecretString) key = hw_test_office_wait_key (fixture->office, EMAIL, NULL);
  g_autoptr (HwCompletion) completion = set_password (fixture, started->credential, key, PASSWORD, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (completion);
  g_assert_null (set_password (fixture, started->credential, key, OTHER_PASSWORD, &error));
  assert_problem (error, HW_PROBLEM_REGISTRATION_CLOSED);
  g_assert_cmpstr (hw_client_error_get_problem (error)->state, ==, "completed");
}

static void
test_login_and_home (Fixture *fixture, gconstpointer config)
{
  g_autoptr (HwLogin) login = NULL;
  g_autoptr (HwHome) home = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  open_my_page (fixture);
  g_assert_null (log_in (fixture, OTHER_PASSWORD, FALSE, &error));
  assert_problem (error, HW_PROBLEM_LOGIN_FAILED);
  g_clear_error (&error);

  login = log_in (fixture, PASSWORD, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (login->account->email, ==, EMAIL);
  home = get_home (fixture, login->credential, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (home->account->establishment->name, ==, "株式会社テスト");
  g_assert_cmpuint (home->menu->len, >, 0);

  hw_api_log_out_async (fixture->api, login->credential, NULL, hw_test_keep_result, &fixture->slot);
  result = hw_test_wait_result (&fixture->slot);
  g_assert_true (hw_api_log_out_finish (fixture->api, result, &error));
  g_assert_null (get_home (fixture, login->credential, &error));
  assert_problem (error, HW_PROBLEM_CREDENTIAL_INVALID);
}

static GPtrArray *
list_sessions (Fixture *fixture, const char *credential)
{
  g_autoptr (GAsyncResult) result = NULL;
  GError *error = NULL;
  GPtrArray *sessions;

  hw_api_list_sessions_async (fixture->api, credential, NULL, hw_test_keep_result, &fixture->slot);
  result = hw_test_wait_result (&fixture->slot);
  sessions = hw_api_list_sessions_finish (fixture->api, result, &error);
  g_assert_no_error (error);
  return sessions;
}

static void
test_sessions (Fixture *fixture, gconstpointer config)
{
  g_autoptr (HwLogin) here = NULL;
  g_autoptr (HwLogin) there = NULL;
  g_autoptr (GPtrArray) both = NULL;
  g_autoptr (GPtrArray) one = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  const HwSessionEntry *other;

  open_my_page (fixture);
  here = log_in (fixture, PASSWORD, FALSE, NULL);
  there = log_in (fixture, PASSWORD, TRUE, NULL);
  g_assert_cmpint (there->expires_in, >, here->expires_in);

  both = list_sessions (fixture, here->credential);
  g_assert_cmpuint (both->len, ==, 2);
  other = g_ptr_array_index (both, 0);
  if (other->current)
    other = g_ptr_array_index (both, 1);
  g_assert_false (other->current);
  g_assert_cmpstr (other->device, ==, "窓口の端末");

  hw_api_end_session_async (fixture->api, here->credential, other->id, NULL, hw_test_keep_result,
                            &fixture->slot);
  result = hw_test_wait_result (&fixture->slot);
  g_assert_true (hw_api_end_session_finish (fixture->api, result, &error));
  one = list_sessions (fixture, here->credential);
  g_assert_cmpuint (one->len, ==, 1);
  g_assert_null (get_home (fixture, there->credential, &error));
  assert_problem (error, HW_PROBLEM_CREDENTIAL_INVALID);
}

static gboolean
change_password (Fixture *fixture,
                 const char *credential,
                 const char *current,
                 const char *new,
                 GError **error)
{
  g_autoptr (HwPasswordChange) change = hw_password_change_new (current, new);
  g_autoptr (GAsyncResult) result = NULL;

  hw_api_change_password_async (fixture->api, credential, change, NULL, hw_test_keep_result, &fixture->slot);
  result = hw_test_wait_result (&fixture->slot);
  return hw_api_change_password_finish (fixture->api, result, error);
}

static void
test_change_password (Fixture *fixture, gconstpointer config)
{
  g_autoptr (HwLogin) login = NULL;
  g_autoptr (HwLogin) after = NULL;
  g_autoptr (GError) error = NULL;

  open_my_page (fixture);
  login = log_in (fixture, PASSWORD, FALSE, NULL);
  g_assert_false (change_password (fixture, login->credential, OTHER_PASSWORD, OTHER_PASSWORD, &error));
  assert_problem (error, HW_PROBLEM_INVALID_FIELDS);
  g_assert_true (
    hw_problem_has_field (hw_client_error_get_problem (error), "/current_password", "wrong-password"));
  g_clear_error (&error);

  g_assert_true (change_password (fixture, login->credential, PASSWORD, OTHER_PASSWORD, &error));
  g_assert_no_error (error);
  after = log_in (fixture, OTHER_PASSWORD, FALSE, &error);
  g_assert_no_error (error);
  g_assert_null (log_in (fixture, PASSWORD, FALSE, &error));
  assert_problem (error, HW_PROBLEM_LOGIN_FAILED);
}

static void
test_again (Fixture *fixture, gconstpointer config)
{
  g_autoptr (HwSecretString) idempotency_key = hw_api_new_idempotency_key ();
  g_autoptr (HwRegistrationStatus) started = NULL;
  g_autoptr (HwRegistrationStatus) waiting = NULL;
  g_autoptr (HwSecretString) key = NULL;
  g_autoptr (HwCompletion) completion = NULL;
  g_autoptr (HwLogin) login = NULL;
  g_autoptr (GError) error = NULL;

  open_my_page (fixture);
  started = start (fixture, HW_PURPOSE_AGAIN, EMAIL, idempotency_key, &error);
  g_assert_no_error (error);
  waiting = get_status (fixture, started->credential, NULL);
  g_assert_cmpint (waiting->purpose, ==, HW_PURPOSE_AGAIN);
  key = hw_test_office_wait_key (fixture->office, EMAIL, started->reference);
  completion = set_password (fixture, started->credential, key, OTHER_PASSWORD, &error);
  g_assert_no_error (error);
  login = log_in (fixture, OTHER_PASSWORD, FALSE, &error);
  g_assert_no_error (error);
}

static void
test_limits (Fixture *fixture, gconstpointer config)
{
  g_autoptr (HwRegistrationStatus) started = start_first (fixture);
  g_autoptr (HwSecretString) key = hw_api_new_idempotency_key ();
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (started->resend_in, >, 0);
  g_assert_null (resend (fixture, started->credential, key, &error));
  assert_problem (error, HW_PROBLEM_TOO_MANY_REQUESTS);
  g_assert_cmpint (hw_client_error_get_problem (error)->retry_in, >, 0);
  g_assert_cmpint (hw_client_error_get_problem (error)->retry_in, <=, 60);
}

static gboolean
has_expired (Fixture *fixture, const char *credential)
{
  g_autoptr (HwRegistrationStatus) status = get_status (fixture, credential, NULL);

  g_assert_nonnull (status);
  return status->state == HW_REGISTRATION_EXPIRED;
}

static void
test_expiry (Fixture *fixture, gconstpointer config)
{
  g_autoptr (HwRegistrationStatus) started = start_first (fixture);
  g_autoptr (HwSecretString) key = hw_test_office_wait_key (fixture->office, EMAIL, NULL);
  g_autoptr (GError) error = NULL;

  hw_test_wait_until (has_expired (fixture, started->credential));
  g_assert_null (set_password (fixture, started->credential, key, PASSWORD, &error));
  assert_problem (error, HW_PROBLEM_KEY_EXPIRED);
}

#define ADD(name, config, function) g_test_add ("/api/" name, Fixture, config, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("notices", HW_TEST_OFFICE_NO_WAIT, test_notices);
  ADD ("terms-in-the-asked-language", HW_TEST_OFFICE_NO_WAIT, test_terms_in_the_asked_language);
  ADD ("whole-registration", HW_TEST_OFFICE_NO_WAIT, test_whole_registration);
  ADD ("repeated-start-gives-the-same-credential", HW_TEST_OFFICE_NO_WAIT, test_repeated_start);
  ADD ("unknown-address-looks-alike", HW_TEST_OFFICE_NO_WAIT, test_unknown_address_looks_alike);
  ADD ("bad-fields-are-named", HW_TEST_OFFICE_NO_WAIT, test_bad_fields);
  ADD ("outdated-terms-are-refused", HW_TEST_OFFICE_NO_WAIT, test_outdated_terms);
  ADD ("five-wrong-keys-lock", HW_TEST_OFFICE_NO_WAIT, test_wrong_keys);
  ADD ("resend-voids-the-former-key", HW_TEST_OFFICE_NO_WAIT, test_resend);
  ADD ("given-up-is-gone", HW_TEST_OFFICE_NO_WAIT, test_give_up);
  ADD ("completed-is-closed", HW_TEST_OFFICE_NO_WAIT, test_closed);
  ADD ("login-home-and-logout", HW_TEST_OFFICE_NO_WAIT, test_login_and_home);
  ADD ("sessions-are-listed-and-ended", HW_TEST_OFFICE_NO_WAIT, test_sessions);
  ADD ("password-is-changed", HW_TEST_OFFICE_NO_WAIT, test_change_password);
  ADD ("password-is-registered-again", HW_TEST_OFFICE_NO_WAIT, test_again);
  ADD ("limits-say-how-long", "[server]\n", test_limits);
  ADD ("late-key-is-expired", HW_TEST_OFFICE_NO_WAIT "[registration]\nkey-lifetime=1\n", test_expiry);
  return g_test_run ();
}
