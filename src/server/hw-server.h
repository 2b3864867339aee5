/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/http/hw-log-output.h"
#include "server/hw-server-config.h"

G_BEGIN_DECLS

/* The whole server put together from its parts: store, mail, services, pools, http. */
typedef struct _HwServer HwServer;

/* HwServerFailed: it cannot go on: it is to be freed. In the main context. */
typedef void (*HwServerFailed) (const GError *error, gpointer user_data);

/* hw_server_check_inherited: whether @socket, which was opened for us, may be served: what holds for `listen`
 * holds for it, and `listen` itself must not be set. */
gboolean hw_server_check_inherited (GSocket *socket, const HwServerConfig *config, GError **error);

/**
 * hw_server_new:
 * @inherited: (nullable): a socket that listens, checked, to be served in place of @config's `listen`
 * @log: outlives it
 * @failed: what cannot be opened now but later (hw_store_open_later()) may turn out to be unusable
 *
 * Opens the store, the mails' way out and the content, and serves at once.
 */
HwServer *hw_server_new (const HwServerConfig *config,
                         GSocket *inherited,
                         HwLogOutput *log,
                         HwServerFailed failed,
                         gpointer user_data,
                         GError **error);

/* hw_server_get_url: what it listens on. */
const char *hw_server_get_url (HwServer *self);
/* hw_server_get_metrics_url: (nullable) */
const char *hw_server_get_metrics_url (HwServer *self);

/* hw_server_reload: reads content and certificates anew; the old ones stay where the new have faults, which
 * are logged. */
void hw_server_reload (HwServer *self);

/* hw_server_sweep: has what is over deleted from the store, on its pool. */
void hw_server_sweep (HwServer *self);

/* hw_server_is_alive: whether its own thread, which ends slow connections, answers failed logins and writes
 * the log, has run since this was last asked, half a second ago or more. */
gboolean hw_server_is_alive (HwServer *self);

/* hw_server_free: drains: answers what was asked, lets the mail under way end, and stops, in less than 10
 * seconds where nothing hangs. */
void hw_server_free (HwServer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwServer, hw_server_free)

G_END_DECLS
