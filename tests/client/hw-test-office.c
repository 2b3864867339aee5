/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hw-test-office.h"

#include "contract/hw-authentication-key.h"
#include "hw-test-loop.h"
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>

struct _HwTestOffice
{
  char *folder;
  char *config;
  char *store; /* "sqlite:…" */
  char *mailbox;
  char *url;
  guint port;
  GSubprocess *server; /* (nullable): stopped */
  GHashTable *seen;    /* names of mails that were returned */
};

/* The server does not outlive a test that fails. */
static void
end_with_parent (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGTERM);
}

static const char *
program (const char *variable)
{
  const char *path = g_getenv (variable);

  if (path == NULL)
    g_error ("%s is not set: run this through meson", variable);
  return path;
}

/* What the log says about where it listens. */
static gboolean
find_url (HwTestOffice *self, const char *log)
{
  g_autofree char *text = NULL;
  const char *url;
  const char *end;

  if (!g_file_get_contents (log, &text, NULL, NULL))
    return FALSE;
  url = strstr (text, "Listening on http://127.0.0.1:");
  end = url != NULL ? strchr (url, '\n') : NULL;
  if (end == NULL)
    return FALSE;
  url += strlen ("Listening on ");
  g_free (self->url);
  self->url = g_strndup (url, end - url);
  self->port = (guint) g_ascii_strtoull (strrchr (self->url, ':') + 1, NULL, 10);
  return TRUE;
}

void
hw_test_office_start (HwTestOffice *self)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDERR_MERGE);
  g_autofree char *listen = g_strdup_printf ("127.0.0.1:%u", self->port);
  g_autofree char *mail = g_strconcat ("maildir:", self->mailbox, NULL);
  g_autofree char *log = g_build_filename (self->folder, "server.log", NULL);
  GError *error = NULL;

  g_unlink (log);
  g_subprocess_launcher_set_stdout_file_path (launcher, log);
  g_subprocess_launcher_set_child_setup (launcher, end_with_parent, NULL, NULL);
  self->server = g_subprocess_launcher_spawn (launcher, &error, program ("HW_TEST_SERVER"), "--config",
                                              self->config, "--listen", listen, "--store", self->store,
                                              "--mail", mail, "--content", program ("HW_TEST_CONTENT"), NULL);
  g_assert_no_error (error);
  hw_test_wait_until (find_url (self, log));
}

void
hw_test_office_stop (HwTestOffice *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;
  GError *error = NULL;

  g_subprocess_send_signal (self->server, SIGTERM);
  g_subprocess_wait_check_async (self->server, NULL, hw_test_keep_result, &slot);
  result = hw_test_wait_result (&slot);
  g_subprocess_wait_check_finish (self->server, result, &error);
  g_assert_no_error (error);
  g_clear_object (&self->server);
}

/* Each office of a program gets a port that none had before: the keyring may still hold what the window kept
 * for a former one, and finds it by the server's address. */
static void
start_at_new_port (HwTestOffice *self)
{
  static GHashTable *taken;

  if (taken == NULL)
    taken = g_hash_table_new (NULL, NULL);
  hw_test_office_start (self);
  while (!g_hash_table_add (taken, GUINT_TO_POINTER (self->port)))
    {
      hw_test_office_stop (self);
      self->port = 0;
      hw_test_office_start (self);
    }
}

HwTestOffice *
hw_test_office_new (const char *config)
{
  HwTestOffice *self = g_new0 (HwTestOffice, 1);
  GError *error = NULL;

  self->folder = hw_test_new_folder ();
  self->config = g_build_filename (self->folder, "server.conf", NULL);
  self->mailbox = g_build_filename (self->folder, "mail", NULL);
  self->store = g_strconcat ("sqlite:", self->folder, "/store.db", NULL);
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_file_set_contents (self->config, config, -1, &error);
  g_assert_no_error (error);
  start_at_new_port (self);
  return self;
}

