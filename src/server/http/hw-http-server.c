/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/http/hw-http-server.h"

#include "server/http/hw-certificate.h"
#include "server/http/hw-connection-watch.h"
#include "server/http/hw-http-listener.h"
#include "server/http/hw-listen-socket.h"

#include <sys/resource.h>

/* Descriptors left for the store, mails and the log. */
#define OTHER_DESCRIPTORS 128

struct _HwHttpServer
{
  GSocket *socket;
  char *url;
  char *certificate_path;
  char *key_path;
  HwOriginRule *origin_rule;
  HwOriginCount *origin_count; /* over all listeners */
  HwHttpListenerSettings listener_settings;
  GMutex lock;
  HwHttpListener *listener;
  GPtrArray *retired;     /* (element-type HwHttpListener): replaced, their connections still served */
  gint64 certificate_end; /* 0: no https */
  gboolean draining;
};

/* As many connections of those that are wanted as descriptors allow: the soft limit is raised to the hard
 * one. */
static guint
possible_connections (guint wanted)
{
  struct rlimit limit;
  guint possible = OTHER_DESCRIPTORS;

  if (getrlimit (RLIMIT_NOFILE, &limit) != 0)
    return MIN (wanted, possible);
  limit.rlim_cur = limit.rlim_max;
  if (setrlimit (RLIMIT_NOFILE, &limit) != 0)
    getrlimit (RLIMIT_NOFILE, &limit);
  if (limit.rlim_cur > 2 * OTHER_DESCRIPTORS)
    possible = (guint) MIN (limit.rlim_cur - OTHER_DESCRIPTORS, G_MAXINT);
  if (wanted > possible)
    g_warning ("Only %u connections at once are possible: no more files may be open (LimitNOFILE, ulimit -n)",
               possible);
  return MIN (wanted, possible);
}

/* @certificate: (nullable) */
static HwHttpListener *
start_listener (HwHttpServer *self, const HwCertificate *certificate, GError **error)
{
  return hw_http_listener_new (self->socket, &self->listener_settings,
                               certificate != NULL ? certificate->chain : NULL,
                               certificate != NULL ? certificate->key : NULL, error);
}

/* One that is over is served all the same: what renews it signals us, and until then it can be seen here. */
static HwHttpListener *
start_first_listener (HwHttpServer *self, GError **error)
{
  g_autoptr (HwCertificate) certificate = NULL;
  g_autoptr (GError) dates = NULL;

  if (self->certificate_path == NULL)
    return start_listener (self, NULL, error);
  certificate = hw_certificate_read (self->certificate_path, self->key_path, error);
  if (certificate == NULL)
    return NULL;
  if (!hw_certificate_is_good_now (certificate, self->certificate_path, &dates))
    g_warning ("Renew the certificate and reload: %s", dates->message);
  self->certificate_end = certificate->good_until;
  return start_listener (self, certificate, error);
}

static void
reap (gpointer data)
{
  HwHttpServer *self = data;

  g_mutex_lock (&self->lock);
  hw_http_listener_reap (self->listener);
  for (guint i = self->retired->len; i > 0 && !self->draining; i--)
    {
      HwHttpListener *retired = self->retired->pdata[i - 1];

      hw_http_listener_reap (retired);
      if (hw_http_listener_get_connections (retired) == 0)
        g_ptr_array_remove_index_fast (self->retired, i - 1);
    }
  g_mutex_unlock (&self->lock);
}

HwHttpServer *
hw_http_server_new (const HwHttpServerSettings *settings, HwServices *services, GError **error)
{
  HwHttpServer *self;
  HwHttpListener *listener;

  self = g_new0 (HwHttpServer, 1);
  g_mutex_init (&self->lock);
  self->socket = g_object_ref (settings->socket);
  self->certificate_path = g_strdup (settings->certificate_path);
  self->key_path = g_strdup (settings->key_path);
  self->url = hw_listen_socket_url (self->socket, self->certificate_path != NULL ? "https" : "http");
  self->origin_rule = hw_origin_rule_new (settings->trusted_proxies);
  self->origin_count = hw_origin_count_new (settings->limits.connections_per_origin);
  self->retired = g_ptr_array_new_with_free_func ((GDestroyNotify) hw_http_listener_free);
  self->listener_settings = (HwHttpListenerSettings){
    .services = services,
    .limits = settings->limits,
    .origin_rule = self->origin_rule,
    .origin_count = self->origin_count,
  };
  self->listener_settings.limits.connections = possible_connections (settings->limits.connections);
  listener = start_first_listener (self, error);
  if (listener == NULL)
    {
      hw_http_server_free (self);
      return NULL;
    }
  self->listener = listener;
  hw_timer_thread_every (services->timer, HW_REAP_INTERVAL, reap, self);
  return self;
}

const char *
hw_http_server_get_url (HwHttpServer *self)
{
  return self->url;
}

gboolean
hw_http_server_reload_certificates (HwHttpServer *self, GError **error)
{
  g_autoptr (HwCertificate) certificate = NULL;
  g_autofree char *end = NULL;
  HwHttpListener *listener;

  if (self->certificate_path == NULL)
    return TRUE;
  certificate = hw_certificate_read (self->certificate_path, self->key_path, error);
  if (certificate == NULL || !hw_certificate_is_good_now (certificate, self->certificate_path, error))
    return FALSE;
  listener = start_listener (self, certificate, error);
  if (listener == NULL)
    return FALSE;
  g_mutex_lock (&self->lock);
  hw_http_listener_quiesce (self->listener);
  g_ptr_array_add (self->retired, self->listener);
  self->listener = listener;
  self->certificate_end = certificate->good_until;
  g_mutex_unlock (&self->lock);
  end = hw_certificate_get_end (certificate);
  g_message ("The certificate was read anew, it is good until %s", end);
  return TRUE;
}

gint64
hw_http_server_get_certificate_end (HwHttpServer *self)
{
  gint64 end;

  g_mutex_lock (&self->lock);
  end = self->certificate_end;
  g_mutex_unlock (&self->lock);
  return end;
}

guint
hw_http_server_get_connections (HwHttpServer *self)
{
  guint connections;

  g_mutex_lock (&self->lock);
  connections = hw_http_listener_get_connections (self->listener);
  for (guint i = 0; i < self->retired->len; i++)
    connections += hw_http_listener_get_connections (self->retired->pdata[i]);
  g_mutex_unlock (&self->lock);
  return connections;
}

void
hw_http_server_drain (HwHttpServer *self, gint64 deadline)
{
  g_mutex_lock (&self->lock);
  self->draining = TRUE;
  g_mutex_unlock (&self->lock);
  if (!hw_http_listener_drain (self->listener, deadline))
    g_warning ("Some requests were not answered in time");
  for (guint i = 0; i < self->retired->len; i++)
    hw_http_listener_drain (self->retired->pdata[i], deadline);
}

void
hw_http_server_free (HwHttpServer *self)
{
  g_clear_pointer (&self->listener, hw_http_listener_free);
  g_ptr_array_unref (self->retired);
  hw_origin_count_free (self->origin_count);
  hw_origin_rule_free (self->origin_rule);
  g_object_unref (self->socket);
  g_free (self->certificate_path);
  g_free (self->key_path);
  g_free (self->url);
  g_mutex_clear (&self->lock);
  g_free (self);
}
