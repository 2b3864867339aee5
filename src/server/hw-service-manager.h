/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What systemd hands us and is told (sd_listen_fds(3), sd_notify(3)). Without systemd, and in a build without
 * libsystemd, nothing is handed over, and nobody is told. */

/**
 * hw_service_manager_take_socket:
 * @socket: (out) (transfer full) (nullable): what a .socket unit opened; %NULL where nothing was handed over
 *
 * One socket that listens for streams: IPv4, IPv6 or Unix. Anything else is refused with a sentence that says
 * what the .socket unit must be like. Once, before any process is started.
 *
 * Returns: FALSE with %G_IO_ERROR
 */
gboolean hw_service_manager_take_socket (GSocket **socket, GError **error);

/* hw_service_manager_ready: it serves, or has reloaded. @status: a line for `systemctl status`. */
void hw_service_manager_ready (const char *status);
void hw_service_manager_reloading (void);
void hw_service_manager_stopping (void);

/* hw_service_manager_get_watchdog: how often hw_service_manager_alive() is to be called, in milliseconds; 0:
 * never. */
guint hw_service_manager_get_watchdog (void);
void hw_service_manager_alive (void);

G_END_DECLS
