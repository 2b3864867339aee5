/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/hw-server.h"

#include "server/http/hw-http-server.h"
#include "server/http/hw-listen-socket.h"
#include "server/http/hw-metrics-server.h"
#include "server/hw-server-log.h"
#include "server/hw-store-opener.h"
#include "server/store/hw-store-clock.h"

#define DRAIN_PERIOD (8 * G_TIME_SPAN_SECOND)
#define FLUSH_INTERVAL (200 * G_TIME_SPAN_MILLISECOND)

struct _HwServer
{
  int ticked; /* atomic: the timer's thread has run */
  HwLogOutput *log;
  char *content_folder;
  char *mail_from;
  HwStore *store;
  HwServerSecret *secret;
  HwClock *clock;
  HwMailer *mailer;
  HwServices services;
  HwHttpServer *http_server;
  HwMetricsServer *metrics_server; /* (nullable) */
  HwStoreOpener *opener;           /* (nullable): the store was open at once */
  HwServerFailed failed;
  gpointer user_data;
  GError *failure; /* (nullable) */
};

static gboolean
open_store (HwServer *self, const HwServerConfig *config, GError **error)
{
  gboolean open;

  self->store = hw_store_open_later (config->store, &open, error);
  if (self->store == NULL)
    return FALSE;
  self->clock = hw_clock_new (0);
  if (open && !hw_store_clock_set (self->store, self->clock, error))
    return FALSE;
  self->services.store_is_open = open;
  self->secret =
    hw_server_secret_load (config->secret_file, g_str_has_prefix (config->store, "sqlite:"), error);
  return self->secret != NULL;
}

static gboolean
open_mail (HwServer *self, const HwServerConfig *config, GError **error)
{
  self->mailer =
    hw_mailer_open (config->mail, config->smtp_user, config->smtp_password_file, config->mail_from, error);
  if (self->mailer == NULL)
    return FALSE;
  self->services.outbox =
    hw_outbox_new (self->store, self->secret, self->clock, self->mailer, config->mail_from);
  return TRUE;
}

static gboolean
open_content (HwServer *self, GError **error)
{
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
  HwContent *content = hw_content_load (self->content_folder, self->mail_from, faults);
  g_autofree char *all = NULL;

  if (content != NULL)
    {
      self->services.content = hw_content_shelf_new (content);
      return TRUE;
    }
  g_ptr_array_add (faults, NULL);
  all = g_strjoinv ("\n", (char **) faults->pdata);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, all);
  return FALSE;
}

static void
tick (gpointer data)
{
  HwServer *self = data;

  g_atomic_int_set (&self->ticked, TRUE);
}

static void
make_services (HwServer *self, const HwServerConfig *config)
{
  HwServices *services = &self->services;
  const HwHttpLimits *limits = &config->http;

  services->office =
    hw_office_new (self->store, self->secret, self->clock, &config->policy, config->mail_from);
  hw_office_set_audit_sink (services->office, hw_server_log_audit, self->log);
  services->metrics = hw_metrics_new ();
  services->access_log = hw_access_log_new (self->log);
  services->store_pool = hw_worker_pool_new ("store", limits->store_threads, limits->store_queue);
  services->hashing_pool =
    hw_worker_pool_new ("hashing", hw_http_limits_get_hashes (limits), limits->hashing_queue);
  services->started_at = (double) g_get_real_time () / G_USEC_PER_SEC;
  services->store_watch = hw_store_watch_new (self->store, services->store_pool);
  services->timer = hw_timer_thread_new ();
  hw_timer_thread_every (services->timer, FLUSH_INTERVAL, hw_access_log_flush, services->access_log);
  hw_timer_thread_every (services->timer, FLUSH_INTERVAL, tick, self);
}

