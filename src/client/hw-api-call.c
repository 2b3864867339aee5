/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/hw-api-call.h"

#include "client/hw-api-fault.h"
#include "contract/hw-json.h"
#include "contract/hw-wipe.h"
#include <string.h>

#define FIRST_BUFFER_BYTES (8 * 1024)

typedef struct
{
  SoupSession *session;
  char *server_url;
  HwApiRequest *request;
  GCancellable *inner;  /* of what runs below; the caller's own is only listened to */
  GSource *deadline;    /* (nullable): once returned */
  GSource *cancelled;   /* (nullable) */
  SoupMessage *message; /* of this try */
  GInputStream *stream; /* (nullable) */
  char *buffer;         /* (nullable): the body so far; wiped, as it may hold a credential */
  gsize length;
  gsize capacity;
  gboolean repeated;
  gboolean returned; /* what comes after is dropped */
} HwApiCall;

static void send_request (GTask *task);
static void read_on (GTask *task);

void
hw_api_request_free (HwApiRequest *self)
{
  if (self == NULL)
    return;

  g_free (self->path);
  hw_wipe_free (self->credential);
  hw_wipe_free (self->key);
  g_free (self->etag);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}

void
hw_api_answer_free (HwApiAnswer *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->body, json_node_unref);
  g_free (self->etag);
  g_free (self);
}

gboolean
hw_api_is_token (const char *text)
{
  gsize length = strlen (text);

  if (length < HW_API_TOKEN_MIN_LENGTH || length > HW_API_TOKEN_MAX_LENGTH)
    return FALSE;

  for (const char *c = text; *c != '\0'; c++)
    {
      if (!g_ascii_isalnum (*c) && *c != '-' && *c != '_')
        return FALSE;
    }

  return TRUE;
}

static void
wipe_buffer (HwApiCall *call)
{
  if (call->buffer != NULL)
    explicit_bzero (call->buffer, call->capacity);
  g_clear_pointer (&call->buffer, g_free);
  call->length = 0;
  call->capacity = 0;
}

static void
clear_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
hw_api_call_free (HwApiCall *call)
{
  clear_source (&call->deadline);
  clear_source (&call->cancelled);
  wipe_buffer (call);
  g_clear_object (&call->stream);
  g_clear_object (&call->message);
  g_clear_object (&call->inner);
  g_clear_object (&call->session);
  g_clear_pointer (&call->request, hw_api_request_free);
  g_free (call->server_url);
  g_free (call);
}

/* Ends the call, once. @error: (transfer full). What still runs below is told to stop and not waited for. */
static void
return_error (GTask *task, GError *error)
{
  HwApiCall *call = g_task_get_task_data (task);
  g_autoptr (GError) owned = error;

  if (call->returned)
    return;

  call->returned = TRUE;
  clear_source (&call->deadline);
  clear_source (&call->cancelled);
  g_cancellable_cancel (call->inner);
  g_task_return_error (task, g_steal_pointer (&owned));
}

static void
return_answer (GTask *task, HwApiAnswer *answer)
{
  HwApiCall *call = g_task_get_task_data (task);

  call->returned = TRUE;
  clear_source (&call->deadline);
  clear_source (&call->cancelled);
  g_task_return_pointer (task, answer, (GDestroyNotify) hw_api_answer_free);
}

static gboolean
on_deadline (gpointer data)
{
  g_autoptr (GTask) task = g_object_ref (G_TASK (data));

  return_error (task, g_error_new_literal (HW_CLIENT_ERROR, HW_CLIENT_ERROR_TIMED_OUT,
                                           "The server did not answer in time"));
  return G_SOURCE_REMOVE;
}

static gboolean
on_cancelled (GCancellable *cancellable, gpointer data)
{
  g_autoptr (GTask) task = g_object_ref (G_TASK (data));

  return_error (task, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "The call was cancelled"));
  return G_SOURCE_REMOVE;
}

static gboolean
is_safe_to_repeat (const HwApiRequest *request)
{
  return g_str_equal (request->method, "GET") || request->key != NULL;
}

static void
on_connection_failed (GTask *task, GError *failure)
{
  HwApiCall *call = g_task_get_task_data (task);
  g_autoptr (GError) owned = failure;

  if (call->returned)
    return;

  if (!call->repeated && is_safe_to_repeat (call->request) && hw_api_fault_is_broken_connection (owned))
    {
      call->repeated = TRUE;
      send_request (task);
      return;
    }

  return_error (task, hw_api_fault_from_connection (owned, call->server_url));
}

