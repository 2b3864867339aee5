/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "counter/hw-counter-account.h"
#include "counter/hw-counter-faults.h"
#include "counter/hw-counter-output.h"
#include "counter/hw-counter.h"

#include <glib/gi18n.h>

gboolean
hw_command_register (HwCounter *self, GError **error)
{
  const HwCounterOptions *options = self->options;
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) hw_desk_entry_free);
  g_autoptr (GPtrArray) desk_faults = NULL;
  g_autoptr (GPtrArray) faults = hw_counter_faults_new ();
  g_autoptr (HwAccount) account = NULL;
  g_autoptr (GError) refused = NULL;
  g_autofree char *line = NULL;

  g_ptr_array_add (entries, hw_desk_entry_new (options->establishment_number, options->establishment_name,
                                               options->email, 0));
  if (!hw_counter_desk_register (self->office, entries, &desk_faults, &refused))
    {
      hw_counter_faults_add_desk (faults, desk_faults);
      if (faults->len > 0)
        hw_counter_faults_report (self, faults, NULL, error);
      else
        g_propagate_error (error, g_steal_pointer (&refused));
      return FALSE;
    }

  account = hw_counter_desk_find (self->office, options->email, error);
  if (account == NULL)
    return FALSE;
  if (options->json)
    {
      hw_counter_print_account_json (account);
      return TRUE;
    }
  line = g_strdup_printf (_ ("Registered %s for %s (%s)."), account->email, account->establishment_name,
                          account->establishment_number);
  hw_counter_print (stdout, line);
  return TRUE;
}
