/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/http/hw-http-request.h"

#include "contract/hw-wipe.h"
#include "server/crypto/hw-hash.h"

#include <microhttpd.h>
#include <string.h>

#define MIN_IDEMPOTENCY_KEY 22
#define MAX_IDEMPOTENCY_KEY 128
#define MAX_BEARER 256

/* @digits lower-case hexadecimal digits of @number. */
static void
write_hex (char *text, guint64 number, guint digits)
{
  for (guint i = digits; i > 0; i--)
    {
      text[i - 1] = "0123456789abcdef"[number & 0xf];
      number >>= 4;
    }
}

/* Sixteen random digits a process and a count, so that an id costs no system call and is as long as any
 * other. */
static void
make_id (char id[HW_REQUEST_ID_LENGTH + 1])
{
  static gsize once;
  static guint64 process;
  static guint64 count;

  if (g_once_init_enter (&once))
    {
      hw_random_fill (&process, sizeof process);
      g_once_init_leave (&once, 1);
    }
  write_hex (id, process, 16);
  write_hex (id + 16, __atomic_add_fetch (&count, 1, __ATOMIC_RELAXED), 16);
  id[HW_REQUEST_ID_LENGTH] = '\0';
}

HwHttpRequest *
hw_http_request_new (gsize body_most)
{
  HwHttpRequest *self = g_new0 (HwHttpRequest, 1);

  make_id (self->id);
  self->body_most = body_most;
  return self;
}

static void
drop_body (HwHttpRequest *self)
{
  if (self->body != NULL)
    explicit_bzero (self->body, self->body_most);
  g_clear_pointer (&self->body, g_free);
  self->body_length = 0;
}

void
hw_http_request_free (HwHttpRequest *self)
{
  drop_body (self);
  hw_wipe_free (self->bearer);
  hw_wipe_free (self->idempotency_key);
  g_free (self->if_none_match);
  g_free (self->path_id);
  g_free (self->origin);
  g_free (self);
}

typedef struct
{
  const char *authorization;
  const char *idempotency_key;
  const char *accept_language;
  const char *if_none_match;
  GString *forwarded_for; /* (nullable) */
  guint n_authorizations;
  guint n_idempotency_keys;
} Head;

static enum MHD_Result
collect_field (void *cls, enum MHD_ValueKind kind, const char *name, const char *value)
{
  Head *head = cls;

  if (value == NULL)
    return MHD_YES;
  if (g_ascii_strcasecmp (name, MHD_HTTP_HEADER_AUTHORIZATION) == 0)
    {
      head->authorization = value;
      head->n_authorizations++;
    }
  else if (g_ascii_strcasecmp (name, "Idempotency-Key") == 0)
    {
      head->idempotency_key = value;
      head->n_idempotency_keys++;
    }
  else if (g_ascii_strcasecmp (name, MHD_HTTP_HEADER_ACCEPT_LANGUAGE) == 0)
    head->accept_language = value;
  else if (g_ascii_strcasecmp (name, MHD_HTTP_HEADER_IF_NONE_MATCH) == 0)
    head->if_none_match = value;
  else if (g_ascii_strcasecmp (name, "X-Forwarded-For") == 0)
    {
      if (head->forwarded_for == NULL)
        head->forwarded_for = g_string_new (value);
      else
        g_string_append_printf (head->forwarded_for, ",%s", value);
    }
  return MHD_YES;
}

static gboolean
is_key_character (char c)
{
  return g_ascii_isalnum (c) || c == '-' || c == '_';
}

/* RFC 6750: "Bearer" SP b64token. */
static char *
read_bearer (const Head *head)
{
  const char *token = head->authorization;
  gsize length;

  if (head->n_authorizations != 1 || g_ascii_strncasecmp (token, "Bearer ", 7) != 0)
    return NULL;
  token += 7;
  token += strspn (token, " ");
  length = strlen (token);
  if (length == 0 || length > MAX_BEARER)
    return NULL;
  for (gsize i = 0; i < length; i++)
    {
      if (!is_key_character (token[i]) && strchr (".~+/=", token[i]) == NULL)
        return NULL;
    }
  return g_strdup (token);
}

/* Bare, or as a quoted string (API.md). */
static char *
read_idempotency_key (const Head *head)
{
  const char *key = head->idempotency_key;
  gsize length;

  if (head->n_idempotency_keys != 1)
    return NULL;
  length = strlen (key);
  if (length >= 2 && key[0] == '"' && key[length - 1] == '"')
    {
      key++;
      length -= 2;
    }
  if (length < MIN_IDEMPOTENCY_KEY || length > MAX_IDEMPOTENCY_KEY)
    return NULL;
  for (gsize i = 0; i < length; i++)
    {
      if (!is_key_character (key[i]))
        return NULL;
    }
  return g_strndup (key, length);
}

void
hw_http_request_read_head (HwHttpRequest *self, struct MHD_Connection *connection, HwOriginRule *origin_rule)
{
  const union MHD_ConnectionInfo *peer;
  Head head = { 0 };

  MHD_get_connection_values (connection, MHD_HEADER_KIND, collect_field, &head);
  self->language = hw_language_from_accept (head.accept_language);
  self->bearer = read_bearer (&head);
  self->idempotency_key = read_idempotency_key (&head);
  self->if_none_match = g_strdup (head.if_none_match);

  peer = MHD_get_connection_info (connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
  self->origin = hw_origin_rule_find (origin_rule, peer != NULL ? peer->client_addr : NULL,
                                      head.forwarded_for != NULL ? head.forwarded_for->str : NULL);
  if (head.forwarded_for != NULL)
    g_string_free (head.forwarded_for, TRUE);
}

static enum MHD_Result
wipe_field (void *cls, enum MHD_ValueKind kind, const char *name, const char *value)
{
  /* It lies in the connection's own memory, which is freed as it is when the connection closes. */
  if (value != NULL
      && (g_ascii_strcasecmp (name, MHD_HTTP_HEADER_AUTHORIZATION) == 0
          || g_ascii_strcasecmp (name, "Idempotency-Key") == 0))
    explicit_bzero ((char *) value, strlen (value));
  return MHD_YES;
}

void
hw_http_request_wipe_head (struct MHD_Connection *connection)
{
  MHD_get_connection_values (connection, MHD_HEADER_KIND, wipe_field, NULL);
}

gboolean
hw_http_request_append (HwHttpRequest *self, const char *bytes, gsize length)
{
  if (length > self->body_most - self->body_length)
    {
      drop_body (self);
      return FALSE;
    }
  if (self->body == NULL)
    self->body = g_malloc (self->body_most); /* at once, so that no reallocation leaves a copy behind */
  memcpy (self->body + self->body_length, bytes, length);
  self->body_length += length;
  return TRUE;
}

JsonNode *
hw_http_request_parse_json (HwHttpRequest *self, HwProblem **problem)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = hw_json_parse (self->body != NULL ? self->body : "", self->body_length, &error);

  if (node == NULL)
    *problem = hw_http_request_malformed (self, error);
  return node;
}

HwProblem *
hw_http_request_malformed (HwHttpRequest *self, const GError *reason)
{
  g_debug ("Request %s is malformed: %s", self->id, reason->message);
  return hw_problem_new (HW_PROBLEM_MALFORMED_REQUEST);
}

HwCaller
hw_http_request_get_caller (HwHttpRequest *self)
{
  return (HwCaller){
    .request_id = self->id,
    .origin = self->origin,
    .language = self->language,
    .arrived_at = self->arrived_at,
  };
}
