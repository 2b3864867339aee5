/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contract/hw-json-writer.h"
#include "counter/hw-counter-office.h"
#include "counter/hw-counter-output.h"

#include <glib/gi18n.h>

gboolean
hw_command_housekeeping (HwCounter *self, GError **error)
{
  g_autofree char *sentence = NULL;
  guint deleted;

  if (!hw_office_sweep (self->office, &deleted, error))
    return FALSE;
  if (self->options->json)
    {
      JsonObject *object = json_object_new ();

      json_object_set_int_member (object, "deleted", deleted);
      hw_counter_print_json (object);
      return TRUE;
    }
  sentence =
    deleted > 0
      ? g_strdup_printf (ngettext ("Deleted %u expired row.", "Deleted %u expired rows.", deleted), deleted)
      : g_strdup (_ ("Nothing had expired."));
  hw_counter_print (stdout, sentence);
  return TRUE;
}
