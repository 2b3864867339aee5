/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/hw-client-error.h"
#include "client/hw-stored-credential.h"

G_BEGIN_DECLS

/*
 * HwCredentialStore: the keyring through libsecret, asynchronous only, with a deadline for every call, at
 * which the call is abandoned, not cancelled (FACTS.md). Once the keyring has failed, later calls still try.
 * Errors: HW_CLIENT_ERROR_NO_KEYRING.
 */
#define HW_TYPE_CREDENTIAL_STORE (hw_credential_store_get_type ())
G_DECLARE_FINAL_TYPE (HwCredentialStore, hw_credential_store, HW, CREDENTIAL_STORE, GObject)

HwCredentialStore *hw_credential_store_new (void);

/* hw_credential_store_set_deadline: milliseconds for one call; default 4000. */
void hw_credential_store_set_deadline (HwCredentialStore *self, guint milliseconds);

/* hw_credential_store_get_available: FALSE once a call has failed (and until one succeeds);
 * notify::available. */
gboolean hw_credential_store_get_available (HwCredentialStore *self);

/* hw_credential_store_load_async: all items for @server (%NULL: for whatever server), nonsense ones passed
 * over with a warning that names no secret. */
void hw_credential_store_load_async (HwCredentialStore *self,
                                     const char *server,
                                     GCancellable *c,
                                     GAsyncReadyCallback cb,
                                     gpointer data);
/* (transfer full) (element-type HwStoredCredential) */
GPtrArray *hw_credential_store_load_finish (HwCredentialStore *self, GAsyncResult *result, GError **error);

/* hw_credential_store_get_has_unreadable: whether the last loading passed over an item of ours, for it was
 * locked or nonsense. */
gboolean hw_credential_store_get_has_unreadable (HwCredentialStore *self);

void hw_credential_store_save_async (HwCredentialStore *self,
                                     HwStoredCredential *item,
                                     GCancellable *c,
                                     GAsyncReadyCallback cb,
                                     gpointer data);
gboolean hw_credential_store_save_finish (HwCredentialStore *self, GAsyncResult *result, GError **error);

/* hw_credential_store_remove_async: an item that is not there, or is being removed already, is no error.
 * Where the item's saving was abandoned at its deadline and comes about only later, it is removed again then.
 */
void hw_credential_store_remove_async (HwCredentialStore *self,
                                       HwStoredCredential *item,
                                       GCancellable *c,
                                       GAsyncReadyCallback cb,
                                       gpointer data);
gboolean hw_credential_store_remove_finish (HwCredentialStore *self, GAsyncResult *result, GError **error);

/* hw_credential_store_clear_async: removes what is left of this program's, also what cannot be read; what was
 * loaded is to be removed one by one before. What stayed locked stays. */
void hw_credential_store_clear_async (HwCredentialStore *self,
                                      GCancellable *c,
                                      GAsyncReadyCallback cb,
                                      gpointer data);
gboolean hw_credential_store_clear_finish (HwCredentialStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
