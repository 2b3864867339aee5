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

/* hw_mailer_deliver: @message: RFC 5322 with CRLF; may hold a key: the caller wipes it. */
gboolean hw_mailer_deliver (HwMailer *self,
                            const char *recipient,
                            GBytes *message,
                            GCancellable *cancellable,
                            GError **error);

/**
 * hw_mailer_open:
 * @uri: "maildir:DIR", "smtp://HOST:PORT", "smtps://HOST:PORT"
 * @user: (nullable), @password_file: (nullable): for SMTP
 *
 * smtp:// to anything but loopback requires STARTTLS.
 */
HwMailer *hw_mailer_open (const char *uri,
                          const char *user,
                          const char *password_file,
                          const char *from,
                          GError **error);

G_END_DECLS
