/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hw-message-check.h"

#include <string.h>

#define NOTE_MAX_LENGTH 120

void
hw_check_note (const char *text)
{
  g_autofree char *start = text == NULL ? g_strdup ("(none)") : g_strndup (text, NOTE_MAX_LENGTH);
  g_autofree char *line = g_strescape (start, NULL);

  g_test_message ("%s", line);
}

JsonNode *
hw_check_parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *json = g_strdelimit (g_strdup (text), "'", '"');
  JsonNode *node = hw_json_parse (json, strlen (json), &error);

  g_assert_no_error (error);
  g_assert_nonnull (node);
  return node;
}

static char *
canonical (JsonNode *node)
{
  char *text = hw_json_to_canonical_string (node);

  g_assert_nonnull (text);
  return text;
}

void
hw_check_round_trip (HwReread reread, const char *sample)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = hw_check_parse (sample);
  g_autoptr (JsonNode) again = reread (node, &error);
  g_autofree char *before = canonical (node);
  g_autofree char *after = NULL;

  g_assert_no_error (error);
  g_assert_nonnull (again);
  after = canonical (again);
  g_assert_cmpstr (after, ==, before);
}

static void
check_node_accepted (HwReread reread, JsonNode *node, const char *where)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) again = reread (node, &error);

  hw_check_note (where);
  g_assert_no_error (error);
  g_assert_nonnull (again);
}

static void
check_node_refused (HwReread reread, JsonNode *node, const char *pointer)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) again = reread (node, &error);
  g_autofree char *prefix = g_strconcat (pointer, ":", NULL);

  hw_check_note (error == NULL ? pointer : error->message);
  g_assert_error (error, HW_JSON_ERROR, HW_JSON_ERROR_SHAPE);
  g_assert_null (again);
  g_assert_true (g_str_has_prefix (error->message, prefix));
}

void
hw_check_accepted (HwReread reread, const char *text)
{
  g_autoptr (JsonNode) node = hw_check_parse (text);

  check_node_accepted (reread, node, text);
}

void
hw_check_refused (HwReread reread, const char *text, const char *pointer)
{
  g_autoptr (JsonNode) node = hw_check_parse (text);

  check_node_refused (reread, node, pointer);
}

/* One step of a pointer further; names with ~ do not occur in samples. */
static JsonNode *
child (JsonNode *node, const char *step)
{
  if (JSON_NODE_HOLDS_ARRAY (node))
    return json_array_get_element (json_node_get_array (node), (guint) g_ascii_strtoull (step, NULL, 10));
  g_assert_true (JSON_NODE_HOLDS_OBJECT (node));
  return json_object_get_member (json_node_get_object (node), step);
}

static JsonNode *
resolve (JsonNode *root, const char *pointer)
{
  g_auto (GStrv) steps = g_strsplit (pointer, "/", -1);
  JsonNode *node = root;

  for (guint i = 1; steps[0] != NULL && steps[i] != NULL; i++)
    {
      node = child (node, steps[i]);
      g_assert_nonnull (node);
    }
  return node;
}

void
hw_check_set (JsonNode *root, const char *pointer, const char *value)
{
  const char *name = strrchr (pointer, '/');
  g_autofree char *parent = g_strndup (pointer, name - pointer);
  JsonObject *object = json_node_get_object (resolve (root, parent));

  if (value == NULL)
    json_object_remove_member (object, name + 1);
  else
    json_object_set_member (object, name + 1, hw_check_parse (value));
}

void
hw_check_refused_with (HwReread reread, const char *sample, const char *pointer, const char *value)
{
  g_autoptr (JsonNode) node = hw_check_parse (sample);

  hw_check_set (node, pointer, value);
  check_node_refused (reread, node, pointer);
}

void
hw_check_accepted_with (HwReread reread, const char *sample, const char *pointer, const char *value)
{
  g_autoptr (JsonNode) node = hw_check_parse (sample);

  hw_check_set (node, pointer, value);
  check_node_accepted (reread, node, pointer);
}

/* The pointers of every member at any depth into @members, of every object into @objects, of every array into
 * @arrays. */
