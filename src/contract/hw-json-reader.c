/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contract/hw-instant.h"
#include "contract/hw-json.h"

#define INSTANT_MAX_LENGTH 64

struct _HwJsonReader
{
  JsonNode *node;     /* (nullable): keeps what the strings given out live in */
  JsonObject *object; /* (unowned) (nullable) */
  HwJsonStrictness strictness;
  GHashTable *known; /* (element-type utf8): names asked for */
  GError *error;
};

HwJsonReader *
hw_json_reader_new (JsonNode *node, HwJsonStrictness strictness)
{
  HwJsonReader *self = g_new0 (HwJsonReader, 1);

  self->strictness = strictness;
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    {
      self->node = json_node_ref (node);
      self->object = json_node_get_object (node);
    }
  else
    {
      g_set_error_literal (&self->error, HW_JSON_ERROR, HW_JSON_ERROR_SHAPE, ": an object was expected");
    }
  return self;
}

gboolean
hw_json_reader_failed (HwJsonReader *self)
{
  return self->error != NULL;
}

/* RFC 6901, 3. */
static char *
pointer_to (const char *name, int index)
{
  g_autoptr (GString) pointer = g_string_new ("/");

  for (const char *p = name; *p != '\0'; p++)
    if (*p == '~')
      g_string_append (pointer, "~0");
    else if (*p == '/')
      g_string_append (pointer, "~1");
    else
      g_string_append_c (pointer, *p);
  if (index >= 0)
    g_string_append_printf (pointer, "/%d", index);
  return g_string_free (g_steal_pointer (&pointer), FALSE);
}

void
hw_json_reader_fail (HwJsonReader *self, const char *name, const char *reason)
{
  g_autofree char *pointer = NULL;

  if (self->error != NULL)
    return;
  pointer = pointer_to (name, -1);
  g_set_error (&self->error, HW_JSON_ERROR, HW_JSON_ERROR_SHAPE, "%s: %s", pointer, reason);
}

void
hw_json_reader_fail_inside (HwJsonReader *self, const char *name, int index, GError *inner)
{
  g_autoptr (GError) owned = inner;
  g_autofree char *pointer = NULL;

  g_return_if_fail (inner != NULL);

  if (self->error != NULL)
    return;
  pointer = pointer_to (name, index);
  self->error = g_steal_pointer (&owned);
  g_prefix_error (&self->error, "%s", pointer);
}

/* The member, known from now on; NULL where it is absent, null, or something was wrong before. */
static JsonNode *
look_up (HwJsonReader *self, const char *name)
{
  JsonNode *member;

  if (self->error != NULL)
    return NULL;
  g_hash_table_add (self->known, g_strdup (name));
  member = json_object_get_member (self->object, name);
  return member == NULL || JSON_NODE_HOLDS_NULL (member) ? NULL : member;
}

static JsonNode *
require (HwJsonReader *self, const char *name)
{
  JsonNode *member = look_up (self, name);

  if (member == NULL)
    hw_json_reader_fail (self, name, "is missing");
  return member;
}

static gboolean
check_value_type (HwJsonReader *self, const char *name, JsonNode *member, GType type, const char *reason)
{
  if (JSON_NODE_HOLDS_VALUE (member) && json_node_get_value_type (member) == type)
    return TRUE;
  hw_json_reader_fail (self, name, reason);
  return FALSE;
}

static const char *
string_of (HwJsonReader *self, const char *name, JsonNode *member, gsize max_chars)
{
  const char *value;

  if (member == NULL || !check_value_type (self, name, member, G_TYPE_STRING, "a string was expected"))
    return NULL;
  value = json_node_get_string (member);
  if ((gsize) g_utf8_strlen (value, -1) > max_chars)
    {
      hw_json_reader_fail (self, name, "is too long");
      return NULL;
    }
  return value;
}

const char *
hw_json_reader_string (HwJsonReader *self, const char *name, gsize max_chars)
{
  return string_of (self, name, require (self, name), max_chars);
}

const char *
hw_json_reader_opt_string (HwJsonReader *self, const char *name, gsize max_chars)
{
  return string_of (self, name, look_up (self, name), max_chars);
}

