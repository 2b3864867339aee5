/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/hw-help-pages.h"
#include "hw-help-resources.h"
#include <gio/gio.h>
#include <string.h>

#define FOLDER "/io/github/hellowork_mypage/MyPage/help"
#define INDEX "index"

/* What the parser is at. */
typedef struct
{
  HwHelpPage *page;
  HwLanguage language;
  GString *text;              /* (nullable): of the paragraph or the title */
  HwDocumentSection *section; /* not owned */
  GPtrArray *paragraphs;      /* of the section */
  guint step;                 /* from 1; 0: not in steps */
  gsize label;                /* where the label that is being read begins in the text */
  guint keys;                 /* in the combination so far */
  gboolean in_info;
  gboolean in_list;
  gboolean in_sort_key;
} HwParsing;

static void
section_free (gpointer data)
{
  HwDocumentSection *section = data;

  g_free (section->heading);
  g_strfreev (section->paragraphs);
  g_free (section);
}

void
hw_help_page_free (HwHelpPage *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->group);
  g_free (self->sort_key);
  g_clear_pointer (&self->document, hw_document_free);
  g_ptr_array_unref (self->groups);
  g_free (self);
}

static void
end_section (HwParsing *parsing)
{
  if (parsing->section == NULL)
    return;
  g_ptr_array_add (parsing->paragraphs, NULL);
  parsing->section->paragraphs = (GStrv) g_ptr_array_steal (parsing->paragraphs, NULL);
  parsing->section = NULL;
}

static void
begin_section (HwParsing *parsing)
{
  end_section (parsing);
  parsing->section = g_new0 (HwDocumentSection, 1);
  g_ptr_array_add (parsing->page->document->sections, parsing->section);
}

static const char *
find_attribute (const char *const *names, const char *const *values, const char *name)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_equal (names[i], name))
      return values[i];
  return NULL;
}

/* Quotation marks around the label that was read; others where it begins with one. */
static void
end_label (HwParsing *parsing)
{
  const char *marks[] = { "“", "”" };

  if (parsing->language == HW_LANGUAGE_JA)
    {
      gboolean quotes = g_str_has_prefix (parsing->text->str + parsing->label, "「");

      marks[0] = quotes ? "『" : "「";
      marks[1] = quotes ? "』" : "」";
    }
  g_string_insert (parsing->text, (gssize) parsing->label, marks[0]);
  g_string_append (parsing->text, marks[1]);
}

static void
begin_paragraph (HwParsing *parsing)
{
  if (parsing->section == NULL)
    begin_section (parsing);
  parsing->text = g_string_new (NULL);
  if (parsing->step > 0)
    g_string_append_printf (parsing->text, "%u. ", parsing->step);
  else if (parsing->in_list)
    g_string_append (parsing->text, parsing->language == HW_LANGUAGE_JA ? "・" : "• ");
}

static void
begin_info_element (HwParsing *parsing, const char *name, const char *const *names, const char *const *values)
{
  const char *xref = find_attribute (names, values, "xref");

  if (g_str_equal (name, "link") && xref != NULL && g_str_has_prefix (xref, INDEX "#"))
    {
      g_free (parsing->page->group);
      parsing->page->group = g_strdup (xref + strlen (INDEX "#"));
    }
  else if (g_str_equal (name, "title"))
    {
      parsing->in_sort_key = TRUE;
      parsing->text = g_string_new (NULL);
    }
}

static void
on_start (GMarkupParseContext *context,
          const char *name,
          const char **names,
          const char **values,
          gpointer data,
          GError **error)
{
  HwParsing *parsing = data;
  const char *id = find_attribute (names, values, "id");

  if (parsing->in_info)
    begin_info_element (parsing, name, names, values);
  else if (g_str_equal (name, "page"))
    parsing->page->id = g_strdup (id);
  else if (g_str_equal (name, "info"))
    parsing->in_info = TRUE;
  else if (g_str_equal (name, "section"))
    {
      begin_section (parsing);
      g_ptr_array_add (parsing->page->groups, g_strdup (id));
    }
  else if (g_str_equal (name, "steps"))
    parsing->step = 1;
  else if (g_str_equal (name, "list"))
    parsing->in_list = TRUE;
  else if (g_str_equal (name, "title"))
    parsing->text = g_string_new (NULL);
  else if (g_str_equal (name, "p"))
    begin_paragraph (parsing);
  else if (g_str_equal (name, "gui") && parsing->text != NULL)
    parsing->label = parsing->text->len;
  else if (g_str_equal (name, "keyseq"))
    parsing->keys = 0;
  else if (g_str_equal (name, "key") && parsing->text != NULL && parsing->keys++ > 0)
    g_string_append_c (parsing->text, '+');
}

