/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/hw-api.h"
#include "client/hw-api-call.h"
#include "hw-bad-server.h"
#include "hw-fake-network.h"
#include "hw-test-loop.h"
#include <string.h>

#define CREDENTIAL "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ"
#define NOTICES                                                                                          \
  "{\"mail_from\":\"system@example.jp\",\"operator_notices\":[],\"news\":[],\"links\":[],\"footer\":[]," \
  "\"provisional_registration_url\":\"https://example.jp/\",\"address\":[]}"
#define STARTED                                                                                      \
  "{\"credential\":\"" CREDENTIAL "\",\"reference\":\"0042\",\"email\":\"taro@example.jp\","         \
  "\"mail_from\":\"system@example.jp\",\"expires_in\":1800,\"expires_at\":\"2026-11-22T05:35:00Z\"," \
  "\"resend_in\":60}"
#define JSON_HEAD "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n"
#define PROBLEM(status, members) \
  "HTTP/1.1 " status "\r\nContent-Type: application/problem+json\r\nConnection: close\r\n\r\n" members

typedef enum
{
  CALL_GET,
  CALL_POST,
  CALL_PUT,
  CALL_DELETE,
} Call;

/* Makes one call on a server and returns its error; NULL: it went well. */
static GError *
call (HwApi *api, Call which, GCancellable *cancellable)
{
  g_autoptr (HwRegistrationRequest) request =
    hw_registration_request_new (HW_PURPOSE_FIRST, "taro@example.jp", "2026-01", "2026-02");
  g_autoptr (HwPasswordSubmission) submission = hw_password_submission_new ("ABCDE-FGHJK", "pass-word1");
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;
  GError *error = NULL;

  switch (which)
    {
    case CALL_GET:
      {
        HwNotices *notices;

        hw_api_get_notices_async (api, cancellable, hw_test_keep_result, &slot);
        result = hw_test_wait_result (&slot);
        notices = hw_api_get_notices_finish (api, result, &error);
        g_assert_true ((notices == NULL) == (error != NULL));
        g_clear_pointer (&notices, hw_notices_free);
        break;
      }

    case CALL_POST:
      {
        HwRegistrationStatus *status;

        hw_api_start_registration_async (api, request, CREDENTIAL, cancellable, hw_test_keep_result, &slot);
        result = hw_test_wait_result (&slot);
        status = hw_api_start_registration_finish (api, result, &error);
        g_assert_true ((status == NULL) == (error != NULL));
        g_clear_pointer (&status, hw_registration_status_free);
        break;
      }

    case CALL_PUT:
      {
        HwCompletion *completion;

        hw_api_set_password_async (api, CREDENTIAL, submission, cancellable, hw_test_keep_result, &slot);
        result = hw_test_wait_result (&slot);
        completion = hw_api_set_password_finish (api, result, &error);
        g_assert_true ((completion == NULL) == (error != NULL));
        g_clear_pointer (&completion, hw_completion_free);
        break;
      }

    case CALL_DELETE:
      hw_api_log_out_async (api, CREDENTIAL, cancellable, hw_test_keep_result, &slot);
      result = hw_test_wait_result (&slot);
      g_assert_true (hw_api_log_out_finish (api, result, &error) == (error == NULL));
      break;

    default:
      g_assert_not_reached ();
    }

  return error;
}

static HwApi *
api_for (HwBadServer *server, const char *scheme)
{
  g_autofree char *url = g_strdup_printf ("%s://127.0.0.1:%u", scheme, hw_bad_server_get_port (server));

  return hw_api_new (url, HW_LANGUAGE_JA);
}

typedef struct
{
  const char *name;
  Call call;
  HwBadAnswer answers[2];
  int code;            /* HwClientError; -1: it goes well */
  guint n_connections; /* expected */
} Fault;

