/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contract/hw-wipe.h"
#include "server/mail/hw-smtp-server.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

static const struct
{
  const char *uri;
  const char *host;
  guint16 port;
  HwSmtpTls tls;
} good[] = {
  { "smtp://localhost:25", "localhost", 25, HW_SMTP_TLS_NONE },
  { "smtp://LOCALHOST:25/", "LOCALHOST", 25, HW_SMTP_TLS_NONE },
  { "smtp://127.0.0.1:2525", "127.0.0.1", 2525, HW_SMTP_TLS_NONE },
  { "smtp://127.9.9.9:2525", "127.9.9.9", 2525, HW_SMTP_TLS_NONE },
  { "smtp://[::1]:25", "::1", 25, HW_SMTP_TLS_NONE },
  { "smtp://mail.example:587", "mail.example", 587, HW_SMTP_TLS_STARTTLS },
  { "smtp://localhost.example:587", "localhost.example", 587, HW_SMTP_TLS_STARTTLS },
  { "smtp://192.0.2.1:587", "192.0.2.1", 587, HW_SMTP_TLS_STARTTLS },
  { "smtp://[2001:db8::1]:587", "2001:db8::1", 587, HW_SMTP_TLS_STARTTLS },
  { "smtps://mail.example:465", "mail.example", 465, HW_SMTP_TLS_AT_ONCE },
  { "smtps://localhost:465", "localhost", 465, HW_SMTP_TLS_AT_ONCE },
};

static const char *const bad[] = {
  "smtp://",
  "smtp://mail.example",
  "smtp://mail.example:",
  "smtp://mail.example:0",
  "smtp://mail.example:65536",
  "smtp://mail.example:587/path",
  "smtp://mail.example:587?starttls=no",
  "smtp://mail.example:587#x",
  "smtp://user@mail.example:587",
  "smtp://user:geheim@mail.example:587",
  "smtp://:587",
  "smtp://mail example:587",
  "smtp://mail..example:587",
  "smtp://-mail.example:587",
  "smtp://mail_example:587",
  "smtp://mail.example:587\r\n",
  "http://mail.example:587",
  "smtp:mail.example:587",
  "",
};

static void
test_good (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (HwSmtpServer) server = hw_smtp_server_parse (good[i].uri, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (server->host, ==, good[i].host);
      g_assert_cmpuint (server->port, ==, good[i].port);
      g_assert_cmpint (server->tls, ==, good[i].tls);
    }
}

static void
test_bad (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      HwSmtpServer *server = hw_smtp_server_parse (bad[i], &error);
      if (server != NULL)
        g_error ("accepted: %s", bad[i]);
      g_assert_error (error, HW_MAILER_ERROR, HW_MAILER_ERROR_SETUP);
      g_assert_null (strstr (error->message, "geheim"));
    }
}

static char *
read_password (const char *content, gsize length, mode_t mode, GError **error)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) file_error = NULL;
  int file = g_file_open_tmp ("hw-password-XXXXXX", &path, &file_error);
  g_assert_no_error (file_error);
  g_close (file, NULL);
  g_file_set_contents (path, content, length, &file_error);
  g_assert_no_error (file_error);
  g_assert_cmpint (g_chmod (path, mode), ==, 0);
  char *password = hw_smtp_password_read (path, error);
  g_assert_cmpint (g_unlink (path), ==, 0);
  return password;
}

static void
test_password (void)
{
  static const char *const contents[] = { "geheim pass", "geheim pass\n", "geheim pass\r\n" };
  for (guint i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (HwSecretString) password =
        read_password (contents[i], strlen (contents[i]), i == 0 ? 0400 : 0600, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (password, ==, "geheim pass");
    }
}

static void
test_bad_password (void)
{
  g_autofree char *longest = g_strnfill (512, 'x');
  g_autofree char *too_long = g_strnfill (513, 'x');
  const struct
  {
    const char *content;
    gsize length;
    mode_t mode;
  } refused[] = {
    { "geheim", 6, 0640 },   { "geheim", 6, 0604 },     { "geheim", 6, 0610 },
    { "", 0, 0600 },         { "\n", 1, 0600 },         { "geheim\nzwei\n", 12, 0600 },
    { "ge\0heim", 7, 0600 }, { "geheim\n\n", 8, 0600 }, { too_long, 513, 0600 },
  };
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_null (read_password (refused[i].content, refused[i].length, refused[i].mode, &error));
      g_assert_error (error, HW_MAILER_ERROR, HW_MAILER_ERROR_SETUP);
      g_assert_null (strstr (error->message, "geheim"));
    }
  g_autoptr (GError) error = NULL;
  g_autoptr (HwSecretString) password = read_password (longest, 512, 0600, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (strlen (password), ==, 512);
  g_assert_null (hw_smtp_password_read (g_get_tmp_dir (), &error));
  g_assert_error (error, HW_MAILER_ERROR, HW_MAILER_ERROR_SETUP);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/smtp-server/starttls-required-off-loopback", test_good);
  g_test_add_func ("/smtp-server/refuses-anything-else", test_bad);
  g_test_add_func ("/smtp-password/one-line", test_password);
  g_test_add_func ("/smtp-password/refuses-open-files-and-more-lines", test_bad_password);
  return g_test_run ();
}
