/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/store/sql/hw-sql-connection.h"

G_BEGIN_DECLS

/*
 * Rows to records. What is read back is checked (types, lengths, known words), so that a store that was
 * tampered with or is damaged gives HW_STORE_ERROR_FAILED and no crash. Each expects the columns in the order
 * of its HW_SQL_…_COLUMNS.
 */

#define HW_SQL_REGISTRATION_COLUMNS                                                                          \
  "r.id, r.credential_hash, r.salt, r.purpose, r.language, r.email, r.account_id, r.decoy, r.reference, "    \
  "r.key_hash, r.wrong_tries, r.privacy_version, r.terms_version, r.started_at, r.mailed_at, r.expires_at, " \
  "r.completed_at"
HwRegistrationRecord *hw_sql_read_registration (HwSqlStatement *statement, GError **error);

#define HW_SQL_ACCOUNT_COLUMNS                                                                    \
  "a.id, a.establishment_number, e.name, a.email, a.disabled, a.password_hash, a.registered_at, " \
  "a.opened_at, a.password_set_at, a.last_login_at, a.privacy_version, a.terms_version, a.consented_at"
#define HW_SQL_ACCOUNT_TABLES "accounts a JOIN establishments e ON e.number = a.establishment_number"
HwAccount *hw_sql_read_account (HwSqlStatement *statement, GError **error);

#define HW_SQL_SESSION_COLUMNS                                                                       \
  "s.id, s.account_id, s.credential_hash, s.device, s.remember, s.created_at, s.previous_login_at, " \
  "s.last_used_at, s.idle_period, s.idle_ends_at, s.ends_at, s.origin"
HwSessionRecord *hw_sql_read_session (HwSqlStatement *statement, GError **error);

#define HW_SQL_MAIL_COLUMNS                                                                  \
  "m.id, m.kind, m.discard, m.purpose, m.language, m.recipient, m.reference, m.sealed_key, " \
  "m.registration_id, m.requested_at, m.stale_at, m.next_attempt_at, m.attempts"
HwMailRecord *hw_sql_read_mail (HwSqlStatement *statement, GError **error);

/* hw_sql_read_int, …: column @index, which must hold one. …_int: 0 or more. …_text: (transfer full): NULL
 * with
 * @error. */
gboolean hw_sql_read_int (HwSqlStatement *statement, int index, gint64 *value, GError **error);
char *hw_sql_read_text (HwSqlStatement *statement, int index, GError **error);
gboolean hw_sql_read_hash (HwSqlStatement *statement, int index, HwHash *hash, GError **error);
gboolean hw_sql_read_id (HwSqlStatement *statement, int index, HwId *id, GError **error);

G_END_DECLS
