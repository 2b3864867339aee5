/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/store/hw-histogram.h"

G_BEGIN_DECLS

/*
 * Prometheus text (https://prometheus.io/docs/instrumenting/exposition_formats/): each family begins with its
 * help and type, and all its samples follow. @labels: as it stands between the braces, "" for none.
 */

/* hw_metrics_text_family: @type: "counter", "gauge" or "histogram"; @help: without a line end or backslash.
 */
void hw_metrics_text_family (GString *text, const char *name, const char *type, const char *help);

void hw_metrics_text_sample (GString *text, const char *name, const char *labels, guint64 value);
void hw_metrics_text_number (GString *text, const char *name, const char *labels, double value);

/* hw_metrics_text_seconds: @microseconds: told as seconds. */
void hw_metrics_text_seconds (GString *text, const char *name, const char *labels, gint64 microseconds);

/* hw_metrics_text_histogram: all buckets, sum and count, in seconds. */
void
hw_metrics_text_histogram (GString *text, const char *name, const char *labels, const HwHistogram *histogram);

G_END_DECLS
