/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/http/hw-http-listener.h"

#include "server/http/hw-http-exchange.h"
#include "server/http/hw-listen-socket.h"

#include <errno.h>
#include <unistd.h>

/* One thread stalled at 256 connections, a pool of two did not (FACTS.md). */
#define N_THREADS 2
/* What a connection needs beside its head, for the answer's: cleared for each request. */
#define ANSWER_MEMORY (12 * 1024)
/* Of TLS 1.2 only what has forward secrecy and authenticated encryption. */
#define TLS_PRIORITIES                                                                         \
  "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2:-KX-ALL:+ECDHE-ECDSA:+ECDHE-RSA:-MAC-ALL:+AEAD:" \
  "-CIPHER-ALL:+AES-256-GCM:+CHACHA20-POLY1305:+AES-128-GCM"

/* Newer ones merge bare LF and folded fields unless told not to; 0.9.75 always does, and at any stricter
 * level answers a missing Host twice; our own look at the head catches these. */
#if MHD_VERSION >= 0x01000000
#define STRICTNESS MHD_OPTION_CLIENT_DISCIPLINE_LVL
#define STRICTNESS_VALUE 1
#else
#define STRICTNESS MHD_OPTION_STRICT_FOR_CLIENT
#define STRICTNESS_VALUE 0
#endif

struct _HwHttpListener
{
  HwExchangeHost host;
  struct MHD_Daemon *daemon;
  gboolean quiesced;
};

G_GNUC_PRINTF (2, 0)
static void
log_library (void *cls, const char *format, va_list arguments)
{
  g_autofree char *message = g_strdup_vprintf (format, arguments);

  /* Most of it anybody can cause by sending nonsense. */
  g_debug ("libmicrohttpd: %s", g_strchomp (message));
}

/* For how long nothing at all may happen. The reaper catches the slow. */
static unsigned int
idle_seconds (const HwHttpLimits *limits)
{
  return (unsigned int) (MAX (limits->head_timeout, limits->body_timeout) / G_TIME_SPAN_SECOND) + 1;
}

static struct MHD_Daemon *
start_daemon (HwHttpListener *self,
              int fd,
              const HwHttpListenerSettings *settings,
              const char *certificate,
              const char *key)
{
  const HwHttpLimits *limits = &settings->limits;
  unsigned int flags = MHD_USE_EPOLL | MHD_USE_INTERNAL_POLLING_THREAD | MHD_ALLOW_SUSPEND_RESUME
                       | MHD_USE_ITC | MHD_USE_ERROR_LOG;
  struct MHD_OptionItem tls[] = {
    { MHD_OPTION_HTTPS_MEM_CERT, 0, (void *) certificate },
    { MHD_OPTION_HTTPS_MEM_KEY, 0, (void *) key },
    { MHD_OPTION_HTTPS_PRIORITIES, 0, (void *) TLS_PRIORITIES },
    { MHD_OPTION_END, 0, NULL },
  };
  struct MHD_OptionItem none[] = { { MHD_OPTION_END, 0, NULL } };

  if (certificate != NULL)
    flags |= MHD_USE_TLS;
  return MHD_start_daemon (
    flags, 0, hw_exchange_accept, &self->host, hw_exchange_handle, &self->host, MHD_OPTION_EXTERNAL_LOGGER,
    log_library, NULL, MHD_OPTION_LISTEN_SOCKET, fd, MHD_OPTION_THREAD_POOL_SIZE, (unsigned int) N_THREADS,
    MHD_OPTION_CONNECTION_LIMIT, (unsigned int) limits->connections, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
    (size_t) limits->head_bytes + ANSWER_MEMORY, MHD_OPTION_CONNECTION_TIMEOUT, idle_seconds (limits),
    MHD_OPTION_URI_LOG_CALLBACK, hw_exchange_begin, &self->host, MHD_OPTION_NOTIFY_COMPLETED,
    hw_exchange_completed, &self->host, MHD_OPTION_NOTIFY_CONNECTION, hw_exchange_connection, &self->host,
    STRICTNESS, (int) STRICTNESS_VALUE, MHD_OPTION_ARRAY, certificate != NULL ? tls : none, MHD_OPTION_END);
}

HwHttpListener *
hw_http_listener_new (GSocket *socket,
                      const HwHttpListenerSettings *settings,
                      const char *certificate,
                      const char *key,
                      GError **error)
{
  HwHttpListener *self;
  int fd = hw_listen_socket_dup (socket, error);

  g_assert ((certificate == NULL) == (key == NULL));

  if (fd < 0)
    return NULL;
  self = g_new0 (HwHttpListener, 1);
  hw_exchange_host_init (&self->host, settings->services, &settings->limits, settings->origin_rule,
                         settings->origin_count);
  self->daemon = start_daemon (self, fd, settings, certificate, key);
  if (self->daemon != NULL)
    return self;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s",
               certificate != NULL ? "The HTTP service does not start: certificate and key cannot be used"
                                   : "The HTTP service does not start");
  close (fd);
  hw_exchange_host_clear (&self->host);
  g_free (self);
  return NULL;
}

void
hw_http_listener_quiesce (HwHttpListener *self)
{
  if (!self->quiesced)
    {
      int fd = MHD_quiesce_daemon (self->daemon);

      if (fd != MHD_INVALID_SOCKET)
        close (fd);
    }
  self->quiesced = TRUE;
}

gboolean
hw_http_listener_drain (HwHttpListener *self, gint64 deadline)
{
  hw_http_listener_quiesce (self);
  return hw_exchange_host_drain (&self->host, deadline);
}

void
hw_http_listener_reap (HwHttpListener *self)
{
  guint reaped = hw_connection_watch_reap (self->host.watch, g_get_monotonic_time ());

  if (reaped > 0)
    g_debug ("%u slow connections shut down", reaped);
}

guint
hw_http_listener_get_connections (HwHttpListener *self)
{
  return hw_connection_watch_get_count (self->host.watch);
}

void
hw_http_listener_free (HwHttpListener *self)
{
  /* A socket that was taken back is closed by us, any other by the library. */
  MHD_stop_daemon (self->daemon);
  hw_exchange_host_clear (&self->host);
  g_free (self);
}
