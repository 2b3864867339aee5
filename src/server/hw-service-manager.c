/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/hw-service-manager.h"

#include "hw-build-config.h"

#ifdef HW_HAVE_SYSTEMD

#include <systemd/sd-daemon.h>

#define UNIT "the .socket unit"

G_GNUC_PRINTF (2, 3)
static gboolean
fail (GError **error, const char *format, ...)
{
  g_autofree char *what = NULL;
  va_list arguments;

  va_start (arguments, format);
  what = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "Socket activation (LISTEN_FDS): %s", what);
  return FALSE;
}

static gboolean
check_socket (int fd, GError **error)
{
  if (sd_is_socket (fd, AF_UNSPEC, 0, -1) <= 0)
    return fail (error,
                 "what was handed over is no socket: " UNIT " must have one ListenStream= and nothing else");
  if (sd_is_socket (fd, AF_UNSPEC, SOCK_STREAM, -1) <= 0)
    return fail (error, "the socket is not one for streams: " UNIT " must have ListenStream=");
  if (sd_is_socket (fd, AF_UNSPEC, SOCK_STREAM, 1) <= 0)
    return fail (error, "the socket is a connection, it does not listen: " UNIT " must have Accept=no");
  if (sd_is_socket (fd, AF_INET, 0, -1) <= 0 && sd_is_socket (fd, AF_INET6, 0, -1) <= 0
      && sd_is_socket (fd, AF_UNIX, 0, -1) <= 0)
    return fail (error, "the socket is neither of IPv4 nor of IPv6 nor a Unix socket");
  return TRUE;
}

gboolean
hw_service_manager_take_socket (GSocket **socket, GError **error)
{
  int n = sd_listen_fds (TRUE);

  *socket = NULL;
  if (n == 0)
    return TRUE;
  if (n < 0)
    return fail (error, "what was handed over cannot be used: %s", g_strerror (-n));
  if (n > 1)
    return fail (error,
                 "%d sockets were handed over, and one is served: " UNIT " must have one ListenStream=", n);
  if (!check_socket (SD_LISTEN_FDS_START, error))
    return FALSE;
  *socket = g_socket_new_from_fd (SD_LISTEN_FDS_START, error);
  if (*socket == NULL)
    return FALSE;
  g_socket_set_blocking (*socket, FALSE);
  return TRUE;
}

void
hw_service_manager_ready (const char *status)
{
  sd_notifyf (FALSE, "READY=1\nSTATUS=%s", status);
}

void
hw_service_manager_reloading (void)
{
  sd_notifyf (FALSE, "RELOADING=1\nMONOTONIC_USEC=%" G_GINT64_FORMAT, g_get_monotonic_time ());
}

void
hw_service_manager_stopping (void)
{
  sd_notify (FALSE, "STOPPING=1\nSTATUS=Answering what was asked");
}

guint
hw_service_manager_get_watchdog (void)
{
  uint64_t period;

  /* Twice as often as it must be. */
  return sd_watchdog_enabled (FALSE, &period) > 0 ? (guint) MAX (period / 2000, 1) : 0;
}

void
hw_service_manager_alive (void)
{
  sd_notify (FALSE, "WATCHDOG=1");
}

#else

gboolean
hw_service_manager_take_socket (GSocket **socket, GError **error)
{
  *socket = NULL;
  if (g_getenv ("LISTEN_FDS") == NULL)
    return TRUE;
  g_set_error_literal (
    error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
    "Socket activation (LISTEN_FDS): this server was built without libsystemd: disable the "
    ".socket unit");
  return FALSE;
}

void
hw_service_manager_ready (const char *status)
{
}

void
hw_service_manager_reloading (void)
{
}

void
hw_service_manager_stopping (void)
{
}

guint
hw_service_manager_get_watchdog (void)
{
  return 0;
}

void
hw_service_manager_alive (void)
{
}

#endif
