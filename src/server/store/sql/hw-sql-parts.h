/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/store/sql/hw-sql-connection.h"

G_BEGIN_DECLS

/* What the transactions are put together from. Each runs within the caller's transaction and is FALSE with
 * @error where the store failed; the transaction is then to be rolled back. */

/* ---- Limits and Idempotency-Keys (hw-sql-limits.c, hw-sql-idempotency.c) ---- */

/* hw_sql_limits_wait: @wait: (inout): raised to the longest wait over the limits that are reached. */
gboolean hw_sql_limits_wait (HwSqlConnection *connection,
                             const HwLimit *limits,
                             guint n_limits,
                             gint64 now,
                             gint64 *wait,
                             GError **error);

/* hw_sql_limits_count: one event for each distinct subject; @reservation: (nullable). */
gboolean hw_sql_limits_count (HwSqlConnection *connection,
                              const HwLimit *limits,
                              guint n_limits,
                              gint64 now,
                              const HwId *reservation,
                              GError **error);
gboolean hw_sql_limits_take_back (HwSqlConnection *connection, const HwId *reservation, GError **error);
gboolean hw_sql_limits_clear (HwSqlConnection *connection, const HwHash *owner, GError **error);

typedef struct
{
  gboolean known;
  gboolean same_body;
  HwId registration;
} HwSqlIdempotency;

gboolean hw_sql_idempotency_find (HwSqlConnection *connection,
                                  const HwHash *hash,
                                  const HwHash *fingerprint,
                                  gint64 now,
                                  HwSqlIdempotency *found,
                                  GError **error);
gboolean hw_sql_idempotency_remember (HwSqlConnection *connection,
                                      const HwHash *hash,
                                      const HwHash *fingerprint,
                                      const HwId *registration,
                                      gint64 now,
                                      gint64 period,
                                      GError **error);

/* ---- Registrations (hw-sql-registrations.c) ---- */

/* hw_sql_registration_by_id: @record: (out) (transfer full) (nullable). */
gboolean hw_sql_registration_by_id (HwSqlConnection *connection,
                                    const HwId *id,
                                    HwRegistrationRecord **record,
                                    GError **error);

/* hw_sql_registration_by_credential: likewise, unless it was started before @not_before. */
gboolean hw_sql_registration_by_credential (HwSqlConnection *connection,
                                            const HwHash *credential_hash,
                                            gint64 not_before,
                                            HwRegistrationRecord **record,
                                            GError **error);

/* hw_sql_registrations_make_decoys: the account's open ones but @except (nullable): no key is right for them
 * any more, and waiting ones are thrown away. They are not deleted: whoever started one for an address that
 * is not theirs would learn from its end that somebody has the address. */
gboolean hw_sql_registrations_make_decoys (HwSqlConnection *connection,
                                           gint64 account_id,
                                           const HwId *except,
                                           GError **error);

/* ---- Accounts (hw-sql-accounts.c) ---- */

/* hw_sql_account_by_email, …_by_id: @account: (out) (transfer full) (nullable): where there is none, or @id
 * is 0 (a decoy's), the same work is done on another one. */
gboolean
hw_sql_account_by_email (HwSqlConnection *connection, const char *email, HwAccount **account, GError **error);
gboolean hw_sql_account_by_id (HwSqlConnection *connection, gint64 id, HwAccount **account, GError **error);

/* hw_sql_account_require: likewise, but where there is none it is a failure. */
gboolean hw_sql_account_require (HwSqlConnection *connection, gint64 id, HwAccount **account, GError **error);

/* hw_sql_account_know_origin: @origin has logged in to the account or set its password. */
gboolean hw_sql_account_know_origin (HwSqlConnection *connection,
                                     gint64 account_id,
                                     const HwHash *origin,
                                     gint64 now,
                                     GError **error);

/* ---- Sessions (hw-sql-sessions.c) ---- */

/* hw_sql_sessions_end: the account's but @except (nullable); @count: (out) (optional). */
gboolean hw_sql_sessions_end (HwSqlConnection *connection,
                              gint64 account_id,
                              const HwId *except,
                              guint *count,
                              GError **error);

/* ---- The outbox (hw-sql-outbox.c) ---- */

/* hw_sql_outbox_queue: @recipient: (nullable): instead of @mail's. */
gboolean hw_sql_outbox_queue (HwSqlConnection *connection,
                              const HwMailRecord *mail,
                              const char *recipient,
                              GError **error);

/* hw_sql_outbox_discard_keys: the waiting keys of one registration are thrown away instead of sent. */
gboolean hw_sql_outbox_discard_keys (HwSqlConnection *connection, const HwId *registration, GError **error);

/* hw_sql_outbox_discard_open_keys: of all registrations of the account that are open, but @except
 * (nullable). */
gboolean hw_sql_outbox_discard_open_keys (HwSqlConnection *connection,
                                          gint64 account_id,
                                          const HwId *except,
                                          GError **error);

/* hw_sql_outbox_supersede: an older waiting key of the registration is dropped. */
gboolean hw_sql_outbox_supersede (HwSqlConnection *connection, const HwId *registration, GError **error);

/* ---- The audit (hw-sql-housekeeping.c) ---- */

/* hw_sql_audit_write: @event: (nullable). */
gboolean hw_sql_audit_write (HwSqlConnection *connection, const HwAuditEvent *event, GError **error);

G_END_DECLS
