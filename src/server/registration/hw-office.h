/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/registration/hw-registration-policy.h"
#include "server/store/hw-clock.h"
#include "server/store/hw-histogram.h"
#include "server/store/hw-store.h"

G_BEGIN_DECLS

/* Writes one line of the audit (JSON, without a line end) to the log. Any thread, one at a time. */
typedef void (*HwAuditSink) (const char *line, gpointer user_data);

/* What the services share: handed in once, replaceable in tests. May be used from every thread. */
typedef struct
{
  HwStore *store;
  HwServerSecret *secret;
  HwClock *clock;
  HwRegistrationPolicy policy;
  char *mail_from;     /* shown to the employer */
  HwHistogram hashing; /* how long argon2id took, for metrics */
  /* The services' own: */
  struct _HwRunning *running;
  struct _HwAudit *audit;
} HwOffice;

HwOffice *hw_office_new (HwStore *store,
                         HwServerSecret *secret,
                         HwClock *clock,
                         const HwRegistrationPolicy *policy,
                         const char *mail_from);
void hw_office_free (HwOffice *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwOffice, hw_office_free)

/* hw_office_set_audit_sink: before the first call of a service. @sink: (nullable): none. Where it was never
 * called, lines go to g_log_structured() as messages of the domain "hellowork-mypage-audit". */
void hw_office_set_audit_sink (HwOffice *self, HwAuditSink sink, gpointer user_data);

/* hw_office_hash_password, …_verify_password: hw_password_hash_new(), …_verify(), measured. */
char *hw_office_hash_password (HwOffice *self, const char *password);
gboolean
hw_office_verify_password (HwOffice *self, const char *hash, const char *password, gboolean *outdated);

/* hw_office_sweep: deletes from the store what is over by the policy, and writes the audit's counts: every
 * few minutes. @deleted: (out): rows. Errors: HwStore's. */
gboolean hw_office_sweep (HwOffice *self, guint *deleted, GError **error);

/* hw_office_default_secret_path: (transfer full) (nullable): where the server's secret lies unless
 * `secret-file` says otherwise: PATH.secret for "sqlite:PATH"; %NULL for other stores, which have none. */
char *hw_office_default_secret_path (const char *store_uri);

G_END_DECLS
