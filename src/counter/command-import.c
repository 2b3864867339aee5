/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contract/hw-account-message.h"
#include "contract/hw-json-writer.h"
#include "counter/hw-counter-faults.h"
#include "counter/hw-counter-output.h"
#include "counter/hw-counter.h"
#include "counter/hw-csv-entries.h"
#include "counter/hw-csv-text.h"

#include <glib/gi18n.h>

#define MOST_BYTES (16 * 1024 * 1024)

static char *
read_file (const char *path, const char *shown, gsize *length, GError **error)
{
  g_autofree char *bytes = NULL;

  if (!g_file_get_contents (path, &bytes, length, error))
    {
      g_prefix_error (error, _ ("The file cannot be read: "));
      return NULL;
    }
  if (*length > MOST_BYTES)
    {
      g_set_error (error, HW_COUNTER_ERROR, HW_COUNTER_ERROR_REFUSED,
                   _ ("%s is larger than %d MiB. Import it in parts."), shown, MOST_BYTES / 1024 / 1024);
      return NULL;
    }
  return g_steal_pointer (&bytes);
}

/* All faults that there are, of the file and of what it says, are told at once. */
static gboolean
register_entries (HwCounter *self, GPtrArray *entries, GPtrArray *faults, GError **error)
{
  g_autoptr (GPtrArray) desk_faults = NULL;
  g_autoptr (GError) refused = NULL;
  gboolean done = faults->len == 0 ? hw_counter_desk_register (self->office, entries, &desk_faults, &refused)
                                   : hw_counter_desk_check (self->office, entries, &desk_faults, &refused);

  if (!done && desk_faults->len == 0)
    {
      g_propagate_error (error, g_steal_pointer (&refused));
      return FALSE;
    }
  hw_counter_faults_add_desk (faults, desk_faults);
  return done && faults->len == 0;
}

static JsonNode *
entry_to_json (gconstpointer item)
{
  const HwDeskEntry *entry = item;
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "line", entry->line);
  hw_json_put_string (object, "email", entry->email);
  return hw_json_object_node (object);
}

static void
print_registered (HwCounter *self, GPtrArray *entries)
{
  g_autofree char *line = NULL;

  if (self->options->json)
    {
      JsonObject *object = json_object_new ();

      hw_json_put_items (object, "registered", entries, entry_to_json);
      hw_counter_print_json (object);
      return;
    }
  line = g_strdup_printf (ngettext ("Registered %u account.", "Registered %u accounts.", entries->len),
                          entries->len);
  hw_counter_print (stdout, line);
}

gboolean
hw_command_import (HwCounter *self, GError **error)
{
  const char *path = self->options->argument;
  g_autofree char *shown = g_filename_display_name (path);
  g_autoptr (GPtrArray) faults = hw_counter_faults_new ();
  g_autoptr (GPtrArray) entries = NULL;
  g_autofree char *bytes = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) failed = NULL;
  gsize length;

  bytes = read_file (path, shown, &length, error);
  if (bytes == NULL)
    return FALSE;

  text = hw_csv_text_decode (bytes, length, faults);
  entries = text != NULL ? hw_csv_entries_read (text, faults) : NULL;
  if (entries != NULL && register_entries (self, entries, faults, &failed))
    {
      print_registered (self, entries);
      return TRUE;
    }

  if (failed != NULL)
    g_propagate_error (error, g_steal_pointer (&failed));
  else
    hw_counter_faults_report (self, faults, shown, error);
  return FALSE;
}
