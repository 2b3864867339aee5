/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contract/hw-email.h"
#include "contract/hw-wipe.h"
#include "server/crypto/hw-credential.h"
#include "server/registration/hw-account-session.h"
#include "server/registration/hw-audit.h"
#include "server/registration/hw-login-check.h"
#include "server/registration/hw-refusal.h"
#include "server/registration/hw-session-view.h"

#define FAILURE_STEP (500 * G_TIME_SPAN_MILLISECOND)

/* The next multiple of 500 ms after arrival, so that no failure can be told from another by its duration. */
static gint64
next_failure_step (gint64 started_monotonic)
{
  gint64 elapsed = MAX (0, g_get_monotonic_time () - started_monotonic);

  return started_monotonic + (elapsed / FAILURE_STEP + 1) * FAILURE_STEP;
}

static HwSessionRecord *
new_session (HwOffice *office,
             const HwCaller *caller,
             const HwAccount *account,
             const HwLoginRequest *request,
             gint64 now)
{
  const HwRegistrationPolicy *policy = &office->policy;
  HwSessionRecord *session = hw_session_record_new ();

  session->id = hw_id_new ();
  session->account_id = account->id;
  session->device = g_strdup (request->device != NULL ? request->device : "");
  session->origin = g_strdup (caller->origin);
  session->remember = request->remember;
  session->created_at = now;
  session->last_used_at = now;
  session->idle_period = request->remember ? policy->remember_idle : policy->session_idle;
  session->idle_ends_at = now + session->idle_period;
  session->ends_at = now + (request->remember ? policy->remember_absolute : policy->session_absolute);
  return session;
}

/* (nullable): %NULL: failed, with @problem where it was the store, without where it is a failed login. */
static HwLogin *
open_session (HwOffice *office,
              const HwCaller *caller,
              const HwLoginRequest *request,
              const HwLoginCheck *check,
              HwProblem **problem)
{
  const HwAccount *account = check->account;
  gint64 now = hw_clock_now (office->clock);
  g_autoptr (HwSessionRecord) session = new_session (office, caller, account, request, now);
  g_autoptr (HwSecretString) credential = hw_credential_new ();
  g_autoptr (HwSecretString) new_hash = NULL;
  g_autoptr (HwAuditEvent) audit = hw_audit_event_for (office, caller, "login", "done", account->email);
  g_autoptr (HwLogin) login = NULL;
  g_autoptr (GError) error = NULL;
  gboolean opened = FALSE;

  if (!hw_credential_hash (credential, &session->credential_hash))
    g_assert_not_reached ();
  if (check->outdated)
    new_hash =
      hw_office_hash_password (office, request->password); /* without memory: the next login's business */

  HwStoreOpenSession store_open = {
    .now = now,
    .session = session,
    .most_sessions = HW_MOST_SESSIONS,
    .reservation = check->reservation,
    .known_origin = check->known_origin,
    .password_hash = account->password_hash,
    .new_password_hash = new_hash,
    .audit = audit,
  };
  if (!hw_store_open_session (office->store, &store_open, &opened, &error))
    {
      hw_refuse_store (problem, caller, error);
      return NULL;
    }
  if (!opened)
    return NULL;

  hw_audit_log (office, audit);
  login = g_new0 (HwLogin, 1);
  login->credential = g_steal_pointer (&credential);
  login->expires_at = hw_session_ends_at (session);
  login->expires_in = hw_seconds_from_now (login->expires_at - now);
  login->account = hw_account_summarize (account, account->last_login_at);
  return g_steal_pointer (&login);
}

HwLogin *
hw_account_session_login (HwOffice *office,
                          const HwCaller *caller,
                          const HwLoginRequest *request,
                          gint64 started_monotonic,
                          gint64 *answer_at,
                          HwProblem **problem)
{
  g_autofree char *email = hw_email_normalize (request->email, NULL);
  g_auto (HwLoginCheck) check = { 0 };
  g_autoptr (HwLogin) login = NULL;

  *answer_at = 0;
  if (!hw_login_check_run (&check, office, caller, email, request->password, "login", problem))
    return NULL;

  if (check.right)
    login = open_session (office, caller, request, &check, problem);
  if (login == NULL && check.right && *problem == NULL
      && hw_login_check_again (&check, office, caller, request->password, problem))
    login = open_session (office, caller, request, &check, problem);
  if (login == NULL && *problem == NULL)
    {
      hw_audit_failure (office, caller, "login-failed", "login-failed", email);
      hw_refuse (problem, HW_PROBLEM_LOGIN_FAILED);
      *answer_at = next_failure_step (started_monotonic);
    }
  return g_steal_pointer (&login);
}
