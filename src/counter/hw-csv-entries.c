/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "counter/hw-csv-entries.h"

#include "counter/hw-counter-faults.h"
#include "server/registration/hw-counter-desk.h"

#include <csv.h>
#include <glib/gi18n.h>

#define HEADER "establishment_number,establishment_name,email"
#define N_FIELDS 3

typedef struct
{
  GPtrArray *entries;
  GPtrArray *faults;
  GPtrArray *fields; /* of the row being read */
  gboolean in_row;
  guint row_line;
  gboolean header_read;
  gboolean header_wrong;
} Reading;

static void
field_read (void *field, size_t length, void *user_data)
{
  Reading *reading = user_data;

  g_ptr_array_add (reading->fields, g_strndup (field, length));
}

static gboolean
row_is_empty (GPtrArray *fields)
{
  for (guint i = 0; i < fields->len; i++)
    if (((const char *) fields->pdata[i])[0] != '\0')
      return FALSE;
  return TRUE;
}

static void
read_header (Reading *reading)
{
  g_autofree char *header = NULL;

  reading->header_read = TRUE;
  g_ptr_array_add (reading->fields, NULL);
  header = g_strjoinv (",", (GStrv) reading->fields->pdata);
  if (strcmp (header, HEADER) == 0)
    return;

  reading->header_wrong = TRUE;
  hw_counter_faults_add (reading->faults, reading->row_line, "header",
                         g_strdup_printf (_ ("The first line must be exactly “%s”."), HEADER));
}

static void
row_read (int terminator, void *user_data)
{
  Reading *reading = user_data;
  GPtrArray *fields = reading->fields;

  reading->in_row = FALSE;
  if (!row_is_empty (fields) && !reading->header_wrong)
    {
      if (!reading->header_read)
        read_header (reading);
      else if (fields->len == N_FIELDS)
        g_ptr_array_add (reading->entries, hw_desk_entry_new (fields->pdata[0], fields->pdata[1],
                                                              fields->pdata[2], reading->row_line));
      else
        hw_counter_faults_add (reading->faults, reading->row_line, "fields",
                               g_strdup_printf (_ ("This line has %u fields instead of the %d of “%s”."),
                                                fields->len, N_FIELDS, HEADER));
    }
  g_ptr_array_set_size (fields, 0);
}

static void
add_quote_fault (Reading *reading)
{
  hw_counter_faults_add (
    reading->faults, reading->row_line, "quote",
    g_strdup (_ ("The quotation marks of this line do not match. A field with a quotation "
                 "mark in it is put into quotation marks, and the mark doubled.")));
}

/* Byte by byte, so that the line is known wherever the parser calls back. */
static void
parse (Reading *reading, struct csv_parser *parser, const char *text)
{
  guint line = 1;

  for (const char *p = text; *p != '\0'; p++)
    {
      gboolean ends_line = *p == '\n' || (*p == '\r' && p[1] != '\n');

      if (!reading->in_row && *p != '\r' && *p != '\n')
        {
          reading->in_row = TRUE;
          reading->row_line = line;
        }
      if (csv_parse (parser, p, 1, field_read, row_read, reading) != 1)
        {
          add_quote_fault (reading);
          return;
        }
      if (ends_line)
        line++;
    }
  if (csv_fini (parser, field_read, row_read, reading) != 0)
    add_quote_fault (reading);
}

GPtrArray *
hw_csv_entries_read (const char *text, GPtrArray *faults)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) hw_desk_entry_free);
  g_autoptr (GPtrArray) fields = g_ptr_array_new_with_free_func (g_free);
  Reading reading = { .entries = entries, .faults = faults, .fields = fields, .row_line = 1 };
  struct csv_parser parser;

  if (csv_init (&parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
    g_error ("libcsv cannot be set up");
  parse (&reading, &parser, text);
  csv_free (&parser);

  if (faults->len == 0 && entries->len == 0)
    hw_counter_faults_add (
      faults, 0, "empty",
      reading.header_read
        ? g_strdup (_ ("The file holds no account: there is nothing below its first line."))
        : g_strdup_printf (_ ("The file is empty. Its first line must be exactly “%s”."), HEADER));
  return g_steal_pointer (&entries);
}
