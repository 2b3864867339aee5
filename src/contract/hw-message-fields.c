/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contract/hw-message-fields.h"

#include "contract/hw-email.h"
#include "contract/hw-web-url.h"

#include <string.h>

#define TOKEN_CHARACTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
#define TOKEN_MAX_LENGTH 128

static gboolean
is_line (const char *value)
{
  for (const char *p = value; *p != '\0'; p = g_utf8_next_char (p))
    switch ((int) g_unichar_type (g_utf8_get_char (p)))
      {
      case G_UNICODE_CONTROL:
      case G_UNICODE_LINE_SEPARATOR:
      case G_UNICODE_PARAGRAPH_SEPARATOR:
        return FALSE;
      default:
        break;
      }
  return TRUE;
}

static const char *
check_line (HwJsonReader *reader, const char *name, const char *value)
{
  if (value == NULL || is_line (value))
    return value;
  hw_json_reader_fail (reader, name, "holds a control character");
  return NULL;
}

static const char *
not_empty (HwJsonReader *reader, const char *name, const char *value)
{
  if (value == NULL || *value != '\0')
    return value;
  hw_json_reader_fail (reader, name, "is empty");
  return NULL;
}

const char *
hw_field_any_line (HwJsonReader *reader, const char *name, gsize max_chars)
{
  return check_line (reader, name, hw_json_reader_string (reader, name, max_chars));
}

const char *
hw_field_line (HwJsonReader *reader, const char *name, gsize max_chars)
{
  return not_empty (reader, name, hw_field_any_line (reader, name, max_chars));
}

const char *
hw_field_opt_line (HwJsonReader *reader, const char *name, gsize max_chars)
{
  return not_empty (reader, name,
                    check_line (reader, name, hw_json_reader_opt_string (reader, name, max_chars)));
}

const char *
hw_field_token (HwJsonReader *reader, const char *name)
{
  const char *value = hw_field_line (reader, name, TOKEN_MAX_LENGTH);

  if (value == NULL || value[strspn (value, TOKEN_CHARACTERS)] == '\0')
    return value;
  hw_json_reader_fail (reader, name, "base64url was expected");
  return NULL;
}

const char *
hw_field_email (HwJsonReader *reader, const char *name)
{
  const char *value = hw_json_reader_string (reader, name, HW_EMAIL_MAX_LENGTH);

  if (value == NULL || hw_email_check (value, NULL) == HW_EMAIL_OK)
    return value;
  hw_json_reader_fail (reader, name, "an email address was expected");
  return NULL;
}

static const char *
check_url (HwJsonReader *reader, const char *name, const char *value)
{
  if (value == NULL || hw_web_url_is_valid (value))
    return value;
  hw_json_reader_fail (reader, name, "a URL with http or https and a host was expected");
  return NULL;
}

const char *
hw_field_url (HwJsonReader *reader, const char *name)
{
  return check_url (reader, name, hw_json_reader_string (reader, name, HW_WEB_URL_MAX_LENGTH));
}

const char *
hw_field_opt_url (HwJsonReader *reader, const char *name)
{
  return check_url (reader, name, hw_json_reader_opt_string (reader, name, HW_WEB_URL_MAX_LENGTH));
}

gint64
hw_field_seconds (HwJsonReader *reader, const char *name)
{
  return hw_json_reader_int (reader, name, 0, HW_MAX_SECONDS);
}

/* (nullable): what is wrong with item @item of an array of strings */
static const char *
fault_of_string (JsonNode *item, gsize max_chars, gboolean lines)
{
  const char *value;

  if (!JSON_NODE_HOLDS_VALUE (item) || json_node_get_value_type (item) != G_TYPE_STRING)
    return "strings were expected";
  value = json_node_get_string (item);
  if ((gsize) g_utf8_strlen (value, -1) > max_chars)
    return "a string is too long";
  return lines && !is_line (value) ? "a line holds a control character" : NULL;
}

static GStrv
read_strings (HwJsonReader *reader, const char *name, guint max_items, gsize max_chars, gboolean lines)
{
  JsonArray *array = hw_json_reader_array (reader, name, max_items);
  g_autoptr (GStrvBuilder) strings = g_strv_builder_new ();

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *item = json_array_get_element (array, i);
      const char *fault = fault_of_string (item, max_chars, lines);

      if (fault != NULL)
        {
          hw_json_reader_fail (reader, name, fault);
          break;
        }
      g_strv_builder_add (strings, json_node_get_string (item));
    }
  return g_strv_builder_end (strings);
}

GStrv
hw_field_strings (HwJsonReader *reader, const char *name, guint max_items, gsize max_chars)
{
  return read_strings (reader, name, max_items, max_chars, FALSE);
}

GStrv
hw_field_lines (HwJsonReader *reader, const char *name, guint max_items, gsize max_chars)
{
  return read_strings (reader, name, max_items, max_chars, TRUE);
}

GPtrArray *
hw_field_items (HwJsonReader *reader,
                const char *name,
                JsonArray *array,
                HwJsonStrictness strictness,
                HwFieldItemFunc from_json,
                GDestroyNotify free_item)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (free_item);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      GError *inner = NULL;
      gpointer item = from_json (json_array_get_element (array, i), strictness, &inner);

      if (item == NULL)
        {
          hw_json_reader_fail_inside (reader, name, (int) i, inner);
          break;
        }
      g_ptr_array_add (items, item);
    }
  return items;
}
