/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contract/hw-json-writer.h"
#include "counter/hw-counter-output.h"
#include "counter/hw-counter.h"
#include "server/registration/hw-counter-desk.h"
#include "server/registration/hw-operator-desk.h"

#include <glib/gi18n.h>
#include <string.h>

/* The latest are what one looks for. */
#define MOST_LINES 1000

typedef struct
{
  const char *name;
  const char *words; /* marked for translation */
} Word;

static const Word events[] = {
  { "account-registered", NC_ ("counter", "registration at the counter") },
  { "account-disabled", NC_ ("counter", "disabling at the counter") },
  { "account-enabled", NC_ ("counter", "enabling at the counter") },
  { "account-removed", NC_ ("counter", "removal at the counter") },
  { "limits-cleared", NC_ ("counter", "clearing of the limits at the counter") },
  { "sessions-ended", NC_ ("counter", "ending of the logins at the counter") },
  { "registration-started", NC_ ("counter", "request for a key") },
  { "registration-mail-resent", NC_ ("counter", "request for another key") },
  { "registration-given-up", NC_ ("counter", "giving up of the registration") },
  { "key-wrong", NC_ ("counter", "entry of a key") },
  { "password-set", NC_ ("counter", "setting of the password with a key") },
  { "password-set-repeated", NC_ ("counter", "setting of the password with a key, asked again") },
  { "password-changed", NC_ ("counter", "change of the password") },
  { "login", NC_ ("counter", "login") },
  { "login-failed", NC_ ("counter", "login") },
  { "logout", NC_ ("counter", "logout") },
  { "session-ended", NC_ ("counter", "logout") },
};

static const Word outcomes[] = {
  { "done", NC_ ("counter", "done") },
  { "key-wrong", NC_ ("counter", "wrong key") },
  { "key-expired", NC_ ("counter", "key too old") },
  { "registration-locked", NC_ ("counter", "locked after wrong keys") },
  { "registration-closed", NC_ ("counter", "completed before") },
  { "credential-invalid", NC_ ("counter", "no longer open") },
  { "login-failed", NC_ ("counter", "wrong password, or no open account") },
  { "wrong-password", NC_ ("counter", "wrong password") },
  { "too-many-requests", NC_ ("counter", "limit reached") },
};

/* What the log calls it, where there are no words for it. */
static const char *
in_words (const Word *words, guint n_words, const char *name)
{
  for (guint i = 0; i < n_words; i++)
    if (strcmp (words[i].name, name) == 0)
      return g_dpgettext2 (NULL, "counter", words[i].words);
  return name;
}

static JsonNode *
event_to_json (gconstpointer item)
{
  const HwAuditEvent *event = item;
  JsonObject *object = json_object_new ();

  hw_json_put_instant (object, "time", event->at);
  hw_json_put_string (object, "event", event->event);
  hw_json_put_string (object, "outcome", event->outcome);
  json_object_set_int_member (object, "count", event->count);
  hw_json_put_string (object, "request_id", event->request_id);
  hw_json_put_string (object, "origin", event->origin);
  return hw_json_object_node (object);
}

static GStrv
event_row (const HwAuditEvent *event)
{
  g_autofree char *at = hw_counter_local_time_to_the_second (event->at);
  g_autofree char *count = event->count > 1 ? g_strdup_printf ("%u", event->count) : g_strdup ("");
  gboolean at_counter = g_strcmp0 (event->origin, HW_COUNTER_ORIGIN) == 0;
  const char *cells[] = { at,
                          in_words (events, G_N_ELEMENTS (events), event->event),
                          in_words (outcomes, G_N_ELEMENTS (outcomes), event->outcome),
                          count,
                          at_counter || event->origin == NULL ? "" : event->origin,
                          event->request_id != NULL ? event->request_id : "",
                          NULL };

  return g_strdupv ((char **) cells);
}

static void
print_events (GPtrArray *lines)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  const char *heading[] = { C_ ("counter", "When"),
                            C_ ("counter", "What"),
                            C_ ("counter", "Result"),
                            C_ ("counter", "Times"),
                            C_ ("counter", "From"),
                            C_ ("counter", "Request in the log"),
                            NULL };

  g_ptr_array_add (rows, g_strdupv ((char **) heading));
  for (guint i = 0; i < lines->len; i++)
    g_ptr_array_add (rows, event_row (lines->pdata[i]));
  hw_counter_print_table (rows);
  if (lines->len == MOST_LINES)
    {
      g_autofree char *note = g_strdup_printf (_ ("These are the latest %u."), MOST_LINES);

      hw_counter_print (stdout, note);
    }
}

gboolean
hw_command_audit (HwCounter *self, GError **error)
{
  g_autoptr (GPtrArray) lines =
    hw_operator_desk_audit (self->office, self->options->argument, MOST_LINES, error);

  if (lines == NULL)
    return FALSE;
  if (self->options->json)
    {
      JsonObject *object = json_object_new ();

      hw_json_put_items (object, "audit", lines, event_to_json);
      hw_counter_print_json (object);
    }
  else if (lines->len > 0)
    print_events (lines);
  else
    hw_counter_print (stdout, _ ("Nothing is recorded about this address. Is it spelled as it was used? If "
                                 "the server’s secret was replaced, earlier records cannot be found."));
  return TRUE;
}
