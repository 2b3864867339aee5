/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The requests since the start, by route (a path that is none of ours counts under "none", so that nobody can
 * make up labels), as Prometheus text. Any thread. */
typedef struct _HwMetrics HwMetrics;

HwMetrics *hw_metrics_new (void);
void hw_metrics_free (HwMetrics *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwMetrics, hw_metrics_free)

/* hw_metrics_count: @route: index of a route (hw_routes_index()); @duration: microseconds. */
void hw_metrics_count (HwMetrics *self, guint route, guint status, gint64 duration);

/* hw_metrics_write: appends requests and durations to @text. */
void hw_metrics_write (HwMetrics *self, GString *text);

G_END_DECLS
