/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/mail/hw-mailer.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FROM "system@mail.example"
#define HEADER(id, date) \
  "From: system@mail.example\r\nDate: " date "\r\nMessage-ID: <" id "@mail.example>\r\nSubject: x\r\n"
#define MESSAGE(id) HEADER (id, "Sun, 22 Nov 2026 14:05:00 +0900") "\r\nline 1\r\n.line 2\r\n"
#define NAME(id) "1795323900." id ".mail.example"

typedef struct
{
  char *parent;
  char *folder;
  char *uri;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  fixture->parent = g_dir_make_tmp ("hw-maildir-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->folder = g_build_filename (fixture->parent, "mail box", NULL);
  fixture->uri = g_strconcat ("maildir:", fixture->folder, NULL);
}

static GStrv
list (const Fixture *fixture, const char *part)
{
  g_autofree char *path = g_build_filename (fixture->folder, part, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) folder = g_dir_open (path, 0, &error);
  g_assert_no_error (error);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  for (const char *name; (name = g_dir_read_name (folder)) != NULL;)
    g_strv_builder_add (names, name);
  return g_strv_builder_end (names);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  static const char *const parts[] = { "tmp", "new", "cur", "." };
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, parts[i], NULL);
      g_auto (GStrv) names =
        i < 3 && g_file_test (path, G_FILE_TEST_IS_DIR) ? list (fixture, parts[i]) : NULL;
      for (guint j = 0; names != NULL && names[j] != NULL; j++)
        {
          g_autofree char *file = g_build_filename (path, names[j], NULL);
          g_assert_cmpint (g_unlink (file), ==, 0);
        }
      if (i < 3)
        g_rmdir (path);
    }
  g_rmdir (fixture->folder);
  g_assert_cmpint (g_rmdir (fixture->parent), ==, 0);
  g_free (fixture->uri);
  g_free (fixture->folder);
  g_free (fixture->parent);
}

static HwMailer *
open_mailer (const Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  HwMailer *mailer = hw_mailer_open (fixture->uri, NULL, NULL, FROM, &error);
  g_assert_no_error (error);
  return mailer;
}

static void
deliver (HwMailer *mailer, const char *text)
{
  g_autoptr (GBytes) message = g_bytes_new_static (text, strlen (text));
  g_autoptr (GError) error = NULL;
  gboolean delivered = hw_mailer_deliver (mailer, "taro@company.example", message, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (delivered);
}

static void
test_delivers (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HwMailer) mailer = open_mailer (fixture);
  deliver (mailer, MESSAGE ("aa"));
  deliver (mailer, MESSAGE ("bb"));

  g_auto (GStrv) delivered = list (fixture, "new");
  g_assert_cmpuint (g_strv_length (delivered), ==, 2);
  g_assert_true (g_strv_contains ((const char *const *) delivered, NAME ("aa")));
  g_assert_true (g_strv_contains ((const char *const *) delivered, NAME ("bb")));
  g_auto (GStrv) left = list (fixture, "tmp");
  g_assert_cmpuint (g_strv_length (left), ==, 0);

  g_autofree char *path = g_build_filename (fixture->folder, "new", NAME ("aa"), NULL);
  g_autofree char *content = NULL;
  g_autoptr (GError) error = NULL;
  g_file_get_contents (path, &content, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (GString) expected = g_string_new (MESSAGE ("aa"));
  g_string_replace (expected, "\r\n", "\n", 0);
  g_assert_cmpstr (content, ==, expected->str);
}

static void
test_private (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HwMailer) mailer = open_mailer (fixture);
  mode_t mask = umask (0);
  deliver (mailer, MESSAGE ("aa"));
  umask (mask);
  g_autofree char *path = g_build_filename (fixture->folder, "new", NAME ("aa"), NULL);
  struct stat found;
  g_assert_cmpint (stat (path, &found), ==, 0);
  g_assert_cmpint (found.st_mode & 07777, ==, 0600);
  g_assert_cmpint (stat (fixture->folder, &found), ==, 0);
  g_assert_cmpint (found.st_mode & 0077, ==, 0);
}

static void
test_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HwMailer) mailer = open_mailer (fixture);
  deliver (mailer, MESSAGE ("aa"));
  deliver (mailer, MESSAGE ("aa"));
  g_autoptr (HwMailer) after_restart = open_mailer (fixture);
  deliver (after_restart, MESSAGE ("aa"));
  g_auto (GStrv) delivered = list (fixture, "new");
  g_assert_cmpuint (g_strv_length (delivered), ==, 1);
}

/* A name is made of the Message-ID's harmless characters: it cannot lead out of the folder. */
static void
test_name_is_harmless (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HwMailer) mailer = open_mailer (fixture);
  deliver (mailer, MESSAGE ("../../etc/x:2,S"));
  g_auto (GStrv) delivered = list (fixture, "new");
  g_assert_cmpuint (g_strv_length (delivered), ==, 1);
  g_assert_cmpstr (delivered[0], ==, NAME ("......etc.x.2.S"));
}