static const Fault FAULTS[] = {
  /* Cut off: what is safe to repeat is repeated, once. */
  { "closed-at-once",
    CALL_GET,
    { { NULL, 0, HW_BAD_CLOSE }, { NULL, 0, HW_BAD_CLOSE } },
    HW_CLIENT_ERROR_UNREACHABLE,
    2 },
  { "reset",
    CALL_GET,
    { { NULL, 0, HW_BAD_RESET }, { NULL, 0, HW_BAD_RESET } },
    HW_CLIENT_ERROR_UNREACHABLE,
    2 },
  /* For libsoup half a head is no HTTP at all. */
  { "cut-in-the-head",
    CALL_GET,
    { { "HTTP/1.1 200 OK\r\nContent-Ty" }, { "HTTP/1.1 2" } },
    HW_CLIENT_ERROR_NOT_OUR_SERVER,
    1 },
  { "cut-in-the-body",
    CALL_GET,
    { { JSON_HEAD "Content-Length: 1000\r\n\r\n{\"mail_from\":" },
      { JSON_HEAD "Content-Length: 1000\r\n\r\n{\"mail_from\":", 0, HW_BAD_RESET } },
    HW_CLIENT_ERROR_UNREACHABLE,
    2 },
  { "cut-in-a-chunk",
    CALL_GET,
    { { JSON_HEAD "Transfer-Encoding: chunked\r\n\r\n400\r\n{\"mail_from\":" },
      { JSON_HEAD "Transfer-Encoding: chunked\r\n\r\n400\r\n{\"mail_from\":" } },
    HW_CLIENT_ERROR_UNREACHABLE,
    2 },
  { "cut-once-then-well", CALL_GET, { { NULL, 0, HW_BAD_RESET }, { JSON_HEAD "\r\n" NOTICES } }, -1, 2 },
  { "start-cut-once-then-well",
    CALL_POST,
    { { NULL, 0, HW_BAD_CLOSE },
      { "HTTP/1.1 202 Accepted\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n" STARTED } },
    -1,
    2 },
  { "submission-cut-is-not-repeated",
    CALL_PUT,
    { { NULL, 0, HW_BAD_CLOSE }, { NULL, 0, HW_BAD_CLOSE } },
    HW_CLIENT_ERROR_UNREACHABLE,
    1 },
  { "logout-cut-is-not-repeated",
    CALL_DELETE,
    { { NULL, 0, HW_BAD_CLOSE }, { NULL, 0, HW_BAD_CLOSE } },
    HW_CLIENT_ERROR_UNREACHABLE,
    1 },
  /* Not ours. */
  { "html",
    CALL_GET,
    { { "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n<html>Log in to the "
        "Wi-Fi</html>" } },
    HW_CLIENT_ERROR_NOT_OUR_SERVER,
    1 },
  { "json-called-html",
    CALL_GET,
    { { "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n" NOTICES } },
    HW_CLIENT_ERROR_NOT_OUR_SERVER,
    1 },
  { "no-content-type",
    CALL_GET,
    { { "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" NOTICES } },
    HW_CLIENT_ERROR_NOT_OUR_SERVER,
    1 },
  { "redirect-is-not-followed",
    CALL_GET,
    { { "HTTP/1.1 302 Found\r\nLocation: /login\r\nContent-Length: 0\r\n\r\n" } },
    HW_CLIENT_ERROR_NOT_OUR_SERVER,
    1 },
  { "permanent-redirect-is-not-followed",
    CALL_POST,
    { { "HTTP/1.1 308 Permanent Redirect\r\nLocation: /login\r\nContent-Length: 0\r\n\r\n" } },
    HW_CLIENT_ERROR_NOT_OUR_SERVER,
    1 },
  { "network-authentication-required",
    CALL_GET,
    { { "HTTP/1.1 511 Network Authentication Required\r\nContent-Type: text/html\r\nConnection: "
        "close\r\n\r\n<html>" } },
    HW_CLIENT_ERROR_NOT_OUR_SERVER,
    1 },
  { "wrong-json", CALL_GET, { { JSON_HEAD "\r\n{\"mail_from\":}" } }, HW_CLIENT_ERROR_NOT_OUR_SERVER, 1 },
  { "two-roots", CALL_GET, { { JSON_HEAD "\r\n" NOTICES NOTICES } }, HW_CLIENT_ERROR_NOT_OUR_SERVER, 1 },
  { "nul-in-json",
    CALL_GET,
    { { JSON_HEAD "\r\n{\"mail_from\":\"a\\u0000\"}" } },
    HW_CLIENT_ERROR_NOT_OUR_SERVER,
    1 },
  { "empty-body",
    CALL_GET,
    { { JSON_HEAD "Content-Length: 0\r\n\r\n" } },
    HW_CLIENT_ERROR_NOT_OUR_SERVER,
    1 },
  { "another-message", CALL_GET, { { JSON_HEAD "\r\n" STARTED } }, HW_CLIENT_ERROR_NOT_OUR_SERVER, 1 },
  { "success-of-another-status",
    CALL_POST,
    { { JSON_HEAD "\r\n" STARTED } },
    HW_CLIENT_ERROR_NOT_OUR_SERVER,
    1 },
  { "problem-called-success",
    CALL_GET,
    { { PROBLEM ("200 OK", NOTICES) } },
    HW_CLIENT_ERROR_NOT_OUR_SERVER,
    1 },
  { "not-modified-unasked",
    CALL_GET,
    { { "HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n" } },
    HW_CLIENT_ERROR_NOT_OUR_SERVER,
    1 },
  { "another-protocol", CALL_GET, { { "SSH-2.0-OpenSSH_9.2\r\n" } }, HW_CLIENT_ERROR_NOT_OUR_SERVER, 1 },
  { "said-to-be-huge",
    CALL_GET,
    { { JSON_HEAD "Content-Length: 2000000\r\n\r\n{}", 0, HW_BAD_STALL } },
    HW_CLIENT_ERROR_NOT_OUR_SERVER,
    1 },
  { "refusal-without-a-problem",
    CALL_GET,
    { { "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n<html>" } },
    HW_CLIENT_ERROR_NOT_OUR_SERVER,
    1 },
  { "refusal-as-plain-json",
    CALL_PUT,
    { { "HTTP/1.1 401 Unauthorized\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n{}" } },
    HW_CLIENT_ERROR_NOT_OUR_SERVER,
    1 },
  { "credential-with-a-line-break",
    CALL_POST,
    { { "HTTP/1.1 202 Accepted\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n"
        "{\"credential\":\"aaaaaaaaaaaaaaaaaaaaaa\\r\\nX-Evil: "
        "1\",\"reference\":\"0042\",\"email\":\"taro@example.jp\","
        "\"mail_from\":\"system@example.jp\",\"expires_in\":1800,\"expires_at\":\"2026-11-22T05:35:00Z\","
        "\"resend_in\":60}" } },
    HW_CLIENT_ERROR_NOT_OUR_SERVER,
    1 },
  /* A proxy with nothing behind it. */
  { "bad-gateway",
    CALL_GET,
    { { "HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n<html>" } },
    HW_CLIENT_ERROR_UNREACHABLE,
    1 },
  { "unreadable-problem-of-500",
    CALL_GET,
    { { PROBLEM ("500 Oops", "{\"type\":") } },
    HW_CLIENT_ERROR_UNREACHABLE,
    1 },
  /* Problems. */
  { "unavailable",
    CALL_GET,
    { { PROBLEM ("503 Service Unavailable",
                 "{\"type\":\"urn:hellowork-mypage:problem:unavailable\",\"status\":503}") } },
    HW_CLIENT_ERROR_PROBLEM,
    1 },
  { "internal-error",
    CALL_PUT,
    { { PROBLEM ("500 Oops", "{\"type\":\"urn:hellowork-mypage:problem:internal-error\",\"status\":500}") } },
    HW_CLIENT_ERROR_PROBLEM,
    1 },
  { "unknown-problem",
    CALL_GET,
    { { PROBLEM ("418 Teapot", "{\"type\":\"urn:hellowork-mypage:problem:teapot\",\"status\":418}") } },
    HW_CLIENT_ERROR_PROBLEM,
    1 },
};

