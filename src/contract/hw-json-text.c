/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing JSON: compact, and in the form of RFC 8785 (JSON Canonicalization Scheme) for values whose numbers
 * are integers. json-glib 1.6 is not asked: it leaves most control characters unescaped, which is no JSON. */
#include "contract/hw-json.h"

#include <math.h>

/* Room for every message that holds a secret, so that growing leaves no copy of one behind. */
#define FIRST_SIZE 4096

typedef struct
{
  GString *out;
  gboolean canonical;
} Writer;

static gboolean append_node (Writer *self, JsonNode *node);

/* RFC 8785, 3.2.2.2. */
static void
append_string (GString *out, const char *text)
{
  g_string_append_c (out, '"');
  for (const char *p = text; *p != '\0'; p++)
    switch (*p)
      {
      case '"':
        g_string_append (out, "\\\"");
        break;
      case '\\':
        g_string_append (out, "\\\\");
        break;
      case '\b':
        g_string_append (out, "\\b");
        break;
      case '\t':
        g_string_append (out, "\\t");
        break;
      case '\n':
        g_string_append (out, "\\n");
        break;
      case '\f':
        g_string_append (out, "\\f");
        break;
      case '\r':
        g_string_append (out, "\\r");
        break;
      default:
        if ((guchar) *p < 0x20)
          g_string_append_printf (out, "\\u%04x", (guint) *p);
        else
          g_string_append_c (out, *p);
      }
  g_string_append_c (out, '"');
}

static gunichar
first_utf16_unit (gunichar c)
{
  return c < 0x10000 ? c : 0xD800 + ((c - 0x10000) >> 10);
}

/* RFC 8785, 3.2.3: by UTF-16 code units, which differs from code points where surrogates meet U+E000 on. */
static gint
compare_names (gconstpointer a, gconstpointer b)
{
  const char *p = a;
  const char *q = b;

  while (*p != '\0' && g_utf8_get_char (p) == g_utf8_get_char (q))
    {
      p = g_utf8_next_char (p);
      q = g_utf8_next_char (q);
    }

  {
    gunichar c = g_utf8_get_char (p);
    gunichar d = g_utf8_get_char (q);
    gunichar first_c = first_utf16_unit (c);
    gunichar first_d = first_utf16_unit (d);

    if (first_c != first_d)
      return first_c < first_d ? -1 : 1;
    return c < d ? -1 : c > d;
  }
}

static gboolean
append_object (Writer *self, JsonObject *object)
{
  g_autoptr (GList) names = json_object_get_members (object);

  if (self->canonical)
    names = g_list_sort (names, compare_names);

  g_string_append_c (self->out, '{');
  for (GList *l = names; l != NULL; l = l->next)
    {
      if (l != names)
        g_string_append_c (self->out, ',');
      append_string (self->out, l->data);
      g_string_append_c (self->out, ':');
      if (!append_node (self, json_object_get_member (object, l->data)))
        return FALSE;
    }
  g_string_append_c (self->out, '}');
  return TRUE;
}

static gboolean
append_array (Writer *self, JsonArray *array)
{
  g_string_append_c (self->out, '[');
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      if (i > 0)
        g_string_append_c (self->out, ',');
      if (!append_node (self, json_array_get_element (array, i)))
        return FALSE;
    }
  g_string_append_c (self->out, ']');
  return TRUE;
}

/* The shortest form of a double is left to others: canonical texts have none. */
static gboolean
append_double (Writer *self, double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (self->canonical || !isfinite (value))
    return FALSE;
  g_string_append (self->out, g_ascii_dtostr (text, sizeof text, value));
  return TRUE;
}

static gboolean
append_value (Writer *self, JsonNode *node)
{
  GType type = json_node_get_value_type (node);

  if (type == G_TYPE_DOUBLE)
    return append_double (self, json_node_get_double (node));

  if (type == G_TYPE_STRING)
    append_string (self->out, json_node_get_string (node));
  else if (type == G_TYPE_INT64)
    g_string_append_printf (self->out, "%" G_GINT64_FORMAT, json_node_get_int (node));
  else if (type == G_TYPE_BOOLEAN)
    g_string_append (self->out, json_node_get_boolean (node) ? "true" : "false");
  else
    return FALSE;
  return TRUE;
}

static gboolean
append_node (Writer *self, JsonNode *node)
{
  switch (json_node_get_node_type (node))
    {
    case JSON_NODE_OBJECT:
      return append_object (self, json_node_get_object (node));
    case JSON_NODE_ARRAY:
      return append_array (self, json_node_get_array (node));
    case JSON_NODE_VALUE:
      return append_value (self, node);
    case JSON_NODE_NULL:
    default:
      g_string_append (self->out, "null");
      return TRUE;
    }
}

static char *
write_node (JsonNode *node, gboolean canonical)
{
  g_autoptr (GString) out = g_string_sized_new (FIRST_SIZE);
  Writer self = { .out = out, .canonical = canonical };

  if (!append_node (&self, node))
    return NULL;
  return g_string_free (g_steal_pointer (&out), FALSE);
}

char *
hw_json_to_string (JsonNode *node)
{
  g_return_val_if_fail (node != NULL, NULL);

  return write_node (node, FALSE);
}

char *
hw_json_to_canonical_string (JsonNode *node)
{
  g_return_val_if_fail (node != NULL, NULL);

  return write_node (node, TRUE);
}
