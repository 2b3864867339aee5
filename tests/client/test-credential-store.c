/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/hw-keyring-call.h"
#include "contract/hw-instant.h"
#include "hw-build-config.h"
#include "hw-test-keyring.h"
#include "hw-test-loop.h"
#include <signal.h>
#include <string.h>

#define SERVER "https://office.example.jp"
#define CREDENTIAL "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ"
#define OTHER_CREDENTIAL "ZYXWVUTSRQPONMLKJIHGFEDCBAzyxwvutsrqponmlkj"
#define SHORT_DEADLINE_MILLISECONDS 300

typedef struct
{
  HwCredentialStore *store;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->store = hw_credential_store_new ();
  g_assert_true (hw_credential_store_get_available (fixture->store));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->store);
}

static HwStoredCredential *
new_registration (const char *server)
{
  return hw_stored_credential_new_registration (server, CREDENTIAL, "taro@example.jp", HW_PURPOSE_AGAIN,
                                                "0042", 1764570000 * (gint64) HW_SECOND);
}

static HwStoredCredential *
new_session (const char *server)
{
  g_autoptr (HwEstablishment) establishment = hw_establishment_new ("1301-123456-7", "株式会社テスト");

  return hw_stored_credential_new_session (server, OTHER_CREDENTIAL, "jiro@example.jp", establishment,
                                           1764570000 * (gint64) HW_SECOND);
}

static void
test_save_load_remove (Fixture *fixture, gconstpointer data)
{
  const char *server = "https://save-load.example.jp";
  g_autoptr (HwStoredCredential) registration = new_registration (server);
  g_autoptr (HwStoredCredential) session = new_session (server);
  g_autoptr (HwStoredCredential) elsewhere = new_session ("https://another.example.jp");
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (hw_test_store_save (fixture->store, registration, &error));
  g_assert_true (hw_test_store_save (fixture->store, session, &error));
  g_assert_true (hw_test_store_save (fixture->store, elsewhere, &error));
  g_assert_no_error (error);

  found = hw_test_store_load (fixture->store, server, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 2);
  for (guint i = 0; i < found->len; i++)
    {
      HwStoredCredential *item = g_ptr_array_index (found, i);

      g_assert_cmpstr (item->server, ==, server);
      if (item->kind == HW_CREDENTIAL_REGISTRATION)
        {
          g_assert_cmpstr (item->id, ==, registration->id);
          g_assert_cmpstr (item->credential, ==, CREDENTIAL);
          g_assert_cmpint (item->purpose, ==, HW_PURPOSE_AGAIN);
          g_assert_cmpstr (item->reference, ==, "0042");
        }
      else
        {
          g_assert_cmpstr (item->id, ==, session->id);
          g_assert_cmpstr (item->credential, ==, OTHER_CREDENTIAL);
          g_assert_cmpstr (item->establishment->name, ==, "株式会社テスト");
        }
    }

  g_assert_true (hw_test_store_remove (fixture->store, registration, &error));
  g_assert_no_error (error);
  left = hw_test_store_load (fixture->store, server, &error);
  g_assert_cmpuint (left->len, ==, 1);
  g_assert_true (hw_credential_store_get_available (fixture->store));
}

static void
test_from_outside (Fixture *fixture, gconstpointer data)
{
  const char *server = "https://outside.example.jp";
  g_autoptr (HwStoredCredential) item = new_session (server);
  g_autofree char *seen = NULL;
  const char *secret;
  const char *secret_end;
  g_autoptr (GString) without_secret = NULL;

  g_assert_true (hw_test_store_save (fixture->store, item, NULL));
  seen = hw_test_keyring_search (server);
  g_assert_nonnull (strstr (seen, "\nschema = " HW_APPLICATION_ID "\n"));
  g_assert_nonnull (strstr (seen, "\nlabel = HelloWork MyPage credential\n"));
  g_assert_nonnull (strstr (seen, "\nattribute.kind = session\n"));
  g_assert_nonnull (strstr (seen, item->id));

  /* Whatever identifies a person, and the credential, is inside the secret alone. */
  secret = strstr (seen, "\nsecret = ");
  g_assert_nonnull (secret);
  secret_end = strchr (secret + 1, '\n');
  without_secret = g_string_new_len (seen, secret - seen);
  g_string_append (without_secret, secret_end);
  g_assert_null (strstr (without_secret->str, "jiro"));
  g_assert_null (strstr (without_secret->str, "1301"));
  g_assert_null (strstr (without_secret->str, "株式会社"));
  g_assert_null (strstr (without_secret->str, OTHER_CREDENTIAL));
  g_assert_nonnull (strstr (seen, OTHER_CREDENTIAL));
}

