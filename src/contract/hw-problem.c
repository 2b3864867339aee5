/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contract/hw-problem.h"

#include "contract/hw-json-writer.h"
#include "contract/hw-json.h"
#include "contract/hw-message-fields.h"

#include <string.h>

#define DETAIL_MAX_LENGTH 4000
#define MAX_ERRORS 100
#define MAX_ATTEMPTS 1000000
#define STATUS_CONFLICT 409

/* API.md, table of codes. */
static const struct
{
  const char *name;
  guint status;
} codes[] = {
  [HW_PROBLEM_MALFORMED_REQUEST] = { "malformed-request", 400 },
  [HW_PROBLEM_INVALID_FIELDS] = { "invalid-fields", 422 },
  [HW_PROBLEM_TERMS_OUTDATED] = { "terms-outdated", 409 },
  [HW_PROBLEM_IDEMPOTENCY_CONFLICT] = { "idempotency-conflict", 422 },
  [HW_PROBLEM_IDEMPOTENCY_RUNNING] = { "idempotency-conflict", STATUS_CONFLICT },
  [HW_PROBLEM_KEY_WRONG] = { "key-wrong", 422 },
  [HW_PROBLEM_KEY_EXPIRED] = { "key-expired", 410 },
  [HW_PROBLEM_REGISTRATION_LOCKED] = { "registration-locked", 403 },
  [HW_PROBLEM_REGISTRATION_CLOSED] = { "registration-closed", 409 },
  [HW_PROBLEM_CREDENTIAL_INVALID] = { "credential-invalid", 401 },
  [HW_PROBLEM_LOGIN_FAILED] = { "login-failed", 401 },
  [HW_PROBLEM_TOO_MANY_REQUESTS] = { "too-many-requests", 429 },
  [HW_PROBLEM_NOT_FOUND] = { "not-found", 404 },
  [HW_PROBLEM_METHOD_NOT_ALLOWED] = { "method-not-allowed", 405 },
  [HW_PROBLEM_PAYLOAD_TOO_LARGE] = { "payload-too-large", 413 },
  [HW_PROBLEM_UNSUPPORTED_MEDIA_TYPE] = { "unsupported-media-type", 415 },
  [HW_PROBLEM_HEADER_TOO_LARGE] = { "header-too-large", 431 },
  [HW_PROBLEM_INTERNAL_ERROR] = { "internal-error", 500 },
  [HW_PROBLEM_UNAVAILABLE] = { "unavailable", 503 },
  [HW_PROBLEM_UNKNOWN] = { "unknown", 500 },
};

const char *
hw_problem_code_name (HwProblemCode code)
{
  g_return_val_if_fail ((guint) code < G_N_ELEMENTS (codes), NULL);

  return codes[code].name;
}

guint
hw_problem_code_status (HwProblemCode code)
{
  g_return_val_if_fail ((guint) code < G_N_ELEMENTS (codes), 0);

  return codes[code].status;
}

static void
field_error_free (HwFieldError *self)
{
  g_free (self->pointer);
  g_free (self->code);
  g_free (self->detail);
  g_free (self);
}

static void
take_field (HwProblem *self, HwFieldError *field)
{
  if (self->errors == NULL)
    self->errors = g_ptr_array_new_with_free_func ((GDestroyNotify) field_error_free);
  g_ptr_array_add (self->errors, field);
}

HwProblem *
hw_problem_new (HwProblemCode code)
{
  HwProblem *self = g_new0 (HwProblem, 1);

  self->code = code;
  self->status = hw_problem_code_status (code);
  self->attempts_left = -1;
  self->retry_in = -1;
  return self;
}

HwProblem *
hw_problem_copy (const HwProblem *self)
{
  HwProblem *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = hw_problem_new (self->code);
  copy->title = g_strdup (self->title);
  copy->detail = g_strdup (self->detail);
  copy->request_id = g_strdup (self->request_id);
  copy->status = self->status;
  copy->attempts_left = self->attempts_left;
  copy->retry_in = self->retry_in;
  copy->state = g_strdup (self->state);
  copy->allow = g_strdup (self->allow);
  for (guint i = 0; self->errors != NULL && i < self->errors->len; i++)
    {
      const HwFieldError *field = g_ptr_array_index (self->errors, i);

      hw_problem_add_field (copy, field->pointer, field->code);
      ((HwFieldError *) g_ptr_array_index (copy->errors, i))->detail = g_strdup (field->detail);
    }
  return copy;
}

void
hw_problem_free (HwProblem *self)
{
  if (self == NULL)
    return;

  g_free (self->title);
  g_free (self->detail);
  g_free (self->request_id);
  g_clear_pointer (&self->errors, g_ptr_array_unref);
  g_free (self->state);
  g_free (self->allow);
  g_free (self);
}

void
hw_problem_add_field (HwProblem *self, const char *pointer, const char *code)
{
  HwFieldError *field;

  g_return_if_fail (self != NULL);
  g_return_if_fail (pointer != NULL);
  g_return_if_fail (code != NULL);

  field = g_new0 (HwFieldError, 1);
  field->pointer = g_strdup (pointer);
  field->code = g_strdup (code);
  take_field (self, field);
}

