/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contract/hw-session-message.h"

#include "contract/hw-json-writer.h"
#include "contract/hw-message-fields.h"
#include "contract/hw-wipe.h"

#define MAX_MENU_ENTRIES 100
#define MAX_SESSIONS 1000

/*
 * Login.
 */

gboolean
hw_device_is_valid (const char *device)
{
  if (device == NULL || !g_utf8_validate (device, -1, NULL)
      || g_utf8_strlen (device, -1) > HW_DEVICE_MAX_LENGTH)
    return FALSE;
  for (const char *p = device; *p != '\0'; p = g_utf8_next_char (p))
    switch ((int) g_unichar_type (g_utf8_get_char (p)))
      {
      case G_UNICODE_CONTROL:
      case G_UNICODE_FORMAT:
      case G_UNICODE_LINE_SEPARATOR:
      case G_UNICODE_PARAGRAPH_SEPARATOR:
        return FALSE;
      default:
        break;
      }
  return TRUE;
}

HwLoginRequest *
hw_login_request_new (const char *email, const char *password, gboolean remember, const char *device)
{
  HwLoginRequest *self = g_new0 (HwLoginRequest, 1);

  self->email = g_strdup (email);
  self->password = g_strdup (password);
  self->remember = remember;
  self->device = g_strdup (device);
  return self;
}

void
hw_login_request_free (HwLoginRequest *self)
{
  if (self == NULL)
    return;

  g_free (self->email);
  hw_wipe_free (self->password);
  g_free (self->device);
  g_free (self);
}

JsonNode *
hw_login_request_to_json (const HwLoginRequest *self)
{
  JsonObject *object;

  g_return_val_if_fail (self != NULL, NULL);

  object = json_object_new ();
  hw_json_put_string (object, "email", self->email);
  hw_json_put_string (object, "password", self->password);
  json_object_set_boolean_member (object, "remember", self->remember);
  hw_json_put_string (object, "device", self->device);
  return hw_json_object_node (object);
}

HwLoginRequest *
hw_login_request_from_json (JsonNode *node, GError **error)
{
  HwJsonReader *reader = hw_json_reader_new (node, HW_JSON_STRICT);
  g_autoptr (HwLoginRequest) self = g_new0 (HwLoginRequest, 1);

  self->email = g_strdup (hw_json_reader_string (reader, "email", HW_TYPED_MAX_LENGTH));
  self->password = g_strdup (hw_json_reader_string (reader, "password", HW_TYPED_MAX_LENGTH));
  self->remember = hw_json_reader_boolean (reader, "remember");
  self->device = g_strdup (hw_json_reader_opt_string (reader, "device", HW_DEVICE_MAX_LENGTH));
  if (self->device != NULL && !hw_device_is_valid (self->device))
    hw_json_reader_fail (reader, "device", "holds an invisible character");
  return hw_json_reader_end (reader, error) ? g_steal_pointer (&self) : NULL;
}

void
hw_login_free (HwLogin *self)
{
  if (self == NULL)
    return;

  hw_wipe_free (self->credential);
  hw_account_summary_free (self->account);
  g_free (self);
}

JsonNode *
hw_login_to_json (const HwLogin *self)
{
  JsonObject *object;

  g_return_val_if_fail (self != NULL, NULL);

  object = json_object_new ();
  hw_json_put_string (object, "credential", self->credential);
  json_object_set_int_member (object, "expires_in", self->expires_in);
  hw_json_put_instant (object, "expires_at", self->expires_at);
  json_object_set_member (object, "account", hw_account_summary_to_json (self->account));
  return hw_json_object_node (object);
}

HwLogin *
hw_login_from_json (JsonNode *node, GError **error)
{
  HwJsonReader *reader = hw_json_reader_new (node, HW_JSON_TOLERANT);
  g_autoptr (HwLogin) self = g_new0 (HwLogin, 1);

  self->credential = g_strdup (hw_field_token (reader, "credential"));
  self->expires_in = hw_field_seconds (reader, "expires_in");
  self->expires_at = hw_json_reader_instant (reader, "expires_at");
  self->account = hw_field_account (reader, "account");
  return hw_json_reader_end (reader, error) ? g_steal_pointer (&self) : NULL;
}

/*
 * My Page.
 */

void
hw_menu_entry_free (HwMenuEntry *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->title);
  g_free (self->description);
  g_free (self->url);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwMenuEntry, hw_menu_entry_free)

static JsonNode *
menu_entry_to_json (gconstpointer item)
{
  const HwMenuEntry *self = item;
  JsonObject *object = json_object_new ();

  hw_json_put_string (object, "id", self->id);
  hw_json_put_string (object, "title", self->title);
  hw_json_put_string (object, "description", self->description);
  hw_json_put_string (object, "url", self->url);
  return hw_json_object_node (object);
}

static gpointer
menu_entry_from_json (JsonNode *node, HwJsonStrictness strictness, GError **error)
{
  HwJsonReader *reader = hw_json_reader_new (node, strictness);
  g_autoptr (HwMenuEntry) self = g_new0 (HwMenuEntry, 1);

  self->id = g_strdup (hw_field_line (reader, "id", HW_LINE_MAX_LENGTH));
  self->title = g_strdup (hw_field_line (reader, "title", HW_LINE_MAX_LENGTH));
  self->description = g_strdup (hw_field_any_line (reader, "description", HW_LINE_MAX_LENGTH));
  self->url = g_strdup (hw_field_url (reader, "url"));
  return hw_json_reader_end (reader, error) ? g_steal_pointer (&self) : NULL;
}

JsonNode *
hw_menu_to_json (GPtrArray *menu)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; menu != NULL && i < menu->len; i++)
    json_array_add_element (array, menu_entry_to_json (g_ptr_array_index (menu, i)));
  return hw_json_array_node (array);
}

