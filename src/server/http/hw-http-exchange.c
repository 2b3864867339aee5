/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/http/hw-http-exchange.h"

#include "server/http/hw-head-check.h"
#include "server/http/hw-routes.h"

#include <string.h>

/* So much of a body that is refused is read, so that the client reads the refusal and not a reset. */
#define MAX_SWALLOWED (1024 * 1024)

/* Whoever has waited so long for a thread is told to come again: where the store hangs, each call ahead waits
 * for it, and nobody waits for a whole queue of them. */
#define QUEUE_PATIENCE (10 * G_TIME_SPAN_SECOND)

/* Who has just been accepted sends a request in all likelihood: that is waited for when the server stops, and
 * looked for so often. */
#define SILENT_PERIOD G_TIME_SPAN_SECOND
#define SILENT_LOOK (5 * G_TIME_SPAN_MILLISECOND)

typedef struct _HwExchange HwExchange;

/* What the library keeps for us with a connection. */
typedef struct
{
  HwWatchedConnection *watched;
  HwExchange *exchange; /* (nullable): begun and not completed */
} HwHttpConnection;

struct _HwExchange
{
  HwExchangeHost *host;
  struct MHD_Connection *connection;
  HwHttpConnection *kept; /* (nullable) */
  HwHttpRequest *request;
  const HwRoute *route;     /* (nullable) */
  HwHttpResponse *response; /* (nullable): not yet known */
  const char *target;       /* (nullable): where it stood; not to be read */
  gsize target_length;
  char *path; /* (nullable): raw, without query; NULL where the target is none */
  gboolean head_read;
  gboolean chunked;
  gboolean answered;
  gsize swallowed;
  gint64 queued_at; /* monotonic */
};

void
hw_exchange_host_init (HwExchangeHost *self,
                       HwServices *services,
                       const HwHttpLimits *limits,
                       HwOriginRule *origin_rule,
                       HwOriginCount *origin_count)
{
  *self = (HwExchangeHost){
    .services = services, .limits = limits, .origin_rule = origin_rule, .origin_count = origin_count
  };
  self->watch = hw_connection_watch_new (origin_count);
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
}

void
hw_exchange_host_clear (HwExchangeHost *self)
{
  g_assert (self->in_flight == 0);

  hw_connection_watch_free (self->watch);
  g_cond_clear (&self->changed);
  g_mutex_clear (&self->lock);
}

gboolean
hw_exchange_host_drain (HwExchangeHost *self, gint64 deadline)
{
  gint64 silent_until = MIN (deadline, g_get_monotonic_time () + SILENT_PERIOD);
  gboolean idle;

  g_atomic_int_set (&self->draining, TRUE);
  while (hw_connection_watch_has_silent (self->watch) && g_get_monotonic_time () < silent_until)
    g_usleep (SILENT_LOOK);
  g_mutex_lock (&self->lock);
  while (g_atomic_int_get (&self->in_flight) > 0 && g_cond_wait_until (&self->changed, &self->lock, deadline))
    ;
  idle = g_atomic_int_get (&self->in_flight) == 0;
  g_mutex_unlock (&self->lock);
  return idle;
}

/* Nobody waits before it drains, so that a request costs no lock. */
static void
leave_flight (HwExchangeHost *host)
{
  if (!g_atomic_int_dec_and_test (&host->in_flight) || !g_atomic_int_get (&host->draining))
    return;
  g_mutex_lock (&host->lock);
  g_cond_broadcast (&host->changed);
  g_mutex_unlock (&host->lock);
}

void *
hw_exchange_begin (void *cls, const char *target, struct MHD_Connection *connection)
{
  HwExchange *self = g_new0 (HwExchange, 1);
  const union MHD_ConnectionInfo *info =
    MHD_get_connection_info (connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);

  self->host = cls;
  self->connection = connection;
  self->kept = info != NULL ? info->socket_context : NULL;
  if (self->kept != NULL)
    self->kept->exchange = self;
  self->request = hw_http_request_new (self->host->limits->body_bytes);
  self->target = target;
  if (target != NULL)
    {
      self->target_length = strlen (target);
      self->path = hw_head_path_of (target);
    }
  return self;
}

static void
expect (HwExchange *self, gint64 period)
{
  if (self->kept != NULL)
    hw_watched_connection_expect (self->kept->watched, period);
}

static enum MHD_Result
answer (HwExchange *self)
{
  /* 0.9.75 reads chunks more kindly than others do (bare LF): nothing that follows them is read as a request,
   * so that no two readers can disagree about where one begins. */
  if ((g_atomic_int_get (&self->host->draining) || self->chunked)
      && hw_http_response_is_single (self->response))
    hw_http_response_add_header (self->response, MHD_HTTP_HEADER_CONNECTION, "close");
  expect (self, self->host->limits->answer_timeout);
  self->answered = hw_http_response_queue (self->response, self->connection);
  return self->answered ? MHD_YES : MHD_NO;
}

