/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hw-bad-server.h"

#include <string.h>
#include <sys/socket.h>

struct _HwBadServer
{
  GSocketListener *listener;
  guint16 port;
  guint behind;                 /* port */
  GTlsCertificate *certificate; /* (nullable) */
  const HwBadAnswer *answers;
  guint n_answers;
  GCancellable *stop;
  GThread *thread;
  GMutex mutex;
  GPtrArray *requests; /* (element-type utf8); one a connection, under the mutex */
  GPtrArray *stalling; /* (element-type GIOStream); of the thread */
};

static gsize
body_length (const char *head)
{
  const char *field = strcasestr (head, "\r\nContent-Length:");

  return field != NULL ? (gsize) g_ascii_strtoull (field + strlen ("\r\nContent-Length:"), NULL, 10) : 0;
}

/* A whole request or answer, or what came of it. */
static char *
read_message (HwBadServer *self, GInputStream *input)
{
  g_autoptr (GString) message = g_string_new (NULL);
  char buffer[4096];
  const char *end;

  while ((end = strstr (message->str, "\r\n\r\n")) == NULL
         || message->len < (gsize) (end - message->str) + 4 + body_length (message->str))
    {
      gssize n = g_input_stream_read (input, buffer, sizeof buffer, self->stop, NULL);

      if (n <= 0)
        break;
      g_string_append_len (message, buffer, n);
    }

  return g_string_free (g_steal_pointer (&message), FALSE);
}

/* What the server behind answers to @request; it has done what it was asked to. */
static char *
ask_behind (HwBadServer *self, const char *request)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;
  GError *error = NULL;

  connection =
    g_socket_client_connect_to_host (client, "127.0.0.1", (guint16) self->behind, self->stop, &error);
  g_assert_no_error (error);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), request,
                             strlen (request), NULL, self->stop, &error);
  g_assert_no_error (error);
  return read_message (self, g_io_stream_get_input_stream (G_IO_STREAM (connection)));
}

static void
write_bytes (HwBadServer *self, GIOStream *stream, const char *bytes, gsize length)
{
  g_output_stream_write_all (g_io_stream_get_output_stream (stream), bytes, length, NULL, self->stop, NULL);
}

static void
end (HwBadServer *self, GSocketConnection *connection, GIOStream *stream, HwBadEnding ending)
{
  if (ending == HW_BAD_STALL)
    {
      g_ptr_array_add (self->stalling, g_object_ref (stream));
      return;
    }
  if (ending == HW_BAD_RESET)
    {
      const struct linger at_once = { 1, 0 };
      GSocket *socket = g_socket_connection_get_socket (connection);

      setsockopt (g_socket_get_fd (socket), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    }
  g_io_stream_close (stream, NULL, NULL);
}

/* The answer for the connection that has just come. */
static const HwBadAnswer *
count_connection (HwBadServer *self, guint *n)
{
  g_mutex_lock (&self->mutex);
  *n = self->requests->len;
  g_ptr_array_add (self->requests, g_strdup (""));
  g_mutex_unlock (&self->mutex);
  return &self->answers[MIN (*n, self->n_answers - 1)];
}

static void
answer (HwBadServer *self, GSocketConnection *connection)
{
  g_autoptr (GIOStream) stream = NULL;
  g_autofree char *request = NULL;
  const HwBadAnswer *scripted;
  guint n;

  if (self->certificate != NULL)
    {
      stream = g_tls_server_connection_new (G_IO_STREAM (connection), self->certificate, NULL);
      g_tls_connection_handshake (G_TLS_CONNECTION (stream), self->stop, NULL);
    }
  else
    stream = g_object_ref (G_IO_STREAM (connection));

  scripted = count_connection (self, &n);
  request = read_message (self, g_io_stream_get_input_stream (stream));
  g_mutex_lock (&self->mutex);
  g_free (self->requests->pdata[n]);
  self->requests->pdata[n] = g_strdup (request);
  g_mutex_unlock (&self->mutex);

  if (scripted->ending == HW_BAD_PASS || scripted->ending == HW_BAD_SWALLOW)
    {
      g_autofree char *passed = ask_behind (self, request);

      if (scripted->ending == HW_BAD_PASS)
        write_bytes (self, stream, passed, strlen (passed));
    }
  else if (scripted->bytes != NULL)
    write_bytes (self, stream, scripted->bytes,
                 scripted->length > 0 ? scripted->length : strlen (scripted->bytes));
  end (self, connection, stream, scripted->ending);
}

static gpointer
serve (gpointer data)
{
  HwBadServer *self = data;

  while (!g_cancellable_is_cancelled (self->stop))
    {
      g_autoptr (GSocketConnection) connection =
        g_socket_listener_accept (self->listener, NULL, self->stop, NULL);

      if (connection != NULL)
        answer (self, connection);
    }

  return NULL;
}

HwBadServer *
hw_bad_server_new (const HwBadAnswer *answers, guint n_answers, GTlsCertificate *certificate)
{
  HwBadServer *self = g_new0 (HwBadServer, 1);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) wanted = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  GError *error = NULL;

  self->listener = g_socket_listener_new ();
  g_socket_listener_add_address (self->listener, wanted, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL,
                                 &bound, &error);
  g_assert_no_error (error);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  self->answers = answers;
  self->n_answers = n_answers;
  g_set_object (&self->certificate, certificate);
  self->stop = g_cancellable_new ();
  self->requests = g_ptr_array_new_with_free_func (g_free);
  self->stalling = g_ptr_array_new_with_free_func (g_object_unref);
  g_mutex_init (&self->mutex);
  self->thread = g_thread_new ("bad server", serve, self);
  return self;
}

void
hw_bad_server_free (HwBadServer *self)
{
  g_cancellable_cancel (self->stop);
  g_thread_join (self->thread);
  g_socket_listener_close (self->listener);
  g_object_unref (self->listener);
  g_ptr_array_unref (self->stalling);
  g_ptr_array_unref (self->requests);
  g_clear_object (&self->certificate);
  g_object_unref (self->stop);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

void
hw_bad_server_set_behind (HwBadServer *self, guint port)
{
  self->behind = port;
}

guint16
hw_bad_server_get_port (HwBadServer *self)
{
  return self->port;
}

guint
hw_bad_server_get_n_connections (HwBadServer *self)
{
  guint n;

  g_mutex_lock (&self->mutex);
  n = self->requests->len;
  g_mutex_unlock (&self->mutex);
  return n;
}

char *
hw_bad_server_dup_request (HwBadServer *self, guint n)
{
  char *request;

  g_mutex_lock (&self->mutex);
  g_assert_cmpuint (n, <, self->requests->len);
  request = g_strdup (self->requests->pdata[n]);
  g_mutex_unlock (&self->mutex);
  return request;
}
