/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/hw-server-settings.h"

#include "server/hw-config-file.h"
#include "server/hw-server-config.h"

#include <string.h>

#define YEAR_SECONDS (366 * 24 * 3600)
#define MOST 1000000

#define NUMBER(section, key, kind, member, min, max)                                   \
  {                                                                                    \
    section, key, NULL, NULL, kind, G_STRUCT_OFFSET (HwServerConfig, member), min, max \
  }
#define SECONDS(section, key, member, min) \
  NUMBER (section, key, HW_SETTING_SECONDS, policy.member, min, YEAR_SECONDS)
#define COUNT(section, key, member) NUMBER (section, key, HW_SETTING_COUNT, policy.member, 1, MOST)
#define HTTP_SECONDS(key, member, max) NUMBER ("http", key, HW_SETTING_SECONDS, http.member, 1, max)
#define HTTP_COUNT(key, member, min, max) NUMBER ("http", key, HW_SETTING_COUNT, http.member, min, max)

static const HwSetting settings[] = {
  { "server", "listen", "Serve on this address and port (default: 127.0.0.1:8080)", "ADDRESS:PORT" },
  { "server", "store", "Keep what is registered there", "sqlite:PATH|postgresql://..." },
  { "server", "mail", "Send mails that way", "maildir:DIR|smtp://HOST:PORT|smtps://HOST:PORT" },
  { "server", "content", "Notices, terms and menu (default: the installed sample)", "DIR" },
  { "server", "metrics-listen", "Serve /metrics there (default: off)", "ADDRESS:PORT" },
  { "server", "tls-certificate", "Serve https with this certificate chain (PEM)", "FILE" },
  { "server", "tls-key", "and this key (PEM)", "FILE" },
  { "server", "secret-file" },
  { "server", "trusted-proxies" },
  HTTP_COUNT ("connections", connections, 16, MOST),
  HTTP_COUNT ("connections-per-origin", connections_per_origin, 0, MOST),
  HTTP_COUNT ("head-bytes", head_bytes, 2048, 65536),
  HTTP_COUNT ("body-bytes", body_bytes, 4096, 16384),
  HTTP_SECONDS ("head-timeout", head_timeout, 600),
  HTTP_SECONDS ("body-timeout", body_timeout, 600),
  HTTP_SECONDS ("answer-timeout", answer_timeout, 600),
  HTTP_COUNT ("store-threads", store_threads, 1, 256),
  HTTP_COUNT ("store-queue", store_queue, 1, MOST),
  HTTP_COUNT ("hashes", hashes, 0, 256),
  HTTP_COUNT ("hashing-queue", hashing_queue, 1, MOST),
  { "mail", "from" },
  { "mail", "smtp-user" },
  { "mail", "smtp-password-file" },
  SECONDS ("registration", "key-lifetime", key_lifetime, 1),
  COUNT ("registration", "key-tries", key_tries),
  SECONDS ("limits", "mail-interval", mail_interval, 0),
  COUNT ("limits", "mails-per-hour", mails_per_hour),
  COUNT ("limits", "mails-per-day", mails_per_day),
  COUNT ("limits", "address-mails-per-hour", address_mails_per_hour),
  COUNT ("limits", "address-mails-per-day", address_mails_per_day),
  COUNT ("limits", "starts-per-origin", starts_per_origin),
  COUNT ("limits", "login-failures-per-account", login_failures_per_account),
  COUNT ("limits", "login-failures-per-origin", login_failures_per_origin),
  COUNT ("limits", "account-login-failures", account_login_failures),
  SECONDS ("session", "idle", session_idle, 1),
  SECONDS ("session", "absolute", session_absolute, 1),
  SECONDS ("session", "remember-idle", remember_idle, 1),
  SECONDS ("session", "remember-absolute", remember_absolute, 1),
  NUMBER ("audit", "audit-retention", HW_SETTING_DAYS, policy.audit_retention, 1, 36500),
};

struct _HwServerSettings
{
  char *values[G_N_ELEMENTS (settings)]; /* (nullable) */
  char *places[G_N_ELEMENTS (settings)]; /* (nullable): of values, as a message begins */
};

const HwSetting *
hw_server_settings_get_table (guint *length)
{
  *length = G_N_ELEMENTS (settings);
  return settings;
}

void
hw_server_settings_free (HwServerSettings *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      g_free (self->values[i]);
      g_free (self->places[i]);
    }
  g_free (self);
}

/* G_N_ELEMENTS (settings) where there is no such key. */
static guint
find_setting (const char *section, const char *key)
{
  guint i;

  for (i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      if (strcmp (settings[i].section, section) == 0 && strcmp (settings[i].key, key) == 0)
        break;
    }
  return i;
}

/* (nullable): the section that knows @key. */
static const char *
section_of (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      if (strcmp (settings[i].key, key) == 0)
        return settings[i].section;
    }
  return NULL;
}