void
hw_test_office_free (HwTestOffice *self)
{
  if (self->server != NULL)
    hw_test_office_stop (self);
  hw_test_remove_folder (self->folder);
  g_hash_table_unref (self->seen);
  g_free (self->folder);
  g_free (self->config);
  g_free (self->mailbox);
  g_free (self->store);
  g_free (self->url);
  g_free (self);
}

const char *
hw_test_office_get_url (HwTestOffice *self)
{
  return self->url;
}

guint
hw_test_office_get_port (HwTestOffice *self)
{
  return self->port;
}

static void
run_counter (HwTestOffice *self, const char *const *arguments)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) argv = NULL;
  g_autoptr (GSubprocess) counter = NULL;
  GError *error = NULL;

  g_strv_builder_add_many (builder, program ("HW_TEST_COUNTER"), "--config", self->config, "--store",
                           self->store, NULL);
  g_strv_builder_addv (builder, (const char **) arguments);
  argv = g_strv_builder_end (builder);
  counter = g_subprocess_newv ((const char *const *) argv, G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error);
  g_assert_no_error (error);
  g_subprocess_wait_check (counter, NULL, &error);
  g_assert_no_error (error);
}

void
hw_test_office_register (HwTestOffice *self, const char *email)
{
  const char *const arguments[] = { "register",
                                    "--establishment-number",
                                    "1301-123456-7",
                                    "--establishment-name",
                                    "株式会社テスト",
                                    "--email",
                                    email,
                                    NULL };

  run_counter (self, arguments);
}

void
hw_test_office_counter (HwTestOffice *self, const char *command, const char *email)
{
  const char *const arguments[] = { command, email, NULL };

  run_counter (self, arguments);
}

/* The key in a delivered mail; NULL where it is not to @email or bears none. */
static char *
key_in_mail (const char *path, const char *email, const char *reference)
{
  g_autofree char *mail = NULL;
  g_autofree char *text = NULL;
  const char *body;
  const char *to;
  char *key;
  gsize length;
  GError *error = NULL;

  g_file_get_contents (path, &mail, NULL, &error);
  g_assert_no_error (error);
  to = strstr (mail, "\nTo: ");
  body = strstr (mail, "\r\n\r\n");
  if (body == NULL)
    body = strstr (mail, "\n\n");
  g_assert_nonnull (to);
  g_assert_nonnull (body);
  if (strstr (to, email) == NULL || strstr (to, email) > body)
    return NULL;

  if (strcasestr (mail, "\nContent-Transfer-Encoding: base64") != NULL)
    {
      g_autofree guchar *decoded = g_base64_decode (body, &length);

      text = g_strndup ((const char *) decoded, length);
    }
  else
    text = g_strdup (body);
  g_assert_true (g_utf8_validate (text, -1, NULL));
  key = hw_authentication_key_find (text);
  if (key != NULL && reference != NULL)
    g_assert_nonnull (strstr (text, reference));

  return key;
}

/* The next mail to @email that holds a key; NULL where there is none yet. */
static char *
look_for_key (HwTestOffice *self, const char *email, const char *reference)
{
  g_autofree char *folder = g_build_filename (self->mailbox, "new", NULL);
  g_autoptr (GDir) new_mails = g_dir_open (folder, 0, NULL);
  const char *name;

  while (new_mails != NULL && (name = g_dir_read_name (new_mails)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      char *key;

      if (g_hash_table_contains (self->seen, name))
        continue;

      key = key_in_mail (path, email, reference);
      if (key == NULL)
        continue;

      g_hash_table_add (self->seen, g_strdup (name));
      return key;
    }

  return NULL;
}

char *
hw_test_office_wait_key (HwTestOffice *self, const char *email, const char *reference)
{
  char *key = NULL;

  hw_test_wait_until ((key = look_for_key (self, email, reference)) != NULL);
  return key;
}

guint
hw_test_office_count_mails (HwTestOffice *self)
{
  g_autofree char *folder = g_build_filename (self->mailbox, "new", NULL);
  g_autoptr (GDir) new_mails = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (new_mails != NULL && g_dir_read_name (new_mails) != NULL)
    n++;

  return n;
}