static void
test_needs_message_id (Fixture *fixture, gconstpointer data)
{
  static const char *const messages[] = {
    "Date: Sun, 22 Nov 2026 14:05:00 +0900\r\n\r\nMessage-ID: <x@y>\r\n",
    "Message-ID: <x@y>\r\n\r\nno date\r\n",
    "no end of header",
  };
  g_autoptr (HwMailer) mailer = open_mailer (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (messages); i++)
    {
      g_autoptr (GBytes) message = g_bytes_new_static (messages[i], strlen (messages[i]));
      g_autoptr (GError) error = NULL;
      g_assert_false (hw_mailer_deliver (mailer, "taro@company.example", message, NULL, &error));
      g_assert_error (error, HW_MAILER_ERROR, HW_MAILER_ERROR_PERMANENT);
    }
  g_auto (GStrv) delivered = list (fixture, "new");
  g_assert_cmpuint (g_strv_length (delivered), ==, 0);
}

static void
test_gone_folder_is_temporary (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HwMailer) mailer = open_mailer (fixture);
  g_autofree char *tmp = g_build_filename (fixture->folder, "tmp", NULL);
  g_assert_cmpint (g_rmdir (tmp), ==, 0);
  g_autoptr (GBytes) message = g_bytes_new_static (MESSAGE ("aa"), strlen (MESSAGE ("aa")));
  g_autoptr (GError) error = NULL;
  g_assert_false (hw_mailer_deliver (mailer, "taro@company.example", message, NULL, &error));
  g_assert_error (error, HW_MAILER_ERROR, HW_MAILER_ERROR_TEMPORARY);
  g_auto (GStrv) delivered = list (fixture, "new");
  g_assert_cmpuint (g_strv_length (delivered), ==, 0);
}

static void
write_aged (const char *path, gint64 age_hours)
{
  g_autoptr (GError) error = NULL;
  g_file_set_contents (path, "x", 1, &error);
  g_assert_no_error (error);
  struct timespec times[2] = { { .tv_sec = time (NULL) - age_hours * 3600 },
                               { .tv_sec = time (NULL) - age_hours * 3600 } };
  g_assert_cmpint (utimensat (AT_FDCWD, path, times, 0), ==, 0);
}

static void
test_old_leftovers_go (Fixture *fixture, gconstpointer data)
{
  g_object_unref (open_mailer (fixture));
  g_autofree char *old = g_build_filename (fixture->folder, "tmp", "old", NULL);
  g_autofree char *young = g_build_filename (fixture->folder, "tmp", "young", NULL);
  write_aged (old, 37);
  write_aged (young, 1);
  g_object_unref (open_mailer (fixture));
  g_auto (GStrv) left = list (fixture, "tmp");
  g_assert_cmpuint (g_strv_length (left), ==, 1);
  g_assert_cmpstr (left[0], ==, "young");
}

static void
expect_setup_error (const char *uri, const char *user, const char *password_file, const char *from)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (hw_mailer_open (uri, user, password_file, from, &error));
  g_assert_error (error, HW_MAILER_ERROR, HW_MAILER_ERROR_SETUP);
  g_assert_null (strstr (error->message, "geheim"));
}

static void
test_setup_errors (Fixture *fixture, gconstpointer data)
{
  g_autofree char *deep = g_strconcat (fixture->uri, "/no/such/parent", NULL);
  expect_setup_error (deep, NULL, NULL, FROM);
  expect_setup_error ("maildir:", NULL, NULL, FROM);
  expect_setup_error ("maildir:/dev/null", NULL, NULL, FROM);
  expect_setup_error ("", NULL, NULL, FROM);
  expect_setup_error ("mbox:/tmp/x", NULL, NULL, FROM);
  expect_setup_error ("http://user:geheim@mail.example:25", NULL, NULL, FROM);
  expect_setup_error (fixture->uri, NULL, NULL, "not an address");
  expect_setup_error ("smtp://localhost:25", NULL, NULL, "system@mail.example\r\n");
  expect_setup_error ("smtp://localhost:25", "user", NULL, FROM);
  expect_setup_error ("smtp://localhost:25", NULL, "/dev/null", FROM);
  expect_setup_error ("smtp://localhost:25", "user", "/no/such/file", FROM);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)
  ADD ("/maildir/delivers-into-new", test_delivers);
  ADD ("/maildir/readable-by-owner-alone", test_private);
  ADD ("/maildir/same-message-once", test_once);
  ADD ("/maildir/name-is-harmless", test_name_is_harmless);
  ADD ("/maildir/needs-message-id-and-date", test_needs_message_id);
  ADD ("/maildir/gone-folder-is-temporary", test_gone_folder_is_temporary);
  ADD ("/maildir/old-leftovers-go", test_old_leftovers_go);
  ADD ("/mailer/setup-errors", test_setup_errors);
  return g_test_run ();
}
