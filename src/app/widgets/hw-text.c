/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/hw-text.h"
#include "app/hw-startup.h"
#include <string.h>

/* What a line's end must not part: an authentication key, an establishment's number; and in Japanese a date,
 * a number and what it counts, a word in katakana, a short remark in brackets. (Other scripts break lines
 * between words alone.) */
#define WORDS                                                                                                                 \
  "[0-9A-Z]{4,5}-[0-9A-Z]{5,6}(?:-[0-9])?|"                                                                                   \
  "(?:令和)?(?:[0-9]+年)?[0-9]+月[0-9]+日|[0-9]+時[0-9]+分|"                                                           \
  "約?[0-9]+(?:年|月|日|時|分|秒|件|回|台|文字|ステップ)(?:以[上内](?![0-9])|後|未満)?[。、）」]*|" \
  "(?<![ァ-ヴー])[ァ-ヴー]{2,7}(?![ァ-ヴー])|"                                                                       \
  "（[^（）]{1,6}）"
/* And a sentence's ending, with its verb where there is room. */
#define ENDINGS                                                                                                            \
  "(?:ください|ありません|(?:\\p{Han}{0,2}(?:でき|なり|され|し)|\\p{Han}?(?:られ|れ|い|き|け|り))?" \
  "ま(?:す|した|せん|しょう)か?|です)[。、）」？]*"

/* And the last characters of a paragraph that has a few. */
#define LAST 3
#define FEW 6
/* Before what is to stay together: characters that a line may not end with. */
#define MOST_BEFORE 2
/* Twice as large in a narrow window, it still has room on one line. (In halves of a kanji: a digit is one.)
 */
#define MOST_CELLS 16
#define MOST_CELLS_OF_ENDING 12
/* Their letters are larger. */
#define MOST_CELLS_OF_HEADING 10

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

#define TOGETHER_TAG "together"

/* A text while it is looked through. */
typedef struct
{
  const char *text;
  PangoLogAttr *breaks;
  GArray *ranges;
  guint most_cells;
} HwTogether;

static GUnicodeScript
get_script (HwTogether *self, glong at)
{
  return g_unichar_get_script (g_utf8_get_char (g_utf8_offset_to_pointer (self->text, at)));
}

static gboolean
is_within_kanji (HwTogether *self, glong at)
{
  return at > 0 && get_script (self, at - 1) == G_UNICODE_SCRIPT_HAN
         && get_script (self, at) == G_UNICODE_SCRIPT_HAN;
}

/* Characters @start to @end, or of its end as much as there is room for: a word in katakana all or not, a
 * kanji not without the one before it, but for the last two characters. From where a line may break, so that
 * what is before is not drawn in as well: a label's least width would not be what GTK takes it for. (Ranges
 * that touch are one to GTK.) */
static void
keep_together (HwTogether *self, glong start, glong end, guint most_cells)
{
  glong first = start;

  for (; start <= end - 2; start++)
    {
      Range range = { start, end };

      if (start > first && start < end - 2 && is_within_kanji (self, start))
        continue;
      while (range.start > 0 && range.start > start - MOST_BEFORE && !self->breaks[range.start].is_line_break)
        range.start--;
      if ((range.start == 0 || self->breaks[range.start].is_line_break)
          && count_cells (self->text, range) <= MIN (most_cells, self->most_cells)
          && count_cells (self->text, merge (self->ranges, range)) <= self->most_cells)
        {
          g_array_append_val (self->ranges, range);
          return;
        }
      if (get_script (self, start) == G_UNICODE_SCRIPT_KATAKANA)
        return;
    }
}

static void
keep_matches_together (HwTogether *self, GRegex *regex, guint most_cells)
{
  g_autoptr (GMatchInfo) match = NULL;

  for (g_regex_match (regex, self->text, 0, &match); g_match_info_matches (match);
       g_match_info_next (match, NULL))
    {
      int start, end;

      g_match_info_fetch_pos (match, 0, &start, &end);
      keep_together (self, g_utf8_pointer_to_offset (self->text, self->text + start),
                     g_utf8_pointer_to_offset (self->text, self->text + end), most_cells);
    }
}

