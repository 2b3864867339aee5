/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/hw-registration.h"

G_BEGIN_DECLS

/* What the three files of HwRegistration share: hw-registration.c holds the properties,
 * hw-registration-state.c what an answer means for them, hw-registration-calls.c what is asked of server and
 * keyring. */
#define HW_ATTEMPTS_NOT_KNOWN (-1)
#define HW_COUNTDOWN_AS_IT_IS (-1)

struct _HwRegistration
{
  GObject parent_instance;

  HwApi *api;
  HwCredentialStore *store;
  HwPurpose purpose;
  char *email;
  char *privacy_version; /* (nullable): read and agreed to */
  char *terms_version;   /* (nullable) */

  HwRegistrationStage stage;
  char *credential;                /* (nullable): a secret */
  HwStoredCredential *item;        /* (nullable): what stands for it in the keyring, where that took it */
  HwStoredCredential *former_item; /* (nullable): of the run before, until a new one has started */
  guint run;                       /* counted up where answers to what was asked before no longer count */
  char *reference;                 /* (nullable) */
  char *mail_from;                 /* (nullable) */
  gint64 expires_at;               /* instant, for display */
  int attempts_left;
  HwCompletion *completion; /* (nullable) */
  gboolean remembered;

  gint64 key_ends;    /* on the boot clock; 0: nothing counts down */
  gint64 resend_from; /* on the boot clock; 0: nothing counts down */
  guint seconds_left;
  guint resend_seconds;
  guint tick; /* source id; 0: nothing counts down */

  guint calls; /* under way */

  char *start_key;     /* (nullable): of a start whose answer is not known; a secret */
  char *start_request; /* (nullable): what it was sent with */
  char *resend_key;    /* (nullable): of a resend whose answer is not known; a secret */
};

/* Setters that notify only of a change. */
void hw_registration_set_stage (HwRegistration *self, HwRegistrationStage stage);
void hw_registration_set_attempts_left (HwRegistration *self, int attempts_left);
void hw_registration_set_sender (HwRegistration *self, const char *reference, const char *mail_from);
void hw_registration_set_remembered (HwRegistration *self, gboolean remembered);
/* Seconds from now; 0: over; or HW_COUNTDOWN_AS_IT_IS. */
void hw_registration_set_countdown (HwRegistration *self, gint64 key_seconds, gint64 resend_seconds);

/* hw_registration_begin_call, …_end_call: `busy` from the first to the last. */
void hw_registration_begin_call (HwRegistration *self);
void hw_registration_end_call (HwRegistration *self);

/* hw_registration_take_status: what the server said; @form: which of its answers that was. */
void hw_registration_take_status (HwRegistration *self,
                                  const HwRegistrationStatus *status,
                                  HwRegistrationStatusForm form);

/* hw_registration_take_completion: (transfer full): it is done. */
void hw_registration_take_completion (HwRegistration *self, HwCompletion *completion);

/* hw_registration_take_refusal: what a refusal says about where the registration stands. */
void hw_registration_take_refusal (HwRegistration *self, const HwProblem *problem);

/* hw_registration_forget_item: the keyring is told to drop what it has; not waited for. */
void hw_registration_forget_item (HwRegistration *self);

/* hw_registration_set_item_aside: the keyring keeps what it has until …_forget_former_item(). */
void hw_registration_set_item_aside (HwRegistration *self);
void hw_registration_forget_former_item (HwRegistration *self);

/* hw_registration_end: given up, or no longer known to the server: ENDED, nothing kept. */
void hw_registration_end (HwRegistration *self);

G_END_DECLS
