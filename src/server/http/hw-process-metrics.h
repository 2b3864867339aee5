/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* hw_process_metrics_write: appends what Prometheus' own libraries tell of a process, under their names: when
 * it started, its processor time, memory and open files. @started_at: seconds since 1970. */
void hw_process_metrics_write (GString *text, double started_at);

G_END_DECLS
