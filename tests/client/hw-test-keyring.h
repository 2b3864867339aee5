/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/hw-credential-store.h"

G_BEGIN_DECLS

/* The keyring that with-keyring.sh set up, seen from outside through secret-tool, another program. */

/* hw_test_keyring_is: whether the state is @state ("unlocked" …). */
gboolean hw_test_keyring_is (const char *state);

/* hw_test_keyring_search: (transfer full): all that secret-tool finds for @server, secrets included. */
char *hw_test_keyring_search (const char *server);

/* hw_test_keyring_count: how many items it finds for @server. */
guint hw_test_keyring_count (const char *server);

/* hw_test_keyring_put: an item with attributes and secret as given, under the program's schema. */
void hw_test_keyring_put (const char *server, const char *kind, const char *id, const char *secret);

/* hw_test_keyring_put_of: an item of another program's; @schema: (nullable). */
void hw_test_keyring_put_of (const char *server, const char *schema, const char *secret);

/* hw_test_keyring_signal: SIGSTOP, SIGCONT or SIGKILL to its process. */
void hw_test_keyring_signal (int signal_number);

/* One call each, waited for; errors as of the calls. */
GPtrArray *hw_test_store_load (HwCredentialStore *store, const char *server, GError **error);
gboolean hw_test_store_save (HwCredentialStore *store, HwStoredCredential *item, GError **error);
gboolean hw_test_store_remove (HwCredentialStore *store, HwStoredCredential *item, GError **error);
gboolean hw_test_store_clear (HwCredentialStore *store, GError **error);

G_END_DECLS
