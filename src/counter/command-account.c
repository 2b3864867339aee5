/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contract/hw-json-writer.h"
#include "counter/hw-counter-account.h"
#include "counter/hw-counter-output.h"
#include "counter/hw-counter.h"

#include <glib/gi18n.h>

/* disable, enable, remove. */

static gboolean
set_disabled (HwCounter *self, gboolean disabled, GError **error)
{
  g_autoptr (HwAccount) account = NULL;
  g_autofree char *line = NULL;

  if (!hw_counter_desk_set_disabled (self->office, self->options->argument, disabled, error))
    return FALSE;
  account = hw_counter_desk_find (self->office, self->options->argument, error);
  if (account == NULL)
    return FALSE;

  if (self->options->json)
    {
      hw_counter_print_account_json (account);
      return TRUE;
    }
  line = disabled ? g_strdup_printf (_ ("%s can no longer log in; its sessions have ended."), account->email)
                  : g_strdup_printf (_ ("%s can log in again."), account->email);
  hw_counter_print (stdout, line);
  return TRUE;
}

gboolean
hw_command_disable (HwCounter *self, GError **error)
{
  return set_disabled (self, TRUE, error);
}

gboolean
hw_command_enable (HwCounter *self, GError **error)
{
  return set_disabled (self, FALSE, error);
}

gboolean
hw_command_remove (HwCounter *self, GError **error)
{
  g_autoptr (HwAccount) account = hw_counter_desk_find (self->office, self->options->argument, error);
  g_autofree char *line = NULL;

  if (account == NULL || !hw_counter_desk_remove (self->office, self->options->argument, error))
    return FALSE;

  if (self->options->json)
    {
      JsonObject *object = json_object_new ();

      hw_json_put_string (object, "removed", account->email);
      hw_counter_print_json (object);
      return TRUE;
    }
  line = g_strdup_printf (_ ("Removed %s of %s (%s)."), account->email, account->establishment_name,
                          account->establishment_number);
  hw_counter_print (stdout, line);
  return TRUE;
}
