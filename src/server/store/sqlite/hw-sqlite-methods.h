/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/store/sqlite/hw-sqlite-connection.h"

G_BEGIN_DECLS

/* The methods of HwStore as HwSqliteStore implements them, by the file that they are in. */

HwSqliteConnection *hw_sqlite_store_begin (HwStore *self, gboolean write, GError **error);
gboolean hw_sqlite_store_end (HwStore *self, HwSqliteConnection *connection, gboolean keep, GError **error);

/* hw-sqlite-start.c, hw-sqlite-registrations.c */
gboolean hw_sqlite_start_registration (HwStore *self,
                                       const HwStoreStart *start,
                                       HwStartOutcome *outcome,
                                       HwRegistrationRecord **record,
                                       gint64 *wait,
                                       GError **error);
gboolean hw_sqlite_resend (HwStore *self,
                           const HwStoreResend *resend,
                           HwStartOutcome *outcome,
                           HwRegistrationRecord **record,
                           gint64 *wait,
                           GError **error);
gboolean hw_sqlite_find_registration (HwStore *self,
                                      const HwHash *credential_hash,
                                      gint64 not_before,
                                      HwRegistrationRecord **record,
                                      HwAccount **account,
                                      GError **error);
gboolean hw_sqlite_give_up (HwStore *self,
                            const HwHash *credential_hash,
                            const HwAuditEvent *audit,
                            gboolean *found,
                            GError **error);

/* hw-sqlite-completion.c */
gboolean hw_sqlite_try_key (HwStore *self,
                            const HwId *registration,
                            const HwHash *key_hash,
                            guint most_tries,
                            gint64 arrived_at,
                            const HwAuditEvent *audit_wrong,
                            HwKeyOutcome *outcome,
                            guint *wrong_tries,
                            GError **error);
gboolean hw_sqlite_complete (HwStore *self,
                             const HwStoreComplete *complete,
                             HwKeyOutcome *outcome,
                             HwAccount **account,
                             GError **error);

/* hw-sqlite-limits.c */
gboolean hw_sqlite_limit_wait (HwStore *self,
                               const HwLimit *limits,
                               guint n_limits,
                               gint64 now,
                               gint64 *wait,
                               GError **error);

/* hw-sqlite-login.c */
gboolean hw_sqlite_begin_login (HwStore *self,
                                const HwStoreLogin *login,
                                gboolean *limited,
                                gint64 *wait,
                                HwId *reservation,
                                HwAccount **account,
                                GError **error);
gboolean
hw_sqlite_open_session (HwStore *self, const HwStoreOpenSession *open, gboolean *opened, GError **error);
gboolean hw_sqlite_change_password (HwStore *self,
                                    const HwStorePasswordChange *change,
                                    gboolean *changed,
                                    GError **error);

/* hw-sqlite-sessions.c */
gboolean hw_sqlite_find_session (HwStore *self,
                                 const HwHash *credential_hash,
                                 gint64 now,
                                 gboolean extend,
                                 HwSessionRecord **session,
                                 HwAccount **account,
                                 GError **error);
gboolean
hw_sqlite_list_sessions (HwStore *self, gint64 account_id, gint64 now, GPtrArray **sessions, GError **error);
gboolean hw_sqlite_end_session (HwStore *self,
                                gint64 account_id,
                                const HwId *id,
                                const HwAuditEvent *audit,
                                gboolean *found,
                                GError **error);
gboolean hw_sqlite_end_sessions (HwStore *self,
                                 gint64 account_id,
                                 const HwAuditEvent *audit,
                                 guint *count,
                                 GError **error);

/* hw-sqlite-accounts.c */
gboolean hw_sqlite_add_accounts (HwStore *self,
                                 GPtrArray *accounts,
                                 GPtrArray *audits,
                                 GArray **existing,
                                 GError **error);
gboolean hw_sqlite_list_accounts (HwStore *self, GPtrArray **accounts, GError **error);
gboolean hw_sqlite_find_account (HwStore *self, const char *email, HwAccount **account, GError **error);
gboolean hw_sqlite_set_disabled (HwStore *self,
                                 const char *email,
                                 gboolean disabled,
                                 const HwAuditEvent *audit,
                                 GError **error);
gboolean
hw_sqlite_remove_account (HwStore *self, const char *email, const HwAuditEvent *audit, GError **error);

/* hw-sqlite-outbox.c */
gboolean hw_sqlite_lease_mails (HwStore *self,
                                gint64 now,
                                gint64 until,
                                guint most,
                                GPtrArray **mails,
                                GError **error);
gboolean hw_sqlite_mail_hold (HwStore *self, const HwId *id, gint64 until, gboolean *held, GError **error);
gboolean hw_sqlite_mail_done (HwStore *self, const HwId *id, GError **error);
gboolean hw_sqlite_mail_retry (HwStore *self,
                               const HwId *id,
                               gint64 next_attempt_at,
                               const char *reason,
                               GError **error);
gboolean hw_sqlite_next_mail_at (HwStore *self, gint64 *next_at, GError **error);
gboolean hw_sqlite_outbox_state (HwStore *self, HwOutboxState *state, GError **error);

/* hw-sqlite-housekeeping.c */
gboolean hw_sqlite_add_audit (HwStore *self, const HwAuditEvent *event, GError **error);
gboolean hw_sqlite_sweep (HwStore *self, const HwStoreSweep *sweep, guint *deleted, GError **error);
gboolean hw_sqlite_latest_instant (HwStore *self, gint64 *latest, GError **error);
gboolean hw_sqlite_ping (HwStore *self, GError **error);

G_END_DECLS
