/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/mail/hw-mailer.h"

G_BEGIN_DECLS

typedef enum
{
  HW_SMTP_TLS_NONE,     /* smtp:// to loopback */
  HW_SMTP_TLS_STARTTLS, /* smtp:// to anywhere else: required, never merely tried */
  HW_SMTP_TLS_AT_ONCE,  /* smtps:// */
} HwSmtpTls;

/* The server that takes our mail, and how it is spoken to. */
typedef struct
{
  char *host; /* a name or an address, IPv6 without brackets */
  guint16 port;
  HwSmtpTls tls;
  char *user;             /* (nullable) */
  char *password;         /* (nullable): a secret */
  char *authorities_file; /* (nullable): certificates trusted in place of the system's */
  guint connect_seconds;  /* until TCP is connected */
  guint whole_seconds;    /* for one delivery */
} HwSmtpServer;

/* hw_smtp_server_parse: "smtp://HOST:PORT" or "smtps://HOST:PORT", nothing less and nothing more;
 * HW_MAILER_ERROR_SETUP. */
HwSmtpServer *hw_smtp_server_parse (const char *uri, GError **error);
void hw_smtp_server_free (HwSmtpServer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwSmtpServer, hw_smtp_server_free)

/**
 * hw_smtp_password_read:
 * @path: a regular file of one line, that no other user may read. (A file of another owner, as systemd's
 *   LoadCredential= makes it, may be readable by our group.)
 *
 * Returns: (transfer full): a secret; %NULL with HW_MAILER_ERROR_SETUP
 */
char *hw_smtp_password_read (const char *path, GError **error);

G_END_DECLS