static void
test_fault (gconstpointer data)
{
  const Fault *fault = data;
  g_autoptr (HwBadServer) server = hw_bad_server_new (fault->answers, G_N_ELEMENTS (fault->answers), NULL);
  g_autoptr (HwApi) api = api_for (server, "http");
  g_autoptr (GError) error = call (api, fault->call, NULL);

  if (fault->code == -1)
    g_assert_no_error (error);
  else
    g_assert_error (error, HW_CLIENT_ERROR, fault->code);
  g_assert_cmpuint (hw_bad_server_get_n_connections (server), ==, fault->n_connections);
}

/* libsoup 3.2 does not tell a body cut off between chunks from a whole one, but the JSON does; newer ones
 * tell. */
static void
test_cut_between_chunks (void)
{
  const HwBadAnswer cut = { JSON_HEAD "Transfer-Encoding: chunked\r\n\r\nd\r\n{\"mail_from\":\r\n", 0,
                            HW_BAD_CLOSE };
  g_autoptr (HwBadServer) server = hw_bad_server_new (&cut, 1, NULL);
  g_autoptr (HwApi) api = api_for (server, "http");
  g_autoptr (GError) error = call (api, CALL_GET, NULL);
  gboolean told = hw_bad_server_get_n_connections (server) == 2;
  HwClientError code = told ? HW_CLIENT_ERROR_UNREACHABLE : HW_CLIENT_ERROR_NOT_OUR_SERVER;

  g_assert_error (error, HW_CLIENT_ERROR, (gint) code);
}

