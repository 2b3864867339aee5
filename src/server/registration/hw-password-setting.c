/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contract/hw-authentication-key.h"
#include "contract/hw-email.h"
#include "contract/hw-wipe.h"
#include "server/registration/hw-audit.h"
#include "server/registration/hw-limits.h"
#include "server/registration/hw-login-check.h"
#include "server/registration/hw-password-fields.h"
#include "server/registration/hw-password-registration.h"
#include "server/registration/hw-refusal.h"
#include "server/registration/hw-registration-view.h"

/* One PUT on its way: API.md, "Order in PUT password". */
typedef struct
{
  HwOffice *office;
  const HwCaller *caller;
  HwHash credential_hash;
  HwRegistrationRecord *record; /* as found */
  const char *password;         /* as sent */
  HwHash key_hash;
} Setting;

/* Field rules cost no try. (transfer full) (nullable): the normalized key, a secret. */
static char *
check_fields (const HwPasswordSubmission *submission, const char *email, HwProblem **problem)
{
  g_autoptr (HwSecretString) key = hw_authentication_key_normalize (submission->authentication_key);

  if (hw_authentication_key_check (key, NULL) == HW_AUTHENTICATION_KEY_OK)
    {
      hw_password_fields_check (submission->password, email, key, "/password", problem);
    }
  else
    {
      hw_password_fields_check (submission->password, email, NULL, "/password", problem);
      hw_refuse_field (problem, "/authentication_key", "malformed-key");
    }
  return *problem == NULL ? g_steal_pointer (&key) : NULL;
}

static void
refuse_closed (Setting *setting, HwProblem **problem)
{
  hw_audit_refusal (setting->office, setting->caller, "password-set", "registration-closed",
                    setting->record->email);
  hw_refuse (problem, HW_PROBLEM_REGISTRATION_CLOSED);
  (*problem)->state = g_strdup (hw_registration_state_name (HW_REGISTRATION_COMPLETED));
}

/* Whether a repeat may be looked at: for 1800 s, and while the password that it set is still the account's.
 */
static gboolean
may_repeat (Setting *setting, const HwRegistrationRecord *record, const HwAccount *account)
{
  return account != NULL && !account->disabled && record->completed_at != 0
         && account->password_set_at == record->completed_at
         && setting->caller->arrived_at - record->completed_at < HW_IDEMPOTENCY_PERIOD
         && hw_hash_equal (&record->key_hash, &setting->key_hash);
}

/* The same key and password again after the answer was lost. Whoever has key and credential must not guess
 * the password here more often than by logging in: what is wrong counts as a failed login, and where those
 * have reached their limit nothing is compared. What is right costs nothing, however often it comes at once.
 *
 * FALSE with @problem where the store fails. */
static gboolean
repeats_what_was_set (Setting *setting, const HwAccount *account, gboolean *repeats, HwProblem **problem)
{
  g_autoptr (GError) error = NULL;
  gboolean limited = TRUE;

  *repeats = FALSE;
  if (!hw_login_guess_is_limited (setting->office, setting->caller, account->email, &limited, &error))
    {
      hw_refuse_store (problem, setting->caller, error);
      return FALSE;
    }
  if (limited)
    return TRUE;
  *repeats = hw_office_verify_password (setting->office, account->password_hash, setting->password, NULL);
  if (*repeats || hw_login_guess_count (setting->office, setting->caller, account->email, &error))
    return TRUE;
  hw_refuse_store (problem, setting->caller, error);
  return FALSE;
}

static HwCompletion *
answer_completed (Setting *setting, HwProblem **problem)
{
  g_autoptr (HwRegistrationRecord) record = NULL;
  g_autoptr (HwAccount) account = NULL;
  g_autoptr (GError) error = NULL;
  gboolean repeats = FALSE;

  if (!hw_store_find_registration (setting->office->store, &setting->credential_hash,
                                   setting->record->started_at, &record, &account, &error))
    {
      hw_refuse_store (problem, setting->caller, error);
      return NULL;
    }
  if (record == NULL)
    {
      hw_refuse (problem, HW_PROBLEM_CREDENTIAL_INVALID);
      return NULL;
    }
  if (may_repeat (setting, record, account) && !repeats_what_was_set (setting, account, &repeats, problem))
    return NULL;
  if (!repeats)
    {
      refuse_closed (setting, problem);
      return NULL;
    }
  hw_audit_refusal (setting->office, setting->caller, "password-set-repeated", "done", account->email);
  return hw_account_completion (account);
}

