/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/http/hw-metrics-server.h"

#include "server/http/hw-listen-socket.h"
#include "server/http/hw-server-metrics.h"

#include <microhttpd.h>
#include <string.h>
#include <unistd.h>

#define IDLE_SECONDS 10
#define MOST_CONNECTIONS 16

struct _HwMetricsServer
{
  HwServices *services;
  HwHttpServer *http_server;
  GSocket *socket;
  char *url;
  struct MHD_Daemon *daemon;
};

static void
free_text (void *text)
{
  g_free (text);
}

/* Takes over @text. */
static enum MHD_Result
respond (struct MHD_Connection *connection, guint status, const char *media_type, char *text)
{
  struct MHD_Response *response =
    MHD_create_response_from_buffer_with_free_callback_cls (strlen (text), text, free_text, text);
  enum MHD_Result result;

  MHD_add_response_header (response, MHD_HTTP_HEADER_CONTENT_TYPE, media_type);
  MHD_add_response_header (response, MHD_HTTP_HEADER_CACHE_CONTROL, "no-store");
  if (status == MHD_HTTP_METHOD_NOT_ALLOWED)
    MHD_add_response_header (response, MHD_HTTP_HEADER_ALLOW, "GET, HEAD");
  result = MHD_queue_response (connection, status, response);
  MHD_destroy_response (response);
  return result;
}

static enum MHD_Result
handle (void *cls,
        struct MHD_Connection *connection,
        const char *url,
        const char *method,
        const char *version,
        const char *upload_data,
        size_t *upload_data_size,
        void **request_cls)
{
  HwMetricsServer *self = cls;
  GString *text;

  if (*request_cls == NULL)
    {
      *request_cls = self;
      return MHD_YES;
    }
  if (*upload_data_size > 0)
    return MHD_NO;
  if (strcmp (url, "/metrics") != 0)
    return respond (connection, MHD_HTTP_NOT_FOUND, "text/plain", g_strdup ("Metrics are at /metrics.\n"));
  if (strcmp (method, "GET") != 0 && strcmp (method, "HEAD") != 0)
    return respond (connection, MHD_HTTP_METHOD_NOT_ALLOWED, "text/plain", g_strdup ("Only GET.\n"));

  text = g_string_new (NULL);
  hw_server_metrics_write (self->services, self->http_server, text);
  return respond (connection, MHD_HTTP_OK, "text/plain; version=0.0.4; charset=utf-8",
                  g_string_free (text, FALSE));
}

HwMetricsServer *
hw_metrics_server_new (GInetSocketAddress *address,
                       HwServices *services,
                       HwHttpServer *http_server,
                       GError **error)
{
  HwMetricsServer *self;
  g_autoptr (GSocket) socket = hw_listen_socket_new (address, error);
  int fd = socket != NULL ? hw_listen_socket_dup (socket, error) : -1;

  if (fd < 0)
    return NULL;
  self = g_new0 (HwMetricsServer, 1);
  self->services = services;
  self->http_server = http_server;
  self->socket = g_steal_pointer (&socket);
  self->url = hw_listen_socket_url (self->socket, "http");
  self->daemon = MHD_start_daemon (MHD_USE_EPOLL | MHD_USE_INTERNAL_POLLING_THREAD, 0, NULL, NULL, handle,
                                   self, MHD_OPTION_LISTEN_SOCKET, fd, MHD_OPTION_CONNECTION_LIMIT,
                                   (unsigned int) MOST_CONNECTIONS, MHD_OPTION_CONNECTION_TIMEOUT,
                                   (unsigned int) IDLE_SECONDS, MHD_OPTION_END);
  if (self->daemon != NULL)
    return self;
  close (fd);
  hw_metrics_server_free (self);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "The metrics service does not start");
  return NULL;
}

const char *
hw_metrics_server_get_url (HwMetricsServer *self)
{
  return self->url;
}

void
hw_metrics_server_free (HwMetricsServer *self)
{
  if (self->daemon != NULL)
    MHD_stop_daemon (self->daemon);
  g_object_unref (self->socket);
  g_free (self->url);
  g_free (self);
}
