/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hw-test-account.h"

#include "contract/hw-wipe.h"
#include "hw-test-loop.h"

void
hw_test_account_agree (HwApi *api, char **privacy_version, char **terms_version)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (HwTerms) terms = NULL;
  GAsyncResult *slot = NULL;
  GError *error = NULL;

  hw_api_get_terms_async (api, NULL, hw_test_keep_result, &slot);
  result = hw_test_wait_result (&slot);
  terms = hw_api_get_terms_finish (api, result, &error);
  g_assert_no_error (error);
  *privacy_version = g_strdup (terms->privacy_policy->version);
  *terms_version = g_strdup (terms->terms_of_use->version);
}

static HwRegistrationStatus *
start (HwApi *api, const char *email)
{
  g_autofree char *privacy = NULL;
  g_autofree char *terms = NULL;
  g_autoptr (HwRegistrationRequest) request = NULL;
  g_autoptr (HwSecretString) key = hw_api_new_idempotency_key ();
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;
  GError *error = NULL;
  HwRegistrationStatus *status;

  hw_test_account_agree (api, &privacy, &terms);
  request = hw_registration_request_new (HW_PURPOSE_FIRST, email, privacy, terms);
  hw_api_start_registration_async (api, request, key, NULL, hw_test_keep_result, &slot);
  result = hw_test_wait_result (&slot);
  status = hw_api_start_registration_finish (api, result, &error);
  g_assert_no_error (error);
  return status;
}

void
hw_test_account_open (HwTestOffice *office, HwApi *api, const char *email)
{
  g_autoptr (HwRegistrationStatus) status = NULL;
  g_autoptr (HwPasswordSubmission) submission = NULL;
  g_autoptr (HwCompletion) completion = NULL;
  g_autoptr (HwSecretString) key = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;
  GError *error = NULL;

  hw_test_office_register (office, email);
  status = start (api, email);
  key = hw_test_office_wait_key (office, email, status->reference);
  submission = hw_password_submission_new (key, HW_TEST_PASSWORD);
  hw_api_set_password_async (api, status->credential, submission, NULL, hw_test_keep_result, &slot);
  result = hw_test_wait_result (&slot);
  completion = hw_api_set_password_finish (api, result, &error);
  g_assert_no_error (error);
}