static void
end_title (HwParsing *parsing)
{
  char *title = g_string_free (g_steal_pointer (&parsing->text), FALSE);

  if (parsing->in_sort_key)
    parsing->page->sort_key = title;
  else if (parsing->section != NULL && parsing->section->heading == NULL
           && parsing->page->document->title != NULL)
    parsing->section->heading = title;
  else
    parsing->page->document->title = title;
  parsing->in_sort_key = FALSE;
}

static void
on_end (GMarkupParseContext *context, const char *name, gpointer data, GError **error)
{
  HwParsing *parsing = data;

  if (g_str_equal (name, "info"))
    parsing->in_info = FALSE;
  else if (g_str_equal (name, "title") && parsing->text != NULL)
    end_title (parsing);
  else if (parsing->in_info)
    return;
  else if (g_str_equal (name, "p"))
    g_ptr_array_add (parsing->paragraphs, g_string_free (g_steal_pointer (&parsing->text), FALSE));
  else if (g_str_equal (name, "item") && parsing->step > 0)
    parsing->step++;
  else if (g_str_equal (name, "steps"))
    parsing->step = 0;
  else if (g_str_equal (name, "list"))
    parsing->in_list = FALSE;
  else if (g_str_equal (name, "gui") && parsing->text != NULL)
    end_label (parsing);
  else if (g_str_equal (name, "keyseq") || g_str_equal (name, "key"))
    parsing->keys = g_str_equal (name, "key") ? parsing->keys : 0;
}

static void
on_text (GMarkupParseContext *context, const char *text, gsize length, gpointer data, GError **error)
{
  HwParsing *parsing = data;

  if (parsing->text != NULL)
    g_string_append_len (parsing->text, text, (gssize) length);
}

static const GMarkupParser parser = { on_start, on_end, on_text, NULL, NULL };

HwHelpPage *
hw_help_page_parse (const char *xml, gssize length, HwLanguage language, GError **error)
{
  g_autoptr (HwHelpPage) page = g_new0 (HwHelpPage, 1);
  g_autoptr (GMarkupParseContext) context = NULL;
  HwParsing parsing = { .page = page, .language = language };
  gboolean parsed;

  page->groups = g_ptr_array_new_with_free_func (g_free);
  page->document = g_new0 (HwDocument, 1);
  page->document->sections = g_ptr_array_new_with_free_func (section_free);
  parsing.paragraphs = g_ptr_array_new ();
  context = g_markup_parse_context_new (&parser, 0, &parsing, NULL);
  parsed = g_markup_parse_context_parse (context, xml, length, error)
           && g_markup_parse_context_end_parse (context, error);
  end_section (&parsing);
  g_ptr_array_unref (parsing.paragraphs);
  if (parsing.text != NULL)
    g_string_free (parsing.text, TRUE);
  if (!parsed)
    return NULL;
  if (page->id == NULL || page->document->title == NULL)
    {
      g_set_error_literal (error, G_MARKUP_ERROR, G_MARKUP_ERROR_INVALID_CONTENT, "not a page of Mallard");
      return NULL;
    }
  return g_steal_pointer (&page);
}

/* The index has no key and is the first. */
static int
compare (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 ((*(HwHelpPage *const *) a)->sort_key, (*(HwHelpPage *const *) b)->sort_key);
}

GPtrArray *
hw_help_pages_load (HwLanguage language)
{
  g_autoptr (GPtrArray) pages = g_ptr_array_new_with_free_func ((GDestroyNotify) hw_help_page_free);
  g_autofree char *folder = g_strconcat (FOLDER, language == HW_LANGUAGE_JA ? "/ja" : "/C", NULL);
  g_auto (GStrv) names = g_resource_enumerate_children (hw_help_get_resource (), folder, 0, NULL);

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_autofree char *path = g_build_path ("/", folder, names[i], NULL);
      g_autoptr (GBytes) bytes = g_resource_lookup_data (hw_help_get_resource (), path, 0, NULL);
      gsize length;
      const char *xml = g_bytes_get_data (bytes, &length);
      g_autoptr (GError) error = NULL;
      HwHelpPage *page = hw_help_page_parse (xml, (gssize) length, language, &error);

      if (page != NULL)
        g_ptr_array_add (pages, page);
      else
        g_critical ("%s: %s", path, error->message);
    }
  g_ptr_array_sort (pages, compare);
  return g_steal_pointer (&pages);
}