static void
test_repeat_is_the_same_request (void)
{
  const HwBadAnswer answers[] = { { NULL, 0, HW_BAD_RESET }, { NULL, 0, HW_BAD_CLOSE } };
  g_autoptr (HwBadServer) server = hw_bad_server_new (answers, G_N_ELEMENTS (answers), NULL);
  g_autoptr (HwApi) api = api_for (server, "http");
  g_autoptr (GError) error = call (api, CALL_POST, NULL);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  g_assert_error (error, HW_CLIENT_ERROR, HW_CLIENT_ERROR_UNREACHABLE);
  first = hw_bad_server_dup_request (server, 0);
  second = hw_bad_server_dup_request (server, 1);
  g_assert_nonnull (strstr (first, "Idempotency-Key: " CREDENTIAL "\r\n"));
  g_assert_nonnull (strstr (first, "\"taro@example.jp\""));
  g_assert_cmpstr (first, ==, second);
}

static void
test_request_headers (void)
{
  const HwBadAnswer answers[] = {
    { JSON_HEAD "Set-Cookie: spy=1; Path=/\r\n\r\n{}" },
    { "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n" },
  };
  g_autoptr (HwBadServer) server = hw_bad_server_new (answers, G_N_ELEMENTS (answers), NULL);
  g_autoptr (HwApi) api = api_for (server, "http");
  g_autoptr (GError) first_error = call (api, CALL_GET, NULL);
  g_autoptr (GError) error = call (api, CALL_DELETE, NULL);
  g_autofree char *get = hw_bad_server_dup_request (server, 0);
  g_autofree char *request = hw_bad_server_dup_request (server, 1);

  g_assert_error (first_error, HW_CLIENT_ERROR, HW_CLIENT_ERROR_NOT_OUR_SERVER);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (get, "GET /v1/notices HTTP/1.1\r\n"));
  g_assert_null (strstr (get, "Authorization"));
  g_assert_true (g_str_has_prefix (request, "DELETE /v1/session HTTP/1.1\r\n"));
  g_assert_nonnull (strstr (request, "\r\nAuthorization: Bearer " CREDENTIAL "\r\n"));
  g_assert_nonnull (strstr (request, "\r\nUser-Agent: hellowork-mypage/"));
  g_assert_nonnull (strstr (request, "\r\nAccept-Language: ja\r\n"));
  g_assert_nonnull (strstr (request, "\r\nAccept: application/json, application/problem+json\r\n"));
  g_assert_null (strstr (request, "Cookie"));
  g_assert_null (strstr (request, "Accept-Encoding"));
}

static void
test_retry_after (void)
{
  const HwBadAnswer answers[] = {
    { "HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/problem+json; charset=utf-8\r\n"
      "Retry-After: 7\r\nConnection: close\r\n\r\n"
      "{\"type\":\"urn:hellowork-mypage:problem:unavailable\",\"status\":503}" },
  };
  g_autoptr (HwBadServer) server = hw_bad_server_new (answers, 1, NULL);
  g_autoptr (HwApi) api = api_for (server, "http");
  g_autoptr (GError) error = call (api, CALL_PUT, NULL);

  g_assert_true (hw_client_error_is_problem (error, HW_PROBLEM_UNAVAILABLE));
  g_assert_cmpint (hw_client_error_get_problem (error)->retry_in, ==, 7);
  g_assert_cmpuint (hw_client_error_get_problem (error)->status, ==, 503);
}