/* Every outcome but RIGHT. */
static HwCompletion *
answer_not_right (Setting *setting, HwKeyOutcome outcome, guint wrong_tries, HwProblem **problem)
{
  const char *email = setting->record->email;

  switch (outcome)
    {
    case HW_KEY_WRONG:
      hw_refuse (problem, HW_PROBLEM_KEY_WRONG);
      (*problem)->attempts_left = hw_registration_attempts_left (setting->office, wrong_tries);
      return NULL;
    case HW_KEY_EXPIRED:
      hw_audit_refusal (setting->office, setting->caller, "password-set", "key-expired", email);
      hw_refuse (problem, HW_PROBLEM_KEY_EXPIRED);
      return NULL;
    case HW_KEY_LOCKED:
      hw_audit_refusal (setting->office, setting->caller, "password-set", "registration-locked", email);
      hw_refuse (problem, HW_PROBLEM_REGISTRATION_LOCKED);
      return NULL;
    case HW_KEY_COMPLETED:
      return answer_completed (setting, problem);
    case HW_KEY_GONE:
      hw_audit_refusal (setting->office, setting->caller, "password-set", "credential-invalid", email);
      hw_refuse (problem, HW_PROBLEM_CREDENTIAL_INVALID);
      return NULL;
    case HW_KEY_RIGHT:
    default:
      g_assert_not_reached ();
    }
}

static HwMailRecord *
new_notice (Setting *setting, gint64 now)
{
  HwMailRecord *mail = hw_mail_record_new ();

  mail->id = hw_id_new ();
  mail->kind = HW_MAIL_PASSWORD_SET;
  mail->purpose = setting->record->purpose;
  mail->language = setting->caller->language;
  mail->recipient = g_strdup (setting->record->email);
  memcpy (mail->reference, setting->record->reference, sizeof mail->reference);
  mail->requested_at = now;
  mail->next_attempt_at = now;
  return mail;
}

static HwCompletion *
complete (Setting *setting, const char *password_hash, HwProblem **problem)
{
  HwOffice *office = setting->office;
  const char *origin = setting->caller->origin;
  gint64 now = hw_clock_now (office->clock);
  g_autofree char *folded = hw_email_fold (setting->record->email);
  g_autoptr (HwMailRecord) notice = new_notice (setting, now);
  g_autoptr (HwAuditEvent) audit =
    hw_audit_event_for (office, setting->caller, "password-set", "done", setting->record->email);
  g_autoptr (HwAccount) account = NULL;
  g_autoptr (GError) error = NULL;
  HwKeyOutcome outcome;
  HwStoreComplete store_complete = {
    .now = now,
    .arrived_at = setting->caller->arrived_at,
    .registration = setting->record->id,
    .key_hash = setting->key_hash,
    .most_tries = office->policy.key_tries,
    .password_hash = password_hash,
    .known_origin = hw_limits_known_origin (office, folded, origin),
    .login_failures_owner = hw_limits_login_owner (office, folded),
    .notice = notice,
    .audit = audit,
  };

  if (!hw_store_complete (office->store, &store_complete, &outcome, &account, &error))
    {
      hw_refuse_store (problem, setting->caller, error);
      return NULL;
    }
  /* WRONG here: a resend replaced the key while the password was hashed; it was right when it was compared
   * and costs no try. */
  if (outcome != HW_KEY_RIGHT)
    return answer_not_right (setting, outcome, setting->record->wrong_tries, problem);

  hw_audit_log (office, audit);
  return hw_account_completion (account);
}

static HwCompletion *
set_password (Setting *setting, HwProblem **problem)
{
  HwOffice *office = setting->office;
  g_autoptr (HwAuditEvent) audit_wrong =
    hw_audit_event_for (office, setting->caller, "key-wrong", "key-wrong", setting->record->email);
  g_autoptr (HwSecretString) password_hash = NULL;
  g_autoptr (GError) error = NULL;
  HwKeyOutcome outcome;
  guint wrong_tries = 0;

  if (!hw_store_try_key (office->store, &setting->record->id, &setting->key_hash, office->policy.key_tries,
                         setting->caller->arrived_at, audit_wrong, &outcome, &wrong_tries, &error))
    {
      hw_refuse_store (problem, setting->caller, error);
      return NULL;
    }
  if (outcome == HW_KEY_WRONG)
    hw_audit_log (office, audit_wrong);
  if (outcome != HW_KEY_RIGHT)
    return answer_not_right (setting, outcome, wrong_tries, problem);

  password_hash = hw_office_hash_password (office, setting->password);
  if (password_hash == NULL)
    {
      hw_refuse_no_memory (problem, setting->caller);
      return NULL;
    }
  return complete (setting, password_hash, problem);
}

HwCompletion *
hw_password_registration_set_password (HwOffice *office,
                                       const HwCaller *caller,
                                       const char *credential,
                                       const HwPasswordSubmission *submission,
                                       HwProblem **problem)
{
  Setting setting = { .office = office, .caller = caller, .password = submission->password };
  g_autoptr (HwRegistrationRecord) record = NULL;
  g_autoptr (HwSecretString) key = NULL;

  record = hw_registration_find (office, caller, credential, &setting.credential_hash, NULL, problem);
  if (record == NULL)
    return NULL;

  key = check_fields (submission, record->email, problem);
  if (key == NULL)
    return NULL;

  setting.record = record;
  setting.key_hash = hw_server_secret_hash (office->secret, HW_SECRET_USE_KEY, record->id.text, key, NULL);
  return set_password (&setting, problem);
}
