/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/hw-client.h"

G_BEGIN_DECLS

/* What hw-client.c (the lists) and hw-client-load.c (filling them from the keyring) share. */
struct _HwClient
{
  GObject parent_instance;

  HwApi *api;
  HwCredentialStore *store;
  GListStore *registrations;
  GListStore *sessions;
  HwSession *session;  /* (nullable) */
  gboolean load_again; /* the keyring could not be used when it was to be loaded */
};

/* hw_client_load_again: what could not be loaded, now that the keyring can be used: somebody unlocked it
 * after the deadline. The lists are filled; `session` is left alone, as somebody may be at something else by
 * now. */
void hw_client_load_again (HwClient *self);

/* hw_client_list_registration: listed while it awaits its key, and only then. */
void hw_client_list_registration (HwClient *self, HwRegistration *registration);

/* hw_client_list_completed: lists @registration, which was found to be completed: its answer never arrived.
 */
void hw_client_list_completed (HwClient *self, HwRegistration *registration);

/* hw_client_watch_registration: lists it, or not, whenever its stage changes. */
void hw_client_watch_registration (HwClient *self, HwRegistration *registration);

/* hw_client_add_session: listed as long as it is alive. */
void hw_client_add_session (HwClient *self, HwSession *session);

G_END_DECLS
