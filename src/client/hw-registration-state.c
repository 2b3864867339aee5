/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/hw-registration-private.h"

#include "contract/hw-wipe.h"

static HwRegistrationStage
stage_of_state (HwRegistrationState state)
{
  switch (state)
    {
    case HW_REGISTRATION_AWAITING_KEY:
      return HW_STAGE_AWAITING_KEY;

    case HW_REGISTRATION_COMPLETED:
      return HW_STAGE_COMPLETED;

    case HW_REGISTRATION_EXPIRED:
      return HW_STAGE_EXPIRED;

    case HW_REGISTRATION_LOCKED:
      return HW_STAGE_LOCKED;

    default:
      g_assert_not_reached ();
    }
}

void
hw_registration_take_status (HwRegistration *self,
                             const HwRegistrationStatus *status,
                             HwRegistrationStatusForm form)
{
  HwRegistrationStage stage = HW_STAGE_AWAITING_KEY;

  g_object_freeze_notify (G_OBJECT (self));
  if (form == HW_REGISTRATION_STATUS_STARTED)
    hw_registration_set_attempts_left (self, HW_ATTEMPTS_NOT_KNOWN);
  if (form == HW_REGISTRATION_STATUS_CURRENT)
    {
      hw_registration_set_attempts_left (self, status->attempts_left);
      stage = stage_of_state (status->state);
    }

  hw_registration_set_sender (self, status->reference, status->mail_from);
  self->expires_at = status->expires_at;
  if (stage == HW_STAGE_AWAITING_KEY && status->expires_in == 0)
    stage = HW_STAGE_EXPIRED;
  hw_registration_set_countdown (
    self, stage == HW_STAGE_AWAITING_KEY ? status->expires_in : 0,
    stage == HW_STAGE_AWAITING_KEY || stage == HW_STAGE_EXPIRED ? status->resend_in : 0);

  if (stage == HW_STAGE_COMPLETED && status->establishment != NULL)
    {
      HwCompletion *completion = g_new0 (HwCompletion, 1);

      completion->email = g_strdup (status->email);
      completion->opened_at = status->opened_at;
      completion->establishment = hw_establishment_copy (status->establishment);
      hw_registration_take_completion (self, completion);
    }
  else
    hw_registration_set_stage (self, stage);
  if (stage == HW_STAGE_LOCKED)
    hw_registration_forget_item (self);
  g_object_thaw_notify (G_OBJECT (self));
}

void
hw_registration_take_completion (HwRegistration *self, HwCompletion *completion)
{
  g_object_freeze_notify (G_OBJECT (self));
  g_clear_pointer (&self->completion, hw_completion_free);
  self->completion = completion;
  g_clear_pointer (&self->credential, hw_wipe_free);
  hw_registration_set_countdown (self, 0, 0);
  hw_registration_set_stage (self, HW_STAGE_COMPLETED);
  hw_registration_forget_item (self);
  g_object_thaw_notify (G_OBJECT (self));
}

void
hw_registration_take_refusal (HwRegistration *self, const HwProblem *problem)
{
  g_object_freeze_notify (G_OBJECT (self));
  if (problem->code == HW_PROBLEM_KEY_WRONG && problem->attempts_left >= 0)
    hw_registration_set_attempts_left (self, problem->attempts_left);

  if (problem->code == HW_PROBLEM_REGISTRATION_LOCKED
      || (problem->code == HW_PROBLEM_KEY_WRONG && problem->attempts_left == 0))
    {
      hw_registration_set_attempts_left (self, 0);
      hw_registration_set_countdown (self, 0, 0);
      hw_registration_set_stage (self, HW_STAGE_LOCKED);
      hw_registration_forget_item (self);
    }
  else if (problem->code == HW_PROBLEM_KEY_EXPIRED)
    {
      hw_registration_set_countdown (self, 0, HW_COUNTDOWN_AS_IT_IS);
      hw_registration_set_stage (self, HW_STAGE_EXPIRED);
    }
  else if (problem->code == HW_PROBLEM_CREDENTIAL_INVALID)
    hw_registration_end (self);
  else if (problem->code == HW_PROBLEM_TOO_MANY_REQUESTS && problem->retry_in > 0 && self->credential != NULL)
    hw_registration_set_countdown (self, HW_COUNTDOWN_AS_IT_IS, problem->retry_in);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
remove_item (HwRegistration *self, HwStoredCredential **item)
{
  g_autoptr (HwStoredCredential) removed = g_steal_pointer (item);

  if (removed != NULL)
    hw_credential_store_remove_async (self->store, removed, NULL, NULL, NULL);
}

void
hw_registration_forget_item (HwRegistration *self)
{
  hw_registration_set_remembered (self, FALSE);
  remove_item (self, &self->item);
}

void
hw_registration_forget_former_item (HwRegistration *self)
{
  remove_item (self, &self->former_item);
}

void
hw_registration_set_item_aside (HwRegistration *self)
{
  if (self->item == NULL)
    return;

  hw_registration_forget_former_item (self);
  self->former_item = g_steal_pointer (&self->item);
  hw_registration_set_remembered (self, FALSE);
}

void
hw_registration_end (HwRegistration *self)
{
  g_object_freeze_notify (G_OBJECT (self));
  g_clear_pointer (&self->credential, hw_wipe_free);
  hw_registration_set_countdown (self, 0, 0);
  hw_registration_set_stage (self, HW_STAGE_ENDED);
  hw_registration_forget_item (self);
  g_object_thaw_notify (G_OBJECT (self));
}

void
hw_registration_restart (HwRegistration *self)
{
  g_return_if_fail (HW_IS_REGISTRATION (self));

  g_object_freeze_notify (G_OBJECT (self));
  /* A key that is still good can be resumed from the keyring until another start has taken its place. */
  if (self->stage == HW_STAGE_AWAITING_KEY)
    hw_registration_set_item_aside (self);
  else
    hw_registration_forget_item (self);

  self->run++;
  self->expires_at = 0;
  g_clear_pointer (&self->credential, hw_wipe_free);
  g_clear_pointer (&self->start_key, hw_wipe_free);
  g_clear_pointer (&self->resend_key, hw_wipe_free);
  g_clear_pointer (&self->start_request, g_free);
  g_clear_pointer (&self->completion, hw_completion_free);
  hw_registration_set_attempts_left (self, HW_ATTEMPTS_NOT_KNOWN);
  hw_registration_set_sender (self, NULL, self->mail_from);
  hw_registration_set_countdown (self, 0, 0);
  hw_registration_set_stage (self, HW_STAGE_NOT_STARTED);
  g_object_thaw_notify (G_OBJECT (self));
}
