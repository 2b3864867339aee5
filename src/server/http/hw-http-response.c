/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/http/hw-http-response.h"

#include "contract/hw-wipe.h"
#include "server/http/hw-problem-texts.h"

#include <microhttpd.h>
#include <string.h>

/* Where nothing better is known: when to come back after a 503. */
#define RETRY_AFTER_UNAVAILABLE 5

struct _HwHttpResponse
{
  guint status;
  gboolean single;
  struct MHD_Response *mhd;
};

static HwHttpResponse *
response_new (guint status, const char *media_type, struct MHD_Response *mhd)
{
  HwHttpResponse *self = g_atomic_rc_box_new0 (HwHttpResponse);

  /* The library allocates it with malloc(), so it may be missing. */
  if (mhd == NULL)
    g_error ("No memory for a response");
  self->status = status;
  self->mhd = mhd;
  if (media_type != NULL)
    hw_http_response_add_header (self, MHD_HTTP_HEADER_CONTENT_TYPE, media_type);
  hw_http_response_add_header (self, "X-Content-Type-Options", "nosniff");
  return self;
}

static void
free_text (void *text)
{
  hw_wipe_free (text);
}

static void
free_bytes (void *bytes)
{
  g_bytes_unref (bytes);
}

/* Takes over @text. */
static struct MHD_Response *
mhd_from_text (char *text)
{
  return MHD_create_response_from_buffer_with_free_callback_cls (strlen (text), text, free_text, text);
}

static struct MHD_Response *
mhd_from_bytes (GBytes *bytes)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);

  return MHD_create_response_from_buffer_with_free_callback_cls (size, (void *) data, free_bytes,
                                                                 g_bytes_ref (bytes));
}

static struct MHD_Response *
mhd_empty (void)
{
  static char nothing[] = "";

  return MHD_create_response_from_buffer_with_free_callback_cls (0, nothing, NULL, NULL);
}

static HwHttpResponse *
personal_new (HwHttpRequest *request, guint status, const char *media_type, struct MHD_Response *mhd)
{
  HwHttpResponse *self = response_new (status, media_type, mhd);

  self->single = TRUE;
  hw_http_response_add_header (self, MHD_HTTP_HEADER_CACHE_CONTROL, "no-store");
  hw_http_response_add_header (self, "X-Request-Id", request->id);
  return self;
}

HwHttpResponse *
hw_http_response_new_json (HwHttpRequest *request, guint status, JsonNode *node)
{
  HwHttpResponse *self =
    personal_new (request, status, "application/json", mhd_from_text (hw_json_to_string (node)));

  hw_http_response_add_header (self, MHD_HTTP_HEADER_CONTENT_LANGUAGE, hw_language_tag (request->language));
  return self;
}

HwHttpResponse *
hw_http_response_new_done (HwHttpRequest *request)
{
  return personal_new (request, MHD_HTTP_NO_CONTENT, NULL, mhd_empty ());
}

static void
add_retry_after (HwHttpResponse *self, const HwProblem *problem)
{
  gint64 seconds = problem->retry_in;
  char text[32];

  if (seconds < 0 && problem->code == HW_PROBLEM_UNAVAILABLE)
    seconds = RETRY_AFTER_UNAVAILABLE;
  if (seconds < 0)
    return;
  g_snprintf (text, sizeof text, "%" G_GINT64_FORMAT, MAX (seconds, 1));
  hw_http_response_add_header (self, MHD_HTTP_HEADER_RETRY_AFTER, text);
}

HwHttpResponse *
hw_http_response_new_problem (HwHttpRequest *request, HwProblem *problem)
{
  g_autoptr (JsonNode) node = NULL;
  HwHttpResponse *self;
  guint status = hw_problem_code_status (problem->code);

  problem->status = status;
  hw_problem_texts_fill (problem, request->language);
  g_free (problem->request_id);
  problem->request_id = g_strdup (request->id);
  node = hw_problem_to_json (problem);

  self = personal_new (request, status, HW_PROBLEM_MEDIA_TYPE, mhd_from_text (hw_json_to_string (node)));
  hw_http_response_add_header (self, MHD_HTTP_HEADER_CONTENT_LANGUAGE, hw_language_tag (request->language));
  if (status == MHD_HTTP_UNAUTHORIZED)
    hw_http_response_add_header (self, MHD_HTTP_HEADER_WWW_AUTHENTICATE, "Bearer");
  if (problem->allow != NULL)
    hw_http_response_add_header (self, MHD_HTTP_HEADER_ALLOW, problem->allow);
  if (problem->code == HW_PROBLEM_TOO_MANY_REQUESTS || problem->code == HW_PROBLEM_UNAVAILABLE)
    add_retry_after (self, problem);
  return self;
}

HwHttpResponse *
hw_http_response_new_problem_code (HwHttpRequest *request, HwProblemCode code)
{
  g_autoptr (HwProblem) problem = hw_problem_new (code);

  return hw_http_response_new_problem (request, problem);
}

HwHttpResponse *
hw_http_response_new_document (guint status,
                               const char *media_type,
                               GBytes *body,
                               const char *etag,
                               const char *language)
{
  HwHttpResponse *self =
    response_new (status, media_type, body != NULL ? mhd_from_bytes (body) : mhd_empty ());

  if (etag != NULL)
    {
      hw_http_response_add_header (self, MHD_HTTP_HEADER_ETAG, etag);
      hw_http_response_add_header (self, MHD_HTTP_HEADER_CACHE_CONTROL, "no-cache");
    }
  if (language != NULL)
    {
      hw_http_response_add_header (self, MHD_HTTP_HEADER_CONTENT_LANGUAGE, language);
      hw_http_response_add_header (self, MHD_HTTP_HEADER_VARY, MHD_HTTP_HEADER_ACCEPT_LANGUAGE);
    }
  return self;
}

void
hw_http_response_add_header (HwHttpResponse *self, const char *name, const char *value)
{
  if (MHD_add_response_header (self->mhd, name, value) != MHD_YES)
    g_critical ("The header field %s cannot be sent", name);
}

guint
hw_http_response_get_status (HwHttpResponse *self)
{
  return self->status;
}

gboolean
hw_http_response_is_single (HwHttpResponse *self)
{
  return self->single;
}

HwHttpResponse *
hw_http_response_ref (HwHttpResponse *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
response_clear (gpointer data)
{
  HwHttpResponse *self = data;

  MHD_destroy_response (self->mhd);
}

void
hw_http_response_unref (HwHttpResponse *self)
{
  g_atomic_rc_box_release_full (self, response_clear);
}

gboolean
hw_http_response_queue (HwHttpResponse *self, struct MHD_Connection *connection)
{
  return MHD_queue_response (connection, self->status, self->mhd) == MHD_YES;
}

gboolean
hw_etag_matches (const char *if_none_match, const char *etag)
{
  const char *at = if_none_match;
  gsize length = strlen (etag);

  if (at == NULL)
    return FALSE;
  while (*at != '\0')
    {
      const char *end;

      at += strspn (at, " \t,");
      if (*at == '*')
        return TRUE;
      if (g_str_has_prefix (at, "W/"))
        at += 2;
      if (*at != '"')
        return FALSE;
      end = strchr (at + 1, '"');
      if (end == NULL)
        return FALSE;
      end++;
      if ((gsize) (end - at) == length && memcmp (at, etag, length) == 0)
        return TRUE;
      at = end;
    }
  return FALSE;
}