/* Of each paragraph. */
static void
keep_ends_together (HwTogether *self)
{
  g_auto (GStrv) paragraphs = g_strsplit (self->text, "\n", -1);
  glong end = -1;

  for (guint i = 0; paragraphs[i] != NULL; i++)
    {
      glong n_characters = g_utf8_strlen (paragraphs[i], -1);

      end += 1 + n_characters;
      if (n_characters >= FEW
          && g_unichar_iswide (g_utf8_get_char (g_utf8_offset_to_pointer (paragraphs[i], n_characters - 1))))
        keep_together (self, end - LAST, end, MOST_CELLS_OF_ENDING);
    }
}

static gboolean
is_of_heading (GtkLabel *label)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (label));

  return parent != NULL
         && gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (parent)) == GTK_ACCESSIBLE_ROLE_HEADING;
}

static GArray *
find_ranges (const char *text, guint most_cells)
{
  static GRegex *words, *endings;
  int n_breaks = (int) g_utf8_strlen (text, -1) + 1;
  g_autofree PangoLogAttr *breaks = g_new0 (PangoLogAttr, n_breaks);
  HwTogether together = { text, breaks, g_array_new (FALSE, FALSE, sizeof (Range)), most_cells };

  pango_get_log_attrs (text, -1, -1, hw_text_get_language (), breaks, n_breaks);
  if (words == NULL)
    {
      words = g_regex_new (WORDS, G_REGEX_OPTIMIZE, 0, NULL);
      endings = g_regex_new (ENDINGS, G_REGEX_OPTIMIZE, 0, NULL);
    }
  keep_matches_together (&together, words, MOST_CELLS);
  keep_matches_together (&together, endings, MOST_CELLS_OF_ENDING);
  keep_ends_together (&together);
  return together.ranges;
}

static void
update_attributes (GtkLabel *label)
{
  const char *text = gtk_label_get_text (label);
  g_autoptr (GArray) ranges = find_ranges (text, is_of_heading (label) ? MOST_CELLS_OF_HEADING : MOST_CELLS);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_language_new (hw_text_get_language ()));
  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  for (guint i = 0; i < ranges->len; i++)
    {
      const Range *range = &g_array_index (ranges, Range, i);
      PangoAttribute *attribute = pango_attr_allow_breaks_new (FALSE);

      attribute->start_index = (guint) (g_utf8_offset_to_pointer (text, range->start) - text);
      attribute->end_index = (guint) (g_utf8_offset_to_pointer (text, range->end) - text);
      pango_attr_list_insert (attributes, attribute);
    }
  gtk_label_set_attributes (label, attributes);
}

void
hw_text_wrap_buffer (GtkTextBuffer *buffer)
{
  GtkTextIter start, end;
  g_autofree char *text = NULL;
  g_autoptr (GArray) ranges = NULL;
  GtkTextTag *together;

  g_return_if_fail (GTK_IS_TEXT_BUFFER (buffer));

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
  ranges = find_ranges (text, MOST_CELLS);
  together = gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (buffer), TOGETHER_TAG);
  if (together == NULL)
    together = gtk_text_buffer_create_tag (buffer, TOGETHER_TAG, "allow-breaks", FALSE, NULL);
  for (guint i = 0; i < ranges->len; i++)
    {
      const Range *range = &g_array_index (ranges, Range, i);

      gtk_text_buffer_get_iter_at_offset (buffer, &start, (int) range->start);
      gtk_text_buffer_get_iter_at_offset (buffer, &end, (int) range->end);
      gtk_text_buffer_apply_tag (buffer, together, &start, &end);
    }
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
