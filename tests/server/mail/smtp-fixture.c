/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "smtp-fixture.h"

#include "server/mail/hw-smtp-mailer.h"
#include <glib/gstdio.h>
#include <string.h>

#define PATIENCE_SECONDS 60

struct _SmtpFixture
{
  char *folder;
  GPtrArray *arguments;
  GSubprocess *process;
  GDataInputStream *output;
  guint16 port;
};

static void
start (SmtpFixture *self, guint16 port)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *port_text = g_strdup_printf ("%u", port);
  g_autoptr (GPtrArray) arguments = g_ptr_array_copy (self->arguments, NULL, NULL); /* borrowed */
  g_ptr_array_set_free_func (arguments, NULL);
  g_ptr_array_add (arguments, (gpointer) "--port");
  g_ptr_array_add (arguments, port_text);
  g_ptr_array_add (arguments, NULL);
  self->process = g_subprocess_newv ((const char *const *) arguments->pdata,
                                     G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_assert_no_error (error);
  self->output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  g_autofree char *line = g_data_input_stream_read_line (self->output, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (line);
  g_assert_true (g_str_has_prefix (line, "port "));
  self->port = g_ascii_strtoull (line + strlen ("port "), NULL, 10);
  g_assert_cmpuint (self->port, >, 0);
}

static void
add_option (GPtrArray *arguments, const char *option, const char *value)
{
  if (value == NULL)
    return;
  g_ptr_array_add (arguments, g_strdup (option));
  g_ptr_array_add (arguments, g_strdup (value));
}

SmtpFixture *
smtp_fixture_new (const char *tls, const char *login)
{
  SmtpFixture *self = g_new0 (SmtpFixture, 1);
  g_autoptr (GError) error = NULL;
  self->folder = g_dir_make_tmp ("hw-smtp-XXXXXX", &error);
  g_assert_no_error (error);
  self->arguments = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->arguments, g_strdup ("/usr/bin/python3"));
  g_ptr_array_add (self->arguments, g_strdup ("-B"));
  g_ptr_array_add (self->arguments, g_test_build_filename (G_TEST_DIST, "smtp_server.py", NULL));
  g_ptr_array_add (self->arguments, g_strdup (self->folder));
  add_option (self->arguments, "--tls", tls);
  add_option (self->arguments, "--auth", login);
  start (self, 0);
  return self;
}

void
smtp_fixture_stop (SmtpFixture *self)
{
  if (self->process == NULL)
    return;
  g_output_stream_close (g_subprocess_get_stdin_pipe (self->process), NULL, NULL);
  g_subprocess_wait (self->process, NULL, NULL);
  g_clear_object (&self->output);
  g_clear_object (&self->process);
}

void
smtp_fixture_restart (SmtpFixture *self)
{
  smtp_fixture_stop (self);
  start (self, self->port);
}

void
smtp_fixture_free (SmtpFixture *self)
{
  smtp_fixture_stop (self);
  g_autoptr (GDir) folder = g_dir_open (self->folder, 0, NULL);
  for (const char *name; (name = g_dir_read_name (folder)) != NULL;)
    {
      g_autofree char *path = smtp_fixture_path (self, name);
      g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_ptr_array_unref (self->arguments);
  g_free (self->folder);
  g_free (self);
}

guint16
smtp_fixture_port (SmtpFixture *self)
{
  return self->port;
}

char *
smtp_fixture_path (SmtpFixture *self, const char *name)
{
  return g_build_filename (self->folder, name, NULL);
}

void
smtp_fixture_open_gate (SmtpFixture *self)
{
  g_autofree char *path = smtp_fixture_path (self, "gate");
  g_autoptr (GError) error = NULL;
  g_file_set_contents (path, "", 0, &error);
  g_assert_no_error (error);
}

guint
smtp_fixture_count (SmtpFixture *self, const char *event)
{
  g_autofree char *path = smtp_fixture_path (self, "events");
  g_autofree char *content = NULL;
  if (!g_file_get_contents (path, &content, NULL, NULL))
    return 0;
  g_auto (GStrv) lines = g_strsplit (content, "\n", -1);
  guint n = 0;
  for (guint i = 0; lines[i] != NULL; i++)
    n += g_str_has_prefix (lines[i], event);
  return n;
}

void
smtp_fixture_wait (SmtpFixture *self, const char *event, guint n)
{
  gint64 until = g_get_monotonic_time () + PATIENCE_SECONDS * G_USEC_PER_SEC;
  while (smtp_fixture_count (self, event) < n)
    {
      if (g_get_monotonic_time () > until)
        g_error ("waited in vain for %u × “%s”", n, event);
      g_usleep (10000);
    }
}

char *
smtp_fixture_read (SmtpFixture *self, guint n)
{
  g_autofree char *name = g_strdup_printf ("%04u.eml", n);
  g_autofree char *path = smtp_fixture_path (self, name);
  char *content = NULL;
  g_autoptr (GError) error = NULL;
  g_file_get_contents (path, &content, NULL, &error);
  g_assert_no_error (error);
  return content;
}

HwMailer *
smtp_fixture_mailer (SmtpFixture *self, const char *from)
{
  g_autofree char *uri = g_strdup_printf ("smtp://127.0.0.1:%u", self->port);
  g_autoptr (GError) error = NULL;
  HwMailer *mailer = hw_mailer_open (uri, NULL, NULL, from, &error);
  g_assert_no_error (error);
  return mailer;
}
