/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "counter/hw-counter-options.h"

#include "counter/hw-counter.h"
#include "hw-build-config.h"

#include <glib/gi18n.h>

void
hw_counter_options_clear (HwCounterOptions *self)
{
  g_clear_pointer (&self->config, g_free);
  g_clear_pointer (&self->store, g_free);
  g_clear_pointer (&self->argument, g_free);
  g_clear_pointer (&self->establishment_number, g_free);
  g_clear_pointer (&self->establishment_name, g_free);
  g_clear_pointer (&self->email, g_free);
}

/* Text options are read as bytes and turned here: GOption would refuse Japanese in the C locale. */
static gboolean
make_utf8 (char **text, GError **error)
{
  g_autofree char *converted = NULL;

  if (*text == NULL || g_utf8_validate (*text, -1, NULL))
    return TRUE;

  converted = g_locale_to_utf8 (*text, -1, NULL, NULL, NULL);
  if (converted == NULL)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _ ("An argument is neither UTF-8 nor in the locale’s encoding."));
      return FALSE;
    }
  g_free (*text);
  *text = g_steal_pointer (&converted);
  return TRUE;
}

static void
add_global_options (HwCounterOptions *self, GOptionContext *context)
{
  const GOptionEntry entries[] = {
    { "config", 0, 0, G_OPTION_ARG_FILENAME, &self->config,
      N_ ("Read the store from the server’s config file"), N_ ("FILE") },
    { "store", 0, 0, G_OPTION_ARG_FILENAME, &self->store, N_ ("The server’s store, like sqlite:PATH"),
      N_ ("STORE") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &self->json, N_ ("Answer in JSON, for programs"), NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &self->version, N_ ("Print the version"), NULL },
    { NULL },
  };

  g_option_context_add_main_entries (context, entries, HW_GETTEXT_PACKAGE);
}

static void
add_command_options (HwCounterOptions *self, GOptionContext *context)
{
  const GOptionEntry of_entry[] = {
    { "establishment-number", 0, 0, G_OPTION_ARG_FILENAME, &self->establishment_number,
      N_ ("The establishment’s number, like 1301-123456-7"), N_ ("NUMBER") },
    { "establishment-name", 0, 0, G_OPTION_ARG_FILENAME, &self->establishment_name,
      N_ ("The establishment’s name"), N_ ("NAME") },
    { "email", 0, 0, G_OPTION_ARG_FILENAME, &self->email, N_ ("The account’s email address"),
      N_ ("ADDRESS") },
    { NULL },
  };
  const GOptionEntry end[] = {
    { "end", 0, 0, G_OPTION_ARG_NONE, &self->end, N_ ("End them all"), NULL },
    { NULL },
  };
  const GOptionEntry clear[] = {
    { "clear", 0, 0, G_OPTION_ARG_NONE, &self->clear, N_ ("Clear all of it"), NULL },
    { NULL },
  };

  if ((self->command->takes & HW_COUNTER_TAKES_ENTRY) != 0)
    g_option_context_add_main_entries (context, of_entry, HW_GETTEXT_PACKAGE);
  if ((self->command->takes & HW_COUNTER_TAKES_END) != 0)
    g_option_context_add_main_entries (context, end, HW_GETTEXT_PACKAGE);
  if ((self->command->takes & HW_COUNTER_TAKES_CLEAR) != 0)
    g_option_context_add_main_entries (context, clear, HW_GETTEXT_PACKAGE);
}

static char *
describe_call (const HwCounterCommand *command)
{
  return g_strjoin (command->argument != NULL ? " " : "", command->name,
                    command->argument != NULL ? command->argument : "", NULL);
}

static char *
describe_commands (void)
{
  GString *text = g_string_new (_ ("Commands:"));

  for (const HwCounterCommand *command = hw_counter_commands; command->name != NULL; command++)
    {
      g_autofree char *call = describe_call (command);

      g_string_append_printf (text, "\n  %-18s %s", call, _ (command->summary));
    }
  g_string_append_printf (
    text, "\n\n%s",
    _ ("Exit status: 0 done, 1 refused (the reason is on the standard error output), 2 wrong usage."));
  return g_string_free (text, FALSE);
}

/* Reads the options before the command; leaves the command and what follows it in @arguments. */
static gboolean
parse_before_command (HwCounterOptions *self, char ***arguments, GError **error)
{
  g_autoptr (GOptionContext) context = g_option_context_new (_ ("COMMAND [ARGUMENT]"));
  g_autofree char *commands = describe_commands ();

  g_option_context_set_translation_domain (context, HW_GETTEXT_PACKAGE);
  g_option_context_set_strict_posix (context, TRUE);
  g_option_context_set_summary (context, _ ("Registers establishments and their accounts, as the counter of "
                                            "a HelloWork office does, and looks after "
                                            "the server’s store."));
  g_option_context_set_description (context, commands);
  add_global_options (self, context);
  return g_option_context_parse_strv (context, arguments, error);
}

