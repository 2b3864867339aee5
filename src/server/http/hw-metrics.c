/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/http/hw-metrics.h"

#include "server/http/hw-routes.h"

static const guint statuses[] = { 200, 201, 202, 204, 304, 400, 401, 403, 404, 405,
                                  409, 410, 413, 415, 422, 429, 431, 500, 503, 0 };
#define N_STATUSES G_N_ELEMENTS (statuses) /* the last: any other */

/* Upper bounds in microseconds. */
static const gint64 bounds[] = { 500,   1000,   2500,   5000,   10000,   25000,
                                 50000, 100000, 250000, 500000, 1000000, 2500000 };
#define N_BOUNDS G_N_ELEMENTS (bounds)

typedef struct
{
  guint64 requests[N_STATUSES];
  guint64 buckets[N_BOUNDS + 1];
  guint64 microseconds;
} RouteCounts;

struct _HwMetrics
{
  guint n_routes;
  RouteCounts *counts; /* each number atomic */
};

HwMetrics *
hw_metrics_new (void)
{
  HwMetrics *self = g_new0 (HwMetrics, 1);

  self->n_routes = hw_routes_count ();
  self->counts = g_new0 (RouteCounts, self->n_routes);
  return self;
}

void
hw_metrics_free (HwMetrics *self)
{
  g_free (self->counts);
  g_free (self);
}

static void
increase (guint64 *number, guint64 by)
{
  __atomic_fetch_add (number, by, __ATOMIC_RELAXED);
}

static guint64
get (const guint64 *number)
{
  return __atomic_load_n (number, __ATOMIC_RELAXED);
}

void
hw_metrics_count (HwMetrics *self, guint route, guint status, gint64 duration)
{
  RouteCounts *counts = &self->counts[route];
  guint i;
  guint bucket;

  g_assert (route < self->n_routes);

  for (i = 0; i < N_STATUSES - 1 && statuses[i] != status; i++)
    ;
  for (bucket = 0; bucket < N_BOUNDS && duration > bounds[bucket]; bucket++)
    ;
  increase (&counts->requests[i], 1);
  increase (&counts->buckets[bucket], 1);
  increase (&counts->microseconds, (guint64) MAX (duration, 0));
}

static void
write_requests (HwMetrics *self, GString *text)
{
  g_string_append (text, "# HELP hw_http_requests_total Requests answered, by route and status.\n"
                         "# TYPE hw_http_requests_total counter\n");
  for (guint route = 0; route < self->n_routes; route++)
    {
      for (guint i = 0; i < N_STATUSES; i++)
        {
          guint64 requests = get (&self->counts[route].requests[i]);

          if (requests > 0)
            g_string_append_printf (text,
                                    "hw_http_requests_total{method=\"%s\",route=\"%s\",status=\"%u\"} "
                                    "%" G_GUINT64_FORMAT "\n",
                                    hw_routes_get (route)->method, hw_routes_get (route)->pattern,
                                    statuses[i], requests);
        }
    }
}

static void
write_route_durations (HwMetrics *self, GString *text, guint route)
{
  const RouteCounts *counts = &self->counts[route];
  g_autofree char *labels = g_strdup_printf ("method=\"%s\",route=\"%s\"", hw_routes_get (route)->method,
                                             hw_routes_get (route)->pattern);
  char bound[G_ASCII_DTOSTR_BUF_SIZE];
  guint64 total = 0;

  for (guint i = 0; i < N_BOUNDS; i++)
    {
      total += get (&counts->buckets[i]);
      g_ascii_formatd (bound, sizeof bound, "%g", (double) bounds[i] / G_USEC_PER_SEC);
      g_string_append_printf (text,
                              "hw_http_request_duration_seconds_bucket{%s,le=\"%s\"} %" G_GUINT64_FORMAT "\n",
                              labels, bound, total);
    }
  total += get (&counts->buckets[N_BOUNDS]);
  g_ascii_formatd (bound, sizeof bound, "%.6f", (double) get (&counts->microseconds) / G_USEC_PER_SEC);
  g_string_append_printf (text,
                          "hw_http_request_duration_seconds_bucket{%s,le=\"+Inf\"} %" G_GUINT64_FORMAT "\n"
                          "hw_http_request_duration_seconds_sum{%s} %s\n"
                          "hw_http_request_duration_seconds_count{%s} %" G_GUINT64_FORMAT "\n",
                          labels, total, labels, bound, labels, total);
}

void
hw_metrics_write (HwMetrics *self, GString *text)
{
  write_requests (self, text);
  g_string_append (text, "# HELP hw_http_request_duration_seconds From the head read to the answer sent.\n"
                         "# TYPE hw_http_request_duration_seconds histogram\n");
  for (guint route = 0; route < self->n_routes; route++)
    write_route_durations (self, text, route);
}

void
hw_metrics_write_value (GString *text,
                        const char *name,
                        const char *type,
                        const char *help,
                        const char *labels,
                        guint64 value)
{
  if (help != NULL)
    g_string_append_printf (text, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
  g_string_append_printf (text, "%s%s %" G_GUINT64_FORMAT "\n", name, labels, value);
}
