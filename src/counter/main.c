/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contract/hw-json-writer.h"
#include "contract/hw-wipe.h"
#include "counter/hw-counter-office.h"
#include "counter/hw-counter-output.h"
#include "hw-build-config.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <signal.h>

#define PROGRAM "hellowork-mypage-counter"
#define LOCALE_DIR_VARIABLE "HW_LOCALE_DIR" /* catalogs that are not installed, as in tests */
#define STATUS_REFUSED 1
#define STATUS_WRONG_USAGE 2

G_DEFINE_QUARK (hw_counter_error, hw_counter_error)

const HwCounterCommand hw_counter_commands[] = {
  { "register", NULL, N_ ("Register an establishment’s account"), HW_COUNTER_TAKES_ENTRY,
    HW_COUNTER_MAKES_STORE, hw_command_register },
  { "import", "FILE.csv", N_ ("Register the accounts of a CSV file, all or none"), HW_COUNTER_TAKES_NOTHING,
    HW_COUNTER_MAKES_STORE, hw_command_import },
  { "list", NULL, N_ ("List the accounts"), HW_COUNTER_TAKES_NOTHING, HW_COUNTER_OPENS_STORE,
    hw_command_list },
  { "show", "EMAIL", N_ ("Show an account and what it consented to"), HW_COUNTER_TAKES_EMAIL,
    HW_COUNTER_OPENS_STORE, hw_command_show },
  { "disable", "EMAIL", N_ ("Keep an account from logging in"), HW_COUNTER_TAKES_EMAIL,
    HW_COUNTER_OPENS_STORE, hw_command_disable },
  { "enable", "EMAIL", N_ ("Let a disabled account log in again"), HW_COUNTER_TAKES_EMAIL,
    HW_COUNTER_OPENS_STORE, hw_command_enable },
  { "remove", "EMAIL", N_ ("Remove an account"), HW_COUNTER_TAKES_EMAIL, HW_COUNTER_OPENS_STORE,
    hw_command_remove },
  { "sessions", "EMAIL", N_ ("List an account’s sessions, or end them"),
    HW_COUNTER_TAKES_EMAIL | HW_COUNTER_TAKES_END, HW_COUNTER_OPENS_STORE, hw_command_sessions },
  { "limits", "EMAIL", N_ ("Show what counts against an address, or clear it"),
    HW_COUNTER_TAKES_EMAIL | HW_COUNTER_TAKES_CLEAR, HW_COUNTER_OPENS_STORE, hw_command_limits },
  { "audit", "EMAIL", N_ ("Show what happened with an address"), HW_COUNTER_TAKES_EMAIL,
    HW_COUNTER_OPENS_STORE, hw_command_audit },
  { "mail list", NULL, N_ ("List the mails that are waiting"), HW_COUNTER_TAKES_NOTHING,
    HW_COUNTER_OPENS_STORE, hw_command_mail_list },
  { "mail retry", "ID|all", N_ ("Try waiting mails at once"), HW_COUNTER_TAKES_NOTHING,
    HW_COUNTER_OPENS_STORE, hw_command_mail_retry },
  { "mail drop", "ID|all", N_ ("Throw waiting mails away"), HW_COUNTER_TAKES_NOTHING, HW_COUNTER_OPENS_STORE,
    hw_command_mail_drop },
  { "housekeeping", NULL, N_ ("Delete what has expired, as the server does by itself"),
    HW_COUNTER_TAKES_NOTHING, HW_COUNTER_OPENS_STORE, hw_command_housekeeping },
  { "backup", "FILE", N_ ("Copy the store into a file, while the server runs"), HW_COUNTER_TAKES_NOTHING,
    HW_COUNTER_OPENS_NOTHING, hw_command_backup },
  { NULL },
};

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
  g_auto (HwCounterPlace) place = { 0 };
  g_autoptr (HwOffice) office = NULL;
  g_autoptr (GError) error = NULL;
  HwCounter counter = { .options = &options, .place = &place };

  const char *locale_dir = g_getenv (LOCALE_DIR_VARIABLE);

  signal (SIGXFSZ, SIG_IGN); /* a file at its limit is an error like a full disk */
  setlocale (LC_ALL, "");
  bindtextdomain (HW_GETTEXT_PACKAGE, locale_dir != NULL ? locale_dir : HW_LOCALE_DIR);
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

  if (!hw_counter_place_find (&place, &options, &error))
    return error->domain == G_OPTION_ERROR ? refuse_usage (error) : refuse (&options, FALSE, error);
  if (options.command->opens != HW_COUNTER_OPENS_NOTHING)
    counter.office = office = hw_counter_office_open (&place, options.command, &error);
  if (error == NULL && options.command->run (&counter, &error) && hw_counter_flush (&error))
    return 0;
  if (error->domain == G_OPTION_ERROR)
    return refuse_usage (error);
  return refuse (&options, counter.answered, error);
}
