/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/mail/hw-smtp-server.h"

#include "contract/hw-wipe.h"
#include "server/crypto/hw-secret-file.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CONNECT_SECONDS 10
#define WHOLE_SECONDS 60
#define MOST_PASSWORD 512

static gboolean
fail_setup (GError **error, const char *why)
{
  g_set_error (error, HW_MAILER_ERROR, HW_MAILER_ERROR_SETUP, "mail URI: %s", why);
  return FALSE;
}

static gboolean
is_loopback (const char *host)
{
  if (g_ascii_strcasecmp (host, "localhost") == 0)
    return TRUE;
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);
  return address != NULL && g_inet_address_get_is_loopback (address);
}

/* A host name (RFC 1123) or an address. */
static gboolean
is_host (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);
  if (address != NULL)
    return TRUE;
  return host[0] != '\0' && strlen (host) <= 253 && host[0] != '-' && host[0] != '.'
         && strspn (host, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-") == strlen (host)
         && strstr (host, "..") == NULL;
}

/* The parts are looked at one by one; none is repeated in a message, for it may hold a password. */
static gboolean
check_parts (GUri *uri, GError **error)
{
  if (g_uri_get_userinfo (uri) != NULL)
    return fail_setup (error, "user and password belong into smtp-user and smtp-password-file");
  if (g_uri_get_query (uri) != NULL || g_uri_get_fragment (uri) != NULL
      || (g_uri_get_path (uri)[0] != '\0' && strcmp (g_uri_get_path (uri), "/") != 0))
    return fail_setup (error, "nothing may follow HOST:PORT");
  if (g_uri_get_host (uri) == NULL || !is_host (g_uri_get_host (uri)))
    return fail_setup (error, "HOST is neither a host name nor an address");
  if (g_uri_get_port (uri) < 1 || g_uri_get_port (uri) > G_MAXUINT16)
    return fail_setup (error, "PORT is missing, as in smtp://mail.example:587 or smtps://mail.example:465");
  return TRUE;
}

HwSmtpServer *
hw_smtp_server_parse (const char *text, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (text, G_URI_FLAGS_NONE, NULL);
  if (uri == NULL)
    {
      fail_setup (error, "not of the form smtp://HOST:PORT or smtps://HOST:PORT");
      return NULL;
    }
  gboolean at_once = strcmp (g_uri_get_scheme (uri), "smtps") == 0;
  if (!at_once && strcmp (g_uri_get_scheme (uri), "smtp") != 0)
    {
      fail_setup (error, "the scheme is neither smtp nor smtps");
      return NULL;
    }
  if (!check_parts (uri, error))
    return NULL;

  HwSmtpServer *self = g_new0 (HwSmtpServer, 1);
  self->host = g_strdup (g_uri_get_host (uri));
  self->port = g_uri_get_port (uri);
  self->tls = at_once                    ? HW_SMTP_TLS_AT_ONCE
              : is_loopback (self->host) ? HW_SMTP_TLS_NONE
                                         : HW_SMTP_TLS_STARTTLS;
  self->connect_seconds = CONNECT_SECONDS;
  self->whole_seconds = WHOLE_SECONDS;
  return self;
}

void
hw_smtp_server_free (HwSmtpServer *self)
{
  if (self == NULL)
    return;
  g_free (self->host);
  g_free (self->user);
  hw_wipe_free (self->password);
  g_free (self->authorities_file);
  g_free (self);
}

/* One line, without its end; NULL where there is more, less, or a control character. */
static char *
single_line (const char *content, gsize length)
{
  if (length > 0 && content[length - 1] == '\n')
    length--;
  if (length > 0 && content[length - 1] == '\r')
    length--;
  if (length == 0 || length > MOST_PASSWORD)
    return NULL;
  for (gsize i = 0; i < length; i++)
    if (g_ascii_iscntrl (content[i]) || content[i] == '\0')
      return NULL;
  return g_strndup (content, length);
}

static gssize
read_up_to (int file, char *buffer, gsize size)
{
  gsize filled = 0;
  while (filled < size)
    {
      gssize got = read (file, buffer + filled, size - filled);
      if (got < 0 && errno == EINTR)
        continue;
      if (got < 0)
        return -1;
      if (got == 0)
        break;
      filled += got;
    }
  return filled;
}

char *
hw_smtp_password_read (const char *path, GError **error)
{
  int file = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  struct stat found;
  if (file < 0 || fstat (file, &found) != 0)
    {
      g_set_error (error, HW_MAILER_ERROR, HW_MAILER_ERROR_SETUP, "SMTP password file %s: %s", path,
                   g_strerror (errno));
      if (file >= 0)
        close (file);
      return NULL;
    }
  char *password = NULL;
  if (!hw_secret_file_is_private (&found))
    g_set_error (error, HW_MAILER_ERROR, HW_MAILER_ERROR_SETUP,
                 "SMTP password file %s: must be a file that only its owner may read (chmod 600)", path);
  else
    {
      char content[MOST_PASSWORD + 3];
      gssize length = read_up_to (file, content, sizeof content);
      if (length >= 0)
        password = single_line (content, length);
      explicit_bzero (content, sizeof content);
      if (password == NULL)
        g_set_error (error, HW_MAILER_ERROR, HW_MAILER_ERROR_SETUP,
                     "SMTP password file %s: must hold the password on one line, of at most %d bytes", path,
                     MOST_PASSWORD);
    }
  close (file);
  return password;
}
