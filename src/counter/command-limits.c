/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contract/hw-instant.h"
#include "contract/hw-json-writer.h"
#include "counter/hw-counter-output.h"
#include "counter/hw-counter.h"
#include "server/registration/hw-operator-desk.h"
#include "server/registration/hw-refusal.h"

#include <glib/gi18n.h>

static JsonNode *
use_to_json (gconstpointer item)
{
  const HwLimitUse *use = item;
  JsonObject *object = json_object_new ();

  hw_json_put_string (object, "limit", hw_limit_kind_name (use->kind));
  hw_json_put_string (object, "origin", use->origin);
  json_object_set_int_member (object, "window", use->window / HW_SECOND);
  json_object_set_int_member (object, "used", use->used);
  json_object_set_int_member (object, "most", use->most);
  json_object_set_int_member (object, "retry_in", hw_seconds_from_now (use->wait));
  return hw_json_object_node (object);
}

static const char *
describe (HwLimitKind kind)
{
  switch (kind)
    {
    case HW_LIMIT_MAILS:
      return C_ ("counter", "Mails to the address");
    case HW_LIMIT_MAILS_HERE:
      return C_ ("counter", "Mails to the address, from one place");
    case HW_LIMIT_LOGINS:
      return C_ ("counter", "Failed logins");
    case HW_LIMIT_LOGINS_HERE:
      return C_ ("counter", "Failed logins, from one place");
    case HW_LIMIT_ORIGIN_STARTS:
      return C_ ("counter", "All registrations of that place");
    case HW_LIMIT_ORIGIN_FAILURES:
      return C_ ("counter", "All failed logins of that place");
    default:
      g_assert_not_reached ();
    }
}

/* "1 h", "60 s". (transfer full) */
static char *
describe_window (gint64 window)
{
  gint64 seconds = window / HW_SECOND;

  if (seconds % 3600 == 0)
    return g_strdup_printf (_ ("%u h"), (guint) (seconds / 3600));
  return g_strdup_printf (_ ("%u s"), (guint) seconds);
}

static const char *
describe_origin (const HwLimitUse *use)
{
  if (use->kind == HW_LIMIT_MAILS || use->kind == HW_LIMIT_LOGINS)
    return C_ ("counter", "anywhere");
  return use->origin != NULL ? use->origin : C_ ("counter", "unknown");
}

/* (transfer full) */
static char *
describe_wait (gint64 wait)
{
  gint64 seconds = hw_seconds_from_now (wait);

  if (seconds == 0)
    return g_strdup (C_ ("counter", "now"));
  if (seconds < 120)
    return g_strdup_printf (_ ("in %u s"), (guint) seconds);
  return g_strdup_printf (_ ("in %u min"), (guint) ((seconds + 59) / 60));
}

static GStrv
use_row (const HwLimitUse *use)
{
  g_autofree char *window = describe_window (use->window);
  g_autofree char *used = g_strdup_printf (_ ("%u of %u"), use->used, use->most);
  g_autofree char *wait = describe_wait (use->wait);
  const char *cells[] = { describe (use->kind), describe_origin (use), window, used, wait, NULL };

  return g_strdupv ((char **) cells);
}

static void
print_uses (GPtrArray *uses)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  const char *heading[] = { C_ ("counter", "What"), C_ ("counter", "From"),     C_ ("counter", "Within"),
                            C_ ("counter", "Used"), C_ ("counter", "Next one"), NULL };

  g_ptr_array_add (rows, g_strdupv ((char **) heading));
  for (guint i = 0; i < uses->len; i++)
    g_ptr_array_add (rows, use_row (uses->pdata[i]));
  hw_counter_print_table (rows);
}

static gboolean
list_limits (HwCounter *self, GError **error)
{
  g_autoptr (GPtrArray) uses = hw_operator_desk_limits (self->office, self->options->argument, error);

  if (uses == NULL)
    return FALSE;
  if (self->options->json)
    {
      JsonObject *object = json_object_new ();

      hw_json_put_items (object, "limits", uses, use_to_json);
      hw_counter_print_json (object);
    }
  else if (uses->len > 0)
    print_uses (uses);
  else
    hw_counter_print (stdout, _ ("Nothing counts against this address: it may ask for mails and log in."));
  return TRUE;
}

static gboolean
clear_limits (HwCounter *self, GError **error)
{
  guint count = 0;

  if (!hw_operator_desk_clear_limits (self->office, self->options->argument, &count, error))
    return FALSE;
  if (self->options->json)
    {
      JsonObject *object = json_object_new ();

      json_object_set_int_member (object, "cleared", count);
      hw_counter_print_json (object);
    }
  else if (count > 0)
    hw_counter_print (stdout, _ ("Cleared: mails to this address and failed logins are counted from zero "
                                 "again. The totals of a place over all addresses stay as they are."));
  else
    hw_counter_print (stdout, _ ("There was nothing to clear."));
  return TRUE;
}

gboolean
hw_command_limits (HwCounter *self, GError **error)
{
  return self->options->clear ? clear_limits (self, error) : list_limits (self, error);
}
