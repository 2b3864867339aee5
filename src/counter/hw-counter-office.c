/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "counter/hw-counter-office.h"

#include "server/store/hw-store-clock.h"

#include <glib/gi18n.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

gboolean
hw_counter_store_is_there (const HwCounterPlace *place, GError **error)
{
  const char *path = hw_counter_place_sqlite_path (place);
  g_autofree char *shown = NULL;

  if (path == NULL || g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;

  shown = g_filename_display_name (path);
  g_set_error (error, HW_COUNTER_ERROR, HW_COUNTER_ERROR_REFUSED, _ ("There is no store at %s."), shown);
  return FALSE;
}

/* What root makes is root's, and the server could not use it. */
static gboolean
would_be_usable (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  struct stat status;
  const struct passwd *owner;

  if (geteuid () != 0 || stat (folder, &status) != 0 || status.st_uid == 0)
    return TRUE;

  owner = getpwuid (status.st_uid);
  g_set_error (error, HW_COUNTER_ERROR, HW_COUNTER_ERROR_REFUSED,
               _ ("The folder %s belongs to the user %s: run this as that user (sudo -u %s …), otherwise the "
                  "server could not use the store."),
               folder, owner != NULL ? owner->pw_name : "?", owner != NULL ? owner->pw_name : "?");
  return FALSE;
}

static gboolean
secret_is_named (const HwCounterPlace *place, GError **error)
{
  if (place->secret != NULL)
    return TRUE;

  g_set_error (
    error, HW_COUNTER_ERROR, HW_COUNTER_ERROR_REFUSED,
    _ ("The store %s needs the server’s secret: name it in --config FILE as [server] secret-file."),
    place->store);
  return FALSE;
}

static void
set_missing_secret (const HwCounterPlace *place, GError **error)
{
  g_autofree char *shown = g_filename_display_name (place->secret);

  if (hw_counter_place_sqlite_path (place) != NULL)
    g_set_error (
      error, HW_COUNTER_ERROR, HW_COUNTER_ERROR_REFUSED,
      _ ("The server’s secret %s is missing. Put it back from its copy. Where there is none, start "
         "the server: it makes a new one, which voids open registrations, waiting mails and the "
         "counters of limits, but no account and no session."),
      shown);
  else
    g_set_error (
      error, HW_COUNTER_ERROR, HW_COUNTER_ERROR_REFUSED,
      _ ("The server’s secret %s is missing. Put it back from its copy, or from another machine of "
         "the service: it is the same for every server process."),
      shown);
}

static HwServerSecret *
load_secret (const HwCounterPlace *place, gboolean make, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  HwServerSecret *secret = hw_server_secret_load (place->secret, make, &local_error);

  if (secret != NULL)
    return secret;
  if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    set_missing_secret (place, error);
  else
    g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

HwOffice *
hw_counter_office_open (const HwCounterPlace *place, const HwCounterCommand *command, GError **error)
{
  const char *path = hw_counter_place_sqlite_path (place);
  gboolean is_new = path != NULL && !g_file_test (path, G_FILE_TEST_EXISTS);
  g_autoptr (HwStore) store = NULL;
  g_autoptr (HwServerSecret) secret = NULL;
  g_autoptr (HwClock) clock = NULL;
  HwOffice *office;

  if (!hw_crypto_init (error) || !secret_is_named (place, error))
    return NULL;
  if (command->opens != HW_COUNTER_MAKES_STORE && !hw_counter_store_is_there (place, error))
    return NULL;
  if (is_new && !would_be_usable (path, error))
    return NULL;
  /* A store is never made without its secret; and one that is no store is to be told as that. */
  if (is_new)
    {
      secret = load_secret (place, TRUE, error);
      if (secret == NULL)
        return NULL;
    }
  store = hw_store_open (place->store, error);
  if (store == NULL)
    return NULL;
  if (!is_new)
    {
      secret = load_secret (place, FALSE, error);
      if (secret == NULL)
        return NULL;
    }

  clock = hw_store_clock_new (store, error);
  if (clock == NULL)
    return NULL;
  office = hw_office_new (store, secret, clock, &place->policy, "");
  hw_office_set_audit_sink (office, NULL, NULL); /* the rows in the store are the record of a counter */
  return office;
}