gboolean
hw_problem_has_field (const HwProblem *self, const char *pointer, const char *code)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (pointer != NULL, FALSE);

  for (guint i = 0; self->errors != NULL && i < self->errors->len; i++)
    {
      const HwFieldError *field = g_ptr_array_index (self->errors, i);

      if (g_str_equal (field->pointer, pointer) && (code == NULL || g_str_equal (field->code, code)))
        return TRUE;
    }
  return FALSE;
}

static JsonNode *
field_error_to_json (gconstpointer item)
{
  const HwFieldError *field = item;
  JsonObject *object = json_object_new ();

  hw_json_put_string (object, "pointer", field->pointer);
  hw_json_put_string (object, "code", field->code);
  hw_json_put_string (object, "detail", field->detail);
  return hw_json_object_node (object);
}

JsonNode *
hw_problem_to_json (const HwProblem *self)
{
  g_autofree char *type = NULL;
  JsonObject *object;

  g_return_val_if_fail (self != NULL, NULL);

  object = json_object_new ();
  type = g_strconcat (HW_PROBLEM_TYPE_PREFIX, hw_problem_code_name (self->code), NULL);
  hw_json_put_string (object, "type", type);
  hw_json_put_string (object, "title", self->title);
  json_object_set_int_member (object, "status", self->status);
  hw_json_put_string (object, "detail", self->detail);
  hw_json_put_string (object, "request_id", self->request_id);
  if (self->errors != NULL)
    hw_json_put_items (object, "errors", self->errors, field_error_to_json);
  if (self->attempts_left >= 0)
    json_object_set_int_member (object, "attempts_left", self->attempts_left);
  if (self->retry_in >= 0)
    json_object_set_int_member (object, "retry_in", self->retry_in);
  hw_json_put_string (object, "state", self->state);
  return hw_json_object_node (object);
}

static HwProblemCode
code_from_type (const char *type, guint status)
{
  if (type == NULL || !g_str_has_prefix (type, HW_PROBLEM_TYPE_PREFIX))
    return HW_PROBLEM_UNKNOWN;

  type += strlen (HW_PROBLEM_TYPE_PREFIX);
  if (status == STATUS_CONFLICT && g_str_equal (type, codes[HW_PROBLEM_IDEMPOTENCY_RUNNING].name))
    return HW_PROBLEM_IDEMPOTENCY_RUNNING;
  for (guint i = 0; i < HW_N_PROBLEM_CODES; i++)
    if (g_str_equal (type, codes[i].name))
      return (HwProblemCode) i;
  return HW_PROBLEM_UNKNOWN;
}

/* RFC 9457, 3.1: a member whose value is not of its type is ignored, as if it were not there. */
static const char *
string_member (JsonObject *object, const char *name, gsize max_chars)
{
  JsonNode *node = json_object_get_member (object, name);
  const char *value;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  value = json_node_get_string (node);
  return (gsize) g_utf8_strlen (value, -1) <= max_chars ? value : NULL;
}

static gint64
int_member (JsonObject *object, const char *name, gint64 max)
{
  JsonNode *node = json_object_get_member (object, name);
  gint64 value;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
    return -1;
  value = json_node_get_int (node);
  return value >= 0 && value <= max ? value : -1;
}

static void
read_errors (HwProblem *self, JsonObject *object)
{
  JsonNode *node = json_object_get_member (object, "errors");
  JsonArray *array;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return;

  array = json_node_get_array (node);
  for (guint i = 0; i < MIN (json_array_get_length (array), MAX_ERRORS); i++)
    {
      JsonNode *item = json_array_get_element (array, i);
      const char *pointer;
      const char *code;
      HwFieldError *field;

      if (!JSON_NODE_HOLDS_OBJECT (item))
        continue;
      pointer = string_member (json_node_get_object (item), "pointer", HW_LINE_MAX_LENGTH);
      code = string_member (json_node_get_object (item), "code", HW_LINE_MAX_LENGTH);
      if (pointer == NULL || code == NULL)
        continue;

      field = g_new0 (HwFieldError, 1);
      field->pointer = g_strdup (pointer);
      field->code = g_strdup (code);
      field->detail = g_strdup (string_member (json_node_get_object (item), "detail", DETAIL_MAX_LENGTH));
      take_field (self, field);
    }
}

HwProblem *
hw_problem_from_json (JsonNode *node, GError **error)
{
  JsonObject *object;
  HwProblem *self;
  gint64 status;

  g_return_val_if_fail (node != NULL, NULL);

  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error_literal (error, HW_JSON_ERROR, HW_JSON_ERROR_SHAPE, ": an object was expected");
      return NULL;
    }

  object = json_node_get_object (node);
  status = int_member (object, "status", 599);
  self = hw_problem_new (
    code_from_type (string_member (object, "type", HW_LINE_MAX_LENGTH), status < 100 ? 0 : (guint) status));
  if (status >= 100)
    self->status = (guint) status;
  self->title = g_strdup (string_member (object, "title", HW_LINE_MAX_LENGTH));
  self->detail = g_strdup (string_member (object, "detail", DETAIL_MAX_LENGTH));
  self->request_id = g_strdup (string_member (object, "request_id", HW_LINE_MAX_LENGTH));
  self->attempts_left = (int) int_member (object, "attempts_left", MAX_ATTEMPTS);
  self->retry_in = int_member (object, "retry_in", HW_MAX_SECONDS);
  self->state = g_strdup (string_member (object, "state", HW_LINE_MAX_LENGTH));
  read_errors (self, object);
  return self;
}
