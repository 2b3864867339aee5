/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/store/hw-store-backend.h"

#include "server/store/postgres/hw-postgres-store.h"
#include "server/store/postgres/hw-postgres-target.h"
#include "server/store/sqlite/hw-sqlite-store.h"

#include <string.h>

#define SQLITE_SCHEME "sqlite:"
#define POSTGRES_SCHEME "postgresql://"

G_DEFINE_QUARK (hw_store_error, hw_store_error)
G_DEFINE_INTERFACE (HwStore, hw_store, G_TYPE_OBJECT)

static void
hw_store_default_init (HwStoreInterface *iface)
{
}

gboolean
hw_store_check_uri (const char *uri, GError **error)
{
  g_return_val_if_fail (uri != NULL, FALSE);

  if (g_str_has_prefix (uri, POSTGRES_SCHEME))
    {
      g_autoptr (HwPostgresTarget) target = hw_postgres_target_new (uri, error);

      return target != NULL;
    }
  if (g_str_has_prefix (uri, SQLITE_SCHEME) && uri[strlen (SQLITE_SCHEME)] != '\0')
    return TRUE;

  /* It may hold a password: it is not repeated. */
  g_set_error_literal (error, HW_STORE_ERROR, HW_STORE_ERROR_FAILED,
                       "A store is given as sqlite:PATH or postgresql://USER@HOST/DATABASE");
  return FALSE;
}

HwStore *
hw_store_open (const char *uri, GError **error)
{
  g_return_val_if_fail (uri != NULL, NULL);

  if (g_str_has_prefix (uri, POSTGRES_SCHEME))
    return hw_postgres_store_open (uri, error);
  if (g_str_has_prefix (uri, SQLITE_SCHEME))
    return hw_sqlite_store_open (uri + strlen (SQLITE_SCHEME), error);

  hw_store_check_uri (uri, error);
  return NULL;
}

HwStore *
hw_store_open_later (const char *uri, gboolean *open, GError **error)
{
  g_return_val_if_fail (uri != NULL, NULL);
  g_return_val_if_fail (open != NULL, NULL);

  *open = TRUE;
  if (g_str_has_prefix (uri, POSTGRES_SCHEME))
    return hw_postgres_store_open_later (uri, open, error);

  return hw_store_open (uri, error);
}

/* The methods: they check their arguments, put the results in a defined state and hand on to the backend. */

gboolean
hw_store_start_registration (HwStore *self,
                             const HwStoreStart *start,
                             HwStartOutcome *outcome,
                             HwRegistrationRecord **record,
                             gint64 *wait,
                             GError **error)
{
  gint64 ignored_wait;

  g_return_val_if_fail (HW_IS_STORE (self), FALSE);
  g_return_val_if_fail (start != NULL, FALSE);
  g_return_val_if_fail (outcome != NULL, FALSE);
  g_return_val_if_fail (record != NULL, FALSE);

  if (wait == NULL)
    wait = &ignored_wait;
  *outcome = HW_START_REFUSED;
  *record = NULL;
  *wait = 0;

  return HW_STORE_GET_IFACE (self)->start_registration (self, start, outcome, record, wait, error);
}

gboolean
hw_store_resend (HwStore *self,
                 const HwStoreResend *resend,
                 HwStartOutcome *outcome,
                 HwRegistrationRecord **record,
                 gint64 *wait,
                 GError **error)
{
  gint64 ignored_wait;

  g_return_val_if_fail (HW_IS_STORE (self), FALSE);
  g_return_val_if_fail (resend != NULL, FALSE);
  g_return_val_if_fail (outcome != NULL, FALSE);
  g_return_val_if_fail (record != NULL, FALSE);

  if (wait == NULL)
    wait = &ignored_wait;
  *outcome = HW_START_REFUSED;
  *record = NULL;
  *wait = 0;

  return HW_STORE_GET_IFACE (self)->resend (self, resend, outcome, record, wait, error);
}

gboolean
hw_store_limit_wait (HwStore *self,
                     const HwLimit *limits,
                     guint n_limits,
                     gint64 now,
                     gint64 *wait,
                     GError **error)
{
  gint64 ignored_wait;

  g_return_val_if_fail (HW_IS_STORE (self), FALSE);
  g_return_val_if_fail (limits != NULL || n_limits == 0, FALSE);

  if (wait == NULL)
    wait = &ignored_wait;
  *wait = 0;

  return HW_STORE_GET_IFACE (self)->limit_wait (self, limits, n_limits, now, wait, error);
}

