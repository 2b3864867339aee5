/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/store/sqlite/hw-sqlite-connection.h"

G_BEGIN_DECLS

/*
 * Rows to records. What is read back is checked (types, lengths, known words), so that a file that was
 * tampered with or damaged gives HW_STORE_ERROR_FAILED and no crash. Each expects the columns in the order of
 * its HW_SQLITE_…_COLUMNS.
 */

#define HW_SQLITE_REGISTRATION_COLUMNS                                                                       \
  "r.id, r.credential_hash, r.salt, r.purpose, r.language, r.email, r.account_id, r.decoy, r.reference, "    \
  "r.key_hash, r.wrong_tries, r.privacy_version, r.terms_version, r.started_at, r.mailed_at, r.expires_at, " \
  "r.completed_at"
HwRegistrationRecord *hw_sqlite_read_registration (HwSqliteStatement *statement, GError **error);

#define HW_SQLITE_ACCOUNT_COLUMNS                                                                 \
  "a.id, a.establishment_number, e.name, a.email, a.disabled, a.password_hash, a.registered_at, " \
  "a.opened_at, a.password_set_at, a.last_login_at, a.privacy_version, a.terms_version, a.consented_at"
#define HW_SQLITE_ACCOUNT_TABLES "accounts a JOIN establishments e ON e.number = a.establishment_number"
HwAccount *hw_sqlite_read_account (HwSqliteStatement *statement, GError **error);

#define HW_SQLITE_SESSION_COLUMNS                                                                    \
  "s.id, s.account_id, s.credential_hash, s.device, s.remember, s.created_at, s.previous_login_at, " \
  "s.last_used_at, s.idle_period, s.idle_ends_at, s.ends_at"
HwSessionRecord *hw_sqlite_read_session (HwSqliteStatement *statement, GError **error);

#define HW_SQLITE_MAIL_COLUMNS                                                               \
  "m.id, m.kind, m.discard, m.purpose, m.language, m.recipient, m.reference, m.sealed_key, " \
  "m.registration_id, m.requested_at, m.stale_at, m.next_attempt_at, m.attempts"
HwMailRecord *hw_sqlite_read_mail (HwSqliteStatement *statement, GError **error);

/* hw_sqlite_read_hash: column @index, which must hold one. */
gboolean hw_sqlite_read_hash (HwSqliteStatement *statement, int index, HwHash *hash, GError **error);
gboolean hw_sqlite_read_id (HwSqliteStatement *statement, int index, HwId *id, GError **error);

G_END_DECLS
