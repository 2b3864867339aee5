/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hw-test-fit.h"
#include <string.h>

/* Pixels: what is drawn is rounded. */
#define TOLERANCE 1.5

/* In no catalog: addresses, dates, and the names of what the app is made of. */
#define VALUE                                                                                             \
  "[\\w.+-]+@[\\w.-]+|https?://\\S*|127\\.0\\.0\\.1:\\d+|"                                                \
  "\\b(\\w+day, )?(\\d+ )?(January|February|March|April|May|June|July|August|September|October|November|" \
  "December)( \\d+)?(, \\d+)?( at)?|\\b(Sun|Mon|Tue|Wed|Thu|Fri|Sat)\\b|\\b(a|p)\\.?m\\b|"                \
  "Ctrl|Alt|End|Shift|Tab|Enter|Return|Esc|Left|"                                                         \
  "GNU [\\w ]*License[ \\d.]*|GTK, GLib, Pango|libadwaita|libsoup|JSON-GLib|libsecret|MIT( License)?"

void
hw_test_fit_init (HwTestFit *self, const char *content)
{
  g_autoptr (GDir) dir = g_dir_open (content, 0, NULL);
  GString *known = g_string_new (NULL);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (content, name, NULL);
      g_autofree char *text = NULL;

      if (!g_str_has_suffix (name, ".en.json"))
        continue;
      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      g_string_append (known, text);
    }
  self->known = g_string_free (known, FALSE);
  self->faults = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

void
hw_test_fit_clear (HwTestFit *self)
{
  g_clear_pointer (&self->faults, g_hash_table_unref);
  g_clear_pointer (&self->known, g_free);
}

static void G_GNUC_PRINTF (3, 4) take_down (HwTestFit *self, const char *state, const char *format, ...)
{
  char *fault;
  va_list args;

  va_start (args, format);
  fault = g_strdup_vprintf (format, args);
  va_end (args);
  if (g_hash_table_add (self->faults, fault))
    g_test_message ("%s: %s", state, fault);
}

/* What is outside of all brackets. */
static char *
outside_brackets (const char *text)
{
  GString *rest = g_string_new (NULL);
  int depth = 0;

  for (; *text != '\0'; text++)
    {
      if (*text == '[')
        depth++;
      else if (*text == ']')
        depth--;
      else if (depth == 0)
        g_string_append_c (rest, *text);
    }
  return g_string_free (rest, FALSE);
}

static gboolean
is_known (HwTestFit *self, const char *line)
{
  g_autoptr (GRegex) value = g_regex_new (VALUE, G_REGEX_OPTIMIZE, 0, NULL);
  g_autofree char *own = g_regex_replace_literal (value, line, -1, 0, " ", 0, NULL);

  return !g_regex_match_simple ("[A-Za-z]{2}", own, 0, 0) || strstr (self->known, line) != NULL;
}

static gboolean
is_translated (HwTestFit *self, const char *text)
{
  g_autofree char *rest = outside_brackets (text);
  g_auto (GStrv) lines = g_strsplit (rest, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (!is_known (self, g_strstrip (lines[i])))
      return FALSE;
  return TRUE;
}

static void
look_at_text (HwTestFit *self, const char *state, const char *text)
{
  if (text != NULL && *text != '\0' && !is_translated (self, text))
    take_down (self, state, "in no catalog: «%s»", text);
}

static void
look_at_label (HwTestFit *self, GtkLabel *label, const char *state)
{
  PangoLayout *layout = gtk_label_get_layout (label);
  const char *text = gtk_label_get_text (label);
  int width = gtk_widget_get_width (GTK_WIDGET (label)), height = gtk_widget_get_height (GTK_WIDGET (label));
  int text_width, text_height;

  pango_layout_get_pixel_size (layout, &text_width, &text_height);
  if (pango_layout_is_ellipsized (layout))
    take_down (self, state, "ends in an ellipsis: «%s»", text);
  else if (text_width > width + TOLERANCE || text_height > height + TOLERANCE)
    take_down (self, state, "%d × %d pixels of text on %d × %d: «%s»", text_width, text_height, width, height,
               text);
}

/* The first text below @widget, to tell which one it is. */
static const char *
find_text (GtkWidget *widget)
{
  const char *text = GTK_IS_LABEL (widget) ? gtk_label_get_text (GTK_LABEL (widget)) : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); text == NULL && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    text = find_text (child);
  return text;
}

