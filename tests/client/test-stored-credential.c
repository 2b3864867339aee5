/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/hw-stored-credential.h"
#include "contract/hw-instant.h"
#include "contract/hw-wipe.h"
#include <string.h>

#define CREDENTIAL "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ"
#define DAY (G_GINT64_CONSTANT (24) * 60 * 60 * HW_SECOND)

static void
test_registration_round_trip (void)
{
  g_autoptr (HwStoredCredential) item =
    hw_stored_credential_new_registration ("https://example.jp", CREDENTIAL, "taro@example.jp",
                                           HW_PURPOSE_AGAIN, "0042", 1764570000 * (gint64) HW_SECOND);
  g_autoptr (HwSecretString) secret = hw_stored_credential_to_secret (item);
  g_autoptr (HwStoredCredential) read = hw_stored_credential_from_item (
    "https://example.jp", hw_stored_credential_kind_name (item->kind), item->id, secret, strlen (secret));

  g_assert_nonnull (read);
  g_assert_cmpstr (read->id, ==, item->id);
  g_assert_cmpint (read->kind, ==, HW_CREDENTIAL_REGISTRATION);
  g_assert_cmpstr (read->server, ==, "https://example.jp");
  g_assert_cmpstr (read->credential, ==, CREDENTIAL);
  g_assert_cmpstr (read->email, ==, "taro@example.jp");
  g_assert_cmpint (read->purpose, ==, HW_PURPOSE_AGAIN);
  g_assert_cmpstr (read->reference, ==, "0042");
  g_assert_cmpint (read->expires_at, ==, item->expires_at);
  g_assert_null (read->establishment);
}

static void
test_session_round_trip (void)
{
  g_autoptr (HwEstablishment) establishment = hw_establishment_new ("1301-123456-7", "株式会社\"霞\"");
  g_autoptr (HwStoredCredential) item = hw_stored_credential_new_session (
    "https://example.jp", CREDENTIAL, "taro@example.jp", establishment, 1764570000 * (gint64) HW_SECOND);
  g_autoptr (HwSecretString) secret = hw_stored_credential_to_secret (item);
  g_autoptr (HwStoredCredential) read =
    hw_stored_credential_from_item ("https://example.jp", "session", item->id, secret, strlen (secret));

  g_assert_nonnull (read);
  g_assert_cmpstr (read->establishment->number, ==, "1301-123456-7");
  g_assert_cmpstr (read->establishment->name, ==, "株式会社\"霞\"");
}

static void
test_ids_differ (void)
{
  g_autoptr (HwStoredCredential) one =
    hw_stored_credential_new_session ("https://example.jp", CREDENTIAL, "a@example.jp", NULL, 0);
  g_autoptr (HwStoredCredential) other =
    hw_stored_credential_new_session ("https://example.jp", CREDENTIAL, "a@example.jp", NULL, 0);

  g_assert_cmpstr (one->id, !=, other->id);
}

static void
test_nonsense (void)
{
  const char *const secrets[] = {
    "",
    "pw",
    "null",
    "[]",
    "{}",
    "{\"credential\":\"" CREDENTIAL "\"}",
    "{\"credential\":5,\"email\":\"a@example.jp\",\"expires_at\":\"2026-11-22T05:35:00Z\",\"purpose\":"
    "\"first\"}",
    "{\"credential\":\"a\\r\\nX-Evil: 1234567890123456789\",\"email\":\"a@example.jp\","
    "\"expires_at\":\"2026-11-22T05:35:00Z\",\"purpose\":\"first\"}",
    "{\"credential\":\"" CREDENTIAL
    "\",\"email\":\"a@example.jp\",\"expires_at\":\"soon\",\"purpose\":\"first\"}",
    "{\"credential\":\"" CREDENTIAL "\",\"email\":\"a@example.jp\",\"expires_at\":\"2026-11-22T05:35:00Z\","
    "\"purpose\":\"third\"}",
  };
  const char *good = "{\"credential\":\"" CREDENTIAL "\",\"email\":\"a@example.jp\","
                     "\"expires_at\":\"2026-11-22T05:35:00Z\",\"purpose\":\"first\"}";
  g_autoptr (HwStoredCredential) read = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++)
    g_assert_null (hw_stored_credential_from_item ("https://example.jp", "registration", CREDENTIAL,
                                                   secrets[i], strlen (secrets[i])));

  read =
    hw_stored_credential_from_item ("https://example.jp", "registration", CREDENTIAL, good, strlen (good));
  g_assert_nonnull (read);
  g_assert_null (hw_stored_credential_from_item (NULL, "registration", CREDENTIAL, good, strlen (good)));
  g_assert_null (
    hw_stored_credential_from_item ("https://example.jp", NULL, CREDENTIAL, good, strlen (good)));
  g_assert_null (
    hw_stored_credential_from_item ("https://example.jp", "passport", CREDENTIAL, good, strlen (good)));
  g_assert_null (
    hw_stored_credential_from_item ("https://example.jp", "registration", NULL, good, strlen (good)));
  g_assert_null (
    hw_stored_credential_from_item ("https://example.jp", "registration", "x", good, strlen (good)));
  g_assert_null (hw_stored_credential_from_item ("https://example.jp", "registration", CREDENTIAL, NULL, 0));
  g_assert_null (hw_stored_credential_from_item ("https://example.jp", "registration", CREDENTIAL, good,
                                                 strlen (good) - 1));
}

static void
test_renewed (void)
{
  g_autoptr (HwStoredCredential) item = hw_stored_credential_new_registration (
    "https://example.jp", CREDENTIAL, "taro@example.jp", HW_PURPOSE_FIRST, "0042", DAY);
  g_autoptr (HwStoredCredential) renewed = hw_stored_credential_new_renewed (item, "0043", 2 * DAY);

  g_assert_cmpstr (renewed->id, ==, item->id);
  g_assert_cmpstr (renewed->credential, ==, item->credential);
  g_assert_cmpstr (renewed->email, ==, item->email);
  g_assert_cmpstr (renewed->reference, ==, "0043");
  g_assert_cmpint (renewed->expires_at, ==, 2 * DAY);
}

static void
test_long_over (void)
{
  g_autoptr (HwStoredCredential) item = hw_stored_credential_new_registration (
    "https://example.jp", CREDENTIAL, "taro@example.jp", HW_PURPOSE_FIRST, "0042", 100 * DAY);

  g_assert_false (hw_stored_credential_is_long_over (item, 0));
  g_assert_false (hw_stored_credential_is_long_over (item, 101 * DAY));
  g_assert_false (hw_stored_credential_is_long_over (item, 160 * DAY));
  g_assert_true (hw_stored_credential_is_long_over (item, 160 * DAY + 1));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stored-credential/registration-survives-the-keyring", test_registration_round_trip);
  g_test_add_func ("/stored-credential/session-survives-the-keyring", test_session_round_trip);
  g_test_add_func ("/stored-credential/two-items-have-two-ids", test_ids_differ);
  g_test_add_func ("/stored-credential/refuses-what-it-did-not-write", test_nonsense);
  g_test_add_func ("/stored-credential/renewed-keeps-its-place", test_renewed);
  g_test_add_func ("/stored-credential/long-over-only-after-60-days", test_long_over);
  return g_test_run ();
}
