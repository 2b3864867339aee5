/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/registration/hw-registration-view.h"

#include "contract/hw-email.h"
#include "server/registration/hw-audit.h"
#include "server/registration/hw-limits.h"
#include "server/registration/hw-refusal.h"

HwRegistrationRecord *
hw_registration_find (HwOffice *office,
                      const HwCaller *caller,
                      const char *credential,
                      HwHash *credential_hash,
                      HwAccount **account,
                      HwProblem **problem)
{
  g_autoptr (HwRegistrationRecord) record = NULL;
  g_autoptr (GError) error = NULL;
  gint64 not_before = hw_clock_now (office->clock) - HW_REGISTRATION_PERIOD;

  if (credential != NULL && hw_credential_hash (credential, credential_hash)
      && !hw_store_find_registration (office->store, credential_hash, not_before, &record, account, &error))
    {
      hw_refuse_store (problem, caller, error);
      return NULL;
    }

  if (record == NULL)
    {
      hw_audit_refusal (office, caller, "registration-credential", "credential-invalid", NULL);
      hw_refuse (problem, HW_PROBLEM_CREDENTIAL_INVALID);
    }
  return g_steal_pointer (&record);
}

HwRegistrationState
hw_registration_state_of (HwOffice *office, const HwRegistrationRecord *record, gint64 now)
{
  if (record->completed_at != 0)
    return HW_REGISTRATION_COMPLETED;
  if (record->wrong_tries >= office->policy.key_tries)
    return HW_REGISTRATION_LOCKED;
  if (now >= record->expires_at)
    return HW_REGISTRATION_EXPIRED;
  return HW_REGISTRATION_AWAITING_KEY;
}

guint
hw_registration_attempts_left (HwOffice *office, guint wrong_tries)
{
  return wrong_tries >= office->policy.key_tries ? 0 : office->policy.key_tries - wrong_tries;
}

HwRegistrationStatus *
hw_registration_view (HwOffice *office,
                      const HwCaller *caller,
                      const HwRegistrationRecord *record,
                      const HwAccount *account,
                      HwProblem **problem)
{
  g_autoptr (HwRegistrationStatus) status = hw_registration_status_new ();
  g_autofree char *folded = hw_email_fold (record->email);
  g_autoptr (GError) error = NULL;
  gint64 now = hw_clock_now (office->clock);
  HwLimits limits;
  gint64 wait = 0;

  hw_limits_for_mail (office, folded, caller->origin, &limits);
  if (!hw_store_limit_wait (office->store, limits.items, limits.n_items, now, &wait, &error))
    {
      hw_refuse_store (problem, caller, error);
      return NULL;
    }

  status->purpose = record->purpose;
  status->state = hw_registration_state_of (office, record, now);
  status->reference = g_strdup (record->reference);
  status->email = g_strdup (record->email);
  status->mail_from = g_strdup (office->mail_from);
  if (status->state == HW_REGISTRATION_AWAITING_KEY)
    status->expires_in = hw_seconds_from_now (record->expires_at - now);
  status->expires_at = record->expires_at;
  status->resend_in = hw_seconds_from_now (wait);
  status->attempts_left = hw_registration_attempts_left (office, record->wrong_tries);
  if (status->state == HW_REGISTRATION_COMPLETED && account != NULL)
    {
      status->opened_at = account->opened_at;
      status->establishment =
        hw_establishment_new (account->establishment_number, account->establishment_name);
    }
  return g_steal_pointer (&status);
}

HwCompletion *
hw_account_completion (const HwAccount *account)
{
  HwCompletion *completion = g_new0 (HwCompletion, 1);

  completion->email = g_strdup (account->email);
  completion->opened_at = account->opened_at;
  completion->establishment =
    hw_establishment_new (account->establishment_number, account->establishment_name);
  return completion;
}
