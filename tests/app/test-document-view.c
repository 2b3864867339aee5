/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hw-test-gui.h"
#include "app/widgets/hw-document-view.h"

typedef struct
{
  GtkWidget *window;
  GtkWidget *outer; /* the page's scrolling area */
  HwDocumentView *view;
} Fixture;

static HwDocument *
new_document (guint n_paragraphs)
{
  HwDocument *document = g_new0 (HwDocument, 1);
  HwDocumentSection *section = g_new0 (HwDocumentSection, 1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < n_paragraphs; i++)
    g_strv_builder_add (builder,
                        "求人者マイページは、公共職業安定所及びハローワークインターネットサービスを利用して、"
                        "求職者の募集、選考活動を行うことを希望する求人者に対するものです。");
  section->heading = g_strdup ("第1条（目的）");
  section->paragraphs = g_strv_builder_end (builder);
  document->title = g_strdup ("マイページ利用規約");
  document->sections = g_ptr_array_new ();
  g_ptr_array_add (document->sections, section);
  return document;
}

static void
free_document (HwDocument *document)
{
  HwDocumentSection *section = g_ptr_array_index (document->sections, 0);

  g_free (section->heading);
  g_strfreev (section->paragraphs);
  g_free (section);
  g_ptr_array_unref (document->sections);
  g_free (document->title);
  g_free (document);
}

/* @above: pixels of page above the area. */
static void
set_up (Fixture *fixture, guint n_paragraphs, int above)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *filler = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  HwDocument *document = new_document (n_paragraphs);

  gtk_widget_set_size_request (filler, -1, above);
  fixture->view = HW_DOCUMENT_VIEW (hw_document_view_new ());
  gtk_box_append (GTK_BOX (box), filler);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (fixture->view));
  fixture->outer = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (fixture->outer), box);
  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 500, 500);
  gtk_window_set_child (GTK_WINDOW (fixture->window), fixture->outer);
  hw_document_view_set_document (fixture->view, document);
  free_document (document);
  g_assert_false (hw_document_view_get_seen (fixture->view)); /* not before it is on screen */
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static void
tear_down (Fixture *fixture)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
}

static gboolean
is_seen (gpointer data)
{
  return hw_document_view_get_seen (HW_DOCUMENT_VIEW (data));
}

static GtkAdjustment *
get_inner (Fixture *fixture)
{
  return gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (hw_document_view_get_text_view (fixture->view)));
}

static gboolean
has_height (gpointer data)
{
  return gtk_adjustment_get_upper (data) > 2 * gtk_adjustment_get_page_size (data)
         && gtk_adjustment_get_page_size (data) > 0;
}

/* The text grows while it is laid out, and whoever wants its end scrolls on. */
static gboolean
is_seen_at_its_end (gpointer data)
{
  Fixture *fixture = data;
  GtkAdjustment *inner = get_inner (fixture);

  gtk_adjustment_set_value (inner, gtk_adjustment_get_upper (inner));
  return is_seen (fixture->view);
}

static void
fitting_text_is_seen_at_once (void)
{
  Fixture fixture;

  set_up (&fixture, 1, 0);
  hw_test_wait_until (is_seen, fixture.view, "a text that fits is seen");
  tear_down (&fixture);
}

static void
long_text_is_unseen_until_its_end (void)
{
  Fixture fixture;
  GtkAdjustment *inner;

  set_up (&fixture, 60, 0);
  inner = get_inner (&fixture);
  hw_test_wait_until (has_height, inner, "the text is laid out");
  hw_test_frames (fixture.window, 10);
  g_assert_false (hw_document_view_get_seen (fixture.view));

  gtk_adjustment_set_value (inner, gtk_adjustment_get_upper (inner) / 2);
  hw_test_frames (fixture.window, 10);
  g_assert_false (hw_document_view_get_seen (fixture.view));

  hw_test_wait_until (is_seen_at_its_end, &fixture, "the end is seen");
  gtk_adjustment_set_value (inner, 0);
  hw_test_frames (fixture.window, 4);
  g_assert_true (hw_document_view_get_seen (fixture.view)); /* once seen, seen */
  tear_down (&fixture);
}

static void
text_below_the_fold_is_unseen (void)
{
  Fixture fixture;

  set_up (&fixture, 1, 2000);
  hw_test_frames (fixture.window, 12);
  g_assert_false (hw_document_view_get_seen (fixture.view));
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (fixture.outer)), 4000);
  hw_test_wait_until (is_seen, fixture.view, "scrolled to on the page");
  tear_down (&fixture);
}

static void
end_scrolled_to_below_the_fold_is_unseen (void)
{
  Fixture fixture;
  GtkAdjustment *inner;

  set_up (&fixture, 60, 2000);
  inner = get_inner (&fixture);
  hw_test_wait_until (has_height, inner, "the text is laid out");
  gtk_adjustment_set_value (inner, gtk_adjustment_get_upper (inner));
  hw_test_frames (fixture.window, 12);
  g_assert_false (hw_document_view_get_seen (fixture.view));
  tear_down (&fixture);
}

static void
go_to_end_shows_the_end (void)
{
  Fixture fixture;

  set_up (&fixture, 60, 2000);
  hw_test_wait_until (has_height, get_inner (&fixture), "the text is laid out");
  hw_document_view_go_to_end (fixture.view);
  hw_test_wait_until (is_seen, fixture.view, "the button leads to the end");
  g_assert_true (gtk_root_get_focus (GTK_ROOT (fixture.window))
                 == hw_document_view_get_text_view (fixture.view));
  tear_down (&fixture);
}