/* @arguments: the program's name, then what follows the command's. */
static gboolean
parse_command (HwCounterOptions *self, char ***arguments, GError **error)
{
  g_autoptr (GOptionContext) context = NULL;
  g_autofree char *parameters = describe_call (self->command);
  g_auto (GStrv) rest = NULL;
  const GOptionEntry remaining[] = {
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &rest, NULL, NULL },
    { NULL },
  };
  guint wanted = self->command->argument != NULL ? 1 : 0;

  context = g_option_context_new (parameters);
  g_option_context_set_translation_domain (context, HW_GETTEXT_PACKAGE);
  g_option_context_set_summary (context, _ (self->command->summary));
  add_global_options (self, context);
  add_command_options (self, context);
  g_option_context_add_main_entries (context, remaining, HW_GETTEXT_PACKAGE);
  if (!g_option_context_parse_strv (context, arguments, error))
    return FALSE;

  if ((rest != NULL ? g_strv_length (rest) : 0) != wanted)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _ ("Usage: %s"), parameters);
      return FALSE;
    }
  if (wanted == 1)
    self->argument = g_strdup (rest[0]);
  return TRUE;
}

/* Whether @words begin with the command's name, which may be of two words. */
static guint
match_name (const HwCounterCommand *command, char *const *words)
{
  g_auto (GStrv) name = g_strsplit (command->name, " ", -1);
  guint n = 0;

  for (; name[n] != NULL; n++)
    if (words[n] == NULL || strcmp (words[n], name[n]) != 0)
      return 0;
  return n;
}

/* "mail": how it goes on. */
static void
refuse_name (const char *word, GError **error)
{
  g_autofree char *beginning = g_strconcat (word, " ", NULL);
  g_autofree char *shown = g_filename_display_name (word);
  g_autoptr (GString) calls = g_string_new (NULL);

  for (const HwCounterCommand *command = hw_counter_commands; command->name != NULL; command++)
    if (g_str_has_prefix (command->name, beginning))
      {
        g_autofree char *call = describe_call (command);

        g_string_append_printf (calls, "%s%s", calls->len > 0 ? ", " : "", call);
      }
  if (calls->len > 0)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _ ("Usage: %s"), calls->str);
  else
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _ ("There is no command “%s”."), shown);
}

/* Returns: how many of @words are the command's name; 0 with @error */
static guint
find_command (HwCounterOptions *self, char *const *words, GError **error)
{
  for (const HwCounterCommand *command = hw_counter_commands; command->name != NULL; command++)
    {
      guint n = match_name (command, words);

      if (n == 0)
        continue;
      self->command = command;
      return n;
    }
  refuse_name (words[0], error);
  return 0;
}

static gboolean
entry_is_whole (const HwCounterOptions *self, GError **error)
{
  if ((self->command->takes & HW_COUNTER_TAKES_ENTRY) == 0
      || (self->establishment_number != NULL && self->establishment_name != NULL && self->email != NULL))
    return TRUE;

  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _ ("Usage: %s"),
               "register --establishment-number 1301-123456-7 --establishment-name NAME --email ADDRESS");
  return FALSE;
}

gboolean
hw_counter_options_parse (HwCounterOptions *self, char **arguments, GError **error)
{
  g_auto (GStrv) before = g_strdupv (arguments);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) after = NULL;
  guint place = 1;
  guint n_words;

  if (!parse_before_command (self, &before, error))
    return FALSE;
  if (self->version)
    return TRUE;

  if (before[place] != NULL && strcmp (before[place], "--") == 0)
    place++;
  if (before[place] == NULL)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _ ("Say which command."));
      return FALSE;
    }
  n_words = find_command (self, before + place, error);
  if (n_words == 0)
    return FALSE;

  g_strv_builder_add (builder, before[0]);
  g_strv_builder_addv (builder, (const char **) before + place + n_words);
  after = g_strv_builder_end (builder);
  return parse_command (self, &after, error) && (self->version || entry_is_whole (self, error))
         && make_utf8 (&self->establishment_number, error) && make_utf8 (&self->establishment_name, error)
         && make_utf8 (&self->email, error)
         && ((self->command->takes & HW_COUNTER_TAKES_EMAIL) == 0 || make_utf8 (&self->argument, error));
}
