/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contract/hw-json-writer.h"
#include "counter/hw-counter-output.h"
#include "counter/hw-counter.h"
#include "server/registration/hw-operator-desk.h"
#include "server/store/hw-record-names.h"

#include <glib/gi18n.h>
#include <string.h>

/* ---- list ---- */

static JsonNode *
mail_to_json (gconstpointer item)
{
  const HwMailRecord *mail = item;
  JsonObject *object = json_object_new ();

  hw_json_put_string (object, "id", mail->id.text);
  hw_json_put_string (object, "kind", hw_mail_kind_name (mail->kind));
  hw_json_put_string (object, "recipient", mail->recipient);
  hw_json_put_instant (object, "requested_at", mail->requested_at);
  json_object_set_int_member (object, "attempts", mail->attempts);
  hw_json_put_instant (object, "next_attempt_at", MAX (mail->next_attempt_at, mail->leased_until));
  hw_json_put_instant (object, "stale_at", mail->stale_at);
  hw_json_put_string (object, "last_failure", mail->last_failure);
  return hw_json_object_node (object);
}

static const char *
describe (HwMailKind kind)
{
  switch (kind)
    {
    case HW_MAIL_KEY:
      return C_ ("counter", "authentication key");
    case HW_MAIL_ALREADY_OPENED:
      return C_ ("counter", "is open already");
    case HW_MAIL_NOT_YET_OPENED:
      return C_ ("counter", "is not yet open");
    case HW_MAIL_PASSWORD_SET:
      return C_ ("counter", "password was set");
    case HW_MAIL_PASSWORD_CHANGED:
      return C_ ("counter", "password was changed");
    default:
      g_assert_not_reached ();
    }
}

static GStrv
mail_row (const HwMailRecord *mail)
{
  g_autofree char *since = hw_counter_local_time_to_the_second (mail->requested_at);
  g_autofree char *next =
    hw_counter_local_time_to_the_second (MAX (mail->next_attempt_at, mail->leased_until));
  g_autofree char *until = hw_counter_local_time_to_the_second (mail->stale_at);
  g_autofree char *tries = g_strdup_printf ("%u", mail->attempts);
  const char *cells[] = { mail->id.text,
                          mail->recipient,
                          describe (mail->kind),
                          since,
                          tries,
                          next,
                          until,
                          mail->last_failure != NULL ? mail->last_failure : "",
                          NULL };

  return g_strdupv ((char **) cells);
}

static void
print_mails (GPtrArray *mails)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  const char *heading[] = { C_ ("counter", "ID"),
                            C_ ("counter", "To"),
                            C_ ("counter", "What it says"),
                            C_ ("counter", "Waiting since"),
                            C_ ("counter", "Tries"),
                            C_ ("counter", "Next try"),
                            C_ ("counter", "Valid until"),
                            C_ ("counter", "Why the last try failed"),
                            NULL };

  g_ptr_array_add (rows, g_strdupv ((char **) heading));
  for (guint i = 0; i < mails->len; i++)
    g_ptr_array_add (rows, mail_row (mails->pdata[i]));
  hw_counter_print_table (rows);
}

gboolean
hw_command_mail_list (HwCounter *self, GError **error)
{
  g_autoptr (GPtrArray) mails = hw_operator_desk_mails (self->office, error);

  if (mails == NULL)
    return FALSE;
  if (self->options->json)
    {
      JsonObject *object = json_object_new ();

      hw_json_put_items (object, "mails", mails, mail_to_json);
      hw_counter_print_json (object);
    }
  else if (mails->len > 0)
    print_mails (mails);
  else
    hw_counter_print (stdout, _ ("No mail is waiting."));
  return TRUE;
}

/* ---- retry and drop ---- */

/* "all", or an ID as the list shows it. */
static gboolean
read_which (HwCounter *self, HwId *id, gboolean *all, GError **error)
{
  const char *which = self->options->argument;

  *all = strcmp (which, "all") == 0;
  if (*all)
    return TRUE;
  if (strlen (which) == HW_ID_LENGTH && strspn (which, "0123456789abcdef") == HW_ID_LENGTH)
    {
      memcpy (id->text, which, HW_ID_LENGTH + 1);
      return TRUE;
    }

  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               _ ("Say “all”, or the ID of a mail as “mail list” shows it."));
  return FALSE;
}

typedef gboolean (*Mend) (HwOffice *office, const HwId *id, guint *count, GError **error);

static gboolean
mend (HwCounter *self, Mend function, guint *count, GError **error)
{
  gboolean all;
  HwId id;

  if (!read_which (self, &id, &all, error) || !function (self->office, all ? NULL : &id, count, error))
    return FALSE;
  if (*count > 0 || all)
    return TRUE;

  g_set_error (error, HW_COUNTER_ERROR, HW_COUNTER_ERROR_REFUSED,
               _ ("No mail with the ID %s is waiting: it was sent, dropped, or replaced by a newer one."),
               id.text);
  return FALSE;
}

static void
print_count (HwCounter *self, const char *member, guint count, const char *sentence)
{
  if (self->options->json)
    {
      JsonObject *object = json_object_new ();

      json_object_set_int_member (object, member, count);
      hw_counter_print_json (object);
    }
  else
    hw_counter_print (stdout, count > 0 ? sentence : _ ("No mail is waiting."));
}

gboolean
hw_command_mail_retry (HwCounter *self, GError **error)
{
  g_autofree char *sentence = NULL;
  guint count;

  if (!mend (self, hw_operator_desk_retry_mails, &count, error))
    return FALSE;
  sentence =
    g_strdup_printf (ngettext ("%u mail is due now. The server tries it within a minute.",
                               "%u mails are due now. The server tries them within a minute.", count),
                     count);
  print_count (self, "retried", count, sentence);
  return TRUE;
}

gboolean
hw_command_mail_drop (HwCounter *self, GError **error)
{
  g_autofree char *sentence = NULL;
  guint count;

  if (!mend (self, hw_operator_desk_drop_mails, &count, error))
    return FALSE;
  sentence = g_strdup_printf (
    ngettext ("%u mail was dropped, unless it is just being sent. Anyone waiting for it can ask for another.",
              "%u mails were dropped, except any that is just being sent. Anyone waiting for one can ask for "
              "another.",
              count),
    count);
  print_count (self, "dropped", count, sentence);
  return TRUE;
}
