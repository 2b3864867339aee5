/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contract/hw-json-writer.h"
#include "counter/hw-counter-office.h"
#include "counter/hw-counter-output.h"

#include <glib/gi18n.h>

static gboolean
refuse_other_store (HwCounter *self, GError **error)
{
  g_set_error (error, HW_COUNTER_ERROR, HW_COUNTER_ERROR_REFUSED,
               _ ("A PostgreSQL store is backed up with PostgreSQL’s own tools, while the server runs: "
                  "pg_dump --format=custom --file=%s DATABASE. Keep a copy of the server’s secret apart from "
                  "it."),
               self->options->argument);
  return FALSE;
}

/* In words for the faults that an operator meets. */
static gboolean
refuse (GError *fault, const char *shown, GError **error)
{
  if (g_error_matches (fault, G_IO_ERROR, G_IO_ERROR_EXISTS))
    g_set_error (error, HW_COUNTER_ERROR, HW_COUNTER_ERROR_REFUSED,
                 _ ("%s already exists, and a backup overwrites nothing: name another file."), shown);
  else if (fault->domain == HW_STORE_ERROR)
    g_set_error (error, HW_COUNTER_ERROR, HW_COUNTER_ERROR_REFUSED, _ ("No backup was made. %s"),
                 fault->message);
  else
    g_set_error (error, HW_COUNTER_ERROR, HW_COUNTER_ERROR_REFUSED,
                 _ ("No backup was made. %s. Is there room, and may this user write there?"), fault->message);
  g_error_free (fault);
  return FALSE;
}

static void
print_done (HwCounter *self, const char *shown, gint64 bytes)
{
  g_autofree char *secret =
    self->place->secret != NULL ? g_filename_display_name (self->place->secret) : g_strdup ("");
  g_autofree char *size = g_format_size ((guint64) bytes);
  g_autofree char *done =
    g_strdup_printf (_ ("The store was copied to %s (%s), and the copy checked."), shown, size);
  g_autofree char *note = g_strdup_printf (
    _ ("Not in it is the server’s secret, %s: keep a copy of that, too, in another place."), secret);

  if (self->options->json)
    {
      JsonObject *object = json_object_new ();

      hw_json_put_string (object, "backup", shown);
      json_object_set_int_member (object, "bytes", bytes);
      hw_json_put_string (object, "secret", secret);
      hw_counter_print_json (object);
      return;
    }
  hw_counter_print (stdout, done);
  hw_counter_print (stdout, note);
}

gboolean
hw_command_backup (HwCounter *self, GError **error)
{
  const char *path = self->options->argument;
  g_autofree char *shown = g_filename_display_name (path);
  GError *fault = NULL;
  gint64 bytes;

  if (hw_counter_place_sqlite_path (self->place) == NULL)
    return refuse_other_store (self, error);
  if (!hw_crypto_init (error) || !hw_counter_store_is_there (self->place, error))
    return FALSE;
  if (!hw_store_backup (self->place->store, path, &bytes, &fault))
    return refuse (fault, shown, error);

  print_done (self, shown, bytes);
  return TRUE;
}
