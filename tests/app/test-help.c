/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hw-test-gui.h"
#include "app/hw-flow.h"
#include "app/hw-help-pages.h"
#include "app/hw-help-window.h"
#include "app/widgets/hw-document-view.h"
#include "app/widgets/hw-link.h"

static const HwHelpPage *
find (GPtrArray *pages, const char *id)
{
  for (guint i = 0; i < pages->len; i++)
    if (g_str_equal (((HwHelpPage *) g_ptr_array_index (pages, i))->id, id))
      return g_ptr_array_index (pages, i);
  return NULL;
}

static void
pages_are_read (void)
{
  static const char XML[] =
    "<page id='x' type='topic'><info><link type='guide' xref='index#open'/><title type='sort'>03</title>"
    "<desc>Not shown</desc></info><title>Title</title><p>Press <gui>Next</gui>, or <keyseq><key>Ctrl</key>"
    "<key>F</key></keyseq> and <key>End</key>.</p><steps><item><p>One</p></item><item><p>Two <link "
    "xref='y'>of "
    "it</link></p></item></steps><section id='s'><title>More</title><list><item><p>Item</p></item></list>"
    "<note><p>Note</p></note></section></page>";
  g_autoptr (GError) error = NULL;
  g_autoptr (HwHelpPage) page = hw_help_page_parse (XML, -1, HW_LANGUAGE_EN, &error);
  HwDocumentSection *section;

  g_assert_no_error (error);
  g_assert_cmpstr (page->id, ==, "x");
  g_assert_cmpstr (page->group, ==, "open");
  g_assert_cmpstr (page->sort_key, ==, "03");
  g_assert_cmpstr (page->document->title, ==, "Title");
  g_assert_cmpuint (page->document->sections->len, ==, 2);
  section = g_ptr_array_index (page->document->sections, 0);
  g_assert_null (section->heading);
  g_assert_cmpuint (g_strv_length (section->paragraphs), ==, 3);
  g_assert_cmpstr (section->paragraphs[0], ==, "Press “Next”, or Ctrl+F and End.");
  g_assert_cmpstr (section->paragraphs[1], ==, "1. One");
  g_assert_cmpstr (section->paragraphs[2], ==, "2. Two of it");
  section = g_ptr_array_index (page->document->sections, 1);
  g_assert_cmpstr (section->heading, ==, "More");
  g_assert_cmpstr (section->paragraphs[0], ==, "• Item");
  g_assert_cmpstr (section->paragraphs[1], ==, "Note");
}

static void
labels_are_quoted (void)
{
  static const char XML[] = "<page id='x'><title>Title</title><p>次に<gui>次へ進む</gui>、または"
                            "<gui>「規約」に同意します</gui>。</p></page>";
  g_autoptr (HwHelpPage) page = hw_help_page_parse (XML, -1, HW_LANGUAGE_JA, NULL);
  HwDocumentSection *section = g_ptr_array_index (page->document->sections, 0);

  g_assert_cmpstr (section->paragraphs[0], ==, "次に「次へ進む」、または『「規約」に同意します』。");
}

static void
what_is_no_page_is_refused (void)
{
  static const char *const wrong[] = { "", "no XML", "<page id='x'><title>Cut", "<html/>", "<page id='x'/>" };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (hw_help_page_parse (wrong[i], -1, HW_LANGUAGE_JA, &error));
      g_assert_nonnull (error);
    }
}

static void
all_pages_are_there_in_both_languages (void)
{
  g_autoptr (GPtrArray) ja = hw_help_pages_load (HW_LANGUAGE_JA);
  g_autoptr (GPtrArray) en = hw_help_pages_load (HW_LANGUAGE_EN);
  const HwHelpPage *index = g_ptr_array_index (ja, 0);

  g_assert_cmpuint (ja->len, >, 10);
  g_assert_cmpuint (ja->len, ==, en->len);
  g_assert_cmpstr (index->id, ==, "index");
  for (guint i = 0; i < ja->len; i++)
    {
      const HwHelpPage *page = g_ptr_array_index (ja, i);
      const HwHelpPage *other = g_ptr_array_index (en, i);

      g_assert_cmpstr (page->id, ==, other->id);
      g_assert_cmpuint (page->document->sections->len, ==, other->document->sections->len);
      if (i > 0)
        g_assert_true (g_ptr_array_find_with_equal_func (index->groups, page->group, g_str_equal, NULL));
    }
}

/* What F1 opens. */
static void
topics_of_the_flow_are_pages (void)
{
  static const char *const topics[] = { "server",     "consent", "email",  "password",
                                        "completion", "login",   "my-page" };
  g_autoptr (GPtrArray) pages = hw_help_pages_load (HW_LANGUAGE_JA);

  for (guint i = 0; i < G_N_ELEMENTS (topics); i++)
    g_assert_nonnull (find (pages, topics[i]));
}

static gboolean
is_mapped (gpointer widget)
{
  return gtk_widget_get_mapped (widget);
}

static void
topics_are_listed_and_opened (void)
{
  GtkWindow *window = hw_help_window_new (NULL, NULL);
  GtkWidget *view;

  gtk_window_present (window);
  hw_test_wait_until (is_mapped, window, "the window");
  g_assert_true (hw_test_shows (window, "求人者マイページの開設"));
  hw_test_press (window, "メールが届かないとき");
  view = hw_test_find (window, HW_TYPE_DOCUMENT_VIEW, NULL);
  hw_test_wait_until (is_mapped, view, "the topic");
  g_assert_false (gtk_widget_get_mapped (hw_test_find (window, HW_TYPE_LINK, "メールが届かないとき")));
  gtk_window_destroy (window);

  window = hw_help_window_new (NULL, "password");
  gtk_window_present (window);
  hw_test_wait_until (is_mapped, hw_test_find (window, HW_TYPE_DOCUMENT_VIEW, NULL), "the topic asked for");
  gtk_window_destroy (window);
}

int
main (int argc, char *argv[])
{
  hw_test_gui_init (&argc, &argv);
  adw_init ();
  g_test_add_func ("/help/pages-are-read", pages_are_read);
  g_test_add_func ("/help/labels-are-quoted-readably", labels_are_quoted);
  g_test_add_func ("/help/what-is-no-page-is-refused", what_is_no_page_is_refused);
  g_test_add_func ("/help/all-pages-are-there-in-both-languages", all_pages_are_there_in_both_languages);
  g_test_add_func ("/help/topics-of-the-flow-are-pages", topics_of_the_flow_are_pages);
  g_test_add_func ("/help/topics-are-listed-and-opened", topics_are_listed_and_opened);
  return g_test_run ();
}
