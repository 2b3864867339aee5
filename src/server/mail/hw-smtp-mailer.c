/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/mail/hw-smtp-mailer.h"

#include "server/mail/hw-mail-address.h"
#include "server/mail/hw-smtp-reply.h"
#include <curl/curl.h>
#include <string.h>
#include <sys/socket.h>

/* A connection that lay idle for longer is not used again: servers close theirs after minutes. */
#define MOST_IDLE_SECONDS 30L

/* How long the server may take to answer QUIT. */
#define QUIT_SECONDS 2L

struct _HwSmtpMailer
{
  GObject parent_instance;

  HwSmtpServer *server;
  char *from; /* as it stands in the envelope */
  CURL *curl; /* keeps the connection */
};

/* One attempt; what libcurl's callbacks work on. */
typedef struct
{
  const char *message;
  gsize length;
  gsize sent;
  HwSmtpDialogue dialogue;
  GCancellable *cancellable;
  CURL *curl;
  gint64 connect_until; /* monotonic */
  gboolean too_slow;    /* not connected by then */
} Attempt;

static void hw_smtp_mailer_interface_init (HwMailerInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HwSmtpMailer,
                               hw_smtp_mailer,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (HW_TYPE_MAILER, hw_smtp_mailer_interface_init))

static size_t
give_message (char *buffer, size_t size, size_t count, void *user_data)
{
  Attempt *attempt = user_data;
  if (attempt->sent == 0)
    hw_smtp_dialogue_body (&attempt->dialogue);
  gsize part = MIN (size * count, attempt->length - attempt->sent);
  memcpy (buffer, attempt->message + attempt->sent, part);
  attempt->sent += part;
  return part;
}

/* Follows the conversation. The message itself and the login's secrets pass by unseen. */
static int
follow (CURL *curl, curl_infotype type, char *data, size_t size, void *user_data)
{
  Attempt *attempt = user_data;
  if (type == CURLINFO_HEADER_OUT)
    hw_smtp_dialogue_command (&attempt->dialogue, data, size);
  else if (type == CURLINFO_HEADER_IN)
    hw_smtp_dialogue_reply (&attempt->dialogue, data, size);
  return 0;
}

/* libcurl calls this at least once a second. Its own connection time-out would take in the greeting, which
 * careful servers delay, and the login. */
static int
may_go_on (void *user_data, curl_off_t all_down, curl_off_t down, curl_off_t all_up, curl_off_t up)
{
  Attempt *attempt = user_data;
  if (g_cancellable_is_cancelled (attempt->cancellable))
    return 1;
  curl_off_t connected = 0;
  curl_easy_getinfo (attempt->curl, CURLINFO_CONNECT_TIME_T, &connected);
  attempt->too_slow = connected == 0 && !attempt->dialogue.any_reply
                      && attempt->dialogue.stage == HW_SMTP_STAGE_CONNECT
                      && g_get_monotonic_time () > attempt->connect_until;
  return attempt->too_slow ? 1 : 0;
}

static gboolean
is_about_tls (CURLcode result)
{
  return result == CURLE_PEER_FAILED_VERIFICATION || result == CURLE_SSL_CONNECT_ERROR
         || result == CURLE_SSL_CACERT_BADFILE || result == CURLE_USE_SSL_FAILED
         || result == CURLE_SSL_ISSUER_ERROR || result == CURLE_SSL_CIPHER;
}

static void
set_error (GError **error, HwSmtpMailer *self, const Attempt *attempt, CURLcode result)
{
  HwMailerError code = hw_smtp_dialogue_judge (&attempt->dialogue);
  g_autofree char *what = NULL;
  if (attempt->too_slow)
    what = g_strdup ("no connection in time");
  else if (attempt->dialogue.code >= 400)
    what = hw_smtp_dialogue_describe (&attempt->dialogue);
  else
    {
      g_autofree char *stage = hw_smtp_dialogue_describe (&attempt->dialogue);
      what = g_strdup_printf ("%s (%s)", curl_easy_strerror (result), stage);
    }
  if (is_about_tls (result))
    code = HW_MAILER_ERROR_REFUSED;
  g_set_error (error, HW_MAILER_ERROR, code, "SMTP server %s:%u: %s", self->server->host, self->server->port,
               what);
}