GPtrArray *
hw_menu_from_json (JsonNode *array, HwJsonStrictness strictness, GError **error)
{
  g_autoptr (GPtrArray) menu = g_ptr_array_new_with_free_func ((GDestroyNotify) hw_menu_entry_free);
  JsonArray *items;

  if (array == NULL || !JSON_NODE_HOLDS_ARRAY (array))
    {
      g_set_error_literal (error, HW_JSON_ERROR, HW_JSON_ERROR_SHAPE, ": an array was expected");
      return NULL;
    }

  items = json_node_get_array (array);
  if (json_array_get_length (items) > MAX_MENU_ENTRIES)
    {
      g_set_error_literal (error, HW_JSON_ERROR, HW_JSON_ERROR_SHAPE, ": has too many items");
      return NULL;
    }
  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      HwMenuEntry *entry = menu_entry_from_json (json_array_get_element (items, i), strictness, error);

      if (entry == NULL)
        {
          g_prefix_error (error, "/%u", i);
          return NULL;
        }
      g_ptr_array_add (menu, entry);
    }
  return g_steal_pointer (&menu);
}

void
hw_home_free (HwHome *self)
{
  if (self == NULL)
    return;

  hw_account_summary_free (self->account);
  g_clear_pointer (&self->menu, g_ptr_array_unref);
  g_free (self);
}

JsonNode *
hw_home_to_json (const HwHome *self)
{
  JsonObject *object;

  g_return_val_if_fail (self != NULL, NULL);

  object = json_object_new ();
  json_object_set_member (object, "account", hw_account_summary_to_json (self->account));
  json_object_set_member (object, "menu", hw_menu_to_json (self->menu));
  json_object_set_int_member (object, "expires_in", self->expires_in);
  hw_json_put_instant (object, "expires_at", self->expires_at);
  return hw_json_object_node (object);
}

HwHome *
hw_home_from_json (JsonNode *node, GError **error)
{
  HwJsonReader *reader = hw_json_reader_new (node, HW_JSON_TOLERANT);
  g_autoptr (HwHome) self = g_new0 (HwHome, 1);
  JsonArray *menu = hw_json_reader_array (reader, "menu", MAX_MENU_ENTRIES);

  self->account = hw_field_account (reader, "account");
  self->menu = hw_field_items (reader, "menu", menu, HW_JSON_TOLERANT, menu_entry_from_json,
                               (GDestroyNotify) hw_menu_entry_free);
  self->expires_in = hw_field_seconds (reader, "expires_in");
  self->expires_at = hw_json_reader_instant (reader, "expires_at");
  return hw_json_reader_end (reader, error) ? g_steal_pointer (&self) : NULL;
}

/*
 * The account's sessions.
 */

HwSessionEntry *
hw_session_entry_new (const char *id,
                      const char *device,
                      const char *origin,
                      gint64 created_at,
                      gint64 last_used_at,
                      gboolean current)
{
  HwSessionEntry *self = g_new0 (HwSessionEntry, 1);

  self->id = g_strdup (id);
  self->device = g_strdup (device);
  self->origin = origin != NULL && *origin != '\0' ? g_strdup (origin) : NULL;
  self->created_at = created_at;
  self->last_used_at = last_used_at;
  self->current = current;
  return self;
}

void
hw_session_entry_free (HwSessionEntry *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->device);
  g_free (self->origin);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwSessionEntry, hw_session_entry_free)

static JsonNode *
session_entry_to_json (gconstpointer item)
{
  const HwSessionEntry *self = item;
  JsonObject *object = json_object_new ();

  hw_json_put_string (object, "id", self->id);
  hw_json_put_string (object, "device", self->device == NULL ? "" : self->device);
  hw_json_put_string (object, "origin", self->origin);
  hw_json_put_instant (object, "created_at", self->created_at);
  hw_json_put_instant (object, "last_used_at", self->last_used_at);
  json_object_set_boolean_member (object, "current", self->current);
  return hw_json_object_node (object);
}

static gpointer
session_entry_from_json (JsonNode *node, HwJsonStrictness strictness, GError **error)
{
  HwJsonReader *reader = hw_json_reader_new (node, strictness);
  g_autoptr (HwSessionEntry) self = g_new0 (HwSessionEntry, 1);

  self->id = g_strdup (hw_field_token (reader, "id"));
  self->device = g_strdup (hw_field_any_line (reader, "device", HW_DEVICE_MAX_LENGTH));
  self->origin = g_strdup (hw_field_opt_line (reader, "origin", HW_LINE_MAX_LENGTH));
  self->created_at = hw_json_reader_instant (reader, "created_at");
  self->last_used_at = hw_json_reader_instant (reader, "last_used_at");
  self->current = hw_json_reader_boolean (reader, "current");
  return hw_json_reader_end (reader, error) ? g_steal_pointer (&self) : NULL;
}

JsonNode *
hw_session_list_to_json (GPtrArray *sessions)
{
  JsonObject *object = json_object_new ();

  hw_json_put_items (object, "sessions", sessions, session_entry_to_json);
  return hw_json_object_node (object);
}

GPtrArray *
hw_session_list_from_json (JsonNode *node, GError **error)
{
  HwJsonReader *reader = hw_json_reader_new (node, HW_JSON_TOLERANT);
  JsonArray *array = hw_json_reader_array (reader, "sessions", MAX_SESSIONS);
  g_autoptr (GPtrArray) sessions =
    hw_field_items (reader, "sessions", array, HW_JSON_TOLERANT, session_entry_from_json,
                    (GDestroyNotify) hw_session_entry_free);

  return hw_json_reader_end (reader, error) ? g_steal_pointer (&sessions) : NULL;
}
