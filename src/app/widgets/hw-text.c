/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/hw-text.h"
#include "app/hw-startup.h"
#include <string.h>

/* A paragraph of some length ends with a line of this many characters at least: a lone
 * 「す。」 reads badly, and so does a 「ください。」 in two. */
#define TOGETHER 5
#define AT_MOST_TOGETHER 6 /* a heading in large type has to fit a narrow window */
#define LONG_ENOUGH 12

/* Pango takes it from LC_CTYPE, which may be C where the interface is Japanese (LANGUAGE=ja). */
PangoLanguage *
hw_text_get_language (void)
{
  return pango_language_from_string (hw_language_tag (hw_startup_get_language ()));
}

/* Other scripts break lines between words alone. */
static gboolean
is_japanese_at_end (const char *paragraph)
{
  const char *last = g_utf8_prev_char (paragraph + strlen (paragraph));

  return g_unichar_iswide (g_utf8_get_char (last));
}

/* Where the end begins that is to be kept together: where a line may break, so that what is before is not
 * drawn in as well. Returns: characters from the start; 0: nowhere near. */
static glong
find_end (const char *paragraph)
{
  glong n_characters = g_utf8_strlen (paragraph, -1);
  glong place = n_characters - TOGETHER;
  g_autofree PangoLogAttr *breaks = NULL;

  if (n_characters < LONG_ENOUGH || !is_japanese_at_end (paragraph))
    return 0;
  breaks = g_new0 (PangoLogAttr, n_characters + 1);
  pango_get_log_attrs (paragraph, -1, -1, hw_text_get_language (), breaks, (int) n_characters + 1);
  while (place >= n_characters - AT_MOST_TOGETHER && !breaks[place].is_line_break)
    place--;
  return place >= n_characters - AT_MOST_TOGETHER ? place : 0;
}

/* The end of each paragraph of @text. */
static void
keep_ends_together (PangoAttrList *attributes, const char *text)
{
  g_auto (GStrv) paragraphs = g_strsplit (text, "\n", -1);
  const char *start = text;

  for (guint i = 0; paragraphs[i] != NULL; i++)
    {
      const char *end = start + strlen (paragraphs[i]);
      glong place = find_end (paragraphs[i]);

      if (place > 0)
        {
          PangoAttribute *together = pango_attr_allow_breaks_new (FALSE);

          together->start_index = (guint) (g_utf8_offset_to_pointer (start, place) - text);
          together->end_index = (guint) (end - text);
          pango_attr_list_insert (attributes, together);
        }
      start = end + 1;
    }
}

static void
update_attributes (GtkLabel *label)
{
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_language_new (hw_text_get_language ()));
  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  keep_ends_together (attributes, gtk_label_get_text (label));
  gtk_label_set_attributes (label, attributes);
}

void
hw_text_wrap (GtkLabel *label)
{
  g_return_if_fail (GTK_IS_LABEL (label));

  gtk_label_set_wrap (label, TRUE);
  gtk_label_set_wrap_mode (label, PANGO_WRAP_WORD_CHAR);
  if (gtk_label_get_attributes (label) != NULL)
    return;
  update_attributes (label);
  g_signal_connect (label, "notify::label", G_CALLBACK (update_attributes), NULL);
}

GtkWidget *
hw_text_new (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  hw_text_wrap (GTK_LABEL (label));
  return label;
}

const char *
hw_text_find (GtkWidget *root)
{
  const char *text = GTK_IS_LABEL (root) ? gtk_label_get_text (GTK_LABEL (root)) : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (root); text == NULL && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    text = hw_text_find (child);
  return text;
}

void
hw_text_wrap_all (GtkWidget *root)
{
  if (GTK_IS_LABEL (root) && gtk_label_get_wrap (GTK_LABEL (root)))
    hw_text_wrap (GTK_LABEL (root));
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    hw_text_wrap_all (child);
}
