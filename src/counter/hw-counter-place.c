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

/* (nullable) (transfer full): as the server reads it. */
static char *
read_value (GKeyFile *file, const char *section, const char *key)
{
  char *value = g_key_file_get_value (file, section, key, NULL);

  return value != NULL ? g_strstrip (value) : NULL;
}

/* (nullable) (transfer full): an empty key counts as none. */
static char *
read_key (GKeyFile *file, const char *key)
{
  g_autofree char *value = read_value (file, "server", key);

  return value != NULL && value[0] != '\0' ? g_steal_pointer (&value) : NULL;
}

#define YEAR_SECONDS (366 * 24 * 3600)
#define CENTURY_DAYS 36500
#define MOST 1000000

/* *@number stays as it is where the key is not set. The bounds are the server's. */
static gboolean
read_number (GKeyFile *file,
             const char *section,
             const char *key,
             guint64 least,
             guint64 most,
             guint64 *number,
             GError **error)
{
  g_autofree char *value = read_value (file, section, key);

  if (value == NULL || value[0] == '\0' || g_ascii_string_to_unsigned (value, 10, least, most, number, NULL))
    return TRUE;
  g_set_error (error, HW_COUNTER_ERROR, HW_COUNTER_ERROR_REFUSED,
               _ ("[%s] %s is not valid: “hellowork-mypage-server --check-config” says why."), section, key);
  return FALSE;
}

/* The limits, and how long the audit is kept: nothing else of the policy matters here. By a number that was
 * taken for another too much would be deleted. */
static gboolean
read_policy (HwRegistrationPolicy *policy, GKeyFile *file, GError **error)
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
  guint64 interval = (guint64) (policy->mail_interval / G_TIME_SPAN_SECOND);
  guint64 retention = (guint64) (policy->audit_retention / G_TIME_SPAN_DAY);

  if (!read_number (file, "limits", "mail-interval", 0, YEAR_SECONDS, &interval, error)
      || !read_number (file, "audit", "audit-retention", 1, CENTURY_DAYS, &retention, error))
    return FALSE;
  policy->mail_interval = (gint64) interval * G_TIME_SPAN_SECOND;
  policy->audit_retention = (gint64) retention * G_TIME_SPAN_DAY;
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      guint64 count = *counts[i].member;

      if (!read_number (file, "limits", counts[i].key, 1, MOST, &count, error))
        return FALSE;
      *counts[i].member = (guint) count;
    }
  return TRUE;
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
  if (read_policy (&self->policy, file, error))
    return TRUE;
  g_autofree char *shown = g_filename_display_name (path);
  g_prefix_error (error, "%s: ", shown);
  return FALSE;
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
