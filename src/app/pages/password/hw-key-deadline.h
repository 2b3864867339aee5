/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "contract/hw-instant.h"

G_BEGIN_DECLS

/* 認証キーの有効期限 in words. All return (transfer full). */

/* hw_key_deadline_text: the line that counts down. @expires_at: by the server's clock, shown in @zone;
 * @seconds_left: 0: over, as far as is known here. */
char *hw_key_deadline_text (gint64 expires_at, guint seconds_left, GTimeZone *zone, HwLanguage language);

/* hw_key_deadline_minutes: whole minutes for "about %d minutes left"; 0: less than one. */
int hw_key_deadline_minutes (guint seconds_left);

/* hw_key_deadline_reminder: (nullable): what is announced from 10, 5 and 1 minutes on; %NULL earlier and once
 * it is over. */
char *hw_key_deadline_reminder (guint seconds_left);

G_END_DECLS
