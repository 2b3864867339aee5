/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contract/hw-wipe.h"
#include "server/registration/hw-account-session.h"
#include "server/registration/hw-audit.h"
#include "server/registration/hw-login-check.h"
#include "server/registration/hw-password-fields.h"
#include "server/registration/hw-refusal.h"
#include "server/registration/hw-session-view.h"

#define EVENT "password-changed"

static HwMailRecord *
new_notice (const HwCaller *caller, const HwAccount *account, gint64 now)
{
  HwMailRecord *mail = hw_mail_record_new ();

  mail->id = hw_id_new ();
  mail->kind = HW_MAIL_PASSWORD_CHANGED;
  mail->language = caller->language;
  mail->recipient = g_strdup (account->email);
  mail->requested_at = now;
  mail->next_attempt_at = now;
  return mail;
}

static gboolean
change_password (HwOffice *office,
                 const HwCaller *caller,
                 const HwSessionRecord *session,
                 const HwLoginCheck *check,
                 const char *new_hash,
                 HwProblem **problem)
{
  const HwAccount *account = check->account;
  gint64 now = hw_clock_now (office->clock);
  g_autoptr (HwMailRecord) notice = new_notice (caller, account, now);
  g_autoptr (HwAuditEvent) audit = hw_audit_event_for (office, caller, EVENT, "done", account->email);
  g_autoptr (GError) error = NULL;
  gboolean changed = FALSE;
  HwStorePasswordChange store_change = {
    .now = now,
    .account_id = account->id,
    .current_session = session->id,
    .password_hash = account->password_hash,
    .new_password_hash = new_hash,
    .reservation = check->reservation,
    .known_origin = check->known_origin,
    .notice = notice,
    .audit = audit,
  };

  if (!hw_store_change_password (office->store, &store_change, &changed, &error))
    {
      hw_refuse_store (problem, caller, error);
      return FALSE;
    }
  if (!changed)
    {
      /* Changed by someone else, or disabled, since the session was found: either ended the session. */
      hw_refuse (problem, HW_PROBLEM_CREDENTIAL_INVALID);
      return FALSE;
    }
  hw_audit_log (office, audit);
  return TRUE;
}

gboolean
hw_account_session_change_password (HwOffice *office,
                                    const HwCaller *caller,
                                    const char *credential,
                                    const HwPasswordChange *change,
                                    HwProblem **problem)
{
  g_autoptr (HwSessionRecord) session = NULL;
  g_autoptr (HwAccount) account = NULL;
  g_auto (HwLoginCheck) check = { 0 };
  g_autoptr (HwSecretString) new_hash = NULL;

  session = hw_session_find (office, caller, credential, &account, problem);
  if (session == NULL)
    return FALSE;

  /* The rules first: what they refuse costs none of the tries that the current password has. */
  hw_password_fields_check (change->new_password, account->email, NULL, "/new_password", problem);
  if (*problem != NULL)
    return FALSE;

  /* Under the limits of failed logins, so that a stolen session cannot guess the password. */
  if (!hw_login_check_run (&check, office, caller, account->email, change->current_password, EVENT, problem))
    return FALSE;
  if (!check.right || check.account->id != account->id)
    {
      hw_audit_failure (office, caller, EVENT, "wrong-password", account->email);
      hw_refuse_field (problem, "/current_password", "wrong-password");
      return FALSE;
    }

  new_hash = hw_office_hash_password (office, change->new_password);
  if (new_hash == NULL)
    {
      hw_refuse_no_memory (problem, caller);
      return FALSE;
    }
  return change_password (office, caller, session, &check, new_hash, problem);
}
