/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/store/sql/hw-sql-connection.h"

G_BEGIN_DECLS

/* The methods of HwStore as HwSqlStore has them, by the file that they are in. */

/* hw-sql-start.c, hw-sql-registrations.c */
gboolean hw_sql_start_registration (HwStore *self,
                                    const HwStoreStart *start,
                                    HwStartOutcome *outcome,
                                    HwRegistrationRecord **record,
                                    gint64 *wait,
                                    GError **error);
gboolean hw_sql_resend (HwStore *self,
                        const HwStoreResend *resend,
                        HwStartOutcome *outcome,
                        HwRegistrationRecord **record,
                        gint64 *wait,
                        GError **error);
gboolean hw_sql_find_registration (HwStore *self,
                                   const HwHash *credential_hash,
                                   gint64 not_before,
                                   HwRegistrationRecord **record,
                                   HwAccount **account,
                                   GError **error);
gboolean hw_sql_give_up (HwStore *self,
                         const HwHash *credential_hash,
                         const HwAuditEvent *audit,
                         gboolean *found,
                         GError **error);

/* hw-sql-completion.c */
gboolean hw_sql_try_key (HwStore *self,
                         const HwId *registration,
                         const HwHash *key_hash,
                         guint most_tries,
                         gint64 arrived_at,
                         const HwAuditEvent *audit_wrong,
                         HwKeyOutcome *outcome,
                         guint *wrong_tries,
                         GError **error);
gboolean hw_sql_complete (HwStore *self,
                          const HwStoreComplete *complete,
                          HwKeyOutcome *outcome,
                          HwAccount **account,
                          GError **error);

/* hw-sql-limits.c */
gboolean hw_sql_limit_wait (HwStore *self,
                            const HwLimit *limits,
                            guint n_limits,
                            gint64 now,
                            gint64 *wait,
                            GError **error);

/* hw-sql-login.c */
gboolean hw_sql_begin_login (HwStore *self,
                             const HwStoreLogin *login,
                             gboolean *limited,
                             gint64 *wait,
                             HwId *reservation,
                             HwAccount **account,
                             GError **error);
gboolean
hw_sql_open_session (HwStore *self, const HwStoreOpenSession *open, gboolean *opened, GError **error);
gboolean hw_sql_change_password (HwStore *self,
                                 const HwStorePasswordChange *change,
                                 gboolean *changed,
                                 GError **error);

/* hw-sql-sessions.c */
gboolean hw_sql_find_session (HwStore *self,
                              const HwHash *credential_hash,
                              gint64 now,
                              gboolean extend,
                              HwSessionRecord **session,
                              HwAccount **account,
                              GError **error);
gboolean
hw_sql_list_sessions (HwStore *self, gint64 account_id, gint64 now, GPtrArray **sessions, GError **error);
gboolean hw_sql_end_session (HwStore *self,
                             gint64 account_id,
                             const HwId *id,
                             const HwAuditEvent *audit,
                             gboolean *found,
                             GError **error);
gboolean hw_sql_end_sessions (HwStore *self,
                              gint64 account_id,
                              const HwAuditEvent *audit,
                              guint *count,
                              GError **error);

/* hw-sql-accounts.c */
gboolean hw_sql_add_accounts (HwStore *self,
                              GPtrArray *accounts,
                              GPtrArray *audits,
                              GArray **existing,
                              GError **error);
gboolean hw_sql_list_accounts (HwStore *self, GPtrArray **accounts, GError **error);
gboolean hw_sql_find_account (HwStore *self, const char *email, HwAccount **account, GError **error);
gboolean hw_sql_set_disabled (HwStore *self,
                              const char *email,
                              gboolean disabled,
                              const HwAuditEvent *audit,
                              GError **error);
gboolean hw_sql_remove_account (HwStore *self, const char *email, const HwAuditEvent *audit, GError **error);

/* hw-sql-outbox.c */
gboolean
hw_sql_lease_mails (HwStore *self, gint64 now, gint64 until, guint most, GPtrArray **mails, GError **error);
gboolean hw_sql_mail_hold (HwStore *self, const HwId *id, gint64 until, gboolean *held, GError **error);
gboolean hw_sql_mail_done (HwStore *self, const HwId *id, GError **error);
gboolean
hw_sql_mail_retry (HwStore *self, const HwId *id, gint64 next_attempt_at, const char *reason, GError **error);
gboolean hw_sql_next_mail_at (HwStore *self, gint64 *next_at, GError **error);
gboolean hw_sql_outbox_state (HwStore *self, HwOutboxState *state, GError **error);

/* hw-sql-operator.c */
gboolean hw_sql_list_mails (HwStore *self, GPtrArray **mails, GError **error);
gboolean hw_sql_hurry_mails (HwStore *self,
                             const HwId *id,
                             gint64 now,
                             const HwAuditEvent *audit,
                             guint *count,
                             GError **error);
gboolean
hw_sql_drop_mails (HwStore *self, const HwId *id, const HwAuditEvent *audit, guint *count, GError **error);
gboolean
hw_sql_list_audit (HwStore *self, const HwHash *subject, guint most, GPtrArray **events, GError **error);
gboolean
hw_sql_list_limit_events (HwStore *self, const HwHash *owner, gint64 since, GArray **events, GError **error);
gboolean hw_sql_clear_limits (HwStore *self,
                              const HwHash *owners,
                              guint n_owners,
                              const HwAuditEvent *audit,
                              guint *count,
                              GError **error);

/* hw-sql-housekeeping.c */
gboolean hw_sql_add_audit (HwStore *self, const HwAuditEvent *event, GError **error);
gboolean hw_sql_sweep (HwStore *self, const HwStoreSweep *sweep, guint *deleted, GError **error);
gboolean hw_sql_latest_instant (HwStore *self, gint64 *latest, GError **error);
gboolean hw_sql_now (HwStore *self, gint64 *now, GError **error);
gboolean hw_sql_ping (HwStore *self, GError **error);

G_END_DECLS
