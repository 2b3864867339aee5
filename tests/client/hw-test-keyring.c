/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hw-test-keyring.h"

#include "hw-build-config.h"
#include "hw-test-loop.h"
#include <libsecret/secret.h>
#include <signal.h>
#include <string.h>

static const char *
variable (const char *name)
{
  const char *value = g_getenv (name);

  if (value == NULL)
    g_error ("%s is not set: run this through with-keyring.sh", name);
  return value;
}

gboolean
hw_test_keyring_is (const char *state)
{
  return g_str_equal (variable ("HW_TEST_KEYRING"), state);
}

/* Where KWallet and libsecret did not come to an agreement (hw_keyring_call_is_out_of_touch()), it is asked
 * again: so often in all. */
#define TRIES 3

/* secret-tool is a process of its own; this one's leak checker is none of its business. */
static char *
run_secret_tool_once (const char *const *argv, const char *input)
{
  g_autoptr (GSubprocess) tool = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;
  GError *error = NULL;
  char *output = NULL;

  tool = g_subprocess_newv (
    argv, G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_MERGE,
    &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8_async (tool, input, NULL, hw_test_keep_result, &slot);
  result = hw_test_wait_result (&slot);
  g_subprocess_communicate_utf8_finish (tool, result, &output, NULL, &error);
  g_assert_no_error (error);
  return output;
}

static char *
run_secret_tool (const char *const *argv, const char *input)
{
  char *output = run_secret_tool_once (argv, input);

  for (guint tries = 1; tries < TRIES && g_str_has_prefix (output, "secret-tool: "); tries++)
    {
      g_free (output);
      output = run_secret_tool_once (argv, input);
    }
  return output;
}

char *
hw_test_keyring_search (const char *server)
{
  const char *const argv[] = { "secret-tool", "search", "--all", "--unlock", "server", server, NULL };

  return run_secret_tool (argv, NULL);
}

guint
hw_test_keyring_count (const char *server)
{
  g_autofree char *found = hw_test_keyring_search (server);
  guint n = 0;

  for (const char *c = found; (c = strstr (c, "attribute.server = ")) != NULL; c++)
    n++;

  return n;
}

/* Not by secret-tool: a newer one stores nothing that is not UTF-8. */
void
hw_test_keyring_put (const char *server, const char *kind, const char *id, const char *secret)
{
  g_autoptr (GHashTable) attributes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (SecretValue) value = secret_value_new (secret, -1, "text/plain");
  gboolean stored = FALSE;

  g_hash_table_insert (attributes, g_strdup ("xdg:schema"), g_strdup (HW_APPLICATION_ID));
  g_hash_table_insert (attributes, g_strdup ("server"), g_strdup (server));
  g_hash_table_insert (attributes, g_strdup ("kind"), g_strdup (kind));
  g_hash_table_insert (attributes, g_strdup ("id"), g_strdup (id));
  for (guint tries = 0; tries < TRIES && !stored; tries++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;
      GAsyncResult *slot = NULL;

      secret_password_storev_binary (NULL, attributes, NULL, "from outside", value, NULL, hw_test_keep_result,
                                     &slot);
      result = hw_test_wait_result (&slot);
      stored = secret_password_store_finish (result, &error);
      if (!stored && tries + 1 < TRIES)
        secret_service_disconnect ();
      else
        g_assert_no_error (error);
    }
}

void
hw_test_keyring_put_of (const char *server, const char *schema, const char *secret)
{
  const char *const argv[] = { "secret-tool", "store", "--label=of another",
                               "server",      server,  schema != NULL ? "xdg:schema" : NULL,
                               schema,        NULL };
  g_autofree char *output = run_secret_tool (argv, secret);

  g_assert_cmpstr (output, ==, "");
}

void
hw_test_keyring_signal (int signal_number)
{
  pid_t pid = (pid_t) g_ascii_strtoll (variable ("HW_TEST_KEYRING_PID"), NULL, 10);

  g_assert_cmpint (pid, >, 1);
  g_assert_cmpint (kill (pid, signal_number), ==, 0);
}

GPtrArray *
hw_test_store_load (HwCredentialStore *store, const char *server, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  hw_credential_store_load_async (store, server, NULL, hw_test_keep_result, &slot);
  result = hw_test_wait_result (&slot);
  return hw_credential_store_load_finish (store, result, error);
}

gboolean
hw_test_store_save (HwCredentialStore *store, HwStoredCredential *item, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  hw_credential_store_save_async (store, item, NULL, hw_test_keep_result, &slot);
  result = hw_test_wait_result (&slot);
  return hw_credential_store_save_finish (store, result, error);
}

gboolean
hw_test_store_remove (HwCredentialStore *store, HwStoredCredential *item, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  hw_credential_store_remove_async (store, item, NULL, hw_test_keep_result, &slot);
  result = hw_test_wait_result (&slot);
  return hw_credential_store_remove_finish (store, result, error);
}

gboolean
hw_test_store_clear (HwCredentialStore *store, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  hw_credential_store_clear_async (store, NULL, hw_test_keep_result, &slot);
  result = hw_test_wait_result (&slot);
  return hw_credential_store_clear_finish (store, result, error);
}
