/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/hw-config-file.h"

#include <stdarg.h>
#include <string.h>

#define MOST_BYTES (64 * 1024)
/* More tell nothing more: it is another kind of file. */
#define MOST_FAULTS 50

/* The lines read so far. */
typedef struct
{
  const char *path;
  GPtrArray *faults;
  GPtrArray *entries;
  guint line;
  char *section; /* (nullable): none yet, or one that is none: told once */
  gboolean in_section;
} Reading;

G_GNUC_PRINTF (2, 3)
static void
add_fault (Reading *self, const char *format, ...)
{
  g_autofree char *what = NULL;
  va_list arguments;

  va_start (arguments, format);
  what = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_ptr_array_add (self->faults, g_strdup_printf ("%s:%u: %s", self->path, self->line, what));
}

static void
entry_free (gpointer data)
{
  HwConfigEntry *entry = data;

  g_free (entry->section);
  g_free (entry->key);
  g_free (entry->value);
  g_free (entry);
}

/* Lines are given to GKeyFile one by one. */
static GKeyFile *
parse_line (const char *line)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *text = line[0] == '[' ? g_strdup (line) : g_strconcat ("[section]\n", line, NULL);

  return g_key_file_load_from_data (file, text, -1, G_KEY_FILE_KEEP_TRANSLATIONS, NULL)
           ? g_steal_pointer (&file)
           : NULL;
}

static void
read_section (Reading *self, const char *line)
{
  g_autoptr (GKeyFile) file = parse_line (line);
  g_auto (GStrv) sections = file != NULL ? g_key_file_get_groups (file, NULL) : NULL;

  g_clear_pointer (&self->section, g_free);
  self->in_section = TRUE;
  if (sections != NULL && sections[0] != NULL)
    self->section = g_strdup (sections[0]);
  else
    add_fault (self, "this is no section, such as [server]");
}

static const HwConfigEntry *
find (Reading *self, const char *section, const char *key)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      const HwConfigEntry *entry = self->entries->pdata[i];

      if (strcmp (entry->section, section) == 0 && strcmp (entry->key, key) == 0)
        return entry;
    }
  return NULL;
}

static void
read_key (Reading *self, const char *line)
{
  g_autoptr (GKeyFile) file = parse_line (line);
  g_auto (GStrv) keys = file != NULL ? g_key_file_get_keys (file, "section", NULL, NULL) : NULL;
  const HwConfigEntry *former;
  HwConfigEntry *entry;

  if (keys == NULL || keys[0] == NULL)
    {
      add_fault (self, "this is neither KEY=VALUE nor [SECTION] nor a comment (# …)");
      return;
    }
  if (!self->in_section)
    {
      add_fault (self, "%s: it stands before the first section: put it below one, such as [server]", keys[0]);
      return;
    }
  if (self->section == NULL)
    return;
  former = find (self, self->section, keys[0]);
  if (former != NULL)
    {
      add_fault (self, "%s: it is set in line %u already: set it once", keys[0], former->line);
      return;
    }
  entry = g_new0 (HwConfigEntry, 1);
  entry->line = self->line;
  entry->section = g_strdup (self->section);
  entry->key = g_strdup (keys[0]);
  entry->value = g_strstrip (g_key_file_get_value (file, "section", keys[0], NULL));
  g_ptr_array_add (self->entries, entry);
}

static void
read_line (Reading *self, char *line)
{
  g_strstrip (line);
  if (line[0] == '[')
    read_section (self, line);
  else if (line[0] != '\0' && line[0] != '#')
    read_key (self, line);
}

static void
read_text (Reading *self, const char *text, gsize length)
{
  const char *end = text + length;

  for (const char *at = text; at < end;)
    {
      const char *newline = memchr (at, '\n', end - at);
      gsize line_length = (newline != NULL ? newline : end) - at;
      g_autofree char *line = g_strndup (at, line_length);

      self->line++;
      if (self->faults->len >= MOST_FAULTS)
        {
          add_fault (self, "from here on nothing was looked at: is this a config file?");
          return;
        }
      if (g_utf8_validate_len (at, line_length, NULL))
        read_line (self, line);
      else
        add_fault (self, "it is not UTF-8");
      at += line_length + 1;
    }
}

GPtrArray *
hw_config_file_read (const char *path, GPtrArray *faults)
{
  g_autofree char *shown = g_filename_display_name (path);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  Reading self = { .path = shown, .faults = faults };
  gsize length;

  if (!g_file_get_contents (path, &text, &length, &error))
    {
      g_ptr_array_add (faults, g_strdup_printf ("%s: %s", shown, error->message));
      return NULL;
    }
  if (length > MOST_BYTES)
    {
      g_ptr_array_add (faults,
                       g_strdup_printf ("%s: it is longer than 64 KiB: this is no config file", shown));
      return NULL;
    }
  self.entries = g_ptr_array_new_with_free_func (entry_free);
  read_text (&self, text, length);
  g_free (self.section);
  return self.entries;
}
