/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* hw_json_object_node: (transfer full): a node that holds @object (transfer full). */
JsonNode *hw_json_object_node (JsonObject *object);

/* hw_json_array_node: (transfer full): a node that holds @array (transfer full). */
JsonNode *hw_json_array_node (JsonArray *array);

/* hw_json_put_string: @value: (nullable): %NULL leaves the member out. */
void hw_json_put_string (JsonObject *object, const char *name, const char *value);

/* hw_json_put_instant: as RFC 3339; 0 leaves the member out. */
void hw_json_put_instant (JsonObject *object, const char *name, gint64 instant);

/* hw_json_put_strings: @strings: (nullable): %NULL is an empty array. */
void hw_json_put_strings (JsonObject *object, const char *name, const char *const *strings);

/* hw_json_put_items: @items: (nullable): an array of what @to_json makes of each, which is a
 * `JsonNode *(const Item *)`; %NULL is an empty array. */
typedef JsonNode *(*HwJsonItemFunc) (gconstpointer item);
void hw_json_put_items (JsonObject *object, const char *name, GPtrArray *items, HwJsonItemFunc to_json);

G_END_DECLS
