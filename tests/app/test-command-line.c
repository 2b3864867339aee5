/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hw-build-config.h"
#include <gio/gio.h>

/* The program itself, from outside; HW_TEST_CLIENT names it. */

static int
run (const char *argument, const char *value, char **output, char **errors)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process =
    g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE, &error,
                      g_getenv ("HW_TEST_CLIENT"), argument, value, NULL);

  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, output, errors, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  return g_subprocess_get_exit_status (process);
}

static void
version_is_printed (void)
{
  g_autofree char *output = NULL;
  g_autofree char *errors = NULL;

  g_assert_cmpint (run ("--version", NULL, &output, &errors), ==, 0);
  g_assert_cmpstr (output, ==, "hellowork-mypage " HW_VERSION "\n");
}

static void
bad_server_is_refused (void)
{
  const char *const urls[] = { "http://mypage.example.jp", "ftp://mypage.example.jp",
                               "https://user@example.jp", "" };

  for (guint i = 0; i < G_N_ELEMENTS (urls); i++)
    {
      g_autofree char *output = NULL;
      g_autofree char *errors = NULL;

      g_assert_cmpint (run ("--server", urls[i], &output, &errors), ==, 2);
      g_assert_nonnull (strstr (errors, "--server には https: のURLを指定してください"));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/command-line/version-is-printed", version_is_printed);
  g_test_add_func ("/command-line/server-without-https-is-refused", bad_server_is_refused);
  return g_test_run ();
}
