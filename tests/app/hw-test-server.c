/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hw-test-server.h"
#include "hw-test-gui.h"
#include "client/hw-api.h"
#include <glib/gstdio.h>
#include <sys/prctl.h>

#define LISTENING "Listening on "
#define PATIENCE (60 * G_USEC_PER_SEC)

struct _HwTestServer
{
  GSubprocess *process;
  char *folder;
  char *url;
};

static void
copy_content (const char *from, const char *to)
{
  g_autoptr (GDir) dir = g_dir_open (from, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  g_assert_cmpint (g_mkdir (to, 0700), ==, 0);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *source = g_build_filename (from, name, NULL);
      g_autofree char *target = g_build_filename (to, name, NULL);
      g_autofree char *text = NULL;
      gsize length;

      g_assert_true (g_file_get_contents (source, &text, &length, NULL));
      g_assert_true (g_file_set_contents (target, text, (gssize) length, NULL));
    }
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_remove (path);
}

/* A test that fails aborts, and would leave the server behind. */
static void
end_with_the_test (gpointer unused)
{
  prctl (PR_SET_PDEATHSIG, SIGTERM);
}

/* (transfer full): what its log says about where it listens. */
static char *
wait_for_url (const char *log)
{
  for (gint64 end = g_get_monotonic_time () + PATIENCE; g_get_monotonic_time () < end; g_usleep (10000))
    {
      g_autofree char *text = NULL;
      const char *url = g_file_get_contents (log, &text, NULL, NULL) ? strstr (text, LISTENING) : NULL;

      if (url != NULL && strchr (url, '\n') != NULL)
        return g_strndup (url + strlen (LISTENING), strcspn (url + strlen (LISTENING), "\n"));
    }
  g_error ("The server did not start");
}

HwTestServer *
hw_test_server_start (void)
{
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  HwTestServer *self = g_new0 (HwTestServer, 1);
  g_autofree char *content = NULL;
  g_autofree char *store = NULL;
  g_autofree char *mail = NULL;
  g_autofree char *log = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (g_getenv ("HW_TEST_SERVER"));
  g_assert_nonnull (g_getenv ("HW_TEST_CONTENT"));
  self->folder = g_dir_make_tmp ("hw-app-XXXXXX", &error);
  g_assert_no_error (error);
  content = g_build_filename (self->folder, "content", NULL);
  copy_content (g_getenv ("HW_TEST_CONTENT"), content);
  store = g_strdup_printf ("sqlite:%s/store.db", self->folder);
  mail = g_strdup_printf ("maildir:%s/mail", self->folder);
  log = g_build_filename (self->folder, "server.log", NULL);
  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_subprocess_launcher_set_stdout_file_path (launcher, log);
  g_subprocess_launcher_set_child_setup (launcher, end_with_the_test, NULL, NULL);
  self->process =
    g_subprocess_launcher_spawn (launcher, &error, g_getenv ("HW_TEST_SERVER"), "--listen", "127.0.0.1:0",
                                 "--store", store, "--mail", mail, "--content", content, NULL);
  g_assert_no_error (error);
  self->url = wait_for_url (log);
  return self;
}

void
hw_test_server_stop (HwTestServer *self)
{
  g_autoptr (GError) error = NULL;

  g_subprocess_send_signal (self->process, SIGTERM);
  g_subprocess_wait (self->process, NULL, &error);
  g_assert_no_error (error);
  remove_tree (self->folder);
  g_clear_object (&self->process);
  g_free (self->folder);
  g_free (self->url);
  g_free (self);
}

const char *
hw_test_server_get_url (HwTestServer *self)
{
  return self->url;
}

typedef struct
{
  const char *version;
  gboolean asking;
  gboolean found;
  HwApi *api;
} RevisedTerms;

static void
on_terms (GObject *source, GAsyncResult *result, gpointer data)
{
  RevisedTerms *revised = data;
  g_autoptr (HwTerms) terms = hw_api_get_terms_finish (HW_API (source), result, NULL);

  revised->asking = FALSE;
  revised->found = terms != NULL && g_strcmp0 (terms->terms_of_use->version, revised->version) == 0;
}

static gboolean
terms_are_revised (gpointer data)
{
  RevisedTerms *revised = data;

  if (!revised->found && !revised->asking)
    {
      revised->asking = TRUE;
      hw_api_get_terms_async (revised->api, NULL, on_terms, revised);
    }
  return revised->found;
}

void
hw_test_server_revise_terms (HwTestServer *self, const char *version)
{
  static const char *const names[] = { "privacy-policy.ja.json", "privacy-policy.en.json",
                                       "terms-of-use.ja.json", "terms-of-use.en.json" };
  g_autoptr (GRegex) regex = g_regex_new ("\"version\": *\"[^\"]*\"", 0, 0, NULL);
  g_autofree char *replacement = g_strdup_printf ("\"version\": \"%s\"", version);
  g_autoptr (HwApi) api = hw_api_new (self->url, HW_LANGUAGE_JA);
  RevisedTerms revised = { version, FALSE, FALSE, api };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (self->folder, "content", names[i], NULL);
      g_autofree char *text = NULL;
      g_autofree char *new_text = NULL;

      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      new_text = g_regex_replace_literal (regex, text, -1, 0, replacement, 0, NULL);
      g_assert_true (g_file_set_contents (path, new_text, -1, NULL));
    }
  g_subprocess_send_signal (self->process, SIGHUP);
  hw_test_wait_until (terms_are_revised, &revised, "the revised terms");
}
