/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "counter/hw-counter-account.h"
#include "counter/hw-counter-output.h"
#include "counter/hw-counter.h"

#include <glib/gi18n.h>

static void
add_row (GPtrArray *rows, const char *label, const char *value)
{
  const char *cells[] = { label, value, NULL };

  g_ptr_array_add (rows, g_strdupv ((char **) cells));
}

static void
add_time (GPtrArray *rows, const char *label, gint64 instant)
{
  g_autofree char *time = hw_counter_local_time (instant);

  add_row (rows, label, instant != 0 ? time : "-");
}

static void
print_account (const HwAccount *account)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  add_row (rows, C_ ("counter", "Email address"), account->email);
  add_row (rows, C_ ("counter", "Number"), account->establishment_number);
  add_row (rows, C_ ("counter", "Establishment"), account->establishment_name);
  add_row (rows, C_ ("counter", "State"), hw_counter_account_state (account));
  add_time (rows, C_ ("counter", "Registered"), account->registered_at);
  add_time (rows, C_ ("counter", "My Page opened"), account->opened_at);
  add_time (rows, C_ ("counter", "Password set"), account->password_set_at);
  add_time (rows, C_ ("counter", "Last login"), account->last_login_at);
  add_time (rows, C_ ("counter", "Consented"), account->consented_at);
  if (account->consented_at != 0)
    {
      add_row (rows, C_ ("counter", "Privacy policy, version"), account->privacy_version);
      add_row (rows, C_ ("counter", "Terms of use, version"), account->terms_version);
    }
  hw_counter_print_table (rows);
}

gboolean
hw_command_show (HwCounter *self, GError **error)
{
  g_autoptr (HwAccount) account = hw_counter_desk_find (self->office, self->options->argument, error);

  if (account == NULL)
    return FALSE;
  if (self->options->json)
    hw_counter_print_account_json (account);
  else
    print_account (account);
  return TRUE;
}
