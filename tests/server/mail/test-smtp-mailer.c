/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/mail/hw-smtp-mailer.h"

#include "smtp-fixture.h"
#include <gio/gio.h>
#include <signal.h>
#include <string.h>

#define FROM "system@mail.example"
#define SECRET "7QK4M-0XZ9C"
#define MESSAGE                                                                               \
  "From: system@mail.example\r\nTo: taro@company.example\r\nMessage-ID: <1@mail.example>\r\n" \
  "Subject: x\r\n\r\nfirst\r\n.\r\n..two dots\r\n" SECRET "\r\n.\r\nlast\r\n"

static gboolean
deliver (HwMailer *mailer, const char *recipient, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) message = g_bytes_new_static (MESSAGE, strlen (MESSAGE));
  return hw_mailer_deliver (mailer, recipient, message, cancellable, error);
}

static void
expect_delivered (HwMailer *mailer, const char *recipient)
{
  g_autoptr (GError) error = NULL;
  gboolean delivered = deliver (mailer, recipient, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (delivered);
}

static void
expect_error (HwMailer *mailer, const char *recipient, HwMailerError code, const char *part)
{
  g_autoptr (GError) error = NULL;
  g_assert_false (deliver (mailer, recipient, NULL, &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, HW_MAILER_ERROR, (gint) code);
  g_assert_nonnull (strstr (error->message, part));
  g_assert_null (strstr (error->message, "company.example"));
  g_assert_null (strstr (error->message, SECRET));
}

static void
test_delivers (void)
{
  g_autoptr (SmtpFixture) server = smtp_fixture_new (NULL, NULL);
  g_autoptr (HwMailer) mailer = smtp_fixture_mailer (server, FROM);
  expect_delivered (mailer, "taro@company.example");
  g_autofree char *stored = smtp_fixture_read (server, 1);
  g_assert_cmpstr (stored, ==, MESSAGE);
  g_assert_cmpuint (smtp_fixture_count (server, "mail " FROM), ==, 1);
  g_assert_cmpuint (smtp_fixture_count (server, "rcpt taro@company.example"), ==, 1);
}

static void
test_one_connection (void)
{
  g_autoptr (SmtpFixture) server = smtp_fixture_new (NULL, NULL);
  g_autoptr (HwMailer) mailer = smtp_fixture_mailer (server, FROM);
  for (guint i = 0; i < 5; i++)
    expect_delivered (mailer, "taro@company.example");
  g_assert_cmpuint (smtp_fixture_count (server, "stored"), ==, 5);
  g_assert_cmpuint (smtp_fixture_count (server, "connect"), ==, 1);
}

static void
test_closed_meanwhile (void)
{
  g_autoptr (SmtpFixture) server = smtp_fixture_new (NULL, NULL);
  g_autoptr (HwMailer) mailer = smtp_fixture_mailer (server, FROM);
  for (guint i = 0; i < 5; i++)
    expect_delivered (mailer, i % 2 == 0 ? "bye@company.example" : "taro@company.example");
  g_assert_cmpuint (smtp_fixture_count (server, "stored"), ==, 5);

  expect_delivered (mailer, "taro@company.example");
  smtp_fixture_restart (server);
  expect_delivered (mailer, "taro@company.example");
  g_assert_cmpuint (smtp_fixture_count (server, "stored"), ==, 7);
}

static void
test_nobody_listens (void)
{
  g_autoptr (SmtpFixture) server = smtp_fixture_new (NULL, NULL);
  g_autoptr (HwMailer) mailer = smtp_fixture_mailer (server, FROM);
  smtp_fixture_stop (server);
  expect_error (mailer, "taro@company.example", HW_MAILER_ERROR_TEMPORARY, "(the connection: no answer)");
  smtp_fixture_restart (server);
  expect_delivered (mailer, "taro@company.example");
}

static void
test_recipient_answers (void)
{
  g_autoptr (SmtpFixture) server = smtp_fixture_new (NULL, NULL);
  g_autoptr (HwMailer) mailer = smtp_fixture_mailer (server, FROM);
  const HwMailerError later = HW_MAILER_ERROR_RECIPIENT_TEMPORARY;
  expect_error (mailer, "greylisted@company.example", later, "RCPT TO answered 450 4.2.0");
  expect_delivered (mailer, "taro@company.example");
  expect_delivered (mailer, "greylisted@company.example");
  expect_error (mailer, "unknown@company.example", HW_MAILER_ERROR_PERMANENT, "RCPT TO answered 550 5.1.1");
  expect_error (mailer, "closing@company.example", HW_MAILER_ERROR_TEMPORARY, "RCPT TO answered 421 4.3.2");
  expect_error (mailer, "later@company.example", later, "the message answered 451 4.7.1");
  expect_error (mailer, "spam@company.example", HW_MAILER_ERROR_PERMANENT, "the message answered 554 5.7.1");
  expect_delivered (mailer, "jiro@company.example");
  g_assert_cmpuint (smtp_fixture_count (server, "stored"), ==, 3);
}

static void
test_sender_refused (void)
{
  g_autoptr (SmtpFixture) server = smtp_fixture_new (NULL, NULL);
  g_autoptr (HwMailer) mailer = smtp_fixture_mailer (server, "refused@mail.example");
  expect_error (mailer, "taro@company.example", HW_MAILER_ERROR_REFUSED, "MAIL FROM answered 550 5.7.1");
}

static void
test_cut_in_data (void)
{
  g_autoptr (SmtpFixture) server = smtp_fixture_new (NULL, NULL);
  g_autoptr (HwMailer) mailer = smtp_fixture_mailer (server, FROM);
  expect_delivered (mailer, "taro@company.example");
  expect_error (mailer, "dropped@company.example", HW_MAILER_ERROR_TEMPORARY, "the message: no answer");
  /* It might have arrived: it is not tried again here, though the connection was a kept one. */
  g_assert_cmpuint (smtp_fixture_count (server, "rcpt dropped"), ==, 1);
  g_assert_cmpuint (smtp_fixture_count (server, "connect"), ==, 1);
  expect_error (mailer, "dropped-once@company.example", HW_MAILER_ERROR_TEMPORARY, "");
  expect_delivered (mailer, "dropped-once@company.example");
  g_assert_cmpuint (smtp_fixture_count (server, "stored"), ==, 2);
}

static HwSmtpServer *
parse (SmtpFixture *server, const char *scheme, const char *host)
{
  g_autofree char *uri = g_strdup_printf ("%s://%s:%u", scheme, host, smtp_fixture_port (server));
  g_autoptr (GError) error = NULL;
  HwSmtpServer *parsed = hw_smtp_server_parse (uri, &error);
  g_assert_no_error (error);
  return parsed;
}

static HwMailer *
mailer_new (HwSmtpServer *server)
{
  g_autoptr (GError) error = NULL;
  HwMailer *mailer = hw_smtp_mailer_new (server, FROM, &error);
  g_assert_no_error (error);
  return mailer;
}

static void
test_too_slow (void)
{
  g_autoptr (SmtpFixture) server = smtp_fixture_new (NULL, NULL);
  HwSmtpServer *parsed = parse (server, "smtp", "127.0.0.1");
  parsed->whole_seconds = 1;
  g_autoptr (HwMailer) mailer = mailer_new (parsed);
  expect_error (mailer, "silent@company.example", HW_MAILER_ERROR_TEMPORARY, "Timeout was reached");
}

/* A listening socket whose queue is full: the connection is neither made nor refused. */
static void
test_no_connection_in_time (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocket) socket =
    g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, &error);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  g_socket_set_listen_backlog (socket, 0);
  g_assert_true (g_socket_bind (socket, any, FALSE, &error));
  g_assert_true (g_socket_listen (socket, &error));
  g_autoptr (GSocketAddress) address = g_socket_get_local_address (socket, &error);
  g_assert_no_error (error);
  g_autoptr (GPtrArray) fillers = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < 4; i++)
    {
      GSocket *filler =
        g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, &error);
      g_ptr_array_add (fillers, filler);
      g_socket_set_blocking (filler, FALSE);
      g_socket_connect (filler, address, NULL, NULL);
    }

  g_autofree char *uri =
    g_strdup_printf ("smtp://127.0.0.1:%u", g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address)));
  HwSmtpServer *parsed = hw_smtp_server_parse (uri, &error);
  g_assert_no_error (error);
  parsed->connect_seconds = 1;
  g_autoptr (HwMailer) mailer = mailer_new (parsed);
  expect_error (mailer, "taro@company.example", HW_MAILER_ERROR_TEMPORARY, "no connection in time");
}

