/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/registration/hw-session-view.h"

#include "server/registration/hw-audit.h"
#include "server/registration/hw-refusal.h"

HwSessionRecord *
hw_session_find (HwOffice *office,
                 const HwCaller *caller,
                 const char *credential,
                 HwAccount **account,
                 HwProblem **problem)
{
  g_autoptr (HwSessionRecord) session = NULL;
  g_autoptr (GError) error = NULL;
  HwHash credential_hash;

  if (credential != NULL && hw_credential_hash (credential, &credential_hash)
      && !hw_store_find_session (office->store, &credential_hash, hw_clock_now (office->clock), TRUE,
                                 &session, account, &error))
    {
      hw_refuse_store (problem, caller, error);
      return NULL;
    }

  if (session == NULL)
    {
      hw_audit_refusal (office, caller, "session-credential", "credential-invalid", NULL);
      hw_refuse (problem, HW_PROBLEM_CREDENTIAL_INVALID);
    }
  return g_steal_pointer (&session);
}

gint64
hw_session_ends_at (const HwSessionRecord *session)
{
  return MIN (session->idle_ends_at, session->ends_at);
}

HwAccountSummary *
hw_account_summarize (const HwAccount *account, gint64 last_login_at)
{
  HwAccountSummary *summary = g_new0 (HwAccountSummary, 1);

  summary->email = g_strdup (account->email);
  summary->opened_at = account->opened_at;
  summary->last_login_at = last_login_at;
  summary->establishment = hw_establishment_new (account->establishment_number, account->establishment_name);
  return summary;
}
