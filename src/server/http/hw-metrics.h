/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What was counted since the start, as Prometheus text. Any thread. */
typedef struct _HwMetrics HwMetrics;

HwMetrics *hw_metrics_new (void);
void hw_metrics_free (HwMetrics *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwMetrics, hw_metrics_free)

/* hw_metrics_count: @route: index of a route (hw_routes_index()); @duration: microseconds. */
void hw_metrics_count (HwMetrics *self, guint route, guint status, gint64 duration);

/* hw_metrics_write: appends requests and durations to @text. */
void hw_metrics_write (HwMetrics *self, GString *text);

/* hw_metrics_write_value: appends one gauge or counter, its help and type before it. @type: "gauge" or
 * "counter". */
void hw_metrics_write_value (GString *text,
                             const char *name,
                             const char *type,
                             const char *help,
                             const char *labels,
                             guint64 value);

G_END_DECLS