/* After a failure the connection is in the middle of something. libcurl would keep it and, once it lets go,
 * say QUIT and wait two minutes for an answer. */
static void
cut_connection (HwSmtpMailer *self)
{
  curl_socket_t connection = CURL_SOCKET_BAD;
  if (curl_easy_getinfo (self->curl, CURLINFO_ACTIVESOCKET, &connection) == CURLE_OK
      && connection != CURL_SOCKET_BAD)
    shutdown (connection, SHUT_RDWR);
}

static CURLcode
attempt_delivery (HwSmtpMailer *self, const char *recipient, Attempt *attempt)
{
  attempt->sent = 0;
  attempt->dialogue = (HwSmtpDialogue){ .stage = HW_SMTP_STAGE_CONNECT };
  attempt->connect_until = g_get_monotonic_time () + (gint64) self->server->connect_seconds * G_USEC_PER_SEC;

  struct curl_slist *recipients = curl_slist_append (NULL, recipient);
  curl_easy_setopt (self->curl, CURLOPT_MAIL_RCPT, recipients);
  curl_easy_setopt (self->curl, CURLOPT_INFILESIZE_LARGE, (curl_off_t) attempt->length);
  curl_easy_setopt (self->curl, CURLOPT_READDATA, attempt);
  curl_easy_setopt (self->curl, CURLOPT_DEBUGDATA, attempt);
  curl_easy_setopt (self->curl, CURLOPT_XFERINFODATA, attempt);
  CURLcode result = curl_easy_perform (self->curl);
  if (result != CURLE_OK)
    cut_connection (self);
  curl_easy_setopt (self->curl, CURLOPT_MAIL_RCPT, NULL);
  curl_slist_free_all (recipients);
  return result;
}

/* A kept connection that the server has closed meanwhile says nothing about the mail: once more, on a new
 * one. Not where the message was on its way. */
static gboolean
was_stale_connection (HwSmtpMailer *self, const Attempt *attempt, CURLcode result)
{
  long connections = 1;
  curl_easy_getinfo (self->curl, CURLINFO_NUM_CONNECTS, &connections);
  return result != CURLE_OK && result != CURLE_ABORTED_BY_CALLBACK && connections == 0
         && attempt->dialogue.stage < HW_SMTP_STAGE_BODY
         && (attempt->dialogue.code == 0 || attempt->dialogue.code == 421);
}

static gboolean
hw_smtp_mailer_deliver (HwMailer *mailer,
                        const char *recipient,
                        GBytes *message,
                        GCancellable *cancellable,
                        GError **error)
{
  HwSmtpMailer *self = HW_SMTP_MAILER (mailer);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  g_autofree char *address = hw_mail_address_quote (recipient);
  if (address == NULL)
    {
      g_set_error_literal (error, HW_MAILER_ERROR, HW_MAILER_ERROR_PERMANENT,
                           "the recipient is not an address");
      return FALSE;
    }
  g_autofree char *envelope = g_strconcat ("<", address, ">", NULL);

  Attempt attempt = { .cancellable = cancellable, .curl = self->curl };
  attempt.message = g_bytes_get_data (message, &attempt.length);
  CURLcode result = attempt_delivery (self, envelope, &attempt);
  if (was_stale_connection (self, &attempt, result))
    {
      curl_easy_setopt (self->curl, CURLOPT_FRESH_CONNECT, 1L);
      result = attempt_delivery (self, envelope, &attempt);
      curl_easy_setopt (self->curl, CURLOPT_FRESH_CONNECT, 0L);
    }
  if (result == CURLE_OK)
    return TRUE;
  if (result != CURLE_ABORTED_BY_CALLBACK || !g_cancellable_set_error_if_cancelled (cancellable, error))
    set_error (error, self, &attempt, result);
  return FALSE;
}