static void
collect (JsonNode *node, const char *pointer, GPtrArray *members, GPtrArray *objects, GPtrArray *arrays)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObjectIter iter;
      const char *name;
      JsonNode *member;

      g_ptr_array_add (objects, g_strdup (pointer));
      json_object_iter_init (&iter, json_node_get_object (node));
      while (json_object_iter_next (&iter, &name, &member))
        {
          g_autofree char *inner = g_strconcat (pointer, "/", name, NULL);

          g_ptr_array_add (members, g_strdup (inner));
          collect (member, inner, members, objects, arrays);
        }
    }
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      g_ptr_array_add (arrays, g_strdup (pointer));
      for (guint i = 0; i < json_array_get_length (array); i++)
        {
          g_autofree char *inner = g_strdup_printf ("%s/%u", pointer, i);

          collect (json_array_get_element (array, i), inner, members, objects, arrays);
        }
    }
}

/* One value of each type. */
static const char *const values[] = { "'text'", "7", "7.5", "true", "[]", "{}" };

static gboolean
same_type (JsonNode *a, JsonNode *b)
{
  if (json_node_get_node_type (a) != json_node_get_node_type (b))
    return FALSE;
  return !JSON_NODE_HOLDS_VALUE (a) || json_node_get_value_type (a) == json_node_get_value_type (b);
}

static void
check_other_types (HwReread reread, const char *sample, const char *pointer)
{
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autoptr (JsonNode) node = hw_check_parse (sample);
      g_autoptr (JsonNode) value = hw_check_parse (values[i]);

      if (same_type (resolve (node, pointer), value))
        continue;
      hw_check_set (node, pointer, values[i]);
      check_node_refused (reread, node, pointer);
    }
}

static void
check_absent (HwReread reread, const char *sample, const char *pointer, gboolean optional)
{
  static const char *const absent[] = { NULL, "null" };

  for (guint i = 0; i < G_N_ELEMENTS (absent); i++)
    {
      g_autoptr (JsonNode) node = hw_check_parse (sample);

      hw_check_set (node, pointer, absent[i]);
      if (optional)
        check_node_accepted (reread, node, pointer);
      else
        check_node_refused (reread, node, pointer);
    }
}

static void
check_array (HwReread reread, const char *sample, const char *pointer)
{
  g_autoptr (JsonNode) node = hw_check_parse (sample);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) again = NULL;

  json_array_add_int_element (json_node_get_array (resolve (node, pointer)), 7);
  again = reread (node, &error);
  g_assert_error (error, HW_JSON_ERROR, HW_JSON_ERROR_SHAPE);
  g_assert_null (again);
  g_assert_true (g_str_has_prefix (error->message, pointer));
}

void
hw_check_every_member (HwReread reread, const char *sample, const char *const *optional)
{
  g_autoptr (JsonNode) node = hw_check_parse (sample);
  g_autoptr (GPtrArray) members = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) objects = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) arrays = g_ptr_array_new_with_free_func (g_free);

  collect (node, "", members, objects, arrays);
  g_assert_cmpuint (members->len, >, 0);
  for (guint i = 0; optional[i] != NULL; i++)
    g_assert_true (g_ptr_array_find_with_equal_func (members, optional[i], g_str_equal, NULL));

  for (guint i = 0; i < members->len; i++)
    {
      const char *pointer = g_ptr_array_index (members, i);

      check_other_types (reread, sample, pointer);
      check_absent (reread, sample, pointer, g_strv_contains (optional, pointer));
    }
  for (guint i = 0; i < arrays->len; i++)
    check_array (reread, sample, g_ptr_array_index (arrays, i));
  for (guint i = 0; i < G_N_ELEMENTS (values) - 1; i++)
    hw_check_refused (reread, values[i], "");
  hw_check_refused (reread, "null", "");
}

void
hw_check_unknown_members (HwReread reread, const char *sample, HwJsonStrictness strictness)
{
  g_autoptr (JsonNode) node = hw_check_parse (sample);
  g_autoptr (GPtrArray) members = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) objects = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) arrays = g_ptr_array_new_with_free_func (g_free);

  collect (node, "", members, objects, arrays);
  for (guint i = 0; i < objects->len; i++)
    {
      g_autoptr (JsonNode) more = hw_check_parse (sample);
      const char *pointer = g_ptr_array_index (objects, i);

      json_object_set_int_member (json_node_get_object (resolve (more, pointer)), "surprise", 7);
      if (strictness == HW_JSON_STRICT)
        check_node_refused (reread, more, pointer);
      else
        check_node_accepted (reread, more, pointer);
    }
}

char *
hw_check_repeat (const char *text, guint n)
{
  GString *repeated = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append (repeated, text);
  return g_string_free (repeated, FALSE);
}