gboolean
hw_store_find_registration (HwStore *self,
                            const HwHash *credential_hash,
                            gint64 not_before,
                            HwRegistrationRecord **record,
                            HwAccount **account,
                            GError **error)
{
  g_return_val_if_fail (HW_IS_STORE (self), FALSE);
  g_return_val_if_fail (credential_hash != NULL, FALSE);
  g_return_val_if_fail (record != NULL, FALSE);

  *record = NULL;
  if (account != NULL)
    *account = NULL;

  return HW_STORE_GET_IFACE (self)->find_registration (self, credential_hash, not_before, record, account,
                                                       error);
}

gboolean
hw_store_try_key (HwStore *self,
                  const HwId *registration,
                  const HwHash *key_hash,
                  guint most_tries,
                  gint64 arrived_at,
                  const HwAuditEvent *audit_wrong,
                  HwKeyOutcome *outcome,
                  guint *wrong_tries,
                  GError **error)
{
  guint ignored_wrong_tries;

  g_return_val_if_fail (HW_IS_STORE (self), FALSE);
  g_return_val_if_fail (registration != NULL, FALSE);
  g_return_val_if_fail (key_hash != NULL, FALSE);
  g_return_val_if_fail (outcome != NULL, FALSE);

  if (wrong_tries == NULL)
    wrong_tries = &ignored_wrong_tries;
  *outcome = HW_KEY_GONE;
  *wrong_tries = 0;

  return HW_STORE_GET_IFACE (self)->try_key (self, registration, key_hash, most_tries, arrived_at,
                                             audit_wrong, outcome, wrong_tries, error);
}

gboolean
hw_store_complete (HwStore *self,
                   const HwStoreComplete *complete,
                   HwKeyOutcome *outcome,
                   HwAccount **account,
                   GError **error)
{
  g_return_val_if_fail (HW_IS_STORE (self), FALSE);
  g_return_val_if_fail (complete != NULL, FALSE);
  g_return_val_if_fail (outcome != NULL, FALSE);
  g_return_val_if_fail (account != NULL, FALSE);

  *outcome = HW_KEY_GONE;
  *account = NULL;

  return HW_STORE_GET_IFACE (self)->complete (self, complete, outcome, account, error);
}

gboolean
hw_store_give_up (HwStore *self,
                  const HwHash *credential_hash,
                  const HwAuditEvent *audit,
                  gboolean *found,
                  GError **error)
{
  gboolean ignored_found;

  g_return_val_if_fail (HW_IS_STORE (self), FALSE);
  g_return_val_if_fail (credential_hash != NULL, FALSE);

  if (found == NULL)
    found = &ignored_found;
  *found = FALSE;

  return HW_STORE_GET_IFACE (self)->give_up (self, credential_hash, audit, found, error);
}

gboolean
hw_store_begin_login (HwStore *self,
                      const HwStoreLogin *login,
                      gboolean *limited,
                      gint64 *wait,
                      HwId *reservation,
                      HwAccount **account,
                      GError **error)
{
  gint64 ignored_wait;

  g_return_val_if_fail (HW_IS_STORE (self), FALSE);
  g_return_val_if_fail (login != NULL, FALSE);
  g_return_val_if_fail (limited != NULL, FALSE);
  g_return_val_if_fail (reservation != NULL, FALSE);
  g_return_val_if_fail (account != NULL, FALSE);

  if (wait == NULL)
    wait = &ignored_wait;
  *limited = FALSE;
  *wait = 0;
  *reservation = (HwId){ 0 };
  *account = NULL;

  return HW_STORE_GET_IFACE (self)->begin_login (self, login, limited, wait, reservation, account, error);
}

gboolean
hw_store_open_session (HwStore *self, const HwStoreOpenSession *open, gboolean *opened, GError **error)
{
  g_return_val_if_fail (HW_IS_STORE (self), FALSE);
  g_return_val_if_fail (open != NULL, FALSE);
  g_return_val_if_fail (opened != NULL, FALSE);

  *opened = FALSE;

  return HW_STORE_GET_IFACE (self)->open_session (self, open, opened, error);
}