static void
test_renewed_replaces (Fixture *fixture, gconstpointer data)
{
  const char *server = "https://renewed.example.jp";
  g_autoptr (HwStoredCredential) item = new_registration (server);
  g_autoptr (HwStoredCredential) renewed =
    hw_stored_credential_new_renewed (item, "0043", item->expires_at + HW_SECOND);
  g_autoptr (GPtrArray) found = NULL;

  g_assert_true (hw_test_store_save (fixture->store, item, NULL));
  g_assert_true (hw_test_store_save (fixture->store, renewed, NULL));
  found = hw_test_store_load (fixture->store, server, NULL);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpstr (((HwStoredCredential *) g_ptr_array_index (found, 0))->reference, ==, "0043");
}

static void
test_remove_what_is_not_there (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HwStoredCredential) item = new_session ("https://not-there.example.jp");
  g_autoptr (GError) error = NULL;

  g_assert_true (hw_test_store_remove (fixture->store, item, &error));
  g_assert_no_error (error);
}

static void
test_nothing_there (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = hw_test_store_load (fixture->store, "https://empty.example.jp", &error);

  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 0);
}

static void
test_nonsense (Fixture *fixture, gconstpointer data)
{
  const char *server = "https://nonsense.example.jp";
  g_autoptr (HwStoredCredential) item = new_session (server);
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError) error = NULL;

  hw_test_keyring_put (server, "session", "abcdefghijklmnopqrstuvw1", "not JSON at all");
  hw_test_keyring_put (server, "session", "abcdefghijklmnopqrstuvw2", "{\"credential\":\"short\"}");
  hw_test_keyring_put (server, "passport", "abcdefghijklmnopqrstuvw3", "{}");
  hw_test_keyring_put (server, "registration", "x", "\xff\xfe");
  g_assert_true (hw_test_store_save (fixture->store, item, NULL));

  for (guint i = 0; i < 4; i++)
    g_test_expect_message (G_LOG_DOMAIN, G_LOG_LEVEL_WARNING,
                           "Passed over an item of the keyring that this program did not write");
  found = hw_test_store_load (fixture->store, server, &error);
  g_test_assert_expected_messages ();
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpstr (((HwStoredCredential *) g_ptr_array_index (found, 0))->id, ==, item->id);
}

