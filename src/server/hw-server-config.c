/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/hw-server-config.h"

#include "contract/hw-email.h"
#include "hw-build-config.h"
#include "server/hw-server-settings.h"
#include "server/mail/hw-mailer.h"
#include "server/registration/hw-office.h"
#include "server/store/hw-store.h"

#include <stdarg.h>
#include <string.h>

#define DEFAULT_LISTEN "127.0.0.1:8080"
#define DEFAULT_MAIL_FROM "system@localhost"

/* One reading of the settings: what is wrong is gathered, so that all of it is told at once. */
typedef struct
{
  HwServerSettings *settings;
  HwServerConfig *config;
  GPtrArray *faults; /* (element-type utf8) */
} Reading;

/* Begins with where [@section] @key was set. */
G_GNUC_PRINTF (4, 5)
static void
add_fault (Reading *reading, const char *section, const char *key, const char *format, ...)
{
  g_autofree char *what = NULL;
  va_list arguments;

  va_start (arguments, format);
  what = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_ptr_array_add (
    reading->faults,
    g_strdup_printf ("%s: %s", hw_server_settings_get_place (reading->settings, section, key), what));
}

static const char *
get (Reading *reading, const char *section, const char *key)
{
  return hw_server_settings_get (reading->settings, section, key);
}

/* "127.0.0.1:8080", "[::1]:8080", "localhost:8080": an address, no name that would have to be looked up. */
static GInetSocketAddress *
parse_address (const char *text)
{
  const char *colon = strrchr (text, ':');
  g_autofree char *host = NULL;
  guint64 port;

  if (colon == NULL || !g_ascii_string_to_unsigned (colon + 1, 10, 0, G_MAXUINT16, &port, NULL))
    return NULL;
  host = g_strndup (text, (gsize) (colon - text));
  if (host[0] == '[' && g_str_has_suffix (host, "]"))
    {
      host[strlen (host) - 1] = '\0';
      return (GInetSocketAddress *) g_inet_socket_address_new_from_string (host + 1, (guint) port);
    }
  if (strchr (host, ':') != NULL)
    return NULL;
  return (GInetSocketAddress *) g_inet_socket_address_new_from_string (
    strcmp (host, "localhost") == 0 ? "127.0.0.1" : host, (guint) port);
}

static GInetSocketAddress *
read_address (Reading *reading, const char *key, const char *fallback)
{
  const char *text = get (reading, "server", key);
  GInetSocketAddress *address;

  if (text == NULL)
    text = fallback;
  if (text == NULL)
    return NULL;
  address = parse_address (text);
  if (address == NULL)
    add_fault (reading, "server", key, "“%s” is not an ADDRESS:PORT, such as 127.0.0.1:8080 or [::1]:8080",
               text);
  return address;
}

/* Either both or neither are set. */
static void
check_pair (Reading *reading, const char *section, const char *one, const char *other)
{
  gboolean has_one = get (reading, section, one) != NULL;
  gboolean has_other = get (reading, section, other) != NULL;

  if (has_one != has_other)
    add_fault (reading, section, has_one ? one : other, "%s is missing: set both or neither",
               has_one ? other : one);
}

static void
read_trusted_proxies (Reading *reading)
{
  const char *text = get (reading, "server", "trusted-proxies");
  g_auto (GStrv) parts = g_strsplit_set (text != NULL ? text : "", ",; ", -1);

  reading->config->trusted_proxies = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      GInetAddressMask *mask;

      if (*parts[i] == '\0')
        continue;
      if (strcmp (parts[i], "unix") == 0)
        {
          reading->config->trust_unix = TRUE;
          continue;
        }
      mask = g_inet_address_mask_new_from_string (parts[i], NULL);
      if (mask != NULL)
        g_ptr_array_add (reading->config->trusted_proxies, mask);
      else
        add_fault (reading, "server", "trusted-proxies",
                   "“%s” is neither a network such as 10.0.0.0/8 or 2001:db8::/32 nor “unix”", parts[i]);
    }
}

static void
read_store (Reading *reading)
{
  HwServerConfig *config = reading->config;
  const char *store = get (reading, "server", "store");
  const char *secret_file = get (reading, "server", "secret-file");
  g_autoptr (GError) error = NULL;

  if (store == NULL)
    {
      add_fault (reading, "server", "store",
                 "it must be set, by --store or in [server] of the config file: sqlite:PATH or"
                 " postgresql://USER@HOST/DATABASE");
      return;
    }
  if (!hw_store_check_uri (store, &error))
    add_fault (reading, "server", "store", "%s", error->message);
  if (g_str_has_prefix (store, "postgresql://") && secret_file == NULL)
    add_fault (reading, "server", "secret-file",
               "it must be set with PostgreSQL: a file that is the same for every process");
  config->store = g_strdup (store);
  config->secret_file = secret_file != NULL ? g_strdup (secret_file) : hw_office_default_secret_path (store);
}