static void
caret_at_the_end_counts (void)
{
  Fixture fixture;

  set_up (&fixture, 60, 0);
  hw_test_wait_until (has_height, get_inner (&fixture), "the text is laid out");
  hw_test_frames (fixture.window, 20);
  g_signal_emit_by_name (hw_document_view_get_text_view (fixture.view), "move-cursor",
                         GTK_MOVEMENT_BUFFER_ENDS, 1, FALSE); /* Ctrl+End */
  hw_test_wait_until (is_seen, fixture.view, "the caret leads to the end");
  tear_down (&fixture);
}

static void
another_document_is_unseen (void)
{
  Fixture fixture;
  HwDocument *other = new_document (60);

  set_up (&fixture, 1, 0);
  hw_test_wait_until (is_seen, fixture.view, "a text that fits is seen");
  hw_document_view_set_document (fixture.view, other);
  g_assert_false (hw_document_view_get_seen (fixture.view));
  hw_test_wait_until (has_height, get_inner (&fixture), "the text is laid out");
  hw_test_frames (fixture.window, 10);
  g_assert_false (hw_document_view_get_seen (fixture.view));
  free_document (other);
  tear_down (&fixture);
}

static int
get_line_top (GtkTextView *view, int offset)
{
  GtkTextIter iter;
  GdkRectangle place;

  gtk_text_buffer_get_iter_at_offset (gtk_text_view_get_buffer (view), &iter, offset);
  gtk_text_view_get_iter_location (view, &iter, &place);
  return place.y;
}

/* At whatever width: each paragraph ends with "です。". */
static void
lines_end_between_words (void)
{
  Fixture fixture;
  GtkTextView *text_view;

  set_up (&fixture, 2, 0);
  text_view = GTK_TEXT_VIEW (hw_document_view_get_text_view (fixture.view));
  for (int width = 500; width < 620; width += 4)
    {
      GtkTextIter end;

      gtk_widget_set_size_request (GTK_WIDGET (fixture.view), width, -1);
      hw_test_frames (fixture.window, 3);
      gtk_text_buffer_get_end_iter (gtk_text_view_get_buffer (text_view), &end);
      g_assert_cmpint (get_line_top (text_view, gtk_text_iter_get_offset (&end) - 3), ==,
                       get_line_top (text_view, gtk_text_iter_get_offset (&end) - 1));
    }
  tear_down (&fixture);
}

static gboolean
has_selection (gpointer data)
{
  return gtk_text_buffer_get_has_selection (data);
}

static void
search_selects_what_it_finds (void)
{
  Fixture fixture;
  GtkTextBuffer *buffer;
  GtkWidget *entry;
  GtkTextIter start, end;
  g_autofree char *found = NULL;
  int before, after;

  set_up (&fixture, 3, 0);
  hw_test_frames (fixture.window, 4);
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (hw_document_view_get_text_view (fixture.view)));
  hw_document_view_open_search (fixture.view);
  entry = hw_test_find (fixture.view, GTK_TYPE_SEARCH_ENTRY, NULL);
  g_assert_nonnull (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), "選考活動");
  hw_test_wait_until (has_selection, buffer, "a match");
  gtk_text_buffer_get_selection_bounds (buffer, &start, &end);
  found = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  g_assert_cmpstr (found, ==, "選考活動");

  gtk_widget_measure (GTK_WIDGET (fixture.view), GTK_ORIENTATION_HORIZONTAL, -1, &before, NULL, NULL, NULL);
  gtk_editable_set_text (GTK_EDITABLE (entry), "どこにもない語");
  hw_test_wait_text (fixture.view, "見つかりません");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "見つかりません");
  g_assert_false (gtk_text_buffer_get_has_selection (buffer));
  gtk_widget_measure (GTK_WIDGET (fixture.view), GTK_ORIENTATION_HORIZONTAL, -1, &after, NULL, NULL, NULL);
  g_assert_cmpint (after, ==, before); /* a narrow window stays as it is */
  tear_down (&fixture);
}

static void
area_bears_the_title (void)
{
  Fixture fixture;

  set_up (&fixture, 1, 0);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (hw_document_view_get_text_view (fixture.view)),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "マイページ利用規約");
  tear_down (&fixture);
}

int
main (int argc, char *argv[])
{
  g_autoptr (HwApplication) application = NULL;

  hw_test_gui_init (&argc, &argv);
  application = hw_test_application ();
  g_test_add_func ("/document-view/text-that-fits-is-seen-at-once", fitting_text_is_seen_at_once);
  g_test_add_func ("/document-view/long-text-is-unseen-until-its-end", long_text_is_unseen_until_its_end);
  g_test_add_func ("/document-view/text-below-the-fold-is-unseen", text_below_the_fold_is_unseen);
  g_test_add_func ("/document-view/end-below-the-fold-is-unseen", end_scrolled_to_below_the_fold_is_unseen);
  g_test_add_func ("/document-view/button-leads-page-area-and-focus-to-the-end", go_to_end_shows_the_end);
  g_test_add_func ("/document-view/caret-at-the-end-counts", caret_at_the_end_counts);
  g_test_add_func ("/document-view/another-document-is-unseen", another_document_is_unseen);
  g_test_add_func ("/document-view/lines-end-between-words", lines_end_between_words);
  g_test_add_func ("/document-view/search-selects-what-it-finds", search_selects_what_it_finds);
  g_test_add_func ("/document-view/area-bears-the-title", area_bears_the_title);
  return g_test_run ();
}
