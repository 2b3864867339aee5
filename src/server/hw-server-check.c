/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/hw-server-check.h"

#include "contract/hw-wipe.h"
#include "server/crypto/hw-server-secret.h"
#include "server/http/hw-certificate.h"
#include "server/http/hw-content.h"
#include "server/mail/hw-mailer.h"
#include "server/mail/hw-smtp-server.h"
#include "server/store/hw-store.h"

#include <string.h>
#include <unistd.h>

#define MAILDIR_SCHEME "maildir:"
#define SQLITE_SCHEME "sqlite:"

typedef struct
{
  const HwServerConfig *config;
  GPtrArray *faults; /* (element-type utf8) */
} Check;

static void
add_fault (Check *check, const char *section, const char *key, const char *what)
{
  g_ptr_array_add (
    check->faults,
    g_strdup_printf ("%s: %s", hw_server_settings_get_place (check->config->settings, section, key), what));
}

/* Whether files can be made in @path, a folder. */
static gboolean
is_usable_folder (const char *path)
{
  return g_file_test (path, G_FILE_TEST_IS_DIR) && access (path, W_OK | X_OK) == 0;
}

/* @path is there and usable, or could be made. */
static void
check_folder (Check *check, const char *section, const char *key, const char *path)
{
  g_autofree char *parent = g_path_get_dirname (path);
  const char *needed = g_file_test (path, G_FILE_TEST_EXISTS) ? path : parent;
  g_autofree char *what = NULL;

  if (is_usable_folder (needed))
    return;
  what = g_strdup_printf ("nothing can be written into %s: it must be a folder of the server’s user", needed);
  add_fault (check, section, key, what);
}

static void
check_store (Check *check)
{
  g_autoptr (GError) error = NULL;

  if (check->config->store != NULL && hw_store_check_uri (check->config->store, NULL)
      && !hw_store_check_files (check->config->store, &error))
    add_fault (check, "server", "store", error->message);
}

static void
check_secret (Check *check)
{
  const HwServerConfig *config = check->config;
  g_autoptr (HwServerSecret) secret = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *parent = NULL;
  g_autofree char *what = NULL;

  if (config->secret_file == NULL)
    return;
  secret = hw_server_secret_load (config->secret_file, FALSE, &error);
  if (secret != NULL)
    return;
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    {
      add_fault (check, "server", "secret-file", error->message);
      return;
    }
  parent = g_path_get_dirname (config->secret_file);
  if (!g_str_has_prefix (config->store, SQLITE_SCHEME))
    what = g_strdup_printf ("%s is not there. To make one: head -c 32 /dev/urandom > %s && chmod 600 %s",
                            config->secret_file, config->secret_file, config->secret_file);
  else if (hw_server_settings_get (config->settings, "server", "secret-file") != NULL
           && !is_usable_folder (parent))
    what = g_strdup_printf ("it cannot be made: %s must be a folder of the server’s user", parent);
  if (what != NULL)
    add_fault (check, "server", "secret-file", what);
}

static void
check_mail (Check *check)
{
  const HwServerConfig *config = check->config;
  g_autoptr (HwSecretString) password = NULL;
  g_autoptr (GError) error = NULL;

  if (config->mail != NULL && g_str_has_prefix (config->mail, MAILDIR_SCHEME)
      && config->mail[strlen (MAILDIR_SCHEME)] != '\0')
    check_folder (check, "server", "mail", config->mail + strlen (MAILDIR_SCHEME));
  if (config->smtp_password_file == NULL)
    return;
  password = hw_smtp_password_read (config->smtp_password_file, &error);
  if (password == NULL)
    add_fault (check, "mail", "smtp-password-file", error->message);
}

static void
check_certificate (Check *check)
{
  const HwServerConfig *config = check->config;
  g_autoptr (HwCertificate) certificate = NULL;
  g_autoptr (GError) error = NULL;

  if (config->tls_certificate == NULL || config->tls_key == NULL)
    return;
  certificate = hw_certificate_read (config->tls_certificate, config->tls_key, &error);
  if (certificate == NULL || !hw_certificate_is_good_now (certificate, config->tls_certificate, &error))
    add_fault (check, "server",
               g_error_matches (error, HW_CERTIFICATE_ERROR, HW_CERTIFICATE_ERROR_KEY) ? "tls-key"
                                                                                       : "tls-certificate",
               error->message);
}

static void
check_content (Check *check)
{
  const HwServerConfig *config = check->config;
  g_autofree char *what = NULL;
  HwContent *content;

  if (g_file_test (config->content, G_FILE_TEST_IS_DIR))
    {
      content = hw_content_load (config->content, config->mail_from, check->faults);
      g_clear_pointer (&content, hw_content_unref);
      return;
    }
  what = g_strdup_printf ("the folder %s is not there", config->content);
  add_fault (check, "server", "content", what);
}

void
hw_server_check (const HwServerConfig *config, GPtrArray *faults)
{
  Check check = { config, faults };

  check_store (&check);
  check_secret (&check);
  check_mail (&check);
  check_certificate (&check);
  check_content (&check);
}