static void
read_mail (Reading *reading)
{
  HwServerConfig *config = reading->config;
  const char *mail = get (reading, "server", "mail");
  const char *from = get (reading, "mail", "from");
  g_autoptr (GError) error = NULL;

  if (mail == NULL)
    add_fault (reading, "server", "mail",
               "it must be set, by --mail or in [server] of the config file: smtp://HOST:PORT,"
               " smtps://HOST:PORT or maildir:DIR");
  else if (!hw_mailer_check_uri (mail, &error))
    add_fault (reading, "server", "mail", "%s", error->message);
  config->mail = g_strdup (mail);

  config->mail_from = g_strdup (from != NULL ? from : DEFAULT_MAIL_FROM);
  if (hw_email_check (config->mail_from, NULL) != HW_EMAIL_OK)
    add_fault (reading, "mail", "from", "“%s” is not a mail address, such as mypage@example.co.jp",
               config->mail_from);

  config->smtp_user = g_strdup (get (reading, "mail", "smtp-user"));
  config->smtp_password_file = g_strdup (get (reading, "mail", "smtp-password-file"));
  check_pair (reading, "mail", "smtp-user", "smtp-password-file");
}

static void
read_tls (Reading *reading)
{
  HwServerConfig *config = reading->config;

  config->tls_certificate = g_strdup (get (reading, "server", "tls-certificate"));
  config->tls_key = g_strdup (get (reading, "server", "tls-key"));
  check_pair (reading, "server", "tls-certificate", "tls-key");
}

/* API.md, Origin. */
static void
check_exposure (Reading *reading)
{
  HwServerConfig *config = reading->config;

  if (config->listen == NULL || config->tls_certificate != NULL || config->trusted_proxies->len > 0)
    return;
  if (!g_inet_address_get_is_loopback (g_inet_socket_address_get_address (config->listen)))
    add_fault (reading, "server", "listen",
               "plain http on anything but loopback is refused: set tls-certificate and tls-key, or "
               "trusted-proxies where a reverse proxy stands in front");
}

static void
read_number (Reading *reading, const HwSetting *setting)
{
  const char *text = get (reading, setting->section, setting->key);
  gpointer member = G_STRUCT_MEMBER_P (reading->config, setting->offset);
  guint64 number;

  if (text == NULL)
    return;
  if (!g_ascii_string_to_unsigned (text, 10, setting->min, setting->max, &number, NULL))
    {
      add_fault (reading, setting->section, setting->key, "“%s” is not a whole number from %u to %u", text,
                 setting->min, setting->max);
      return;
    }
  switch (setting->kind)
    {
    case HW_SETTING_SECONDS:
      *(gint64 *) member = (gint64) number * G_TIME_SPAN_SECOND;
      break;
    case HW_SETTING_DAYS:
      *(gint64 *) member = (gint64) number * G_TIME_SPAN_DAY;
      break;
    case HW_SETTING_COUNT:
      *(guint *) member = (guint) number;
      break;
    case HW_SETTING_TEXT:
    default:
      g_assert_not_reached ();
    }
}

static void
read_numbers (Reading *reading)
{
  HwRegistrationPolicy *policy = &reading->config->policy;
  guint n_settings;
  const HwSetting *table = hw_server_settings_get_table (&n_settings);

  hw_registration_policy_init (policy);
  hw_http_limits_init (&reading->config->http);
  for (guint i = 0; i < n_settings; i++)
    {
      if (table[i].kind != HW_SETTING_TEXT)
        read_number (reading, &table[i]);
    }
  if (policy->session_idle > policy->session_absolute)
    add_fault (reading, "session", "idle", "it must not be longer than absolute");
  if (policy->remember_idle > policy->remember_absolute)
    add_fault (reading, "session", "remember-idle", "it must not be longer than remember-absolute");
}

static void
read_all (Reading *reading)
{
  HwServerConfig *config = reading->config;
  const char *content = get (reading, "server", "content");

  config->listen = read_address (reading, "listen", DEFAULT_LISTEN);
  config->metrics_listen = read_address (reading, "metrics-listen", NULL);
  config->content =
    content != NULL ? g_strdup (content) : g_build_filename (HW_PKG_DATA_DIR, "content", NULL);
  read_trusted_proxies (reading);
  read_store (reading);
  read_mail (reading);
  read_tls (reading);
  read_numbers (reading);
  check_exposure (reading);
}

HwServerWish
hw_server_config_new_from_arguments (GStrv arguments, HwServerConfig **config, GPtrArray **faults)
{
  g_autoptr (HwServerConfig) read = g_new0 (HwServerConfig, 1);
  gboolean check_config;
  gboolean show_version;

  *config = NULL;
  *faults = g_ptr_array_new_with_free_func (g_free);
  read->settings = hw_server_settings_read (arguments, &check_config, &show_version, *faults);
  if (read->settings == NULL)
    return HW_SERVER_MISUSED;
  if (show_version)
    return HW_SERVER_SHOW_VERSION;
  read_all (&(Reading){ read->settings, read, *faults });
  if ((*faults)->len > 0 && !check_config)
    return HW_SERVER_MISUSED;
  *config = g_steal_pointer (&read);
  return check_config ? HW_SERVER_CHECK_CONFIG : HW_SERVER_RUN;
}

void
hw_server_config_free (HwServerConfig *self)
{
  g_clear_pointer (&self->settings, hw_server_settings_free);
  g_clear_object (&self->listen);
  g_clear_object (&self->metrics_listen);
  g_clear_pointer (&self->trusted_proxies, g_ptr_array_unref);
  g_free (self->store);
  g_free (self->mail);
  g_free (self->content);
  g_free (self->secret_file);
  g_free (self->tls_certificate);
  g_free (self->tls_key);
  g_free (self->mail_from);
  g_free (self->smtp_user);
  g_free (self->smtp_password_file);
  g_free (self);
}
