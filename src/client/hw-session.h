/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/hw-api.h"
#include "client/hw-credential-store.h"

G_BEGIN_DECLS

/*
 * HwSession: one establishment's login. Owns the credential (wiped at the end). `kept`: in the keyring.
 * Properties, read-only: email, establishment-name, establishment-number, kept, alive (FALSE after logout, or
 * when the server says it is over).
 */
#define HW_TYPE_SESSION (hw_session_get_type ())
G_DECLARE_FINAL_TYPE (HwSession, hw_session, HW, SESSION, GObject)

/* hw_session_log_in_async: @remember: ログイン状態を保持する: kept in the keyring too (no error where there
 * is none). */
void hw_session_log_in_async (HwApi *api,
                              HwCredentialStore *store,
                              const char *email,
                              const char *password,
                              gboolean remember,
                              GCancellable *c,
                              GAsyncReadyCallback cb,
                              gpointer data);
/* (transfer full) */
HwSession *hw_session_log_in_finish (GAsyncResult *result, GError **error);

HwSession *hw_session_new_kept (HwApi *api, HwCredentialStore *store, HwStoredCredential *item);

const char *hw_session_get_email (HwSession *self);
const HwEstablishment *
hw_session_get_establishment (HwSession *self); /* (nullable) until the home is known */
gboolean hw_session_get_kept (HwSession *self);
gboolean hw_session_get_alive (HwSession *self);

/* A credential-invalid answer to any of these makes the session dead and removes it from the keyring. */
void hw_session_get_home_async (HwSession *self, GCancellable *c, GAsyncReadyCallback cb, gpointer data);
HwHome *hw_session_get_home_finish (HwSession *self, GAsyncResult *result, GError **error);
void hw_session_list_async (HwSession *self, GCancellable *c, GAsyncReadyCallback cb, gpointer data);
GPtrArray *hw_session_list_finish (HwSession *self, GAsyncResult *result, GError **error);
void hw_session_end_other_async (HwSession *self,
                                 const char *session_id,
                                 GCancellable *c,
                                 GAsyncReadyCallback cb,
                                 gpointer data);
gboolean hw_session_end_other_finish (HwSession *self, GAsyncResult *result, GError **error);
void hw_session_change_password_async (HwSession *self,
                                       const char *current_password,
                                       const char *new_password,
                                       GCancellable *c,
                                       GAsyncReadyCallback cb,
                                       gpointer data);
gboolean hw_session_change_password_finish (HwSession *self, GAsyncResult *result, GError **error);
/* hw_session_log_out_async: forgets the credential here even where the server cannot be told. */
void hw_session_log_out_async (HwSession *self, GCancellable *c, GAsyncReadyCallback cb, gpointer data);
gboolean hw_session_log_out_finish (HwSession *self, GAsyncResult *result, GError **error);

G_END_DECLS
