/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/http/hw-metrics.h"

#include "server/http/hw-metrics-text.h"
#include "server/http/hw-routes.h"

static const guint statuses[] = { 200, 201, 202, 204, 304, 400, 401, 403, 404, 405,
                                  409, 410, 413, 415, 422, 429, 431, 500, 503, 0 };
#define N_STATUSES G_N_ELEMENTS (statuses) /* the last: any other */

/* "1xx" to "5xx" */
#define N_CLASSES 5

typedef struct
{
  guint64 requests[N_STATUSES];
  HwHistogram durations[N_CLASSES];
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

void
hw_metrics_count (HwMetrics *self, guint route, guint status, gint64 duration)
{
  RouteCounts *counts = &self->counts[route];
  guint i;

  g_assert (route < self->n_routes);

  for (i = 0; i < N_STATUSES - 1 && statuses[i] != status; i++)
    ;
  __atomic_fetch_add (&counts->requests[i], 1, __ATOMIC_RELAXED);
  hw_histogram_add (&counts->durations[CLAMP (status / 100, 1, N_CLASSES) - 1], duration);
}

static void
write_requests (HwMetrics *self, GString *text)
{
  hw_metrics_text_family (text, "hw_http_requests_total", "counter",
                          "Requests answered, by route and status (0: another one).");
  for (guint route = 0; route < self->n_routes; route++)
    {
      for (guint i = 0; i < N_STATUSES; i++)
        {
          guint64 requests = __atomic_load_n (&self->counts[route].requests[i], __ATOMIC_RELAXED);
          g_autofree char *labels =
            g_strdup_printf ("method=\"%s\",route=\"%s\",status=\"%u\"", hw_routes_get (route)->method,
                             hw_routes_get (route)->pattern, statuses[i]);

          if (requests > 0)
            hw_metrics_text_sample (text, "hw_http_requests_total", labels, requests);
        }
    }
}

static void
write_durations (HwMetrics *self, GString *text)
{
  hw_metrics_text_family (text, "hw_http_request_duration_seconds", "histogram",
                          "From the head read to the answer sent, by route and class of status.");
  for (guint route = 0; route < self->n_routes; route++)
    {
      for (guint i = 0; i < N_CLASSES; i++)
        {
          const HwHistogram *durations = &self->counts[route].durations[i];
          g_autofree char *labels =
            g_strdup_printf ("method=\"%s\",route=\"%s\",status=\"%uxx\"", hw_routes_get (route)->method,
                             hw_routes_get (route)->pattern, i + 1);

          if (hw_histogram_count (durations) > 0)
            hw_metrics_text_histogram (text, "hw_http_request_duration_seconds", labels, durations);
        }
    }
}

void
hw_metrics_write (HwMetrics *self, GString *text)
{
  write_requests (self, text);
  write_durations (self, text);
}