gboolean
hw_server_check_inherited (GSocket *socket, const HwServerConfig *config, GError **error)
{
  g_autofree char *url = hw_listen_socket_url (socket, "tcp");

  if (hw_server_settings_get (config->settings, "server", "listen") != NULL)
    g_set_error (
      error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
      "%s: it is set, and the socket %s was handed over as well: remove the one, or disable the .socket "
      "unit",
      hw_server_settings_get_place (config->settings, "server", "listen"), url);
  else if (hw_listen_socket_is_unix (socket) && !config->trust_unix)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                 "Whoever connects to the socket %s has no address, and every client would count as one: set "
                 "trusted-proxies=unix where a reverse proxy stands in front",
                 url);
  else if (!hw_listen_socket_is_local (socket) && config->tls_certificate == NULL
           && config->trusted_proxies->len == 0)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                 "Plain http on anything but loopback is refused, and the socket %s was handed over: set "
                 "tls-certificate and tls-key, or trusted-proxies where a reverse proxy stands in front",
                 url);
  else
    return TRUE;
  return FALSE;
}

static gboolean
serve (HwServer *self, const HwServerConfig *config, GSocket *socket, GError **error)
{
  HwHttpServerSettings settings = {
    .socket = socket,
    .trusted_proxies = config->trusted_proxies,
    .limits = config->http,
    .certificate_path = config->tls_certificate,
    .key_path = config->tls_key,
  };

  self->http_server = hw_http_server_new (&settings, &self->services, error);
  if (self->http_server == NULL)
    return FALSE;
  if (config->metrics_listen != NULL)
    {
      self->metrics_server =
        hw_metrics_server_new (config->metrics_listen, &self->services, self->http_server, error);
      if (self->metrics_server == NULL)
        return FALSE;
    }
  return TRUE;
}

/* Requests are let through to the store, and mails go out. */
static void
begin_with_store (HwServer *self)
{
  g_atomic_int_set (&self->services.store_is_open, TRUE);
  hw_outbox_start (self->services.outbox);
  if (self->metrics_server != NULL)
    {
      hw_store_watch_look (self->services.store_watch);
      hw_timer_thread_every (self->services.timer, HW_STORE_WATCH_INTERVAL, hw_store_watch_look,
                             self->services.store_watch);
    }
  hw_server_sweep (self);
}

static gboolean
tell_failure (gpointer data)
{
  HwServer *self = data;

  self->failed (self->failure, self->user_data);

  return G_SOURCE_REMOVE;
}

static void
on_store_opened (const GError *error, gpointer data)
{
  HwServer *self = data;

  if (error == NULL)
    {
      begin_with_store (self);
      return;
    }
  self->failure = g_error_copy (error);
  g_idle_add (tell_failure, self);
}

HwServer *
hw_server_new (const HwServerConfig *config,
               GSocket *inherited,
               HwLogOutput *log,
               HwServerFailed failed,
               gpointer user_data,
               GError **error)
{
  g_autoptr (HwServer) self = g_new0 (HwServer, 1);
  g_autoptr (GSocket) socket = NULL;

  self->log = log;
  self->failed = failed;
  self->user_data = user_data;
  self->content_folder = g_strdup (config->content);
  self->mail_from = g_strdup (config->mail_from);
  if (!open_content (self, error) || !open_store (self, config, error) || !open_mail (self, config, error))
    return NULL;
  socket = inherited != NULL ? g_object_ref (inherited) : hw_listen_socket_new (config->listen, error);
  if (socket == NULL)
    return NULL;
  make_services (self, config);
  if (!serve (self, config, socket, error))
    return NULL;
  if (self->services.store_is_open)
    begin_with_store (self);
  else
    self->opener = hw_store_opener_new (self->store, self->clock, on_store_opened, self);
  return g_steal_pointer (&self);
}

const char *
hw_server_get_url (HwServer *self)
{
  return hw_http_server_get_url (self->http_server);
}

const char *
hw_server_get_metrics_url (HwServer *self)
{
  return self->metrics_server != NULL ? hw_metrics_server_get_url (self->metrics_server) : NULL;
}

