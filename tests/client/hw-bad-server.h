/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A server that does what no real one should: it answers each connection with scripted bytes, in a thread of
 * its own, on a free port of 127.0.0.1. */
typedef enum
{
  HW_BAD_CLOSE,   /* sends the bytes and closes */
  HW_BAD_RESET,   /* sends the bytes and resets */
  HW_BAD_STALL,   /* sends the bytes, then nothing more, until it is stopped */
  HW_BAD_PASS,    /* asks the server behind it, and passes its answer on */
  HW_BAD_SWALLOW, /* asks the server behind it, and closes when that has answered: the answer is lost */
} HwBadEnding;

typedef struct
{
  const char *bytes; /* (nullable) */
  gsize length;      /* 0: up to the NUL */
  HwBadEnding ending;
} HwBadAnswer;

typedef struct _HwBadServer HwBadServer;

/* hw_bad_server_new: the nth connection gets the nth answer, the last again and again. @certificate:
 * (nullable): served over TLS. */
HwBadServer *hw_bad_server_new (const HwBadAnswer *answers, guint n_answers, GTlsCertificate *certificate);
void hw_bad_server_free (HwBadServer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwBadServer, hw_bad_server_free)

/* hw_bad_server_set_behind: the port on 127.0.0.1 that PASS and SWALLOW ask. */
void hw_bad_server_set_behind (HwBadServer *self, guint port);

guint16 hw_bad_server_get_port (HwBadServer *self);
guint hw_bad_server_get_n_connections (HwBadServer *self);

/* hw_bad_server_dup_request: (transfer full): what the nth connection sent, head and body. */
char *hw_bad_server_dup_request (HwBadServer *self, guint n);

G_END_DECLS
