/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/hw-registration.h"
#include "client/hw-session.h"

G_BEGIN_DECLS

/*
 * HwClient: what the window has open: the server, the establishments logged in, the unfinished registrations.
 * One a window. Signals through properties and list models: registrations  GListModel of HwRegistration,
 * unfinished, found in the keyring or started here sessions       GListModel of HwSession, alive session
 * HwSession (nullable): the one My Page shows keyring-available
 */
#define HW_TYPE_CLIENT (hw_client_get_type ())
G_DECLARE_FINAL_TYPE (HwClient, hw_client, HW, CLIENT, GObject)

HwClient *hw_client_new (const char *server_url, HwLanguage language);
HwApi *hw_client_get_api (HwClient *self);
HwCredentialStore *hw_client_get_credential_store (HwClient *self);
GListModel *hw_client_get_registrations (HwClient *self);
GListModel *hw_client_get_sessions (HwClient *self);
HwSession *hw_client_get_session (HwClient *self); /* (transfer none) (nullable) */
void hw_client_set_session (HwClient *self, HwSession *session);

/* hw_client_load_async: fills the lists from the keyring (bounded: 5 s), and asks the server how each
 * unfinished registration stands; those over are dropped from the keyring. One that was completed without the
 * answer's having arrived is listed, too, until it is dismissed. An unreachable server leaves them
 * listed. Never fails but by cancelling. Where the keyring is unlocked only
 * later, the lists fill then, and `session` is left as it is. Once a client. */
void hw_client_load_async (HwClient *self, GCancellable *c, GAsyncReadyCallback cb, gpointer data);
gboolean hw_client_load_finish (HwClient *self, GAsyncResult *result, GError **error);

/* hw_client_new_registration: (transfer full): listed in `registrations` while it awaits its key. */
HwRegistration *hw_client_new_registration (HwClient *self, HwPurpose purpose);

/* hw_client_dismiss_registration: unlists @registration; for one that was found to be completed. */
void hw_client_dismiss_registration (HwClient *self, HwRegistration *registration);

/* hw_client_log_in_async: hw_session_log_in_async(), then listed and made the `session`. */
void hw_client_log_in_async (HwClient *self,
                             const char *email,
                             const char *password,
                             gboolean remember,
                             GCancellable *c,
                             GAsyncReadyCallback cb,
                             gpointer data);
HwSession *hw_client_log_in_finish (HwClient *self, GAsyncResult *result, GError **error);

/* hw_client_log_out_all_async: hw_session_log_out_async() of every session. finish(): FALSE with the first
 * error where the server could not be told of each; here all are over in any case. */
void hw_client_log_out_all_async (HwClient *self, GCancellable *c, GAsyncReadyCallback cb, gpointer data);
gboolean hw_client_log_out_all_finish (HwClient *self, GAsyncResult *result, GError **error);

G_END_DECLS
