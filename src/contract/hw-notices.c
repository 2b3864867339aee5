/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contract/hw-notices.h"

#include "contract/hw-json-writer.h"
#include "contract/hw-message-fields.h"

#define MAX_NOTICES 200
#define MAX_ADDRESS_LINES 20
#define DATE_LENGTH 10
#define SENDER_MAX_LENGTH 320

static void
notice_free (HwNotice *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->date);
  g_free (self->title);
  g_free (self->url);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwNotice, notice_free)

void
hw_notices_free (HwNotices *self)
{
  if (self == NULL)
    return;

  g_free (self->mail_from);
  g_clear_pointer (&self->operator_notices, g_ptr_array_unref);
  g_clear_pointer (&self->news, g_ptr_array_unref);
  g_clear_pointer (&self->links, g_ptr_array_unref);
  g_clear_pointer (&self->footer, g_ptr_array_unref);
  g_strfreev (self->address);
  g_free (self->more_operator_notices_url);
  g_free (self->more_news_url);
  g_free (self->provisional_registration_url);
  g_free (self->copyright);
  g_free (self);
}

static JsonNode *
notice_to_json (gconstpointer item)
{
  const HwNotice *self = item;
  JsonObject *object = json_object_new ();

  hw_json_put_string (object, "id", self->id);
  hw_json_put_string (object, "date", self->date);
  hw_json_put_string (object, "title", self->title);
  hw_json_put_string (object, "url", self->url);
  return hw_json_object_node (object);
}

JsonNode *
hw_notices_to_json (const HwNotices *self)
{
  JsonObject *object;
  JsonObject *more;

  g_return_val_if_fail (self != NULL, NULL);

  object = json_object_new ();
  hw_json_put_string (object, "mail_from", self->mail_from);
  hw_json_put_items (object, "operator_notices", self->operator_notices, notice_to_json);
  hw_json_put_items (object, "news", self->news, notice_to_json);
  more = json_object_new ();
  hw_json_put_string (more, "operator_notices", self->more_operator_notices_url);
  hw_json_put_string (more, "news", self->more_news_url);
  json_object_set_object_member (object, "more", more);
  hw_json_put_items (object, "links", self->links, notice_to_json);
  hw_json_put_items (object, "footer", self->footer, notice_to_json);
  hw_json_put_string (object, "provisional_registration_url", self->provisional_registration_url);
  hw_json_put_strings (object, "address", (const char *const *) self->address);
  hw_json_put_string (object, "copyright", self->copyright);
  return hw_json_object_node (object);
}

/* "YYYY-MM-DD", a day of the calendar. */
static gboolean
is_date (const char *text)
{
  for (int i = 0; i < DATE_LENGTH; i++)
    if (i == 4 || i == 7 ? text[i] != '-' : !g_ascii_isdigit (text[i]))
      return FALSE;
  return text[DATE_LENGTH] == '\0'
         && g_date_valid_dmy ((GDateDay) g_ascii_strtoull (text + 8, NULL, 10),
                              (GDateMonth) g_ascii_strtoull (text + 5, NULL, 10),
                              (GDateYear) g_ascii_strtoull (text, NULL, 10));
}

static gpointer
item_from_json (JsonNode *node, HwJsonStrictness strictness, GError **error)
{
  HwJsonReader *reader = hw_json_reader_new (node, strictness);
  g_autoptr (HwNotice) self = g_new0 (HwNotice, 1);

  self->date = g_strdup (hw_json_reader_opt_string (reader, "date", DATE_LENGTH));
  if (self->date != NULL && !is_date (self->date))
    hw_json_reader_fail (reader, "date", "a date was expected");
  self->title = g_strdup (hw_field_line (reader, "title", HW_LINE_MAX_LENGTH));
  self->url = g_strdup (hw_field_opt_url (reader, "url"));
  return hw_json_reader_end (reader, error) ? g_steal_pointer (&self) : NULL;
}

static gpointer
link_from_json (JsonNode *node, HwJsonStrictness strictness, GError **error)
{
  HwJsonReader *reader = hw_json_reader_new (node, strictness);
  g_autoptr (HwNotice) self = g_new0 (HwNotice, 1);

  self->title = g_strdup (hw_field_line (reader, "title", HW_LINE_MAX_LENGTH));
  self->url = g_strdup (hw_field_url (reader, "url"));
  return hw_json_reader_end (reader, error) ? g_steal_pointer (&self) : NULL;
}

static gpointer
footer_from_json (JsonNode *node, HwJsonStrictness strictness, GError **error)
{
  HwJsonReader *reader = hw_json_reader_new (node, strictness);
  g_autoptr (HwNotice) self = g_new0 (HwNotice, 1);

  self->id = g_strdup (hw_field_line (reader, "id", HW_LINE_MAX_LENGTH));
  self->title = g_strdup (hw_field_line (reader, "title", HW_LINE_MAX_LENGTH));
  /* The two documents open inside the app and need none. */
  if (g_strcmp0 (self->id, "privacy-policy") == 0 || g_strcmp0 (self->id, "terms-of-use") == 0)
    self->url = g_strdup (hw_field_opt_url (reader, "url"));
  else
    self->url = g_strdup (hw_field_url (reader, "url"));
  return hw_json_reader_end (reader, error) ? g_steal_pointer (&self) : NULL;
}

static GPtrArray *
read_items (HwJsonReader *reader, const char *name, HwJsonStrictness strictness, HwFieldItemFunc from_json)
{
  JsonArray *array = hw_json_reader_array (reader, name, MAX_NOTICES);

  return hw_field_items (reader, name, array, strictness, from_json, (GDestroyNotify) notice_free);
}

static void
read_more (HwJsonReader *reader, HwJsonStrictness strictness, HwNotices *self)
{
  JsonNode *node = hw_json_reader_opt_object (reader, "more");
  HwJsonReader *more;
  GError *inner = NULL;

  if (node == NULL)
    return;
  more = hw_json_reader_new (node, strictness);
  self->more_operator_notices_url = g_strdup (hw_field_opt_url (more, "operator_notices"));
  self->more_news_url = g_strdup (hw_field_opt_url (more, "news"));
  if (!hw_json_reader_end (more, &inner))
    hw_json_reader_fail_inside (reader, "more", -1, inner);
}

HwNotices *
hw_notices_from_json (JsonNode *node, HwJsonStrictness strictness, const char *mail_from, GError **error)
{
  HwJsonReader *reader = hw_json_reader_new (node, strictness);
  g_autoptr (HwNotices) self = g_new0 (HwNotices, 1);

  self->mail_from =
    g_strdup (mail_from != NULL ? mail_from : hw_field_line (reader, "mail_from", SENDER_MAX_LENGTH));
  self->operator_notices = read_items (reader, "operator_notices", strictness, item_from_json);
  self->news = read_items (reader, "news", strictness, item_from_json);
  read_more (reader, strictness, self);
  self->links = read_items (reader, "links", strictness, link_from_json);
  self->footer = read_items (reader, "footer", strictness, footer_from_json);
  self->provisional_registration_url = g_strdup (hw_field_url (reader, "provisional_registration_url"));
  self->address = hw_field_lines (reader, "address", MAX_ADDRESS_LINES, HW_LINE_MAX_LENGTH);
  self->copyright = g_strdup (hw_field_opt_line (reader, "copyright", HW_LINE_MAX_LENGTH));
  return hw_json_reader_end (reader, error) ? g_steal_pointer (&self) : NULL;
}
