/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The log: one line of JSON each on the standard error output. */

/* hw_server_log_install: from now on GLib's messages are written that way; debug ones where G_MESSAGES_DEBUG
 * asks for them. Before any thread. */
void hw_server_log_install (void);

/* hw_server_log_line: writes a line that is JSON already; a HwAuditSink. */
void hw_server_log_line (const char *line, gpointer user_data);

G_END_DECLS