static HwApiAnswer *
read_success (HwApiCall *call, GError **error)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (call->message);
  g_autoptr (HwApiAnswer) answer = g_new0 (HwApiAnswer, 1);
  g_autoptr (GError) fault = NULL;

  answer->etag = g_strdup (soup_message_headers_get_one (headers, "ETag"));
  if (!call->request->has_body)
    return g_steal_pointer (&answer);

  if (!hw_api_fault_has_media_type (call->message, "application/json"))
    {
      g_set_error_literal (error, HW_CLIENT_ERROR, HW_CLIENT_ERROR_NOT_OUR_SERVER, "The answer is not JSON");
      return NULL;
    }

  answer->body = hw_json_parse (call->buffer, call->length, &fault);
  if (answer->body == NULL)
    {
      g_set_error (error, HW_CLIENT_ERROR, HW_CLIENT_ERROR_NOT_OUR_SERVER, "The answer cannot be read: %s",
                   fault->message);
      return NULL;
    }

  return g_steal_pointer (&answer);
}

/* What the answer's Content-Length says; -1: it has none. */
static goffset
announced_length (HwApiCall *call)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (call->message);

  if (soup_message_headers_get_encoding (headers) != SOUP_ENCODING_CONTENT_LENGTH)
    return -1;

  return soup_message_headers_get_content_length (headers);
}

/* libsoup takes a connection that ends early for the end of the body, whatever Content-Length said. */
static gboolean
is_cut_off (HwApiCall *call)
{
  goffset announced = announced_length (call);

  return announced >= 0 && announced != (goffset) call->length
         && soup_message_get_status (call->message) != SOUP_STATUS_NOT_MODIFIED;
}

static void
on_whole_answer (GTask *task)
{
  HwApiCall *call = g_task_get_task_data (task);
  guint status = soup_message_get_status (call->message);
  HwApiAnswer *answer;
  GError *error = NULL;

  if (status == SOUP_STATUS_NOT_MODIFIED && call->request->etag != NULL)
    {
      answer = g_new0 (HwApiAnswer, 1);
      answer->not_modified = TRUE;
    }
  else if (status == call->request->status)
    answer = read_success (call, &error);
  else
    {
      answer = NULL;
      error = hw_api_fault_from_answer (call->message, call->buffer, call->length);
    }

  wipe_buffer (call);
  if (answer != NULL)
    return_answer (task, answer);
  else
    return_error (task, error);
}

static void
on_closed (GObject *source, GAsyncResult *result, gpointer data)
{
  /* Everything was read before: what closing has to say changes nothing. */
  g_input_stream_close_finish (G_INPUT_STREAM (source), result, NULL);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  HwApiCall *call = g_task_get_task_data (task);
  GError *error = NULL;
  gssize n;

  n = g_input_stream_read_finish (G_INPUT_STREAM (source), result, &error);
  if (n < 0)
    {
      on_connection_failed (task, error);
      return;
    }

  call->length += (gsize) n;
  if (call->returned)
    return;

  if (n > 0)
    {
      read_on (g_steal_pointer (&task));
      return;
    }

  g_input_stream_close_async (call->stream, G_PRIORITY_DEFAULT, NULL, on_closed, NULL);
  if (is_cut_off (call))
    on_connection_failed (
      task, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT, "The answer was cut off"));
  else
    on_whole_answer (task);
}

/* Makes room without leaving a copy behind, as g_realloc() might. One byte more than the cap shows that an
 * answer is too large. */
static gboolean
make_room (HwApiCall *call)
{
  gsize capacity;
  char *larger;

  if (call->length > HW_API_MAX_ANSWER_BYTES || announced_length (call) > HW_API_MAX_ANSWER_BYTES)
    return FALSE;
  if (call->length < call->capacity)
    return TRUE;

  capacity = call->capacity == 0 ? FIRST_BUFFER_BYTES : MIN (call->capacity * 4, HW_API_MAX_ANSWER_BYTES + 1);
  larger = g_malloc (capacity);
  if (call->buffer != NULL)
    {
      memcpy (larger, call->buffer, call->length);
      explicit_bzero (call->buffer, call->capacity);
      g_free (call->buffer);
    }
  call->buffer = larger;
  call->capacity = capacity;
  return TRUE;
}