static void
test_endless_answer (void)
{
  g_autoptr (GString) huge = g_string_new (JSON_HEAD "\r\n{\"mail_from\":\"");
  HwBadAnswer answers[1] = { 0 };
  g_autoptr (HwBadServer) server = NULL;
  g_autoptr (HwApi) api = NULL;
  g_autoptr (GError) error = NULL;

  while (huge->len < 2 * HW_API_MAX_ANSWER_BYTES)
    g_string_append (huge, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
  answers[0].bytes = huge->str;
  answers[0].length = huge->len;
  answers[0].ending = HW_BAD_STALL;
  server = hw_bad_server_new (answers, 1, NULL);
  api = api_for (server, "http");

  error = call (api, CALL_GET, NULL);
  g_assert_error (error, HW_CLIENT_ERROR, HW_CLIENT_ERROR_NOT_OUR_SERVER);
  g_assert_cmpuint (hw_bad_server_get_n_connections (server), ==, 1);
}

static void
test_deadline (gconstpointer data)
{
  const HwBadAnswer *answers = data;
  g_autoptr (HwBadServer) server = hw_bad_server_new (answers, 1, NULL);
  g_autoptr (HwApi) api = api_for (server, "http");
  g_autoptr (GError) error = NULL;

  hw_api_set_deadline (api, 1);
  error = call (api, CALL_GET, NULL);
  g_assert_error (error, HW_CLIENT_ERROR, HW_CLIENT_ERROR_TIMED_OUT);
  g_assert_cmpuint (hw_bad_server_get_n_connections (server), ==, 1);
}

static const HwBadAnswer SILENT[] = { { NULL, 0, HW_BAD_STALL } };
static const HwBadAnswer STALLS_IN_HEAD[] = { { "HTTP/1.1 200 OK\r\nContent-T", 0, HW_BAD_STALL } };
static const HwBadAnswer STALLS_IN_BODY[] = { { JSON_HEAD "Content-Length: 500\r\n\r\n{\"mail", 0,
                                                HW_BAD_STALL } };

/* More than it takes to make one: whatever the main loop does in between. */
#define STEPS_OF_A_CALL 100

static void
test_cancelled_under_way (void)
{
  g_autoptr (HwBadServer) server = hw_bad_server_new (SILENT, 1, NULL);
  g_autoptr (HwApi) api = api_for (server, "http");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  hw_api_get_terms_async (api, cancellable, hw_test_keep_result, &slot);
  hw_test_wait_until (hw_bad_server_get_n_connections (server) == 1);
  g_assert_null (slot);
  g_cancellable_cancel (cancellable);
  result = hw_test_wait_result (&slot);
  g_assert_null (hw_api_get_terms_finish (api, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* At each step of the way: libsoup up to 3.6 might not send what comes alone after it. */
static void
test_call_after_cancelled (void)
{
  const HwBadAnswer answers[] = { { JSON_HEAD "\r\n" NOTICES } };
  g_autoptr (HwBadServer) server = hw_bad_server_new (answers, 1, NULL);
  g_autoptr (HwApi) api = api_for (server, "http");

  hw_api_set_deadline (api, 5);
  for (guint steps = 0; steps < STEPS_OF_A_CALL; steps++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;
      HwNotices *notices;
      GAsyncResult *slot = NULL;

      hw_api_get_notices_async (api, cancellable, hw_test_keep_result, &slot);
      for (guint i = 0; i < steps && slot == NULL; i++)
        g_main_context_iteration (NULL, TRUE);
      g_cancellable_cancel (cancellable);
      result = hw_test_wait_result (&slot);
      notices = hw_api_get_notices_finish (api, result, NULL);
      g_clear_pointer (&notices, hw_notices_free);
      error = call (api, CALL_GET, NULL);
      g_assert_no_error (error);
    }
}

static void
test_cancelled_before (void)
{
  g_autoptr (HwBadServer) server = hw_bad_server_new (SILENT, 1, NULL);
  g_autoptr (HwApi) api = api_for (server, "http");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  error = call (api, CALL_PUT, cancellable);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_refused (void)
{
  g_autoptr (HwBadServer) server = hw_bad_server_new (SILENT, 1, NULL);
  g_autoptr (HwApi) api = api_for (server, "http");
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) offline = NULL;

  g_clear_pointer (&server, hw_bad_server_free);
  error = call (api, CALL_GET, NULL);
  g_assert_error (error, HW_CLIENT_ERROR, HW_CLIENT_ERROR_UNREACHABLE);

  /* This machine is there without a network too. */
  hw_fake_network_set_available (FALSE);
  offline = call (api, CALL_GET, NULL);
  hw_fake_network_set_available (TRUE);
  g_assert_error (offline, HW_CLIENT_ERROR, HW_CLIENT_ERROR_UNREACHABLE);
}

static void
test_loopback_needs_no_network (void)
{
  const HwBadAnswer answers[] = { { JSON_HEAD "\r\n" NOTICES } };
  g_autoptr (HwBadServer) server = hw_bad_server_new (answers, 1, NULL);
  g_autoptr (HwApi) api = api_for (server, "http");
  g_autoptr (GError) error = NULL;

  hw_fake_network_set_available (FALSE);
  error = call (api, CALL_GET, NULL);
  hw_fake_network_set_available (TRUE);
  g_assert_no_error (error);
}

static void
test_name_not_found (void)
{
  g_autoptr (GResolver) usual = g_resolver_get_default ();
  g_autoptr (GResolver) empty = hw_fake_network_new_empty_resolver ();
  g_autoptr (HwApi) api = hw_api_new ("https://office.example.jp", HW_LANGUAGE_EN);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) offline = NULL;

  g_resolver_set_default (empty);
  error = call (api, CALL_GET, NULL);
  hw_fake_network_set_available (FALSE);
  offline = call (api, CALL_GET, NULL);
  hw_fake_network_set_available (TRUE);
  g_resolver_set_default (usual);

  g_assert_error (error, HW_CLIENT_ERROR, HW_CLIENT_ERROR_UNREACHABLE);
  g_assert_error (offline, HW_CLIENT_ERROR, HW_CLIENT_ERROR_OFFLINE);
}

static void
test_etag (void)
{
  const HwBadAnswer answers[] = {
    { JSON_HEAD "ETag: \"one\"\r\n\r\n" NOTICES },
    { "HTTP/1.1 304 Not Modified\r\nETag: \"one\"\r\nConnection: close\r\n\r\n" },
  };
  g_autoptr (HwBadServer) server = hw_bad_server_new (answers, G_N_ELEMENTS (answers), NULL);
  g_autoptr (HwApi) api = api_for (server, "http");

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (HwNotices) notices = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *request = NULL;
      GAsyncResult *slot = NULL;

      hw_api_get_notices_async (api, NULL, hw_test_keep_result, &slot);
      result = hw_test_wait_result (&slot);
      notices = hw_api_get_notices_finish (api, result, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (notices->mail_from, ==, "system@example.jp");
      request = hw_bad_server_dup_request (server, i);
      g_assert_true ((strstr (request, "\r\nIf-None-Match: \"one\"\r\n") != NULL) == (i > 0));
    }
}

static void
test_credential_from_elsewhere (void)
{
  g_autoptr (HwBadServer) server = hw_bad_server_new (SILENT, 1, NULL);
  g_autoptr (HwApi) api = api_for (server, "http");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  hw_api_get_home_async (api, "aaaaaaaaaaaaaaaaaaaaaa\r\nX-Evil: 1", NULL, hw_test_keep_result, &slot);
  result = hw_test_wait_result (&slot);
  g_assert_null (hw_api_get_home_finish (api, result, &error));
  g_assert_error (error, HW_CLIENT_ERROR, HW_CLIENT_ERROR_NOT_OUR_SERVER);
  g_assert_cmpuint (hw_bad_server_get_n_connections (server), ==, 0);
}

static void
test_idempotency_keys (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < 1000; i++)
    {
      char *key = hw_api_new_idempotency_key ();

      g_assert_true (hw_api_is_token (key));
      g_assert_cmpuint (strlen (key), ==, 43);
      g_assert_true (g_hash_table_add (seen, key));
    }
}

static void
run_openssl (const char *const *argv)
{
  g_autoptr (GSubprocess) openssl = NULL;
  g_autoptr (GError) error = NULL;
  gboolean done;

  openssl =
    g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error);
  g_assert_no_error (error);
  done = g_subprocess_wait_check (openssl, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (done);
}

typedef struct
{
  const char *name; /* subjectAltName */
  const char *end;  /* it begins in the year 2000 */
} Certificate;

/* For "openssl ca": "x509" takes no past end on Debian 13, and no dates on Debian 12. */
#define AUTHORITY                                                                                          \
  "[ca]\ndefault_ca=own\n[own]\ndatabase=%s/index\nnew_certs_dir=%s\nrand_serial=yes\ndefault_md=sha256\n" \
  "policy=any\ncopy_extensions=copy\n[any]\ncommonName=supplied\n"

static GTlsCertificate *
make_certificate (const char *folder, const Certificate *wanted)
{
  g_autofree char *key = g_build_filename (folder, "key.pem", NULL);
  g_autofree char *request = g_build_filename (folder, "request.pem", NULL);
  g_autofree char *certificate = g_build_filename (folder, "certificate.pem", NULL);
  g_autofree char *authority = g_build_filename (folder, "authority", NULL);
  g_autofree char *config = g_strdup_printf (AUTHORITY, folder, folder);
  g_autofree char *index = g_build_filename (folder, "index", NULL);
  const char *const ask[] = { "openssl",
                              "req",
                              "-new",
                              "-newkey",
                              "ec",
                              "-pkeyopt",
                              "ec_paramgen_curve:prime256v1",
                              "-nodes",
                              "-subj",
                              "/CN=127.0.0.1",
                              "-addext",
                              wanted->name,
                              "-keyout",
                              key,
                              "-out",
                              request,
                              NULL };
  const char *const sign[] = { "openssl",   "ca",        "-batch",     "-selfsign",
                               "-config",   authority,   "-keyfile",   key,
                               "-in",       request,     "-startdate", "20000101000000Z",
                               "-enddate",  wanted->end, "-notext",    "-out",
                               certificate, NULL };
  g_autoptr (GError) error = NULL;
  GTlsCertificate *made;

  g_file_set_contents (authority, config, -1, &error);
  g_assert_no_error (error);
  g_file_set_contents (index, "", -1, &error);
  g_assert_no_error (error);
  run_openssl (ask);
  run_openssl (sign);
  made = g_tls_certificate_new_from_files (certificate, key, &error);
  g_assert_no_error (error);
  return made;
}

static const Certificate SELF_SIGNED = { "subjectAltName=IP:127.0.0.1", "20991231235959Z" };
static const Certificate WRONG_HOST = { "subjectAltName=DNS:example.jp", "20991231235959Z" };
static const Certificate EXPIRED = { "subjectAltName=IP:127.0.0.1", "20000102000000Z" };

static void
test_bad_certificate (gconstpointer data)
{
  const HwBadAnswer answers[] = { { JSON_HEAD "\r\n" NOTICES } };
  g_autofree char *folder = hw_test_new_folder ();
  g_autoptr (GTlsCertificate) certificate = make_certificate (folder, data);
  g_autoptr (HwBadServer) server = hw_bad_server_new (answers, 1, certificate);
  g_autoptr (HwApi) api = api_for (server, "https");
  g_autoptr (GError) error = call (api, CALL_PUT, NULL);
  g_autofree char *request = NULL;

  g_assert_error (error, HW_CLIENT_ERROR, HW_CLIENT_ERROR_TLS);
  hw_test_wait_until (hw_bad_server_get_n_connections (server) == 1);
  request = hw_bad_server_dup_request (server, 0);
  g_assert_cmpstr (request, ==, "");
  g_assert_false (hw_api_get_encrypted (api));
  hw_test_remove_folder (folder);
}

static void
count_notify (guint *count)
{
  (*count)++;
}

static void
test_good_certificate (void)
{
  const HwBadAnswer answers[] = { { JSON_HEAD "\r\n" NOTICES } };
  g_autofree char *folder = hw_test_new_folder ();
  g_autofree char *file = g_build_filename (folder, "certificate.pem", NULL);
  g_autoptr (GTlsCertificate) certificate = make_certificate (folder, &SELF_SIGNED);
  g_autoptr (HwBadServer) server = hw_bad_server_new (answers, 1, certificate);
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsDatabase) trusted = g_tls_file_database_new (file, &error);
  g_autoptr (HwApi) api = api_for (server, "https");
  guint notified = 0;

  g_assert_no_error (error);
  g_signal_connect_swapped (api, "notify::encrypted", G_CALLBACK (count_notify), &notified);
  g_tls_backend_set_default_database (g_tls_backend_get_default (), trusted);
  g_assert_false (hw_api_get_encrypted (api)); /* before the first answer nobody knows */
  error = call (api, CALL_GET, NULL);
  g_assert_no_error (error);
  g_assert_true (hw_api_get_encrypted (api));
  g_assert_cmpuint (notified, ==, 1);
  g_tls_backend_set_default_database (g_tls_backend_get_default (), NULL);
  hw_test_remove_folder (folder);
}

static void
test_plain_http_where_tls_is_expected (void)
{
  const HwBadAnswer answers[] = { { JSON_HEAD "\r\n" NOTICES } };
  g_autoptr (HwBadServer) server = hw_bad_server_new (answers, 1, NULL);
  g_autoptr (HwApi) api = api_for (server, "https");
  g_autoptr (GError) error = NULL;

  /* It waits for a head that never comes: the deadline of the call is what ends this. */
  hw_api_set_deadline (api, 1);
  error = call (api, CALL_PUT, NULL);
  g_assert_true (g_error_matches (error, HW_CLIENT_ERROR, HW_CLIENT_ERROR_TLS)
                 || g_error_matches (error, HW_CLIENT_ERROR, HW_CLIENT_ERROR_TIMED_OUT));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  hw_fake_network_install ();

  for (guint i = 0; i < G_N_ELEMENTS (FAULTS); i++)
    {
      g_autofree char *path = g_strconcat ("/api-faults/answers/", FAULTS[i].name, NULL);

      g_test_add_data_func (path, &FAULTS[i], test_fault);
    }
  g_test_add_func ("/api-faults/answers/cut-between-chunks", test_cut_between_chunks);
  g_test_add_func ("/api-faults/repeat-is-the-same-request", test_repeat_is_the_same_request);
  g_test_add_func ("/api-faults/sends-what-it-should-and-no-cookie", test_request_headers);
  g_test_add_func ("/api-faults/retry-after-is-read", test_retry_after);
  g_test_add_func ("/api-faults/endless-answer-is-cut-off", test_endless_answer);
  g_test_add_data_func ("/api-faults/deadline/silent", SILENT, test_deadline);
  g_test_add_data_func ("/api-faults/deadline/stalls-in-the-head", STALLS_IN_HEAD, test_deadline);
  g_test_add_data_func ("/api-faults/deadline/stalls-in-the-body", STALLS_IN_BODY, test_deadline);
  g_test_add_func ("/api-faults/cancelled-under-way", test_cancelled_under_way);
  g_test_add_func ("/api-faults/call-after-a-cancelled-one-is-sent", test_call_after_cancelled);
  g_test_add_func ("/api-faults/cancelled-before", test_cancelled_before);
  g_test_add_func ("/api-faults/refused", test_refused);
  g_test_add_func ("/api-faults/loopback-needs-no-network", test_loopback_needs_no_network);
  g_test_add_func ("/api-faults/name-not-found-and-offline", test_name_not_found);
  g_test_add_func ("/api-faults/etag-is-revalidated", test_etag);
  g_test_add_func ("/api-faults/credential-with-a-line-break-is-not-sent", test_credential_from_elsewhere);
  g_test_add_func ("/api-faults/idempotency-keys-are-fresh", test_idempotency_keys);
  g_test_add_data_func ("/api-faults/tls/self-signed", &SELF_SIGNED, test_bad_certificate);
  g_test_add_data_func ("/api-faults/tls/wrong-host", &WRONG_HOST, test_bad_certificate);
  g_test_add_data_func ("/api-faults/tls/expired", &EXPIRED, test_bad_certificate);
  g_test_add_func ("/api-faults/tls/good-one-counts-as-encrypted", test_good_certificate);
  g_test_add_func ("/api-faults/tls/plain-http", test_plain_http_where_tls_is_expected);
  return g_test_run ();
}
