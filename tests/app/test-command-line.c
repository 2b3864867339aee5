/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hw-build-config.h"
#include <gio/gio.h>

/* The program itself, from outside; HW_TEST_CLIENT names it. */

static int
run_in (const char *language, const char *argument, char **output, char **errors)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GSubprocess) process = NULL;

  g_subprocess_launcher_setenv (launcher, "LANGUAGE", language, TRUE);
  process = g_subprocess_launcher_spawn (launcher, &error, g_getenv ("HW_TEST_CLIENT"), argument, NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, output, errors, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  return g_subprocess_get_exit_status (process);
}

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

static void
help_is_in_both_languages (void)
{
  static const char *const lines[][2] = {
    { "ja", "今回の起動に限り、このサーバーに接続します" },
    { "en", "Connect to this server, for this run only" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autofree char *output = NULL;
      g_autofree char *errors = NULL;

      g_assert_cmpint (run_in (lines[i][0], "--help", &output, &errors), ==, 0);
      g_assert_nonnull (strstr (output, "--server=URL"));
      g_assert_nonnull (strstr (output, "--version"));
      g_assert_nonnull (strstr (output, lines[i][1]));
    }
}

static void
unknown_option_is_refused (void)
{
  g_autofree char *output = NULL;
  g_autofree char *errors = NULL;

  g_assert_cmpint (run ("--nonsense", NULL, &output, &errors), ==, 1);
  g_assert_nonnull (strstr (errors, "--nonsense"));
  g_assert_cmpstr (output, ==, "");
}

static void
server_without_address_is_refused (void)
{
  g_autofree char *output = NULL;
  g_autofree char *errors = NULL;

  g_assert_cmpint (run ("--server", NULL, &output, &errors), ==, 1);
  g_assert_nonnull (strstr (errors, "--server"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/command-line/version-is-printed", version_is_printed);
  g_test_add_func ("/command-line/server-without-https-is-refused", bad_server_is_refused);
  g_test_add_func ("/command-line/server-without-an-address-is-refused", server_without_address_is_refused);
  g_test_add_func ("/command-line/help-is-in-both-languages", help_is_in_both_languages);
  g_test_add_func ("/command-line/unknown-option-is-refused", unknown_option_is_refused);
  return g_test_run ();
}