/* @task: (transfer full) */
static void
read_on (GTask *task)
{
  g_autoptr (GTask) owned = task;
  HwApiCall *call = g_task_get_task_data (task);

  if (!make_room (call))
    {
      return_error (task, g_error_new_literal (HW_CLIENT_ERROR, HW_CLIENT_ERROR_NOT_OUR_SERVER,
                                               "The answer is too large"));
      return;
    }

  g_input_stream_read_async (call->stream, call->buffer + call->length, call->capacity - call->length,
                             G_PRIORITY_DEFAULT, call->inner, on_read, g_steal_pointer (&owned));
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  HwApiCall *call = g_task_get_task_data (task);
  g_autoptr (GInputStream) stream = NULL;
  GError *error = NULL;

  stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (stream == NULL)
    {
      on_connection_failed (task, error);
      return;
    }
  if (call->returned)
    return;

  g_set_object (&call->stream, stream);
  read_on (g_steal_pointer (&task));
}

static SoupMessage *
build_message (const char *server_url, const HwApiRequest *request)
{
  g_autofree char *url = g_strconcat (server_url, request->path, NULL);
  SoupMessage *message = soup_message_new (request->method, url);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_DO_NOT_USE_AUTH_CACHE);
  /* libsoup repeats any PUT or DELETE by itself when a kept connection turns out dead; a wrong key sent twice
   * would cost two tries. A new connection is never repeated on. */
  if (!is_safe_to_repeat (request))
    soup_message_add_flags (message, SOUP_MESSAGE_NEW_CONNECTION);

  soup_message_headers_append (headers, "Accept", "application/json, " HW_PROBLEM_MEDIA_TYPE);
  if (request->credential != NULL)
    {
      g_autoptr (HwSecretString) bearer = g_strconcat ("Bearer ", request->credential, NULL);

      soup_message_headers_append (headers, "Authorization", bearer);
    }
  if (request->key != NULL)
    soup_message_headers_append (headers, "Idempotency-Key", request->key);
  if (request->etag != NULL)
    soup_message_headers_append (headers, "If-None-Match", request->etag);
  if (request->body != NULL)
    soup_message_set_request_body_from_bytes (message, "application/json", request->body);

  return message;
}

static void
send_request (GTask *task)
{
  HwApiCall *call = g_task_get_task_data (task);

  g_clear_object (&call->stream);
  g_clear_object (&call->message);
  wipe_buffer (call);
  call->message = build_message (call->server_url, call->request);
  soup_session_send_async (call->session, call->message, G_PRIORITY_DEFAULT, call->inner, on_sent,
                           g_object_ref (task));
}

static void
watch (GTask *task, guint deadline)
{
  HwApiCall *call = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  call->deadline = g_timeout_source_new_seconds (deadline);
  g_source_set_callback (call->deadline, on_deadline, task, NULL);
  g_source_attach (call->deadline, g_task_get_context (task));

  if (cancellable == NULL)
    return;

  call->cancelled = g_cancellable_source_new (cancellable);
  g_source_set_callback (call->cancelled, G_SOURCE_FUNC (on_cancelled), task, NULL);
  g_source_attach (call->cancelled, g_task_get_context (task));
}

void
hw_api_call_async (SoupSession *session,
                   const char *server_url,
                   guint deadline,
                   HwApiRequest *request,
                   GCancellable *c,
                   GAsyncReadyCallback cb,
                   gpointer data)
{
  g_autoptr (GTask) task = NULL;
  HwApiCall *call;

  task = g_task_new (NULL, c, cb, data);
  g_task_set_source_tag (task, hw_api_call_async);
  call = g_new0 (HwApiCall, 1);
  call->session = g_object_ref (session);
  call->server_url = g_strdup (server_url);
  call->request = request;
  call->inner = g_cancellable_new ();
  g_task_set_task_data (task, call, (GDestroyNotify) hw_api_call_free);

  if ((request->credential != NULL && !hw_api_is_token (request->credential))
      || (request->key != NULL && !hw_api_is_token (request->key)))
    {
      return_error (task, g_error_new_literal (HW_CLIENT_ERROR, HW_CLIENT_ERROR_NOT_OUR_SERVER,
                                               "The credential at hand is not one of this service"));
      return;
    }

  watch (task, deadline);
  send_request (task);
}

HwApiAnswer *
hw_api_call_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, hw_api_call_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