static CURL *
curl_new (const HwSmtpServer *server, const char *from, const char *domain)
{
  CURL *curl = curl_easy_init ();
  if (curl == NULL)
    return NULL;
  gboolean literal = strchr (server->host, ':') != NULL;
  g_autofree char *url = g_strdup_printf (
    "%s://%s%s%s:%u/%s", server->tls == HW_SMTP_TLS_AT_ONCE ? "smtps" : "smtp", literal ? "[" : "",
    server->host, literal ? "]" : "", server->port, domain); /* the path is what EHLO says */
  curl_easy_setopt (curl, CURLOPT_URL, url);
  curl_easy_setopt (curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt (curl, CURLOPT_PROXY, ""); /* nor what the environment says */
  curl_easy_setopt (curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt (curl, CURLOPT_USE_SSL,
                    server->tls == HW_SMTP_TLS_NONE ? (long) CURLUSESSL_NONE : (long) CURLUSESSL_ALL);
  curl_easy_setopt (curl, CURLOPT_SSLVERSION, (long) CURL_SSLVERSION_TLSv1_2);
  if (server->authorities_file != NULL)
    {
      curl_easy_setopt (curl, CURLOPT_CAINFO, server->authorities_file);
      curl_easy_setopt (curl, CURLOPT_CAPATH, NULL);
    }
  if (server->user != NULL)
    {
      curl_easy_setopt (curl, CURLOPT_USERNAME, server->user);
      curl_easy_setopt (curl, CURLOPT_PASSWORD, server->password);
    }
  curl_easy_setopt (curl, CURLOPT_CONNECTTIMEOUT, (long) server->whole_seconds);
  curl_easy_setopt (curl, CURLOPT_TIMEOUT, (long) server->whole_seconds);
  curl_easy_setopt (curl, CURLOPT_MAXAGE_CONN, MOST_IDLE_SECONDS);
  curl_easy_setopt (curl, CURLOPT_MAIL_FROM, from);
  curl_easy_setopt (curl, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt (curl, CURLOPT_READFUNCTION, give_message);
  curl_easy_setopt (curl, CURLOPT_VERBOSE, 1L);
  curl_easy_setopt (curl, CURLOPT_DEBUGFUNCTION, follow);
  curl_easy_setopt (curl, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt (curl, CURLOPT_XFERINFOFUNCTION, may_go_on);
  return curl;
}

HwMailer *
hw_smtp_mailer_new (HwSmtpServer *server, const char *from, GError **error)
{
  static gsize initialised = 0;
  if (g_once_init_enter (&initialised))
    {
      CURLcode result = curl_global_init (CURL_GLOBAL_DEFAULT);
      g_once_init_leave (&initialised, result == CURLE_OK ? 1 : 2);
    }

  g_autoptr (HwSmtpMailer) self = g_object_new (HW_TYPE_SMTP_MAILER, NULL);
  self->server = server;
  g_autofree char *address = hw_mail_address_quote (from);
  if (address != NULL)
    {
      self->from = g_strconcat ("<", address, ">", NULL);
      self->curl = initialised == 1 ? curl_new (server, self->from, hw_mail_address_domain (address)) : NULL;
    }
  if (self->curl == NULL)
    {
      g_set_error_literal (error, HW_MAILER_ERROR, HW_MAILER_ERROR_SETUP,
                           address == NULL ? "the sender is not an email address" : "libcurl cannot be used");
      return NULL;
    }
  return HW_MAILER (g_steal_pointer (&self));
}

static void
hw_smtp_mailer_finalize (GObject *object)
{
  HwSmtpMailer *self = HW_SMTP_MAILER (object);
  if (self->curl != NULL)
    {
      /* Says QUIT to the server: there is no attempt any more that could follow it. */
      curl_easy_setopt (self->curl, CURLOPT_VERBOSE, 0L);
      curl_easy_setopt (self->curl, CURLOPT_NOPROGRESS, 1L);
      curl_easy_setopt (self->curl, CURLOPT_SERVER_RESPONSE_TIMEOUT, QUIT_SECONDS);
      curl_easy_cleanup (self->curl);
    }
  hw_smtp_server_free (self->server);
  g_free (self->from);
  G_OBJECT_CLASS (hw_smtp_mailer_parent_class)->finalize (object);
}

static void
hw_smtp_mailer_class_init (HwSmtpMailerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hw_smtp_mailer_finalize;
}

static void
hw_smtp_mailer_interface_init (HwMailerInterface *iface)
{
  iface->deliver = hw_smtp_mailer_deliver;
}

static void
hw_smtp_mailer_init (HwSmtpMailer *self)
{
}