gboolean
hw_store_find_session (HwStore *self,
                       const HwHash *credential_hash,
                       gint64 now,
                       gboolean extend,
                       HwSessionRecord **session,
                       HwAccount **account,
                       GError **error)
{
  g_return_val_if_fail (HW_IS_STORE (self), FALSE);
  g_return_val_if_fail (credential_hash != NULL, FALSE);
  g_return_val_if_fail (session != NULL, FALSE);

  *session = NULL;
  if (account != NULL)
    *account = NULL;

  return HW_STORE_GET_IFACE (self)->find_session (self, credential_hash, now, extend, session, account,
                                                  error);
}

gboolean
hw_store_list_sessions (HwStore *self, gint64 account_id, gint64 now, GPtrArray **sessions, GError **error)
{
  g_return_val_if_fail (HW_IS_STORE (self), FALSE);
  g_return_val_if_fail (sessions != NULL, FALSE);

  *sessions = NULL;

  return HW_STORE_GET_IFACE (self)->list_sessions (self, account_id, now, sessions, error);
}

gboolean
hw_store_end_session (HwStore *self,
                      gint64 account_id,
                      const HwId *id,
                      const HwAuditEvent *audit,
                      gboolean *found,
                      GError **error)
{
  gboolean ignored_found;

  g_return_val_if_fail (HW_IS_STORE (self), FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  if (found == NULL)
    found = &ignored_found;
  *found = FALSE;

  return HW_STORE_GET_IFACE (self)->end_session (self, account_id, id, audit, found, error);
}

gboolean
hw_store_end_sessions (HwStore *self,
                       gint64 account_id,
                       const HwAuditEvent *audit,
                       guint *count,
                       GError **error)
{
  guint ignored_count;

  g_return_val_if_fail (HW_IS_STORE (self), FALSE);

  if (count == NULL)
    count = &ignored_count;
  *count = 0;

  return HW_STORE_GET_IFACE (self)->end_sessions (self, account_id, audit, count, error);
}

gboolean
hw_store_change_password (HwStore *self,
                          const HwStorePasswordChange *change,
                          gboolean *changed,
                          GError **error)
{
  g_return_val_if_fail (HW_IS_STORE (self), FALSE);
  g_return_val_if_fail (change != NULL, FALSE);
  g_return_val_if_fail (changed != NULL, FALSE);

  *changed = FALSE;

  return HW_STORE_GET_IFACE (self)->change_password (self, change, changed, error);
}

gboolean
hw_store_add_accounts (HwStore *self,
                       GPtrArray *accounts,
                       GPtrArray *audits,
                       GArray **existing,
                       GError **error)
{
  g_return_val_if_fail (HW_IS_STORE (self), FALSE);
  g_return_val_if_fail (accounts != NULL, FALSE);

  if (existing != NULL)
    *existing = NULL;

  return HW_STORE_GET_IFACE (self)->add_accounts (self, accounts, audits, existing, error);
}

gboolean
hw_store_list_accounts (HwStore *self, GPtrArray **accounts, GError **error)
{
  g_return_val_if_fail (HW_IS_STORE (self), FALSE);
  g_return_val_if_fail (accounts != NULL, FALSE);

  *accounts = NULL;

  return HW_STORE_GET_IFACE (self)->list_accounts (self, accounts, error);
}

gboolean
hw_store_find_account (HwStore *self, const char *email, HwAccount **account, GError **error)
{
  g_return_val_if_fail (HW_IS_STORE (self), FALSE);
  g_return_val_if_fail (email != NULL, FALSE);
  g_return_val_if_fail (account != NULL, FALSE);

  *account = NULL;

  return HW_STORE_GET_IFACE (self)->find_account (self, email, account, error);
}

gboolean
hw_store_set_disabled (HwStore *self,
                       const char *email,
                       gboolean disabled,
                       const HwAuditEvent *audit,
                       GError **error)
{
  g_return_val_if_fail (HW_IS_STORE (self), FALSE);
  g_return_val_if_fail (email != NULL, FALSE);

  return HW_STORE_GET_IFACE (self)->set_disabled (self, email, disabled, audit, error);
}

gboolean
hw_store_remove_account (HwStore *self, const char *email, const HwAuditEvent *audit, GError **error)
{
  g_return_val_if_fail (HW_IS_STORE (self), FALSE);
  g_return_val_if_fail (email != NULL, FALSE);

  return HW_STORE_GET_IFACE (self)->remove_account (self, email, audit, error);
}

gboolean
hw_store_lease_mails (HwStore *self, gint64 now, gint64 until, guint most, GPtrArray **mails, GError **error)
{
  g_return_val_if_fail (HW_IS_STORE (self), FALSE);
  g_return_val_if_fail (mails != NULL, FALSE);

  *mails = NULL;

  return HW_STORE_GET_IFACE (self)->lease_mails (self, now, until, most, mails, error);
}

gboolean
hw_store_mail_hold (HwStore *self, const HwId *id, gint64 until, gboolean *held, GError **error)
{
  gboolean ignored_held;

  g_return_val_if_fail (HW_IS_STORE (self), FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  if (held == NULL)
    held = &ignored_held;
  *held = FALSE;

  return HW_STORE_GET_IFACE (self)->mail_hold (self, id, until, held, error);
}

gboolean
hw_store_mail_done (HwStore *self, const HwId *id, GError **error)
{
  g_return_val_if_fail (HW_IS_STORE (self), FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  return HW_STORE_GET_IFACE (self)->mail_done (self, id, error);
}

gboolean
hw_store_mail_retry (HwStore *self,
                     const HwId *id,
                     gint64 next_attempt_at,
                     const char *reason,
                     GError **error)
{
  g_return_val_if_fail (HW_IS_STORE (self), FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  return HW_STORE_GET_IFACE (self)->mail_retry (self, id, next_attempt_at, reason, error);
}

gboolean
hw_store_next_mail_at (HwStore *self, gint64 *next_at, GError **error)
{
  g_return_val_if_fail (HW_IS_STORE (self), FALSE);
  g_return_val_if_fail (next_at != NULL, FALSE);

  *next_at = 0;

  return HW_STORE_GET_IFACE (self)->next_mail_at (self, next_at, error);
}

gboolean
hw_store_outbox_state (HwStore *self, HwOutboxState *state, GError **error)
{
  g_return_val_if_fail (HW_IS_STORE (self), FALSE);
  g_return_val_if_fail (state != NULL, FALSE);

  *state = (HwOutboxState){ 0 };

  return HW_STORE_GET_IFACE (self)->outbox_state (self, state, error);
}

gboolean
hw_store_add_audit (HwStore *self, const HwAuditEvent *event, GError **error)
{
  g_return_val_if_fail (HW_IS_STORE (self), FALSE);
  g_return_val_if_fail (event != NULL, FALSE);

  return HW_STORE_GET_IFACE (self)->add_audit (self, event, error);
}

gboolean
hw_store_sweep (HwStore *self, const HwStoreSweep *sweep, guint *deleted, GError **error)
{
  guint ignored_deleted;

  g_return_val_if_fail (HW_IS_STORE (self), FALSE);
  g_return_val_if_fail (sweep != NULL, FALSE);

  if (deleted == NULL)
    deleted = &ignored_deleted;
  *deleted = 0;

  return HW_STORE_GET_IFACE (self)->sweep (self, sweep, deleted, error);
}

gboolean
hw_store_latest_instant (HwStore *self, gint64 *latest, GError **error)
{
  g_return_val_if_fail (HW_IS_STORE (self), FALSE);
  g_return_val_if_fail (latest != NULL, FALSE);

  *latest = 0;

  return HW_STORE_GET_IFACE (self)->latest_instant (self, latest, error);
}

gboolean
hw_store_now (HwStore *self, gint64 *now, GError **error)
{
  g_return_val_if_fail (HW_IS_STORE (self), FALSE);
  g_return_val_if_fail (now != NULL, FALSE);

  *now = 0;

  return HW_STORE_GET_IFACE (self)->now (self, now, error);
}

const HwStoreMeasures *
hw_store_get_measures (HwStore *self)
{
  g_return_val_if_fail (HW_IS_STORE (self), NULL);

  return HW_STORE_GET_IFACE (self)->get_measures (self);
}

gboolean
hw_store_ping (HwStore *self, GError **error)
{
  g_return_val_if_fail (HW_IS_STORE (self), FALSE);

  return HW_STORE_GET_IFACE (self)->ping (self, error);
}