static gboolean
is_section (const char *section)
{
  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      if (strcmp (settings[i].section, section) == 0)
        return TRUE;
    }
  return FALSE;
}

/* "[server], [http], …" */
static char *
list_sections (void)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      if (i == 0 || strcmp (settings[i].section, settings[i - 1].section) != 0)
        g_string_append_printf (list, "%s[%s]", i > 0 ? ", " : "", settings[i].section);
    }
  return g_string_free (list, FALSE);
}

static char *
describe_unknown (const HwConfigEntry *entry)
{
  g_autofree char *sections = list_sections ();
  const char *home = section_of (entry->key);

  if (home != NULL)
    return g_strdup_printf ("it stands in [%s], where it is not read: move it to [%s]", entry->section, home);
  if (is_section (entry->section))
    return g_strdup_printf ("there is no such key in [%s]: data/server.conf.example lists them",
                            entry->section);
  return g_strdup_printf ("there is no section [%s], only %s", entry->section, sections);
}

/* After the options, which win. FALSE where nothing of it can be read. */
static gboolean
read_file (HwServerSettings *self, const char *path, GPtrArray *faults)
{
  g_autoptr (GPtrArray) entries = hw_config_file_read (path, faults);
  g_autofree char *shown = g_filename_display_name (path);

  for (guint n = 0; entries != NULL && n < entries->len; n++)
    {
      const HwConfigEntry *entry = entries->pdata[n];
      guint i = find_setting (entry->section, entry->key);
      g_autofree char *place = g_strdup_printf ("%s:%u: %s", shown, entry->line, entry->key);

      if (i == G_N_ELEMENTS (settings))
        {
          g_autofree char *what = describe_unknown (entry);

          g_ptr_array_add (faults, g_strdup_printf ("%s: %s", place, what));
        }
      else if (self->values[i] == NULL)
        {
          self->values[i] = g_strdup (entry->value);
          self->places[i] = g_steal_pointer (&place);
        }
    }
  return entries != NULL;
}

static GOptionContext *
make_options (HwServerSettings *self, char **config_path, gboolean *check_config, gboolean *show_version)
{
  GOptionContext *options = g_option_context_new (NULL);
  GOptionEntry others[] = {
    { "config", 'c', 0, G_OPTION_ARG_FILENAME, config_path,
      "Read the settings in FILE; an option wins over its key", "FILE" },
    { "check-config", 0, 0, G_OPTION_ARG_NONE, check_config, "Only say whether the settings are right",
      NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, show_version, "Show the version", NULL },
    { NULL },
  };

  g_option_context_set_summary (options, "Serves the registrations of employers for My Page.");
  g_option_context_add_main_entries (options, others, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      GOptionEntry entry[] = {
        { settings[i].key, 0, 0, G_OPTION_ARG_FILENAME, &self->values[i], settings[i].option_help,
          settings[i].option_argument },
        { NULL },
      };

      if (settings[i].option_help != NULL)
        g_option_context_add_main_entries (options, entry, NULL);
    }
  return options;
}

HwServerSettings *
hw_server_settings_read (GStrv arguments, gboolean *check_config, gboolean *show_version, GPtrArray *faults)
{
  g_autoptr (HwServerSettings) self = g_new0 (HwServerSettings, 1);
  g_autofree char *config_path = NULL;
  g_autoptr (GOptionContext) options = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) rest = g_strdupv (arguments);

  *check_config = FALSE;
  *show_version = FALSE;
  options = make_options (self, &config_path, check_config, show_version);
  if (!g_option_context_parse_strv (options, &rest, &error))
    {
      g_ptr_array_add (faults, g_strdup (error->message));
      return NULL;
    }
  if (rest[0] != NULL && rest[1] != NULL)
    {
      g_ptr_array_add (faults, g_strdup_printf ("“%s” is one argument too many", rest[1]));
      return NULL;
    }
  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      if (self->values[i] != NULL)
        self->places[i] = g_strconcat ("--", settings[i].key, NULL);
    }
  if (config_path != NULL && !read_file (self, config_path, faults))
    return NULL;
  return g_steal_pointer (&self);
}

const char *
hw_server_settings_get (HwServerSettings *self, const char *section, const char *key)
{
  guint i = find_setting (section, key);
  const char *value;

  g_assert (i < G_N_ELEMENTS (settings));

  value = self->values[i];
  if (value == NULL)
    return NULL;
  g_strstrip (self->values[i]);
  return *value != '\0' ? value : NULL;
}

const char *
hw_server_settings_get_place (HwServerSettings *self, const char *section, const char *key)
{
  guint i = find_setting (section, key);

  g_assert (i < G_N_ELEMENTS (settings));

  return self->places[i] != NULL ? self->places[i] : settings[i].key;
}