static enum MHD_Result
refuse_head (HwExchange *self, HwProblemCode code)
{
  self->response = hw_http_response_new_problem_code (self->request, code);
  hw_http_response_add_header (self->response, MHD_HTTP_HEADER_CONNECTION, "close");
  return answer (self);
}

static gboolean
is_json_type (const char *content_type)
{
  gsize length;

  if (content_type == NULL)
    return FALSE;
  length = strcspn (content_type, "; \t");
  return length == strlen ("application/json")
         && g_ascii_strncasecmp (content_type, "application/json", length) == 0;
}

/* What the head alone says against the request; HW_PROBLEM_UNKNOWN: nothing. */
static HwProblemCode
find_refusal (const HwRoute *route, const HwHttpRequest *request, const HwHeadFraming *framing)
{
  gboolean has_body = framing->chunked || framing->content_length > 0;

  if (framing->content_length > request->body_most)
    return HW_PROBLEM_PAYLOAD_TOO_LARGE;
  if ((route->needs & HW_NEEDS_JSON) != 0
      && (!is_json_type (framing->content_type)
          || (framing->content_encoding != NULL
              && g_ascii_strcasecmp (framing->content_encoding, "identity") != 0)))
    return HW_PROBLEM_UNSUPPORTED_MEDIA_TYPE;
  if ((route->needs & HW_NEEDS_BEARER) != 0 && request->bearer == NULL)
    return HW_PROBLEM_CREDENTIAL_INVALID;
  if ((route->needs & HW_NEEDS_IDEMPOTENCY_KEY) != 0 && request->idempotency_key == NULL)
    return HW_PROBLEM_MALFORMED_REQUEST;
  if ((route->needs & HW_NEEDS_JSON) == 0 && has_body)
    return HW_PROBLEM_MALFORMED_REQUEST;
  return HW_PROBLEM_UNKNOWN;
}

/* Sets the response where the request is refused already. */
static void
route (HwExchange *self, const char *method, const HwHeadFraming *framing)
{
  g_autofree char *allow = NULL;
  HwProblemCode refusal;

  self->route = hw_routes_find (method, self->path, &self->request->path_id, &allow);
  if (self->route == NULL)
    {
      g_autoptr (HwProblem) problem =
        hw_problem_new (allow != NULL ? HW_PROBLEM_METHOD_NOT_ALLOWED : HW_PROBLEM_NOT_FOUND);

      problem->allow = g_steal_pointer (&allow);
      self->response = hw_http_response_new_problem (self->request, problem);
      return;
    }
  refusal = find_refusal (self->route, self->request, framing);
  if (refusal != HW_PROBLEM_UNKNOWN)
    self->response = hw_http_response_new_problem_code (self->request, refusal);
}

static enum MHD_Result
read_head (HwExchange *self, const char *method, const char *version)
{
  HwServices *services = self->host->services;
  HwHeadFraming framing;
  HwHeadFault fault;

  self->head_read = TRUE;
  g_atomic_int_inc (&self->host->in_flight);
  if (self->kept != NULL)
    hw_watched_connection_has_asked (self->kept->watched);
  self->request->arrived_at = hw_clock_now (services->office->clock);
  self->request->started_monotonic = g_get_monotonic_time ();
  hw_http_request_read_head (self->request, self->connection, self->host->origin_rule);

  fault = self->path != NULL ? hw_head_check (self->connection, method, self->target, self->target_length,
                                              version, self->host->limits->head_bytes, &framing)
                             : HW_HEAD_MALFORMED;
  if (fault != HW_HEAD_OK)
    return refuse_head (self, fault == HW_HEAD_TOO_LARGE ? HW_PROBLEM_HEADER_TOO_LARGE
                                                         : HW_PROBLEM_MALFORMED_REQUEST);
  self->chunked = framing.chunked;
  route (self, method, &framing);
  expect (self, framing.chunked || framing.content_length > 0 ? self->host->limits->body_timeout : 0);

  /* A client that asks first, or would send a lot, is told now; the connection closes after it. */
  if (self->response != NULL
      && (framing.content_length > MAX_SWALLOWED
          || (framing.content_length > 0
              && MHD_lookup_connection_value (self->connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_EXPECT)
                   != NULL)))
    {
      hw_http_response_add_header (self->response, MHD_HTTP_HEADER_CONNECTION, "close");
      return answer (self);
    }
  return MHD_YES;
}

static enum MHD_Result
take_body (HwExchange *self, const char *bytes, size_t *length)
{
  if (self->response == NULL && !hw_http_request_append (self->request, bytes, *length))
    self->response = hw_http_response_new_problem_code (self->request, HW_PROBLEM_PAYLOAD_TOO_LARGE);
  if (self->response != NULL)
    self->swallowed += *length;
  *length = 0;
  return self->swallowed <= MAX_SWALLOWED ? MHD_YES : MHD_NO;
}

/* The exchange may be gone once this returns. */
static void
resume (gpointer data)
{
  HwExchange *self = data;

  MHD_resume_connection (self->connection);
}