/* What cannot be read is nothing that could be removed one by one. */
static void
test_clear (Fixture *fixture, gconstpointer data)
{
  const char *server = "https://cleared.example.jp";
  g_autoptr (HwStoredCredential) item = new_session (server);
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (GError) error = NULL;

  hw_test_keyring_put (server, "session", "abcdefghijklmnopqrstuvw1", "not JSON at all");
  hw_test_keyring_put (server, "registration", "x", "{}");
  hw_test_keyring_put_of (server, "org.example.Browser", "a password of the browser's");
  g_assert_true (hw_test_store_save (fixture->store, item, NULL));
  for (guint i = 0; i < 2; i++)
    g_test_expect_message (G_LOG_DOMAIN, G_LOG_LEVEL_WARNING,
                           "Passed over an item of the keyring that this program did not write");
  found = hw_test_store_load (fixture->store, server, &error);
  g_test_assert_expected_messages ();
  g_assert_no_error (error);
  g_assert_true (hw_credential_store_get_has_unreadable (fixture->store));
  g_assert_cmpuint (hw_test_keyring_count (server), ==, 4);

  g_assert_true (hw_test_store_clear (fixture->store, &error));
  g_assert_no_error (error);
  left = hw_test_store_load (fixture->store, server, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (left->len, ==, 0);
  g_assert_false (hw_credential_store_get_has_unreadable (fixture->store));
  g_assert_cmpuint (hw_test_keyring_count (server), ==, 1);     /* the browser's */
  g_assert_true (hw_test_store_clear (fixture->store, &error)); /* and of nothing it is no error */
}

static void
test_items_of_others (Fixture *fixture, gconstpointer data)
{
  const char *server = "https://others.example.jp";
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError) error = NULL;

  hw_test_keyring_put_of (server, "org.example.Browser", "a password of the browser's");
  hw_test_keyring_put_of (server, NULL, "a password of nobody's");
  found = hw_test_store_load (fixture->store, server, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 0);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  hw_credential_store_load_async (fixture->store, SERVER, cancellable, hw_test_keep_result, &slot);
  g_cancellable_cancel (cancellable);
  result = hw_test_wait_result (&slot);
  g_assert_null (hw_credential_store_load_finish (fixture->store, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (hw_credential_store_get_available (fixture->store));
}

/* A keyring that hangs, as one does that waits for a person at a prompt. */
static void
test_hangs_and_recovers (Fixture *fixture, gconstpointer data)
{
  const char *server = "https://hangs.example.jp";
  g_autoptr (HwStoredCredential) item = new_session (server);
  g_autoptr (HwStoredCredential) later = new_session (server);
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError) error = NULL;
  guint notified = 0;

  hw_test_count_notify (fixture->store, "available", &notified);
  found = hw_test_store_load (fixture->store, server, NULL);
  g_clear_pointer (&found, g_ptr_array_unref);
  hw_credential_store_set_deadline (fixture->store, SHORT_DEADLINE_MILLISECONDS);
  hw_test_keyring_signal (SIGSTOP);

  g_assert_null (hw_test_store_load (fixture->store, server, &error));
  g_assert_error (error, HW_CLIENT_ERROR, HW_CLIENT_ERROR_NO_KEYRING);
  g_clear_error (&error);
  g_assert_false (hw_test_store_save (fixture->store, item, &error));
  g_assert_error (error, HW_CLIENT_ERROR, HW_CLIENT_ERROR_NO_KEYRING);
  g_clear_error (&error);
  g_assert_false (hw_test_store_remove (fixture->store, item, &error));
  g_assert_error (error, HW_CLIENT_ERROR, HW_CLIENT_ERROR_NO_KEYRING);
  g_clear_error (&error);
  g_assert_false (hw_credential_store_get_available (fixture->store));
  g_assert_cmpuint (notified, ==, 1);

  hw_test_keyring_signal (SIGCONT);
  hw_test_wait_until (hw_credential_store_get_available (fixture->store));
  g_assert_cmpuint (notified, ==, 2);
  hw_credential_store_set_deadline (fixture->store, 60000);
  g_assert_true (hw_test_store_save (fixture->store, later, &error));
  g_assert_no_error (error);

  /* What was abandoned was to be removed: it does not stay. */
  hw_test_wait_until (hw_test_keyring_count (server) == 1);
}

/* As another call's end does that found the keyring gone: at every moment of a call once. */
static void
test_service_is_forgotten (Fixture *fixture, gconstpointer data)
{
  const char *server = "https://forgotten.example.jp";
  g_autoptr (HwStoredCredential) registration = new_registration (server);
  g_autoptr (HwStoredCredential) session = new_session (server);
  gboolean before_its_end = TRUE;

  g_assert_true (hw_test_store_save (fixture->store, registration, NULL));
  g_assert_true (hw_test_store_save (fixture->store, session, NULL));
  hw_credential_store_set_deadline (fixture->store, 60000);
  for (guint steps = 0; before_its_end; steps++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GPtrArray) found = NULL;
      g_autoptr (GError) error = NULL;
      GAsyncResult *slot = NULL;

      hw_credential_store_load_async (fixture->store, server, NULL, hw_test_keep_result, &slot);
      for (guint i = 0; i < steps && slot == NULL; i++)
        g_main_context_iteration (NULL, TRUE);
      before_its_end = slot == NULL;
      hw_keyring_call_forget_service ();
      result = hw_test_wait_result (&slot);
      found = hw_credential_store_load_finish (fixture->store, result, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (found->len, ==, 2);
    }
}

static void
test_dies (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HwStoredCredential) item = new_session (SERVER);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  g_assert_true (hw_test_store_save (fixture->store, item, NULL));
  hw_test_keyring_signal (SIGSTOP);
  hw_credential_store_load_async (fixture->store, SERVER, NULL, hw_test_keep_result, &slot);
  hw_test_keyring_signal (SIGKILL);
  result = hw_test_wait_result (&slot);
  g_assert_null (hw_credential_store_load_finish (fixture->store, result, &error));
  g_assert_error (error, HW_CLIENT_ERROR, HW_CLIENT_ERROR_NO_KEYRING);
  g_clear_error (&error);

  g_assert_false (hw_test_store_save (fixture->store, item, &error));
  g_assert_error (error, HW_CLIENT_ERROR, HW_CLIENT_ERROR_NO_KEYRING);
  g_assert_false (hw_credential_store_get_available (fixture->store));
}

