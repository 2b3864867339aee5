/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contract/hw-json-writer.h"
#include "counter/hw-counter-output.h"
#include "counter/hw-counter.h"

#include <glib/gi18n.h>

static JsonNode *
session_to_json (gconstpointer item)
{
  const HwSessionRecord *session = item;
  JsonObject *object = json_object_new ();

  hw_json_put_string (object, "id", session->id.text);
  hw_json_put_string (object, "device", session->device);
  hw_json_put_string (object, "origin", session->origin);
  json_object_set_boolean_member (object, "remember", session->remember);
  hw_json_put_instant (object, "created_at", session->created_at);
  hw_json_put_instant (object, "last_used_at", session->last_used_at);
  hw_json_put_instant (object, "ends_at", MIN (session->idle_ends_at, session->ends_at));
  return hw_json_object_node (object);
}

static GStrv
session_row (const HwSessionRecord *session)
{
  g_autofree char *created = hw_counter_local_time (session->created_at);
  g_autofree char *last_used = hw_counter_local_time (session->last_used_at);
  g_autofree char *ends = hw_counter_local_time (MIN (session->idle_ends_at, session->ends_at));
  const char *cells[] = { created, last_used, ends, session->origin, session->device, NULL };

  return g_strdupv ((char **) cells);
}

static void
print_sessions (GPtrArray *sessions)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  const char *heading[] = { C_ ("counter", "Logged in"), C_ ("counter", "Last used"), C_ ("counter", "Ends"),
                            C_ ("counter", "From"),      C_ ("counter", "Device"),    NULL };

  if (sessions->len == 0)
    {
      hw_counter_print (stdout, _ ("Nobody is logged in."));
      return;
    }
  g_ptr_array_add (rows, g_strdupv ((char **) heading));
  for (guint i = 0; i < sessions->len; i++)
    g_ptr_array_add (rows, session_row (sessions->pdata[i]));
  hw_counter_print_table (rows);
}

static gboolean
list_sessions (HwCounter *self, GError **error)
{
  g_autoptr (GPtrArray) sessions = hw_counter_desk_sessions (self->office, self->options->argument, error);

  if (sessions == NULL)
    return FALSE;
  if (self->options->json)
    {
      JsonObject *object = json_object_new ();

      hw_json_put_items (object, "sessions", sessions, session_to_json);
      hw_counter_print_json (object);
    }
  else
    print_sessions (sessions);
  return TRUE;
}

static gboolean
end_sessions (HwCounter *self, GError **error)
{
  g_autofree char *line = NULL;
  guint count = 0;

  if (!hw_counter_desk_end_sessions (self->office, self->options->argument, &count, error))
    return FALSE;
  if (self->options->json)
    {
      JsonObject *object = json_object_new ();

      json_object_set_int_member (object, "ended", count);
      hw_counter_print_json (object);
      return TRUE;
    }
  line = g_strdup_printf (ngettext ("%u session ended.", "%u sessions ended.", count), count);
  hw_counter_print (stdout, line);
  return TRUE;
}

gboolean
hw_command_sessions (HwCounter *self, GError **error)
{
  return self->options->end ? end_sessions (self, error) : list_sessions (self, error);
}
