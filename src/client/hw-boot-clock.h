/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* hw_boot_clock_now: microseconds since the machine was started. Nobody can set this clock, and it goes on
 * while the machine sleeps (g_get_monotonic_time() does not). */
gint64 hw_boot_clock_now (void);

/* hw_boot_clock_seconds_until: whole seconds until @then, rounded up; 0 where it has come. */
guint hw_boot_clock_seconds_until (gint64 then);

G_END_DECLS
