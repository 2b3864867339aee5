/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the HTTP service bears before it refuses or closes (config section [http]). Times in microseconds. */
typedef struct
{
  guint connections;            /* at once, over all origins; as far as descriptors allow */
  guint connections_per_origin; /* 0: no limit; trusted proxies have none */
  guint head_bytes;
  guint body_bytes;
  gint64 head_timeout;   /* for a head, from the connection or the last answer */
  gint64 body_timeout;   /* for a body, from its head */
  gint64 answer_timeout; /* to take an answer */
  guint store_threads;
  guint store_queue; /* calls that may wait for one of them */
  guint hashes;      /* passwords hashed at once, each in 19 MiB; 0: as many as there are processors */
  guint hashing_queue;
} HwHttpLimits;

/* hw_http_limits_init: the defaults of data/server.conf.example. */
void hw_http_limits_init (HwHttpLimits *limits);

/* hw_http_limits_get_hashes: the real number. */
guint hw_http_limits_get_hashes (const HwHttpLimits *limits);

G_END_DECLS
