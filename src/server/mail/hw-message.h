/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/store/hw-records.h"

G_BEGIN_DECLS

/**
 * hw_message_build:
 * @mail: what it says
 * @key: (nullable): the normalized authentication key, for HW_MAIL_KEY
 * @from: the operator's sender address
 *
 * Returns: (transfer full): an RFC 5322 message (GMime; text/plain, UTF-8), with Message-ID from mail->id,
 * Date, Auto-Submitted: auto-generated; Japanese or English by mail->language (PAGES.md, What the mails say).
 * Times in Asia/Tokyo.
 */
GBytes *hw_message_build (const HwMailRecord *mail, const char *key, const char *from, GError **error);

G_END_DECLS
