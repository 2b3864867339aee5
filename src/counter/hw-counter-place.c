/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "counter/hw-counter-place.h"

#include "counter/hw-counter.h"

#include <glib/gi18n.h>

void
hw_counter_place_clear (HwCounterPlace *self)
{
  g_clear_pointer (&self->store, g_free);
  g_clear_pointer (&self->secret, g_free);
}

/* (nullable) (transfer full): an empty key counts as none. */
static char *
read_key (GKeyFile *file, const char *key)
{
  g_autofree char *value = g_key_file_get_string (file, "server", key, NULL);

  return value != NULL && value[0] != '\0' ? g_steal_pointer (&value) : NULL;
}

static gboolean
read_config (HwCounterPlace *self, const char *path, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();

  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, error))
    {
      g_autofree char *shown = g_filename_display_name (path);

      g_prefix_error (error, _ ("The config file %s cannot be read: "), shown);
      return FALSE;
    }
  self->store = read_key (file, "store");
  self->secret = read_key (file, "secret-file");
  return TRUE;
}

gboolean
hw_counter_place_find (HwCounterPlace *self, const HwCounterOptions *options, GError **error)
{
  if (options->config != NULL && !read_config (self, options->config, error))
    return FALSE;
  if (options->store != NULL)
    {
      g_free (self->store);
      self->store = g_strdup (options->store);
    }

  if (self->store == NULL)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _ ("Say which store: --store sqlite:PATH, or --config FILE with [server] store."));
      return FALSE;
    }
  if (self->secret == NULL)
    self->secret = hw_office_default_secret_path (self->store);
  if (self->secret == NULL)
    {
      g_set_error (
        error, HW_COUNTER_ERROR, HW_COUNTER_ERROR_REFUSED,
        _ ("The store %s needs the server’s secret: name it in --config FILE as [server] secret-file."),
        self->store);
      return FALSE;
    }
  return TRUE;
}
