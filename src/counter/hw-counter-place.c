/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "counter/hw-counter-place.h"

#include "counter/hw-counter.h"

#include <glib/gi18n.h>
#include <string.h>

#define SQLITE_SCHEME "sqlite:"

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

/* The limits alone: nothing else of the policy matters here. What is no number is left to the server's
 * --check-config. */
static void
read_limits (HwRegistrationPolicy *policy, GKeyFile *file)
{
  const struct
  {
    const char *key;
    guint *member;
  } counts[] = {
    { "mails-per-hour", &policy->mails_per_hour },
    { "mails-per-day", &policy->mails_per_day },
    { "address-mails-per-hour", &policy->address_mails_per_hour },
    { "address-mails-per-day", &policy->address_mails_per_day },
    { "starts-per-origin", &policy->starts_per_origin },
    { "login-failures-per-account", &policy->login_failures_per_account },
    { "login-failures-per-origin", &policy->login_failures_per_origin },
    { "account-login-failures", &policy->account_login_failures },
  };
  g_autofree char *interval = g_key_file_get_string (file, "limits", "mail-interval", NULL);
  guint64 number;

  if (interval != NULL && g_ascii_string_to_unsigned (interval, 10, 0, G_MAXUINT32, &number, NULL))
    policy->mail_interval = (gint64) number * G_TIME_SPAN_SECOND;
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_autofree char *value = g_key_file_get_string (file, "limits", counts[i].key, NULL);

      if (value != NULL && g_ascii_string_to_unsigned (value, 10, 1, G_MAXUINT32, &number, NULL))
        *counts[i].member = (guint) number;
    }
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
  read_limits (&self->policy, file);
  return TRUE;
}

const char *
hw_counter_place_sqlite_path (const HwCounterPlace *self)
{
  return g_str_has_prefix (self->store, SQLITE_SCHEME) ? self->store + strlen (SQLITE_SCHEME) : NULL;
}

gboolean
hw_counter_place_find (HwCounterPlace *self, const HwCounterOptions *options, GError **error)
{
  hw_registration_policy_init (&self->policy);
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
  return TRUE;
}
