/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contract/hw-json-writer.h"
#include "contract/hw-wipe.h"
#include "counter/hw-counter-options.h"
#include "counter/hw-counter-output.h"
#include "counter/hw-counter-place.h"
#include "counter/hw-counter.h"
#include "hw-build-config.h"

#include <glib/gi18n.h>
#include <locale.h>

#define PROGRAM "hellowork-mypage-counter"
#define STATUS_REFUSED 1
#define STATUS_WRONG_USAGE 2

G_DEFINE_QUARK (hw_counter_error, hw_counter_error)

const HwCounterCommand hw_counter_commands[] = {
  { "register", NULL, N_ ("Register an establishment’s account"), HW_COUNTER_TAKES_ENTRY, TRUE,
    hw_command_register },
  { "import", "FILE.csv", N_ ("Register the accounts of a CSV file, all or none"), HW_COUNTER_TAKES_NOTHING,
    TRUE, hw_command_import },
  { "list", NULL, N_ ("List the accounts"), HW_COUNTER_TAKES_NOTHING, FALSE, hw_command_list },
  { "show", "EMAIL", N_ ("Show an account and what it consented to"), HW_COUNTER_TAKES_EMAIL, FALSE,
    hw_command_show },
  { "disable", "EMAIL", N_ ("Keep an account from logging in"), HW_COUNTER_TAKES_EMAIL, FALSE,
    hw_command_disable },
  { "enable", "EMAIL", N_ ("Let a disabled account log in again"), HW_COUNTER_TAKES_EMAIL, FALSE,
    hw_command_enable },
  { "remove", "EMAIL", N_ ("Remove an account"), HW_COUNTER_TAKES_EMAIL, FALSE, hw_command_remove },
  { "sessions", "EMAIL", N_ ("List an account’s sessions, or end them"),
    HW_COUNTER_TAKES_EMAIL | HW_COUNTER_TAKES_END, FALSE, hw_command_sessions },
  { NULL },
};

/* A mistyped path must not look like an empty store. */
static gboolean
store_is_there (const char *uri, GError **error)
{
  const char *path = g_str_has_prefix (uri, "sqlite:") ? uri + strlen ("sqlite:") : NULL;
  g_autofree char *shown = NULL;

  if (path == NULL || g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;

  shown = g_filename_display_name (path);
  g_set_error (error, HW_COUNTER_ERROR, HW_COUNTER_ERROR_REFUSED, _ ("There is no store at %s."), shown);
  return FALSE;
}

static HwOffice *
open_office (const HwCounterOptions *options, GError **error)
{
  g_auto (HwCounterPlace) place = { 0 };
  g_autoptr (HwStore) store = NULL;
  g_autoptr (HwServerSecret) secret = NULL;
  g_autoptr (HwClock) clock = NULL;
  HwRegistrationPolicy policy;
  HwOffice *office;
  gint64 latest;

  if (!hw_crypto_init (error) || !hw_counter_place_find (&place, options, error))
    return NULL;
  if (!options->command->makes_store && !store_is_there (place.store, error))
    return NULL;
  store = hw_store_open (place.store, error);
  if (store == NULL || !hw_store_latest_instant (store, &latest, error))
    return NULL;
  secret = hw_server_secret_load (place.secret, g_str_has_prefix (place.store, "sqlite:"), error);
  if (secret == NULL)
    return NULL;

  clock = hw_clock_new (latest);
  hw_registration_policy_init (&policy);
  office = hw_office_new (store, secret, clock, &policy, "");
  hw_office_set_audit_sink (office, NULL, NULL); /* the rows in the store are the record of a counter */
  return office;
}

static const char *
error_name (const GError *error)
{
  if (error->domain == HW_DESK_ERROR)
    return hw_desk_error_name (error->code);
  if (g_error_matches (error, HW_STORE_ERROR, HW_STORE_ERROR_UNAVAILABLE))
    return "unavailable";
  return error->domain == HW_STORE_ERROR ? "store" : "refused";
}

static char *
error_sentence (const GError *error)
{
  if (g_error_matches (error, HW_STORE_ERROR, HW_STORE_ERROR_UNAVAILABLE))
    return g_strdup_printf (_ ("The store cannot be used now. Try again in a moment. (%s)"), error->message);
  return g_strdup (error->message);
}

static int
refuse (const HwCounterOptions *options, gboolean answered, const GError *error)
{
  g_autofree char *sentence = error_sentence (error);

  hw_counter_print (stderr, sentence);
  if (options->json && !answered)
    {
      JsonObject *document = json_object_new ();
      JsonObject *object = json_object_new ();

      hw_json_put_string (object, "code", error_name (error));
      hw_json_put_string (object, "message", sentence);
      json_object_set_object_member (document, "error", object);
      hw_counter_print_json (document);
    }
  fflush (stdout);
  return STATUS_REFUSED;
}

static int
refuse_usage (const GError *error)
{
  g_autofree char *hint = g_strdup_printf (_ ("Try “%s --help”."), PROGRAM);

  hw_counter_print (stderr, error->message);
  hw_counter_print (stderr, hint);
  return STATUS_WRONG_USAGE;
}

int
main (int argc, char **argv)
{
  g_auto (HwCounterOptions) options = { 0 };
  g_autoptr (HwOffice) office = NULL;
  g_autoptr (GError) error = NULL;
  HwCounter counter = { .options = &options };

  setlocale (LC_ALL, "");
  bindtextdomain (HW_GETTEXT_PACKAGE, HW_LOCALE_DIR);
  bind_textdomain_codeset (HW_GETTEXT_PACKAGE, "UTF-8");
  textdomain (HW_GETTEXT_PACKAGE);
  g_set_prgname (PROGRAM);
  hw_wipe_forbid_core_files (); /* it holds the server's secret */

  if (!hw_counter_options_parse (&options, argv, &error))
    return refuse_usage (error);
  if (options.version)
    {
      hw_counter_print (stdout, PROGRAM " " HW_VERSION);
      return 0;
    }

  office = open_office (&options, &error);
  counter.office = office;
  if (office != NULL && options.command->run (&counter, &error) && hw_counter_flush (&error))
    return 0;
  if (error->domain == G_OPTION_ERROR)
    return refuse_usage (error);
  return refuse (&options, counter.answered, error);
}
