/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/hw-session.h"

G_BEGIN_DECLS

/* What hw-session.c (a session that is there) and hw-session-log-in.c (how one comes to be) share. */
struct _HwSession
{
  GObject parent_instance;

  HwApi *api;
  HwCredentialStore *store;
  char *credential; /* (nullable): a secret; NULL once it is over */
  char *email;
  HwEstablishment *establishment; /* (nullable) */
  HwStoredCredential *item;       /* (nullable): what stands for it in the keyring, where that took it */
  gboolean kept;
  gboolean alive;
};

HwSession *hw_session_new (HwApi *api, HwCredentialStore *store, const char *credential, const char *email);
void hw_session_take_account (HwSession *self, const HwAccountSummary *account);
void hw_session_set_kept (HwSession *self, gboolean kept);

G_END_DECLS
