/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/mail/hw-mailer.h"

G_BEGIN_DECLS

#define HW_TYPE_MAILDIR_MAILER (hw_maildir_mailer_get_type ())
G_DECLARE_FINAL_TYPE (HwMaildirMailer, hw_maildir_mailer, HW, MAILDIR_MAILER, GObject)

/**
 * hw_maildir_mailer_new:
 * @folder: is made with its tmp, new and cur where missing, 0700; its parent must be there
 *
 * Delivers into a Maildir: each message is written to tmp, synced, and renamed into new. The file's name
 * comes from Date and Message-ID, so that a message delivered twice is there once. Lines end in LF, as local
 * delivery stores them.
 */
HwMailer *hw_maildir_mailer_new (const char *folder, GError **error);

G_END_DECLS
