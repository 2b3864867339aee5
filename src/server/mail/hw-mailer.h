/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* HwMailer: delivers one built message. Implementations: maildir/ (hw-maildir-mailer), smtp (hw-smtp-mailer).
 * Blocking; one thread at a time. */

typedef enum
{
  HW_MAILER_ERROR_TEMPORARY,           /* try again: 4xx, no connection, disk full */
  HW_MAILER_ERROR_RECIPIENT_TEMPORARY, /* a 4xx for this recipient only: others may go on */
  HW_MAILER_ERROR_PERMANENT,           /* 5xx: never again */
  HW_MAILER_ERROR_SETUP,               /* wrong URI, no such folder: at start-up */
  HW_MAILER_ERROR_REFUSED, /* our login, sender or TLS refused: temporary, but the operator has to act */
} HwMailerError;

#define HW_MAILER_ERROR (hw_mailer_error_quark ())
GQuark hw_mailer_error_quark (void);

#define HW_TYPE_MAILER (hw_mailer_get_type ())
G_DECLARE_INTERFACE (HwMailer, hw_mailer, HW, MAILER, GObject)

struct _HwMailerInterface
{
  GTypeInterface parent;
  gboolean (*deliver) (HwMailer *self,
                       const char *recipient,
                       GBytes *message,
                       GCancellable *cancellable,
                       GError **error);
};

/**
 * hw_mailer_deliver:
 * @recipient: an address; checked
 * @message: RFC 5322 with CRLF; may hold a key: the caller wipes it, so no reference to it is kept
 *
 * Errors: HW_MAILER_ERROR, or %G_IO_ERROR_CANCELLED. The text names neither the recipient nor anything of the
 * message.
 */
gboolean hw_mailer_deliver (HwMailer *self,
                            const char *recipient,
                            GBytes *message,
                            GCancellable *cancellable,
                            GError **error);

/* hw_mailer_check_uri: whether hw_mailer_open() could take @uri, as far as that can be told without a look;
 * HW_MAILER_ERROR_SETUP. */
gboolean hw_mailer_check_uri (const char *uri, GError **error);

/**
 * hw_mailer_open:
 * @uri: "maildir:DIR", "smtp://HOST:PORT", "smtps://HOST:PORT"
 * @user: (nullable): for SMTP; with @password_file
 * @password_file: (nullable): one line, readable by its owner alone
 * @from: the operator's sender address
 *
 * smtp:// to anything but loopback requires STARTTLS. Certificates are checked against the system's
 * authorities, or those in the file that the environment's SSL_CERT_FILE names.
 *
 * Returns: (transfer full): %NULL with HW_MAILER_ERROR_SETUP
 */
HwMailer *hw_mailer_open (const char *uri,
                          const char *user,
                          const char *password_file,
                          const char *from,
                          GError **error);

G_END_DECLS
