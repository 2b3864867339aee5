/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/registration/hw-registration-policy.h"
#include "server/store/hw-clock.h"
#include "server/store/hw-store.h"

G_BEGIN_DECLS

/* What the services share: handed in once, replaceable in tests. Immutable; may be used from every thread. */
typedef struct
{
  HwStore *store;
  HwServerSecret *secret;
  HwClock *clock;
  HwRegistrationPolicy policy;
  char *mail_from; /* shown to the employer */
} HwOffice;

HwOffice *hw_office_new (HwStore *store,
                         HwServerSecret *secret,
                         HwClock *clock,
                         const HwRegistrationPolicy *policy,
                         const char *mail_from);
void hw_office_free (HwOffice *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwOffice, hw_office_free)

G_END_DECLS
