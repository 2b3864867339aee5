/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/http/hw-log-output.h"

G_BEGIN_DECLS

/* The log: one line of JSON each on the standard output. */

/* hw_server_log_install: from now on GLib's messages are written to @output, for good; debug ones where
 * G_MESSAGES_DEBUG asks for them. Before any thread. */
void hw_server_log_install (HwLogOutput *output);

/* hw_server_log_audit: writes a line that is JSON already; a HwAuditSink, @output: a HwLogOutput. */
void hw_server_log_audit (const char *line, gpointer output);

G_END_DECLS
