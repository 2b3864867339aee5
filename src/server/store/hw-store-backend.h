/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/store/hw-store.h"

G_BEGIN_DECLS

/*
 * What a backend implements: one function for each method of hw-store.h, of the same name and meaning. Where
 * it is called, the arguments are not NULL unless hw-store.h allows it for them (`account` of
 * find_registration and find_session, `existing`, audit lines, limits without any), and the results stand at
 * NULL or 0. A backend leaves them so where it fails.
 */
struct _HwStoreInterface
{
  GTypeInterface parent;

  gboolean (*start_registration) (HwStore *self,
                                  const HwStoreStart *start,
                                  HwStartOutcome *outcome,
                                  HwRegistrationRecord **record,
                                  gint64 *wait,
                                  GError **error);
  gboolean (*resend) (HwStore *self,
                      const HwStoreResend *resend,
                      HwStartOutcome *outcome,
                      HwRegistrationRecord **record,
                      gint64 *wait,
                      GError **error);
  gboolean (*limit_wait) (HwStore *self,
                          const HwLimit *limits,
                          guint n_limits,
                          gint64 now,
                          gint64 *wait,
                          GError **error);
  gboolean (*find_registration) (HwStore *self,
                                 const HwHash *credential_hash,
                                 gint64 not_before,
                                 HwRegistrationRecord **record,
                                 HwAccount **account,
                                 GError **error);
  gboolean (*try_key) (HwStore *self,
                       const HwId *registration,
                       const HwHash *key_hash,
                       guint most_tries,
                       gint64 arrived_at,
                       const HwAuditEvent *audit_wrong,
                       HwKeyOutcome *outcome,
                       guint *wrong_tries,
                       GError **error);
  gboolean (*complete) (HwStore *self,
                        const HwStoreComplete *complete,
                        HwKeyOutcome *outcome,
                        HwAccount **account,
                        GError **error);
  gboolean (*give_up) (HwStore *self,
                       const HwHash *credential_hash,
                       const HwAuditEvent *audit,
                       gboolean *found,
                       GError **error);
  gboolean (*begin_login) (HwStore *self,
                           const HwStoreLogin *login,
                           gboolean *limited,
                           gint64 *wait,
                           HwId *reservation,
                           HwAccount **account,
                           GError **error);
  gboolean (*open_session) (HwStore *self, const HwStoreOpenSession *open, gboolean *opened, GError **error);
  gboolean (*find_session) (HwStore *self,
                            const HwHash *credential_hash,
                            gint64 now,
                            gboolean extend,
                            HwSessionRecord **session,
                            HwAccount **account,
                            GError **error);
  gboolean (
    *list_sessions) (HwStore *self, gint64 account_id, gint64 now, GPtrArray **sessions, GError **error);
  gboolean (*end_session) (HwStore *self,
                           gint64 account_id,
                           const HwId *id,
                           const HwAuditEvent *audit,
                           gboolean *found,
                           GError **error);
  gboolean (*end_sessions) (HwStore *self,
                            gint64 account_id,
                            const HwAuditEvent *audit,
                            guint *count,
                            GError **error);
  gboolean (*change_password) (HwStore *self,
                               const HwStorePasswordChange *change,
                               gboolean *changed,
                               GError **error);
  gboolean (
    *add_accounts) (HwStore *self, GPtrArray *accounts, GPtrArray *audits, GArray **existing, GError **error);
  gboolean (*list_accounts) (HwStore *self, GPtrArray **accounts, GError **error);
  gboolean (*find_account) (HwStore *self, const char *email, HwAccount **account, GError **error);
  gboolean (*set_disabled) (HwStore *self,
                            const char *email,
                            gboolean disabled,
                            const HwAuditEvent *audit,
                            GError **error);
  gboolean (*remove_account) (HwStore *self, const char *email, const HwAuditEvent *audit, GError **error);
  gboolean (
    *lease_mails) (HwStore *self, gint64 now, gint64 until, guint most, GPtrArray **mails, GError **error);
  gboolean (*mail_hold) (HwStore *self, const HwId *id, gint64 until, gboolean *held, GError **error);
  gboolean (*mail_done) (HwStore *self, const HwId *id, GError **error);
  gboolean (
    *mail_retry) (HwStore *self, const HwId *id, gint64 next_attempt_at, const char *reason, GError **error);
  gboolean (*next_mail_at) (HwStore *self, gint64 *next_at, GError **error);
  gboolean (*outbox_state) (HwStore *self, HwOutboxState *state, GError **error);
  gboolean (*list_mails) (HwStore *self, GPtrArray **mails, GError **error);
  gboolean (*hurry_mails) (HwStore *self,
                           const HwId *id,
                           gint64 now,
                           const HwAuditEvent *audit,
                           guint *count,
                           GError **error);
  gboolean (
    *drop_mails) (HwStore *self, const HwId *id, const HwAuditEvent *audit, guint *count, GError **error);
  gboolean (
    *list_audit) (HwStore *self, const HwHash *subject, guint most, GPtrArray **events, GError **error);
  gboolean (
    *list_limit_events) (HwStore *self, const HwHash *owner, gint64 since, GArray **events, GError **error);
  gboolean (*clear_limits) (HwStore *self,
                            const HwHash *owners,
                            guint n_owners,
                            const HwAuditEvent *audit,
                            guint *count,
                            GError **error);
  gboolean (*add_audit) (HwStore *self, const HwAuditEvent *event, GError **error);
  gboolean (*sweep) (HwStore *self, const HwStoreSweep *sweep, guint *deleted, GError **error);
  gboolean (*latest_instant) (HwStore *self, gint64 *latest, GError **error);
  gboolean (*now) (HwStore *self, gint64 *now, GError **error);
  gboolean (*ping) (HwStore *self, GError **error);
  const HwStoreMeasures *(*get_measures) (HwStore *self);
};

G_END_DECLS
