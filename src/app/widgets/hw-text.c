/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/hw-text.h"
#include "app/hw-startup.h"
#include <string.h>

/* What a line's end must not part: an authentication key, an establishment's number; and in Japanese a
 * sentence's ending, a number and what it counts, a word in katakana, a short remark in brackets. (Other
 * scripts break lines between words alone.) */
#define TOGETHER                                                                                                                            \
  "(?:ください|ありません|(?:でき|なり|られ|され|れ|し|い|き|け|り)?ま(?:す|した|せん|しょう)か?|です)[" \
  "。、）」？]*|"                                                                                                                      \
  "[0-9A-Z]{4,5}-[0-9A-Z]{5,6}(?:-[0-9])?|"                                                                                                 \
  "(?:[0-9]+年)?[0-9]+月[0-9]+日|[0-9]+時[0-9]+分|"                                                                                    \
  "[0-9]+(?:年|月|日|時|分|秒|件|回|台|文字|ステップ)(?:以[上内])?[。、）」]*|"                                       \
  "(?<![ァ-ヴー])[ァ-ヴー]{2,6}(?![ァ-ヴー])|"                                                                                     \
  "（[^（）]{1,4}）"

/* And the last characters of a paragraph that has a few. */
#define LAST 3
#define FEW 6
/* Before what is to stay together: characters that a line may not end with. */
#define MOST_BEFORE 2
/* Twice as large in a narrow window, it still has room on one line. (In halves of a kanji: a digit is one.)
 */
#define MOST_CELLS 16

/* Pango takes it from LC_CTYPE, which may be C where the interface is Japanese (LANGUAGE=ja). */
PangoLanguage *
hw_text_get_language (void)
{
  return pango_language_from_string (hw_language_tag (hw_startup_get_language ()));
}

/* Characters of a text that stay together. */
typedef struct
{
  glong start;
  glong end;
} Range;

/* What @range would be with those that it touches, and those that these touch. */
static Range
merge (GArray *ranges, Range range)
{
  for (guint i = 0; i < ranges->len; i++)
    {
      const Range *other = &g_array_index (ranges, Range, i);

      if (other->start > range.end || range.start > other->end
          || (range.start <= other->start && other->end <= range.end))
        continue;
      range.start = MIN (range.start, other->start);
      range.end = MAX (range.end, other->end);
      i = (guint) -1; /* those before may touch now */
    }
  return range;
}

static guint
count_cells (const char *text, Range range)
{
  const char *c = g_utf8_offset_to_pointer (text, range.start);
  guint n = 0;

  for (glong i = range.start; i < range.end; i++, c = g_utf8_next_char (c))
    n += g_unichar_iswide (g_utf8_get_char (c)) ? 2 : 1;
  return n;
}

/* Characters @start to @end. From where a line may break, so that what is before is not drawn in as well: a
 * label's least width would not be what GTK takes it for. (Ranges that touch are one to GTK.) */
static void
keep_together (GArray *ranges, const char *text, const PangoLogAttr *breaks, glong start, glong end)
{
  Range range = { start, end };

  while (range.start > 0 && range.start > start - MOST_BEFORE && !breaks[range.start].is_line_break)
    range.start--;
  if (range.start > 0 && !breaks[range.start].is_line_break)
    return;
  if (count_cells (text, merge (ranges, range)) <= MOST_CELLS)
    g_array_append_val (ranges, range);
}

static void
keep_words_together (GArray *ranges, const char *text, const PangoLogAttr *breaks)
{
  static GRegex *regex;
  g_autoptr (GMatchInfo) match = NULL;

  if (regex == NULL)
    regex = g_regex_new (TOGETHER, G_REGEX_OPTIMIZE, 0, NULL);
  for (g_regex_match (regex, text, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      int start, end;

      g_match_info_fetch_pos (match, 0, &start, &end);
      keep_together (ranges, text, breaks, g_utf8_pointer_to_offset (text, text + start),
                     g_utf8_pointer_to_offset (text, text + end));
    }
}

/* Of each paragraph. */
static void
keep_ends_together (GArray *ranges, const char *text, const PangoLogAttr *breaks)
{
  g_auto (GStrv) paragraphs = g_strsplit (text, "\n", -1);
  glong end = -1;

  for (guint i = 0; paragraphs[i] != NULL; i++)
    {
      glong n_characters = g_utf8_strlen (paragraphs[i], -1);

      end += 1 + n_characters;
      if (n_characters >= FEW
          && g_unichar_iswide (g_utf8_get_char (g_utf8_offset_to_pointer (paragraphs[i], n_characters - 1))))
        keep_together (ranges, text, breaks, end - LAST, end);
    }
}

static void
update_attributes (GtkLabel *label)
{
  g_autoptr (GArray) ranges = g_array_new (FALSE, FALSE, sizeof (Range));
  const char *text = gtk_label_get_text (label);
  g_autofree PangoLogAttr *breaks = NULL;
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_language_new (hw_text_get_language ()));
  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  breaks = g_new0 (PangoLogAttr, g_utf8_strlen (text, -1) + 1);
  pango_get_log_attrs (text, -1, -1, hw_text_get_language (), breaks, (int) g_utf8_strlen (text, -1) + 1);
  keep_words_together (ranges, text, breaks);
  keep_ends_together (ranges, text, breaks);
  for (guint i = 0; i < ranges->len; i++)
    {
      const Range *range = &g_array_index (ranges, Range, i);
      PangoAttribute *together = pango_attr_allow_breaks_new (FALSE);

      together->start_index = (guint) (g_utf8_offset_to_pointer (text, range->start) - text);
      together->end_index = (guint) (g_utf8_offset_to_pointer (text, range->end) - text);
      pango_attr_list_insert (attributes, together);
    }
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