void
hw_server_reload (HwServer *self)
{
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  HwContent *content = hw_content_load (self->content_folder, self->mail_from, faults);

  if (content != NULL)
    {
      hw_content_shelf_put (self->services.content, content);
      g_message ("The content was read anew");
    }
  for (guint i = 0; i < faults->len; i++)
    g_warning ("The new content has a fault, the old one stays: %s", (const char *) faults->pdata[i]);
  if (!hw_http_server_reload_certificates (self->http_server, &error))
    g_warning ("The new certificate cannot be used, the old one stays: %s", error->message);
}

static void
follow_clock (HwServer *self)
{
  g_autoptr (GError) error = NULL;

  if (!hw_store_clock_follow (self->store, self->clock, &error))
    g_warning ("The database's clock cannot be read now: %s", error->message);
}

static void
sweep (gpointer data)
{
  HwServer *self = data;
  g_autoptr (GError) error = NULL;
  guint deleted;

  follow_clock (self);
  if (!hw_office_sweep (self->services.office, &deleted, &error))
    g_warning ("What is over cannot be deleted now: %s", error->message);
  else if (deleted > 0)
    g_debug ("%u rows that were over are deleted", deleted);
}

void
hw_server_sweep (HwServer *self)
{
  /* Where the pool is full, or the store not open yet, the next time will do. */
  if (g_atomic_int_get (&self->services.store_is_open))
    hw_worker_pool_push (self->services.store_pool, sweep, self);
}

gboolean
hw_server_is_alive (HwServer *self)
{
  return g_atomic_int_compare_and_exchange (&self->ticked, TRUE, FALSE);
}

static gpointer
stop_outbox (gpointer data)
{
  hw_outbox_stop (data);
  return NULL;
}

/* In this order: nothing new, what is asked is answered, the pools and the timer end, so that no connection
 * is suspended any more, then the connections end. */
static void
stop_serving (HwServer *self)
{
  HwServices *services = &self->services;

  if (self->http_server != NULL)
    hw_http_server_drain (self->http_server, g_get_monotonic_time () + DRAIN_PERIOD);
  g_clear_pointer (&self->metrics_server, hw_metrics_server_free);
  if (services->store_pool != NULL)
    hw_worker_pool_stop (services->store_pool);
  if (services->hashing_pool != NULL)
    hw_worker_pool_stop (services->hashing_pool);
  g_clear_pointer (&services->timer, hw_timer_thread_free);
  g_clear_pointer (&self->http_server, hw_http_server_free);
}

void
hw_server_free (HwServer *self)
{
  HwServices *services = &self->services;
  GThread *stopper;

  g_clear_pointer (&self->opener, hw_store_opener_free);
  g_idle_remove_by_data (self);
  stopper = services->outbox != NULL ? g_thread_new ("stop-outbox", stop_outbox, services->outbox) : NULL;
  stop_serving (self);
  if (stopper != NULL)
    g_thread_join (stopper);

  g_clear_pointer (&services->outbox, hw_outbox_free);
  g_clear_pointer (&services->store_pool, hw_worker_pool_free);
  g_clear_pointer (&services->hashing_pool, hw_worker_pool_free);
  g_clear_pointer (&services->office, hw_office_free);
  g_clear_pointer (&services->content, hw_content_shelf_free);
  g_clear_pointer (&services->metrics, hw_metrics_free);
  g_clear_pointer (&services->store_watch, hw_store_watch_free);
  g_clear_pointer (&services->access_log, hw_access_log_free);
  g_clear_object (&self->mailer);
  g_clear_pointer (&self->secret, hw_server_secret_unref);
  g_clear_pointer (&self->clock, hw_clock_unref);
  g_clear_object (&self->store);
  g_clear_error (&self->failure);
  g_free (self->content_folder);
  g_free (self->mail_from);
  g_free (self);
}
