/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "contract/hw-language.h"
#include "contract/hw-problem.h"
#include "server/http/hw-http-request.h"

G_BEGIN_DECLS

struct MHD_Connection;

/* An answer, ready to be sent; may be sent many times and from every thread. Reference counted. */
typedef struct _HwHttpResponse HwHttpResponse;

/* hw_http_response_new_json: about a person: not to be stored. Its text is wiped when freed. */
HwHttpResponse *hw_http_response_new_json (HwHttpRequest *request, guint status, JsonNode *node);

/* hw_http_response_new_done: 204. */
HwHttpResponse *hw_http_response_new_done (HwHttpRequest *request);

/* hw_http_response_new_problem: @problem is filled in: texts in the request's language, its id. */
HwHttpResponse *hw_http_response_new_problem (HwHttpRequest *request, HwProblem *problem);

/* hw_http_response_new_problem_code: of a problem without members of its own. */
HwHttpResponse *hw_http_response_new_problem_code (HwHttpRequest *request, HwProblemCode code);

/**
 * hw_http_response_new_document:
 * @status: 200, or 304 (@body is %NULL then)
 * @etag: (nullable): with its quotes
 * @language: (nullable): "ja", "en"
 *
 * What everybody may read: kept in memory and sent to every request alike.
 */
HwHttpResponse *hw_http_response_new_document (guint status,
                                               const char *media_type,
                                               GBytes *body,
                                               const char *etag,
                                               const char *language);

void hw_http_response_add_header (HwHttpResponse *self, const char *name, const char *value);
guint hw_http_response_get_status (HwHttpResponse *self);
/* hw_http_response_is_single: whether it answers one request only, so that a field may be added for it. */
gboolean hw_http_response_is_single (HwHttpResponse *self);

HwHttpResponse *hw_http_response_ref (HwHttpResponse *self);
void hw_http_response_unref (HwHttpResponse *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwHttpResponse, hw_http_response_unref)

/* hw_http_response_queue: FALSE where the HTTP library refuses it; the connection is to be closed then. */
gboolean hw_http_response_queue (HwHttpResponse *self, struct MHD_Connection *connection);

/* hw_etag_matches: whether @if_none_match (nullable; a list, or "*") names @etag (RFC 9110, 13.1.2: weak
 * comparison). */
gboolean hw_etag_matches (const char *if_none_match, const char *etag);

G_END_DECLS