/* Within all that clips it: scrolling goes up and down only. */
static void
look_at_place (HwTestFit *self, GtkWidget *widget, const char *state)
{
  gboolean scrolls = FALSE;

  for (GtkWidget *outer = gtk_widget_get_parent (widget); outer != NULL;
       outer = gtk_widget_get_parent (outer))
    {
      graphene_rect_t bounds, room;

      scrolls = scrolls || GTK_IS_SCROLLABLE (outer);
      if ((gtk_widget_get_overflow (outer) == GTK_OVERFLOW_HIDDEN || GTK_IS_NATIVE (outer))
          && gtk_widget_compute_bounds (widget, outer, &bounds))
        {
          graphene_rect_init (&room, 0, 0, gtk_widget_get_width (outer), gtk_widget_get_height (outer));
          if (GTK_IS_NATIVE (outer) && gtk_widget_compute_bounds (outer, outer, &room))
            graphene_rect_normalize (&room);
          if (bounds.origin.x < room.origin.x - TOLERANCE
              || bounds.origin.x + bounds.size.width > room.origin.x + room.size.width + TOLERANCE)
            {
              const char *text = find_text (widget);

              take_down (self, state, "%s of «%s» stands out of a %s at the side",
                         G_OBJECT_TYPE_NAME (widget), text != NULL ? text : "", G_OBJECT_TYPE_NAME (outer));
            }
          if (!scrolls && bounds.origin.y + bounds.size.height > room.origin.y + room.size.height + TOLERANCE)
            take_down (self, state, "%s stands out of a %s below", G_OBJECT_TYPE_NAME (widget),
                       G_OBJECT_TYPE_NAME (outer));
        }
      if (GTK_IS_NATIVE (outer))
        return;
    }
}

static void
look_below (HwTestFit *self, GtkWidget *widget, const char *state, gboolean foreign)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (!gtk_widget_get_mapped (child))
        continue;
      if (!foreign)
        look_at_text (self, state, gtk_widget_get_tooltip_text (child));
      if (GTK_IS_LABEL (child))
        {
          look_at_label (self, GTK_LABEL (child), state);
          if (!foreign)
            look_at_text (self, state, gtk_label_get_text (GTK_LABEL (child)));
        }
      if (!GTK_IS_NATIVE (child))
        look_at_place (self, child, state);
      /* What is typed and read there moves to and fro; its parts are GTK's. */
      if (!GTK_IS_TEXT (child) && !GTK_IS_TEXT_VIEW (child) && !GTK_IS_SCROLLBAR (child))
        look_below (self, child, state, foreign);
    }
}

/* The innermost widget that asks for more than @width. */
static GtkWidget *
find_widest (GtkWidget *widget, int width)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int minimum;

      if (!gtk_widget_get_mapped (child) || GTK_IS_NATIVE (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      if (minimum > width)
        return find_widest (child, width);
    }
  return widget;
}

static void
look_at_width (HwTestFit *self, GtkWidget *window, const char *state, int width)
{
  int minimum;

  gtk_widget_measure (window, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  if (minimum > width)
    {
      GtkWidget *widest = find_widest (window, width);
      const char *text = find_text (widest);

      take_down (self, state, "%s asks for %d pixels, because of a %s: «%s»", G_OBJECT_TYPE_NAME (window),
                 minimum, G_OBJECT_TYPE_NAME (widest), text != NULL ? text : "");
    }
}

void
hw_test_fit_look (HwTestFit *self, GtkWidget *window, const char *state, int width, gboolean foreign)
{
  look_at_width (self, window, state, width);
  look_at_text (self, state, gtk_window_get_title (GTK_WINDOW (window)));
  look_below (self, window, state, foreign);
}

void
hw_test_fit_assert (HwTestFit *self)
{
  if (g_hash_table_size (self->faults) > 0)
    g_test_fail_printf ("%u texts are not seen whole, or not translated", g_hash_table_size (self->faults));
}
