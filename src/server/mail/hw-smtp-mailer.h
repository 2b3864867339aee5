/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/mail/hw-smtp-server.h"

G_BEGIN_DECLS

#define HW_TYPE_SMTP_MAILER (hw_smtp_mailer_get_type ())
G_DECLARE_FINAL_TYPE (HwSmtpMailer, hw_smtp_mailer, HW, SMTP_MAILER, GObject)

/**
 * hw_smtp_mailer_new:
 * @server: (transfer full)
 * @from: the envelope's sender, checked
 *
 * Delivers by SMTP, through one connection that is kept and used again while the server lets it stand.
 */
HwMailer *hw_smtp_mailer_new (HwSmtpServer *server, const char *from, GError **error);

G_END_DECLS
