/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/mail/hw-mailer.h"

#include "server/mail/hw-mail-address.h"
#include "server/mail/hw-maildir-mailer.h"
#include "server/mail/hw-smtp-mailer.h"
#include <string.h>

#define MAILDIR_SCHEME "maildir:"

G_DEFINE_QUARK (hw_mailer_error, hw_mailer_error)

G_DEFINE_INTERFACE (HwMailer, hw_mailer, G_TYPE_OBJECT)

static void
hw_mailer_default_init (HwMailerInterface *iface)
{
}

gboolean
hw_mailer_deliver (HwMailer *self,
                   const char *recipient,
                   GBytes *message,
                   GCancellable *cancellable,
                   GError **error)
{
  g_assert (HW_IS_MAILER (self));

  return HW_MAILER_GET_IFACE (self)->deliver (self, recipient, message, cancellable, error);
}

/* An empty setting is none. */
static const char *
non_empty (const char *text)
{
  return text != NULL && text[0] != '\0' ? text : NULL;
}

static HwMailer *
open_smtp (const char *uri, const char *user, const char *password_file, const char *from, GError **error)
{
  g_autoptr (HwSmtpServer) server = hw_smtp_server_parse (uri, error);
  if (server == NULL)
    return NULL;
  if ((user == NULL) != (password_file == NULL))
    {
      g_set_error_literal (error, HW_MAILER_ERROR, HW_MAILER_ERROR_SETUP,
                           "SMTP authentication needs both a user and a password file");
      return NULL;
    }
  if (user != NULL)
    {
      server->user = g_strdup (user);
      server->password = hw_smtp_password_read (password_file, error);
      if (server->password == NULL)
        return NULL;
    }
  server->authorities_file = g_strdup (non_empty (g_getenv ("SSL_CERT_FILE")));
  return hw_smtp_mailer_new (g_steal_pointer (&server), from, error);
}

static gboolean
is_smtp (const char *uri)
{
  return g_str_has_prefix (uri, "smtp://") || g_str_has_prefix (uri, "smtps://");
}

gboolean
hw_mailer_check_uri (const char *uri, GError **error)
{
  if (is_smtp (uri))
    {
      g_autoptr (HwSmtpServer) server = hw_smtp_server_parse (uri, error);
      return server != NULL;
    }
  if (g_str_has_prefix (uri, MAILDIR_SCHEME) && uri[strlen (MAILDIR_SCHEME)] != '\0')
    return TRUE;
  /* What else it is may hold a password: it is not repeated. */
  g_set_error_literal (error, HW_MAILER_ERROR, HW_MAILER_ERROR_SETUP,
                       "mail is delivered to maildir:DIR, smtp://HOST:PORT or smtps://HOST:PORT");
  return FALSE;
}

HwMailer *
hw_mailer_open (const char *uri,
                const char *user,
                const char *password_file,
                const char *from,
                GError **error)
{
  g_autofree char *sender = hw_mail_address_quote (from);
  if (sender == NULL)
    {
      g_set_error (error, HW_MAILER_ERROR, HW_MAILER_ERROR_SETUP, "the sender “%s” is not an email address",
                   from);
      return NULL;
    }
  if (!hw_mailer_check_uri (uri, error))
    return NULL;
  if (is_smtp (uri))
    return open_smtp (uri, non_empty (user), non_empty (password_file), from, error);
  return hw_maildir_mailer_new (uri + strlen (MAILDIR_SCHEME), error);
}
