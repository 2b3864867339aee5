/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/http/hw-http-limits.h"

void
hw_http_limits_init (HwHttpLimits *limits)
{
  *limits = (HwHttpLimits){
    .connections = 10000,
    .connections_per_origin = 256,
    .head_bytes = 8 * 1024,
    .body_bytes = 16 * 1024,
    /* With the time between two looks of the reaper: within 10 s. */
    .head_timeout = 9 * G_TIME_SPAN_SECOND,
    .body_timeout = 9 * G_TIME_SPAN_SECOND,
    .answer_timeout = 60 * G_TIME_SPAN_SECOND,
    .store_threads = 4,
    .store_queue = 512,
    .hashes = 0,
    .hashing_queue = 256,
  };
}

guint
hw_http_limits_get_hashes (const HwHttpLimits *limits)
{
  return limits->hashes > 0 ? limits->hashes : g_get_num_processors ();
}
