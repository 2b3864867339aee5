/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * hw_backoff_delay:
 * @failures: how often it has failed in a row, 1 or more
 * @random: from 0 (inclusive) to 1 (exclusive)
 *
 * Returns: microseconds to wait: 1 s, 2 s, 4 s … at most 60 s, of which up to a quarter is taken off at
 *   random, so that many do not come back at once
 */
gint64 hw_backoff_delay (guint failures, double random);

G_END_DECLS
