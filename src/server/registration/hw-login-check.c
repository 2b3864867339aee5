/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/registration/hw-login-check.h"

#include "contract/hw-email.h"
#include "server/registration/hw-audit.h"
#include "server/registration/hw-limits.h"
#include "server/registration/hw-refusal.h"

void
hw_login_check_clear (HwLoginCheck *self)
{
  g_clear_pointer (&self->folded, g_free);
  g_clear_pointer (&self->account, hw_account_free);
}

/* (nullable): the hash to compare with; %NULL: nobody can log in to it, whatever the password. */
static const char *
usable_hash (const HwAccount *account)
{
  if (account == NULL || account->disabled || account->opened_at == 0)
    return NULL;
  return account->password_hash;
}

/* (out) @limits: what @login points to. */
static void
prepare (HwOffice *office, const HwCaller *caller, const char *folded, HwLimits *limits, HwStoreLogin *login)
{
  gint64 now = hw_clock_now (office->clock);

  *login = (HwStoreLogin){ .now = now,
                           .known_origin = hw_limits_known_origin (office, folded, caller->origin),
                           .known_since = now - HW_KNOWN_ORIGIN_PERIOD,
                           .email = folded };
  hw_limits_for_login (office, folded, caller->origin, limits, &login->account_limit);
  login->limits = limits->items;
  login->n_limits = limits->n_items;
}

gboolean
hw_login_check_run (HwLoginCheck *self,
                    HwOffice *office,
                    const HwCaller *caller,
                    const char *email,
                    const char *password,
                    const char *event,
                    HwProblem **problem)
{
  g_autoptr (GError) error = NULL;
  gboolean limited = FALSE;
  gint64 wait = 0;
  HwLimits limits;
  HwStoreLogin login;

  self->folded = hw_email_fold (email);
  prepare (office, caller, self->folded, &limits, &login);
  self->known_origin = login.known_origin;
  if (!hw_store_begin_login (office->store, &login, &limited, &wait, &self->reservation, &self->account,
                             &error))
    {
      hw_refuse_store (problem, caller, error);
      return FALSE;
    }
  if (limited)
    {
      hw_audit_refusal (office, caller, event, "too-many-requests", email);
      hw_refuse_limited (problem, wait);
      return FALSE;
    }

  self->right = hw_office_verify_password (office, usable_hash (self->account), password, &self->outdated);
  return TRUE;
}

gboolean
hw_login_check_again (HwLoginCheck *self,
                      HwOffice *office,
                      const HwCaller *caller,
                      const char *password,
                      HwProblem **problem)
{
  g_autoptr (HwAccount) account = NULL;
  g_autoptr (GError) error = NULL;
  const char *former = usable_hash (self->account);

  if (!hw_store_find_account (office->store, self->folded, &account, &error))
    {
      hw_refuse_store (problem, caller, error);
      return FALSE;
    }
  if (usable_hash (account) == NULL || g_strcmp0 (usable_hash (account), former) == 0)
    return FALSE;

  hw_account_free (self->account);
  self->account = g_steal_pointer (&account);
  self->right = hw_office_verify_password (office, self->account->password_hash, password, &self->outdated);
  return self->right;
}

gboolean
hw_login_guess_is_limited (HwOffice *office,
                           const HwCaller *caller,
                           const char *email,
                           gboolean *limited,
                           GError **error)
{
  g_autofree char *folded = hw_email_fold (email);
  gint64 wait = 0;
  HwLimits limits;
  HwStoreLogin login;

  prepare (office, caller, folded, &limits, &login);
  if (!hw_store_limit_wait (office->store, login.limits, login.n_limits, login.now, &wait, error))
    return FALSE;
  *limited = wait > 0;
  return TRUE;
}

gboolean
hw_login_guess_count (HwOffice *office, const HwCaller *caller, const char *email, GError **error)
{
  g_autofree char *folded = hw_email_fold (email);
  g_autoptr (HwAccount) account = NULL;
  gboolean limited;
  gint64 wait;
  HwId reservation;
  HwLimits limits;
  HwStoreLogin login;

  prepare (office, caller, folded, &limits, &login);
  /* What others have failed over all origins must not keep this one from being counted. */
  login.account_limit.most = G_MAXINT;
  return hw_store_begin_login (office->store, &login, &limited, &wait, &reservation, &account, error);
}
