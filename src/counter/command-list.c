/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contract/hw-json-writer.h"
#include "counter/hw-counter-account.h"
#include "counter/hw-counter-output.h"
#include "counter/hw-counter.h"

#include <glib/gi18n.h>

static GStrv
new_row (const char *number, const char *name, const char *email, const char *state, const char *last_login)
{
  const char *cells[] = { number, name, email, state, last_login, NULL };

  return g_strdupv ((char **) cells);
}

static GStrv
account_row (const HwAccount *account)
{
  g_autofree char *last_login = hw_counter_local_time (account->last_login_at);

  return new_row (account->establishment_number, account->establishment_name, account->email,
                  hw_counter_account_state (account), last_login);
}

static void
print_accounts (GPtrArray *accounts)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  g_ptr_array_add (rows, new_row (C_ ("counter", "Number"), C_ ("counter", "Establishment"),
                                  C_ ("counter", "Email address"), C_ ("counter", "State"),
                                  C_ ("counter", "Last login")));
  for (guint i = 0; i < accounts->len; i++)
    g_ptr_array_add (rows, account_row (accounts->pdata[i]));
  hw_counter_print_table (rows);
}

gboolean
hw_command_list (HwCounter *self, GError **error)
{
  g_autoptr (GPtrArray) accounts = hw_counter_desk_list (self->office, error);

  if (accounts == NULL)
    return FALSE;

  if (self->options->json)
    {
      JsonObject *object = json_object_new ();

      hw_json_put_items (object, "accounts", accounts, hw_counter_account_to_json);
      hw_counter_print_json (object);
    }
  else if (accounts->len > 0)
    print_accounts (accounts);
  else
    hw_counter_print (stdout, _ ("No account is registered."));
  return TRUE;
}
