/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "counter/hw-counter-faults.h"

#include "contract/hw-json-writer.h"
#include "counter/hw-counter-output.h"

#include <glib/gi18n.h>

static void
fault_free (HwCounterFault *fault)
{
  g_free (fault->message);
  g_free (fault);
}

GPtrArray *
hw_counter_faults_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) fault_free);
}

void
hw_counter_faults_add (GPtrArray *faults, guint line, const char *code, char *message)
{
  HwCounterFault *fault = g_new0 (HwCounterFault, 1);

  fault->line = line;
  fault->code = code;
  fault->message = message;
  g_ptr_array_add (faults, fault);
}

void
hw_counter_faults_add_desk (GPtrArray *faults, GPtrArray *desk_faults)
{
  for (guint i = 0; i < desk_faults->len; i++)
    {
      const HwDeskFault *fault = desk_faults->pdata[i];

      hw_counter_faults_add (faults, fault->line, hw_desk_error_name (fault->code),
                             g_strdup (fault->message));
    }
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  const HwCounterFault *first = *(HwCounterFault *const *) a;
  const HwCounterFault *second = *(HwCounterFault *const *) b;

  return (first->line > second->line) - (first->line < second->line);
}

static JsonNode *
fault_to_json (gconstpointer item)
{
  const HwCounterFault *fault = item;
  JsonObject *object = json_object_new ();

  if (fault->line != 0)
    json_object_set_int_member (object, "line", fault->line);
  hw_json_put_string (object, "code", fault->code);
  hw_json_put_string (object, "message", fault->message);
  return hw_json_object_node (object);
}

static void
print_fault (const HwCounterFault *fault, const char *file)
{
  g_autofree char *line = file == NULL || fault->line == 0
                            ? g_strdup (fault->message)
                            : g_strdup_printf (_ ("%s, line %u: %s"), file, fault->line, fault->message);

  hw_counter_print (stderr, line);
}

void
hw_counter_faults_report (HwCounter *counter, GPtrArray *faults, const char *file, GError **error)
{
  g_ptr_array_sort (faults, compare_lines);
  for (guint i = 0; i < faults->len; i++)
    print_fault (faults->pdata[i], file);

  if (counter->options->json)
    {
      JsonObject *object = json_object_new ();

      hw_json_put_items (object, "faults", faults, fault_to_json);
      hw_counter_print_json (object);
    }
  counter->answered = TRUE;
  g_set_error (error, HW_COUNTER_ERROR, HW_COUNTER_ERROR_REFUSED, "%s",
               _ ("Nothing was registered. Correct what is named above and try again."));
}
