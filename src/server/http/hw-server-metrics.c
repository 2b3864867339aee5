/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/http/hw-server-metrics.h"

#include "contract/hw-instant.h"
#include "hw-build-config.h"
#include "server/http/hw-metrics-text.h"
#include "server/http/hw-process-metrics.h"

#define POOL_STORE "pool=\"store\""
#define POOL_HASHING "pool=\"hashing\""

static void
write_one (GString *text, const char *name, const char *type, const char *help, guint64 value)
{
  hw_metrics_text_family (text, name, type, help);
  hw_metrics_text_sample (text, name, "", value);
}

static void
write_histogram (GString *text, const char *name, const char *help, const HwHistogram *histogram)
{
  hw_metrics_text_family (text, name, "histogram", help);
  hw_metrics_text_histogram (text, name, "", histogram);
}

static void
write_build (GString *text)
{
  hw_metrics_text_family (text, "hw_build_info", "gauge", "Which version this is; always 1.");
  hw_metrics_text_sample (text, "hw_build_info", "version=\"" HW_VERSION "\"", 1);
}

static void
write_pools (HwServices *services, GString *text)
{
  HwWorkerPool *store = services->store_pool;
  HwWorkerPool *hashing = services->hashing_pool;

  hw_metrics_text_family (text, "hw_pool_waiting", "gauge", "Jobs that wait for a thread.");
  hw_metrics_text_sample (text, "hw_pool_waiting", POOL_STORE, hw_worker_pool_get_waiting (store));
  hw_metrics_text_sample (text, "hw_pool_waiting", POOL_HASHING, hw_worker_pool_get_waiting (hashing));
  hw_metrics_text_family (text, "hw_pool_running", "gauge",
                          "Jobs that run; hashing: password calls in flight.");
  hw_metrics_text_sample (text, "hw_pool_running", POOL_STORE, hw_worker_pool_get_running (store));
  hw_metrics_text_sample (text, "hw_pool_running", POOL_HASHING, hw_worker_pool_get_running (hashing));
  hw_metrics_text_family (text, "hw_pool_refused_total", "counter", "Jobs that found the queue full.");
  hw_metrics_text_sample (text, "hw_pool_refused_total", POOL_STORE, hw_worker_pool_get_refused (store));
  hw_metrics_text_sample (text, "hw_pool_refused_total", POOL_HASHING, hw_worker_pool_get_refused (hashing));
  hw_metrics_text_family (text, "hw_pool_wait_seconds", "histogram",
                          "For how long jobs waited for a thread.");
  hw_metrics_text_histogram (text, "hw_pool_wait_seconds", POOL_STORE, hw_worker_pool_get_waits (store));
  hw_metrics_text_histogram (text, "hw_pool_wait_seconds", POOL_HASHING, hw_worker_pool_get_waits (hashing));
}

static void
write_store (HwServices *services, GString *text)
{
  const HwStoreMeasures *measures = hw_store_get_measures (services->office->store);

  hw_metrics_text_family (text, "hw_store_duration_seconds", "histogram",
                          "How long the store took for a transaction, the wait for it included.");
  hw_metrics_text_histogram (text, "hw_store_duration_seconds", "operation=\"read\"", &measures->reads);
  hw_metrics_text_histogram (text, "hw_store_duration_seconds", "operation=\"write\"", &measures->writes);
  hw_metrics_text_family (text, "hw_store_failures_total", "counter",
                          "Transactions that failed: unavailable passes, failed is a defect.");
  hw_metrics_text_sample (text, "hw_store_failures_total", "reason=\"unavailable\"",
                          __atomic_load_n (&measures->unavailable, __ATOMIC_RELAXED));
  hw_metrics_text_sample (text, "hw_store_failures_total", "reason=\"failed\"",
                          __atomic_load_n (&measures->failed, __ATOMIC_RELAXED));
}

static void
write_mails (HwServices *services, GString *text)
{
  HwOutboxCounts counts = { 0 };

  hw_outbox_get_counts (services->outbox, &counts);
  hw_metrics_text_family (text, "hw_mails_total", "counter", "Mails by outcome.");
  hw_metrics_text_sample (text, "hw_mails_total", "outcome=\"sent\"", counts.sent);
  hw_metrics_text_sample (text, "hw_mails_total", "outcome=\"stale\"", counts.stale);
  hw_metrics_text_sample (text, "hw_mails_total", "outcome=\"failed\"", counts.failed);
  hw_metrics_text_sample (text, "hw_mails_total", "outcome=\"retried\"", counts.retried);
  hw_metrics_text_sample (text, "hw_mails_total", "outcome=\"discarded\"", counts.discarded);
  write_histogram (text, "hw_mail_delivery_duration_seconds", "How long the mail server took for a mail.",
                   &counts.deliveries);
  write_histogram (text, "hw_mail_wait_seconds",
                   "From the request of a mail that was sent to the mail server's yes.", &counts.waits);
}

static void
write_queue (HwServices *services, GString *text)
{
  HwOutboxState state = { 0 };
  gboolean answers = hw_store_watch_get (services->store_watch, &state);
  gint64 age = 0;

  write_one (text, "hw_store_up", "gauge", "Whether the store answers.", answers);
  if (!answers)
    return;
  if (state.oldest_at > 0)
    age = MAX (hw_clock_now (services->office->clock) - state.oldest_at, 0) / HW_SECOND;
  write_one (text, "hw_outbox_waiting", "gauge", "Mails in the queue.", state.waiting);
  write_one (text, "hw_outbox_oldest_seconds", "gauge", "For how long the oldest has waited.", (guint64) age);
}

static void
write_clock (HwServices *services, GString *text)
{
  hw_metrics_text_family (text, "hw_clock_offset_seconds", "gauge",
                          "How far the wall clock is ahead of the server's; beyond 300 it is not ready.");
  hw_metrics_text_seconds (text, "hw_clock_offset_seconds", "",
                           g_get_real_time () - hw_clock_now (services->office->clock));
}

void
hw_server_metrics_write (HwServices *services, HwHttpServer *http_server, GString *text)
{
  gint64 certificate_end = hw_http_server_get_certificate_end (http_server);

  write_build (text);
  hw_metrics_write (services->metrics, text);
  write_one (text, "hw_http_connections", "gauge", "Open connections.",
             hw_http_server_get_connections (http_server));
  if (certificate_end > 0)
    write_one (text, "hw_tls_certificate_end_seconds", "gauge",
               "Until when the certificate is good, as seconds since 1970.", (guint64) certificate_end);
  write_pools (services, text);
  write_histogram (text, "hw_hash_duration_seconds", "How long argon2id took for a password.",
                   &services->office->hashing);
  write_store (services, text);
  write_queue (services, text);
  write_mails (services, text);
  write_clock (services, text);
  hw_process_metrics_write (text, services->started_at);
}
