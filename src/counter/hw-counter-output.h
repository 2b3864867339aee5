/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "counter/hw-counter.h"
#include <stdio.h>

G_BEGIN_DECLS

/* Text for people and JSON for programs. JSON is UTF-8 whatever the locale is. */

/* hw_counter_print: one line on @file (stdout or stderr), in the locale's encoding; control and formatting
 * characters in it are shown as U+FFFD. */
void hw_counter_print (FILE *file, const char *line);

/* hw_counter_print_json: one document on stdout. @object: (transfer full) */
void hw_counter_print_json (JsonObject *object);

/* hw_counter_flush: FALSE where stdout could not be written to. */
gboolean hw_counter_flush (GError **error);

/**
 * hw_counter_print_table:
 * @rows: (element-type GStrv): the first is the heading; all of the same length
 *
 * Columns aligned on a terminal: an East-Asian wide character takes two places.
 */
void hw_counter_print_table (GPtrArray *rows);

/* hw_counter_local_time: (transfer full): "2026-11-22 14:35" in the local time zone; "" for 0. */
char *hw_counter_local_time (gint64 instant);

/* hw_counter_local_time_to_the_second: likewise, "2026-11-22 14:35:07". */
char *hw_counter_local_time_to_the_second (gint64 instant);

G_END_DECLS
