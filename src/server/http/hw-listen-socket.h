/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* hw_listen_socket_new: bound and listening, with room for 1024 connections that wait to be accepted. */
GSocket *hw_listen_socket_new (GInetSocketAddress *address, GError **error);

/* hw_listen_socket_dup: a descriptor of its own for libmicrohttpd, which closes it; -1 with @error. */
int hw_listen_socket_dup (GSocket *self, GError **error);

gboolean hw_listen_socket_is_unix (GSocket *self);

/* hw_listen_socket_is_local: whether only this machine reaches it: loopback, or a Unix socket. */
gboolean hw_listen_socket_is_local (GSocket *self);

/* hw_listen_socket_url: (transfer full): "http://127.0.0.1:43121", with the real port; "unix:/run/….sock". */
char *hw_listen_socket_url (GSocket *self, const char *scheme);

G_END_DECLS
