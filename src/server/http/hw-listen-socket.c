/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/http/hw-listen-socket.h"

#include <errno.h>
#include <fcntl.h>

#define BACKLOG 1024

GSocket *
hw_listen_socket_new (GInetSocketAddress *address, GError **error)
{
  g_autoptr (GSocket) self = NULL;

  self = g_socket_new (g_socket_address_get_family (G_SOCKET_ADDRESS (address)), G_SOCKET_TYPE_STREAM,
                       G_SOCKET_PROTOCOL_TCP, error);
  if (self == NULL)
    return NULL;
  g_socket_set_blocking (self, FALSE);
  g_socket_set_listen_backlog (self, BACKLOG);
  if (!g_socket_bind (self, G_SOCKET_ADDRESS (address), TRUE, error) || !g_socket_listen (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

int
hw_listen_socket_dup (GSocket *self, GError **error)
{
  int fd = fcntl (g_socket_get_fd (self), F_DUPFD_CLOEXEC, 0);

  if (fd < 0)
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "The socket cannot be shared: %s",
                 g_strerror (errno));
  return fd;
}

gboolean
hw_listen_socket_is_unix (GSocket *self)
{
  return g_socket_get_family (self) == G_SOCKET_FAMILY_UNIX;
}

gboolean
hw_listen_socket_is_local (GSocket *self)
{
  g_autoptr (GSocketAddress) address = g_socket_get_local_address (self, NULL);

  if (hw_listen_socket_is_unix (self))
    return TRUE;
  return G_IS_INET_SOCKET_ADDRESS (address)
         && g_inet_address_get_is_loopback (
           g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address)));
}

char *
hw_listen_socket_url (GSocket *self, const char *scheme)
{
  g_autoptr (GSocketAddress) address = g_socket_get_local_address (self, NULL);
  g_autofree char *text = NULL;

  if (hw_listen_socket_is_unix (self))
    scheme = "unix";

  if (address == NULL)
    return g_strdup (scheme);
  text = g_socket_connectable_to_string (G_SOCKET_CONNECTABLE (address));
  return g_strconcat (scheme, hw_listen_socket_is_unix (self) ? ":" : "://", text, NULL);
}
