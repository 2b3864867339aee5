/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "contract/hw-json.h"
#include "contract/hw-problem.h"
#include "server/http/hw-origin.h"
#include "server/registration/hw-caller.h"

G_BEGIN_DECLS

struct MHD_Connection;

#define HW_REQUEST_ID_LENGTH 32

/* One request as handlers see it: what its head and body said, each part checked for its form. */
typedef struct
{
  char id[HW_REQUEST_ID_LENGTH + 1];
  HwLanguage language;
  gint64 arrived_at;        /* instant, when the head was read */
  gint64 started_monotonic; /* the same on g_get_monotonic_time()'s scale */
  char *origin;
  char *path_id;         /* (nullable): what stands for "{id}" in the route's path */
  char *bearer;          /* (nullable): a secret */
  char *idempotency_key; /* (nullable): without quotes; a secret together with the body */
  char *if_none_match;   /* (nullable): as sent */
  char *body;            /* (nullable): a secret */
  gsize body_length;
  gsize body_most; /* how long it may be; allocated at once */

  /* Set by handlers: */
  gint64 answer_at; /* monotonic: not answered before; 0: at once */
} HwHttpRequest;

/* hw_http_request_new: @body_most: how long its body may be. */
HwHttpRequest *hw_http_request_new (gsize body_most);
/* hw_http_request_free: wipes what is secret. */
void hw_http_request_free (HwHttpRequest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwHttpRequest, hw_http_request_free)

/* hw_http_request_read_head: takes over what handlers need of @connection's head. */
void
hw_http_request_read_head (HwHttpRequest *self, struct MHD_Connection *connection, HwOriginRule *origin_rule);

/* hw_http_request_wipe_head: overwrites what is secret in @connection's head where libmicrohttpd keeps it,
 * when nobody reads it any more. */
void hw_http_request_wipe_head (struct MHD_Connection *connection);

/* hw_http_request_append: FALSE where the body grows past @body_most; it is dropped then. */
gboolean hw_http_request_append (HwHttpRequest *self, const char *bytes, gsize length);

/* hw_http_request_parse_json: (transfer full): the body's root; %NULL with @problem set where it is not JSON.
 */
JsonNode *hw_http_request_parse_json (HwHttpRequest *self, HwProblem **problem);

/* hw_http_request_malformed: (transfer full): malformed-request, the reason (which never quotes the text) to
 * the debug log. */
HwProblem *hw_http_request_malformed (HwHttpRequest *self, const GError *reason);

/* hw_http_request_get_caller: borrows from @self. */
HwCaller hw_http_request_get_caller (HwHttpRequest *self);

G_END_DECLS