static void
test_refuses (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HwStoredCredential) item = new_session (SERVER);
  g_autoptr (GError) error = NULL;

  g_assert_null (hw_test_store_load (fixture->store, SERVER, &error));
  g_assert_error (error, HW_CLIENT_ERROR, HW_CLIENT_ERROR_NO_KEYRING);
  g_clear_error (&error);
  g_assert_false (hw_test_store_save (fixture->store, item, &error));
  g_assert_error (error, HW_CLIENT_ERROR, HW_CLIENT_ERROR_NO_KEYRING);
  g_assert_false (hw_credential_store_get_available (fixture->store));
}

static void
test_file (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HwStoredCredential) item = new_registration (SERVER);
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (hw_test_store_save (fixture->store, item, &error));
  g_assert_no_error (error);
  found = hw_test_store_load (fixture->store, SERVER, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpstr (((HwStoredCredential *) g_ptr_array_index (found, 0))->credential, ==, CREDENTIAL);
}

#define ADD(name, function) g_test_add ("/credential-store/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  if (hw_test_keyring_is ("unlocked"))
    {
      ADD ("unlocked/saves-loads-and-removes", test_save_load_remove);
      ADD ("unlocked/shows-nothing-of-a-person-outside-the-secret", test_from_outside);
      ADD ("unlocked/renewed-replaces", test_renewed_replaces);
      ADD ("unlocked/removes-what-is-not-there", test_remove_what_is_not_there);
      ADD ("unlocked/finds-nothing-where-nothing-is", test_nothing_there);
      ADD ("unlocked/passes-over-nonsense", test_nonsense);
      ADD ("unlocked/clears-what-cannot-be-read-too", test_clear);
      ADD ("unlocked/leaves-items-of-others-alone", test_items_of_others);
      ADD ("unlocked/cancelled", test_cancelled);
      ADD ("unlocked/hangs-and-recovers", test_hangs_and_recovers);
      ADD ("unlocked/service-is-forgotten-in-the-call", test_service_is_forgotten);
      ADD ("unlocked/dies-in-the-call", test_dies);
    }
  else if (hw_test_keyring_is ("file"))
    ADD ("file/saves-and-loads", test_file);
  else if (hw_test_keyring_is ("locked"))
    ADD ("locked/says-that-it-cannot-be-used", test_refuses);
  else
    ADD ("none/says-that-it-cannot-be-used", test_refuses);
  return g_test_run ();
}
