/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contract/hw-json-writer.h"

#include "contract/hw-instant.h"

JsonNode *
hw_json_object_node (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  return node;
}

JsonNode *
hw_json_array_node (JsonArray *array)
{
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  json_node_take_array (node, array);
  return node;
}

void
hw_json_put_string (JsonObject *object, const char *name, const char *value)
{
  if (value != NULL)
    json_object_set_string_member (object, name, value);
}

void
hw_json_put_instant (JsonObject *object, const char *name, gint64 instant)
{
  g_autofree char *text = NULL;

  if (instant == 0)
    return;
  text = hw_instant_to_rfc3339 (instant);
  json_object_set_string_member (object, name, text);
}

void
hw_json_put_strings (JsonObject *object, const char *name, const char *const *strings)
{
  JsonArray *array = json_array_new ();

  for (const char *const *p = strings; p != NULL && *p != NULL; p++)
    json_array_add_string_element (array, *p);
  json_object_set_array_member (object, name, array);
}

void
hw_json_put_items (JsonObject *object, const char *name, GPtrArray *items, HwJsonItemFunc to_json)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; items != NULL && i < items->len; i++)
    json_array_add_element (array, to_json (g_ptr_array_index (items, i)));
  json_object_set_array_member (object, name, array);
}
