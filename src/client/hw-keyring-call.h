/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/hw-credential-store.h"

G_BEGIN_DECLS

/* What one call holds; the task's data. */
typedef struct
{
  GSource *deadline;        /* (nullable): once returned */
  GSource *cancelled;       /* (nullable) */
  HwStoredCredential *item; /* (nullable): of saving and removing */
  char *server;             /* (nullable): of loading; %NULL: whatever server's */
  HwCredentialKind kind;    /* of loading from any server: what is searched for now */
  gboolean anew;            /* begun a second time */
  GObject *service;         /* (nullable): libsecret's, while an item is read: items do not keep it alive */
  GList *to_read;           /* (element-type SecretRetrievable): of loading */
  GPtrArray *found;         /* (nullable) (element-type HwStoredCredential) */
  guint unreadable;         /* locked, or gone meanwhile */
  gboolean nonsense;        /* there was an item that this program did not write so */
  gboolean returned;        /* abandoned, or done */
} HwKeyringCall;

/**
 * hw_keyring_call_begin:
 * @item: (nullable): of saving and removing
 *
 * The task of one call, with a HwKeyringCall as its data. libsecret below 0.21 can deadlock when cancelled,
 * and may wait for a person at a prompt: at the deadline, and when cancelled, the task returns and what
 * libsecret does is left to itself.
 *
 * Returns: (transfer full)
 */
GTask *hw_keyring_call_begin (HwCredentialStore *self,
                              gpointer source_tag,
                              HwStoredCredential *item,
                              GCancellable *c,
                              GAsyncReadyCallback cb,
                              gpointer data);

/* hw_keyring_call_end: marks the call as over; FALSE where it was already, so that nothing is to be returned.
 */
gboolean hw_keyring_call_end (GTask *task);

/* hw_keyring_call_fail: returns HW_CLIENT_ERROR_NO_KEYRING, unless it is over. @reason: English; no secret.
 */
void hw_keyring_call_fail (GTask *task, const char *reason);

/* hw_keyring_call_is_out_of_touch: whether @error (nullable) says that libsecret has to get in touch anew:
 * the keyring's process is another one than before, or they did not come to an agreement. */
gboolean hw_keyring_call_is_out_of_touch (const GError *error);

/* hw_keyring_call_forget_service: lets libsecret get in touch anew at the next call. */
void hw_keyring_call_forget_service (void);

/* hw_credential_store_get_deadline: milliseconds. */
guint hw_credential_store_get_deadline (HwCredentialStore *self);

/* hw_credential_store_set_has_unreadable: what the last loading passed over. */
void hw_credential_store_set_has_unreadable (HwCredentialStore *self, gboolean has_unreadable);

/* hw_credential_store_set_available: what the last call showed. */
void hw_credential_store_set_available (HwCredentialStore *self, gboolean available);

G_END_DECLS
