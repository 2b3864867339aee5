/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/hw-client-error.h"
#include <libsoup/soup.h>

G_BEGIN_DECLS

/* No answer of API.md comes near this. */
#define HW_API_MAX_ANSWER_BYTES (1024 * 1024)

#define HW_API_TOKEN_MIN_LENGTH 22
#define HW_API_TOKEN_MAX_LENGTH 128

/* What one call sends. */
typedef struct
{
  const char *method; /* "GET"; static */
  char *path;         /* behind the server's URL: "/v1/notices" */
  guint status;       /* of the answer that is a success */
  gboolean has_body;  /* whether that answer has a body, in JSON */
  char *credential;   /* (nullable): Bearer; a secret */
  char *key;          /* (nullable): Idempotency-Key; a secret */
  char *etag;         /* (nullable): If-None-Match */
  GBytes *body;       /* (nullable): JSON; wiped when the last reference goes */
} HwApiRequest;

void hw_api_request_free (HwApiRequest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwApiRequest, hw_api_request_free)

/* What came back. */
typedef struct
{
  gboolean not_modified; /* 304: what `etag` was sent for still holds */
  JsonNode *body;        /* (nullable) */
  char *etag;            /* (nullable) */
} HwApiAnswer;

void hw_api_answer_free (HwApiAnswer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwApiAnswer, hw_api_answer_free)

/* hw_api_is_token: whether @text can be a credential or an Idempotency-Key: 22 to 128 of [A-Za-z0-9_-]. What
 * is not must not get into a header. */
gboolean hw_api_is_token (const char *text);

/**
 * hw_api_call_async:
 * @server_url: from hw_server_url_parse()
 * @deadline: seconds for all of it, a repeat included
 * @request: (transfer full)
 *
 * One call: sends @request, reads the whole answer, checks status, media type and JSON. Where the connection
 * broke on a call that is safe to repeat (GET; POST with an Idempotency-Key) it is sent once more. At the
 * deadline and when cancelled it returns at once, whatever the network is at.
 *
 * Errors: HW_CLIENT_ERROR, G_IO_ERROR_CANCELLED
 */
void hw_api_call_async (SoupSession *session,
                        const char *server_url,
                        guint deadline,
                        HwApiRequest *request,
                        GCancellable *c,
                        GAsyncReadyCallback cb,
                        gpointer data);
HwApiAnswer *hw_api_call_finish (GAsyncResult *result, GError **error);

G_END_DECLS