static gint64
int_of (HwJsonReader *self, const char *name, JsonNode *member, gint64 min, gint64 max, gint64 fallback)
{
  gint64 value;

  if (member == NULL || !check_value_type (self, name, member, G_TYPE_INT64, "an integer was expected"))
    return fallback;
  value = json_node_get_int (member);
  if (value < min || value > max)
    {
      hw_json_reader_fail (self, name, "is out of range");
      return fallback;
    }
  return value;
}

gint64
hw_json_reader_int (HwJsonReader *self, const char *name, gint64 min, gint64 max)
{
  return int_of (self, name, require (self, name), min, max, 0);
}

gint64
hw_json_reader_opt_int (HwJsonReader *self, const char *name, gint64 min, gint64 max, gint64 fallback)
{
  gint64 value = int_of (self, name, look_up (self, name), min, max, fallback);

  return self->error != NULL ? 0 : value;
}

gboolean
hw_json_reader_boolean (HwJsonReader *self, const char *name)
{
  JsonNode *member = require (self, name);

  return member != NULL && check_value_type (self, name, member, G_TYPE_BOOLEAN, "a boolean was expected")
         && json_node_get_boolean (member);
}

static gint64
instant_of (HwJsonReader *self, const char *name, const char *text)
{
  gint64 instant = 0;

  if (text != NULL && !hw_instant_from_rfc3339 (text, &instant))
    hw_json_reader_fail (self, name, "an RFC 3339 instant was expected");
  return instant;
}

gint64
hw_json_reader_instant (HwJsonReader *self, const char *name)
{
  return instant_of (self, name, hw_json_reader_string (self, name, INSTANT_MAX_LENGTH));
}

gint64
hw_json_reader_opt_instant (HwJsonReader *self, const char *name)
{
  return instant_of (self, name, hw_json_reader_opt_string (self, name, INSTANT_MAX_LENGTH));
}

static JsonNode *
object_of (HwJsonReader *self, const char *name, JsonNode *member)
{
  if (member == NULL || JSON_NODE_HOLDS_OBJECT (member))
    return member;
  hw_json_reader_fail (self, name, "an object was expected");
  return NULL;
}

JsonNode *
hw_json_reader_object (HwJsonReader *self, const char *name)
{
  return object_of (self, name, require (self, name));
}

JsonNode *
hw_json_reader_opt_object (HwJsonReader *self, const char *name)
{
  return object_of (self, name, look_up (self, name));
}

static JsonArray *
array_of (HwJsonReader *self, const char *name, JsonNode *member, guint max_items)
{
  JsonArray *array;

  if (member == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_ARRAY (member))
    {
      hw_json_reader_fail (self, name, "an array was expected");
      return NULL;
    }
  array = json_node_get_array (member);
  if (json_array_get_length (array) > max_items)
    {
      hw_json_reader_fail (self, name, "has too many items");
      return NULL;
    }
  return array;
}

JsonArray *
hw_json_reader_array (HwJsonReader *self, const char *name, guint max_items)
{
  return array_of (self, name, require (self, name), max_items);
}

JsonArray *
hw_json_reader_opt_array (HwJsonReader *self, const char *name, guint max_items)
{
  return array_of (self, name, look_up (self, name), max_items);
}

gboolean
hw_json_reader_has (HwJsonReader *self, const char *name)
{
  return look_up (self, name) != NULL;
}

/* The name itself comes from outside and is not told. */
static void
refuse_unknown_members (HwJsonReader *self)
{
  JsonObjectIter iter;
  const char *name;

  json_object_iter_init (&iter, self->object);
  while (json_object_iter_next (&iter, &name, NULL))
    if (!g_hash_table_contains (self->known, name))
      {
        g_set_error_literal (&self->error, HW_JSON_ERROR, HW_JSON_ERROR_SHAPE, ": has an unknown member");
        return;
      }
}

gboolean
hw_json_reader_end (HwJsonReader *self, GError **error)
{
  gboolean passed;

  if (self->error == NULL && self->strictness == HW_JSON_STRICT)
    refuse_unknown_members (self);
  passed = self->error == NULL;
  if (!passed)
    g_propagate_error (error, g_steal_pointer (&self->error));

  g_hash_table_unref (self->known);
  g_clear_pointer (&self->node, json_node_unref);
  g_free (self);
  return passed;
}