static void
run_on_pool (gpointer data)
{
  HwExchange *self = data;
  HwServices *services = self->host->services;

  if (g_atomic_int_get (&services->store_is_open)
      && g_get_monotonic_time () - self->queued_at < QUEUE_PATIENCE)
    self->response = self->route->handle (services, self->request);
  else
    self->response = hw_http_response_new_problem_code (self->request, HW_PROBLEM_UNAVAILABLE);
  if (self->request->answer_at > g_get_monotonic_time ())
    hw_timer_thread_at (services->timer, self->request->answer_at, resume, self);
  else
    resume (self);
}

static enum MHD_Result
work (HwExchange *self)
{
  HwServices *services = self->host->services;
  HwWorkerPool *pool;

  expect (self, 0);
  if (self->route->run_on == HW_RUN_AT_ONCE)
    {
      self->response = self->route->handle (services, self->request);
      return answer (self);
    }
  pool = self->route->run_on == HW_RUN_ON_HASHING_POOL ? services->hashing_pool : services->store_pool;
  self->queued_at = g_get_monotonic_time ();
  MHD_suspend_connection (self->connection);
  if (!hw_worker_pool_push (pool, run_on_pool, self))
    {
      self->response = hw_http_response_new_problem_code (self->request, HW_PROBLEM_UNAVAILABLE);
      resume (self);
    }
  return MHD_YES;
}

enum MHD_Result
hw_exchange_handle (void *cls,
                    struct MHD_Connection *connection,
                    const char *url,
                    const char *method,
                    const char *version,
                    const char *upload_data,
                    size_t *upload_data_size,
                    void **request_cls)
{
  HwExchange *self = *request_cls;

  if (!self->head_read)
    return read_head (self, method, version);
  if (*upload_data_size > 0)
    return take_body (self, upload_data, upload_data_size);
  if (self->response != NULL)
    return answer (self);
  return work (self);
}

static void
log_access (HwExchange *self)
{
  HwServices *services = self->host->services;
  guint index = hw_routes_index (self->route);
  HwAccess access = {
    .at = self->request->arrived_at,
    .method = hw_routes_get (index)->method,
    .route = hw_routes_get (index)->pattern,
    .status = hw_http_response_get_status (self->response),
    .duration = g_get_monotonic_time () - self->request->started_monotonic,
    .request_id = self->request->id,
    .origin = self->request->origin,
  };

  hw_metrics_count (services->metrics, index, access.status, access.duration);
  hw_access_log_add (services->access_log, &access);
}

static void
end_exchange (HwExchange *self)
{
  HwExchangeHost *host = self->host;
  gboolean head_read = self->head_read;

  if (self->kept != NULL)
    self->kept->exchange = NULL;
  if (self->answered)
    log_access (self);
  g_clear_pointer (&self->response, hw_http_response_unref);
  hw_http_request_free (self->request);
  g_free (self->path);
  g_free (self);
  if (head_read)
    leave_flight (host);
}

void
hw_exchange_completed (void *cls,
                       struct MHD_Connection *connection,
                       void **request_cls,
                       enum MHD_RequestTerminationCode code)
{
  HwExchange *self = *request_cls;

  if (self == NULL)
    return;
  *request_cls = NULL;
  hw_http_request_wipe_head (connection);
  expect (self, self->host->limits->head_timeout);
  end_exchange (self);
}

/* Two threads may accept at once, and one origin then have a connection too many. */
enum MHD_Result
hw_exchange_accept (void *cls, const struct sockaddr *address, socklen_t length)
{
  HwExchangeHost *host = cls;
  g_autofree char *origin = hw_origin_rule_find_counted (host->origin_rule, address);

  return hw_origin_count_has_room (host->origin_count, origin) ? MHD_YES : MHD_NO;
}

void
hw_exchange_connection (void *cls,
                        struct MHD_Connection *connection,
                        void **socket_cls,
                        enum MHD_ConnectionNotificationCode code)
{
  HwExchangeHost *host = cls;

  if (code == MHD_CONNECTION_NOTIFY_STARTED)
    {
      int fd = MHD_get_connection_info (connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
      const union MHD_ConnectionInfo *peer =
        MHD_get_connection_info (connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
      g_autofree char *origin = hw_origin_rule_find_counted (host->origin_rule, peer->client_addr);
      HwHttpConnection *kept = g_new0 (HwHttpConnection, 1);

      kept->watched = hw_connection_watch_add (host->watch, fd, origin);
      hw_watched_connection_expect (kept->watched, host->limits->head_timeout);
      *socket_cls = kept;
    }
  else if (*socket_cls != NULL)
    {
      HwHttpConnection *kept = *socket_cls;

      /* 1.0.1 forgets to complete a request whose chunk's extension does not fit its memory. */
      if (kept->exchange != NULL)
        end_exchange (kept->exchange);
      hw_connection_watch_remove (host->watch, kept->watched);
      g_free (kept);
      *socket_cls = NULL;
    }
}
