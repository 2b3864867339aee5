/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/store/sqlite/hw-sqlite-connection.h"

G_BEGIN_DECLS

/* What the transactions are put together from. Each runs within the caller's transaction and is FALSE with
 * @error where the store failed; the transaction is then to be rolled back. */

/* ---- Limits and Idempotency-Keys (hw-sqlite-limits.c, hw-sqlite-idempotency.c) ---- */

/* hw_sqlite_limits_wait: @wait: (inout): raised to the longest wait over the limits that are reached. */
gboolean hw_sqlite_limits_wait (HwSqliteConnection *connection,
                                const HwLimit *limits,
                                guint n_limits,
                                gint64 now,
                                gint64 *wait,
                                GError **error);

/* hw_sqlite_limits_count: one event for each distinct subject; @reservation: (nullable). */
gboolean hw_sqlite_limits_count (HwSqliteConnection *connection,
                                 const HwLimit *limits,
                                 guint n_limits,
                                 gint64 now,
                                 const HwId *reservation,
                                 GError **error);
gboolean hw_sqlite_limits_take_back (HwSqliteConnection *connection, const HwId *reservation, GError **error);
gboolean hw_sqlite_limits_clear (HwSqliteConnection *connection, const HwHash *owner, GError **error);

typedef struct
{
  gboolean known;
  gboolean same_body;
  HwId registration;
} HwSqliteIdempotency;

gboolean hw_sqlite_idempotency_find (HwSqliteConnection *connection,
                                     const HwHash *hash,
                                     const HwHash *fingerprint,
                                     gint64 now,
                                     HwSqliteIdempotency *found,
                                     GError **error);
gboolean hw_sqlite_idempotency_remember (HwSqliteConnection *connection,
                                         const HwHash *hash,
                                         const HwHash *fingerprint,
                                         const HwId *registration,
                                         gint64 now,
                                         gint64 period,
                                         GError **error);

/* ---- Registrations (hw-sqlite-registrations.c) ---- */

/* hw_sqlite_registration_by_id: @record: (out) (transfer full) (nullable). */
gboolean hw_sqlite_registration_by_id (HwSqliteConnection *connection,
                                       const HwId *id,
                                       HwRegistrationRecord **record,
                                       GError **error);

/* hw_sqlite_registration_by_credential: likewise, unless it was started before @not_before. */
gboolean hw_sqlite_registration_by_credential (HwSqliteConnection *connection,
                                               const HwHash *credential_hash,
                                               gint64 not_before,
                                               HwRegistrationRecord **record,
                                               GError **error);

/* hw_sqlite_registrations_end: the account's open ones but @except (nullable), and their waiting keys. */
gboolean hw_sqlite_registrations_end (HwSqliteConnection *connection,
                                      gint64 account_id,
                                      const HwId *except,
                                      GError **error);

/* hw_sqlite_registrations_make_decoys: the account's open ones; their waiting keys are thrown away. */
gboolean
hw_sqlite_registrations_make_decoys (HwSqliteConnection *connection, gint64 account_id, GError **error);

/* ---- Accounts (hw-sqlite-accounts.c) ---- */

/* hw_sqlite_account_by_email, …_by_id: @account: (out) (transfer full) (nullable): where there is none, or
 * @id is 0 (a decoy's), the same work is done on another one. */
gboolean hw_sqlite_account_by_email (HwSqliteConnection *connection,
                                     const char *email,
                                     HwAccount **account,
                                     GError **error);
gboolean
hw_sqlite_account_by_id (HwSqliteConnection *connection, gint64 id, HwAccount **account, GError **error);

/* hw_sqlite_account_know_origin: @origin has logged in to the account or set its password. */
gboolean hw_sqlite_account_know_origin (HwSqliteConnection *connection,
                                        gint64 account_id,
                                        const HwHash *origin,
                                        gint64 now,
                                        GError **error);

/* ---- Sessions (hw-sqlite-sessions.c) ---- */

/* hw_sqlite_sessions_end: the account's but @except (nullable); @count: (out) (optional). */
gboolean hw_sqlite_sessions_end (HwSqliteConnection *connection,
                                 gint64 account_id,
                                 const HwId *except,
                                 guint *count,
                                 GError **error);

/* ---- The outbox (hw-sqlite-outbox.c) ---- */

/* hw_sqlite_outbox_queue: @recipient: (nullable): instead of @mail's. */
gboolean hw_sqlite_outbox_queue (HwSqliteConnection *connection,
                                 const HwMailRecord *mail,
                                 const char *recipient,
                                 GError **error);

/* hw_sqlite_outbox_discard_keys: the waiting keys of one registration are thrown away instead of sent. */
gboolean
hw_sqlite_outbox_discard_keys (HwSqliteConnection *connection, const HwId *registration, GError **error);

/* hw_sqlite_outbox_discard_open_keys: of all registrations of the account that are open, but @except
 * (nullable). */
gboolean hw_sqlite_outbox_discard_open_keys (HwSqliteConnection *connection,
                                             gint64 account_id,
                                             const HwId *except,
                                             GError **error);

/* hw_sqlite_outbox_supersede: an older waiting key of the registration is dropped. */
gboolean
hw_sqlite_outbox_supersede (HwSqliteConnection *connection, const HwId *registration, GError **error);

/* ---- The audit (hw-sqlite-housekeeping.c) ---- */

/* hw_sqlite_audit_write: @event: (nullable). */
gboolean hw_sqlite_audit_write (HwSqliteConnection *connection, const HwAuditEvent *event, GError **error);

G_END_DECLS
