/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

struct MHD_Connection;

/* Our own look at a request's head: what libmicrohttpd lets through and two servers in a row could read in
 * two ways (FACTS.md; RFC 9112, 11.2). */

typedef enum
{
  HW_HEAD_OK,
  HW_HEAD_MALFORMED, /* and the connection is to be closed: nobody knows where the next request begins */
  HW_HEAD_TOO_LARGE,
} HwHeadFault;

typedef struct
{
  guint64 content_length; /* 0 where there is none */
  gboolean chunked;
  const char *content_type;     /* (nullable): valid as long as the connection's head */
  const char *content_encoding; /* (nullable) */
} HwHeadFraming;

/* hw_head_path_of: @target: raw. Its path, not decoded, without the query: what "/v1/notices?x" and
 * "http://host/v1/notices" name, the host being any (RFC 9112, 3.2.2); %NULL where it is no such target, or
 * has anything but visible ASCII characters. (transfer full) (nullable) */
char *hw_head_path_of (const char *target);

/**
 * hw_head_check:
 * @method: as the access handler is handed it
 * @target: where the raw target stood when the URI log callback was handed it; not read, as the library has
 *   taken it apart by now
 * @target_length: its length then
 * @version: as the access handler is handed it
 * @most_bytes: a longer head is too large; libmicrohttpd's own limit lies above it
 * @framing: (out): how the body is framed
 */
HwHeadFault hw_head_check (struct MHD_Connection *connection,
                           const char *method,
                           const char *target,
                           gsize target_length,
                           const char *version,
                           guint most_bytes,
                           HwHeadFraming *framing);

G_END_DECLS