typedef struct
{
  SmtpFixture *server;
  GCancellable *cancellable;
} Canceller;

static gpointer
cancel_once_silent (gpointer data)
{
  Canceller *canceller = data;
  smtp_fixture_wait (canceller->server, "silent", 1);
  g_cancellable_cancel (canceller->cancellable);
  return NULL;
}

static void
test_cancelled (void)
{
  g_autoptr (SmtpFixture) server = smtp_fixture_new (NULL, NULL);
  g_autoptr (HwMailer) mailer = smtp_fixture_mailer (server, FROM);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Canceller canceller = { server, cancellable };
  GThread *thread = g_thread_new ("canceller", cancel_once_silent, &canceller);
  g_autoptr (GError) error = NULL;
  g_assert_false (deliver (mailer, "silent@company.example", cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);
  expect_delivered (mailer, "taro@company.example");
}

static void
test_carrier_address (void)
{
  g_autoptr (SmtpFixture) server = smtp_fixture_new (NULL, NULL);
  g_autoptr (HwMailer) mailer = smtp_fixture_mailer (server, FROM);
  expect_delivered (mailer, "taro..yamada.@company.example");
  g_assert_cmpuint (smtp_fixture_count (server, "rcpt-line TO:<\"taro..yamada.\"@company.example>"), ==, 1);
}

static void
test_injection (void)
{
  static const char *const recipients[] = {
    "taro@company.example>\r\nRCPT TO:<evil@example.org",
    "taro@company.example\r\nDATA\r\n",
    "<taro@company.example>",
    "taro@company.example SIZE=1",
    "",
    "evil",
  };
  g_autoptr (SmtpFixture) server = smtp_fixture_new (NULL, NULL);
  g_autoptr (HwMailer) mailer = smtp_fixture_mailer (server, FROM);
  for (guint i = 0; i < G_N_ELEMENTS (recipients); i++)
    expect_error (mailer, recipients[i], HW_MAILER_ERROR_PERMANENT, "not an address");
  g_assert_cmpuint (smtp_fixture_count (server, "connect"), ==, 0);
}

/* As to a host off loopback: STARTTLS or nothing. */
static HwMailer *
starttls_mailer (SmtpFixture *server, const char *host, gboolean trusted, const char *password)
{
  HwSmtpServer *parsed = parse (server, "smtp", host);
  parsed->tls = HW_SMTP_TLS_STARTTLS;
  if (trusted)
    parsed->authorities_file = smtp_fixture_path (server, "certificate.pem");
  parsed->user = password != NULL ? g_strdup ("office") : NULL;
  parsed->password = g_strdup (password);
  return mailer_new (parsed);
}

static void
test_starttls_missing (void)
{
  g_autoptr (SmtpFixture) server = smtp_fixture_new (NULL, NULL);
  g_autoptr (HwMailer) mailer = starttls_mailer (server, "localhost", FALSE, NULL);
  expect_error (mailer, "taro@company.example", HW_MAILER_ERROR_REFUSED, "SSL");
  g_assert_cmpuint (smtp_fixture_count (server, "connect"), ==, 1);
  g_assert_cmpuint (smtp_fixture_count (server, "mail"), ==, 0);
}

static void
test_untrusted (void)
{
  g_autoptr (SmtpFixture) server = smtp_fixture_new ("starttls", "office:geheim");
  g_autoptr (HwMailer) untrusting = starttls_mailer (server, "localhost", FALSE, "geheim");
  expect_error (untrusting, "taro@company.example", HW_MAILER_ERROR_REFUSED, "certificate");
  g_autoptr (HwMailer) other_name = starttls_mailer (server, "127.0.0.1", TRUE, "geheim");
  expect_error (other_name, "taro@company.example", HW_MAILER_ERROR_REFUSED, "certificate");
  g_assert_cmpuint (smtp_fixture_count (server, "login"), ==, 0);
  g_assert_cmpuint (smtp_fixture_count (server, "mail"), ==, 0);
}

static void
test_starttls_and_login (void)
{
  g_autoptr (SmtpFixture) server = smtp_fixture_new ("starttls", "office:geheim");
  g_autoptr (HwMailer) mailer = starttls_mailer (server, "localhost", TRUE, "geheim");
  expect_delivered (mailer, "taro@company.example");
  expect_delivered (mailer, "jiro@company.example");
  g_assert_cmpuint (smtp_fixture_count (server, "tls"), ==, 1);
  g_assert_cmpuint (smtp_fixture_count (server, "login office"), ==, 1);
  g_assert_cmpuint (smtp_fixture_count (server, "stored"), ==, 2);
  g_autofree char *stored = smtp_fixture_read (server, 2);
  g_assert_cmpstr (stored, ==, MESSAGE);

  g_autoptr (HwMailer) wrong = starttls_mailer (server, "localhost", TRUE, "falsch");
  expect_error (wrong, "taro@company.example", HW_MAILER_ERROR_REFUSED, "AUTH answered 535");
  g_autoptr (HwMailer) none = starttls_mailer (server, "localhost", TRUE, NULL);
  expect_error (none, "taro@company.example", HW_MAILER_ERROR_REFUSED, "MAIL FROM answered 530");
}

/* Through the public door: smtps://, and SSL_CERT_FILE as the operator sets it. */
static void
test_smtps (void)
{
  g_autoptr (SmtpFixture) server = smtp_fixture_new ("smtps", NULL);
  g_autofree char *certificate = smtp_fixture_path (server, "certificate.pem");
  g_autofree char *uri = g_strdup_printf ("smtps://localhost:%u", smtp_fixture_port (server));
  g_autoptr (GError) error = NULL;
  g_unsetenv ("SSL_CERT_FILE");
  g_autoptr (HwMailer) untrusting = hw_mailer_open (uri, NULL, NULL, FROM, &error);
  g_assert_no_error (error);
  expect_error (untrusting, "taro@company.example", HW_MAILER_ERROR_REFUSED, "certificate");
  g_setenv ("SSL_CERT_FILE", certificate, TRUE);
  g_autoptr (HwMailer) mailer = hw_mailer_open (uri, NULL, NULL, FROM, &error);
  g_unsetenv ("SSL_CERT_FILE");
  g_assert_no_error (error);
  expect_delivered (mailer, "taro@company.example");
  g_assert_cmpuint (smtp_fixture_count (server, "stored"), ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  signal (SIGPIPE, SIG_IGN); /* as the outbox's thread blocks it */
  g_test_add_func ("/smtp/delivers", test_delivers);
  g_test_add_func ("/smtp/one-connection-for-many", test_one_connection);
  g_test_add_func ("/smtp/connection-closed-meanwhile", test_closed_meanwhile);
  g_test_add_func ("/smtp/nobody-listens", test_nobody_listens);
  g_test_add_func ("/smtp/answers-about-recipient-and-message", test_recipient_answers);
  g_test_add_func ("/smtp/sender-refused", test_sender_refused);
  g_test_add_func ("/smtp/cut-in-data", test_cut_in_data);
  g_test_add_func ("/smtp/too-slow", test_too_slow);
  g_test_add_func ("/smtp/no-connection-in-time", test_no_connection_in_time);
  g_test_add_func ("/smtp/cancelled", test_cancelled);
  g_test_add_func ("/smtp/carrier-address-quoted", test_carrier_address);
  g_test_add_func ("/smtp/refuses-injection", test_injection);
  g_test_add_func ("/smtp/starttls-or-nothing", test_starttls_missing);
  g_test_add_func ("/smtp/untrusted-certificate", test_untrusted);
  g_test_add_func ("/smtp/starttls-and-login", test_starttls_and_login);
  g_test_add_func ("/smtp/smtps", test_smtps);
  return g_test_run ();
}
