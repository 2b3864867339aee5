/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/hw-document-search.h"
#include "app/widgets/hw-text.h"
#include <glib/gi18n.h>

struct _HwDocumentSearch
{
  GtkBox parent_instance;
  GtkTextView *text_view; /* not owned: our sibling */
  GtkSearchBar *bar;
  GtkEditable *entry;
  GtkLabel *outcome;
};

G_DEFINE_FINAL_TYPE (HwDocumentSearch, hw_document_search, GTK_TYPE_BOX)

typedef enum
{
  FROM_SELECTION_START,
  FROM_SELECTION_END,
  BEFORE_SELECTION,
} SearchFrom;

static void
show_match (HwDocumentSearch *self, const GtkTextIter *start, const GtkTextIter *end)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text_view);

  gtk_text_buffer_select_range (buffer, start, end);
  gtk_text_view_scroll_to_mark (self->text_view, gtk_text_buffer_get_insert (buffer), 0.1, FALSE, 0, 0);
}

static gboolean
search_once (HwDocumentSearch *self, const GtkTextIter *from, gboolean forward)
{
  const char *text = gtk_editable_get_text (self->entry);
  GtkTextSearchFlags flags = GTK_TEXT_SEARCH_CASE_INSENSITIVE | GTK_TEXT_SEARCH_VISIBLE_ONLY;
  GtkTextIter start, end;
  gboolean found = forward ? gtk_text_iter_forward_search (from, text, flags, &start, &end, NULL)
                           : gtk_text_iter_backward_search (from, text, flags, &start, &end, NULL);

  if (found)
    show_match (self, &start, &end);
  return found;
}

/* The field says it, too: a screen reader is there. */
static void
set_outcome (HwDocumentSearch *self, const char *outcome)
{
  gtk_label_set_label (self->outcome, outcome);
  gtk_widget_set_visible (GTK_WIDGET (self->outcome), *outcome != '\0');
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, outcome,
                                  -1);
}

static void
search (HwDocumentSearch *self, SearchFrom from)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text_view);
  gboolean forward = from != BEFORE_SELECTION;
  GtkTextIter start, end, edge;
  gboolean found;

  if (*gtk_editable_get_text (self->entry) == '\0')
    {
      set_outcome (self, "");
      return;
    }
  gtk_text_buffer_get_selection_bounds (buffer, &start, &end);
  found = search_once (self, from == FROM_SELECTION_END ? &end : &start, forward);
  if (!found)
    {
      if (forward)
        gtk_text_buffer_get_start_iter (buffer, &edge);
      else
        gtk_text_buffer_get_end_iter (buffer, &edge);
      found = search_once (self, &edge, forward);
    }
  if (!found)
    gtk_text_buffer_place_cursor (buffer, &start);
  set_outcome (self, found ? "" : _ ("Not found"));
}

static void
on_search_changed (HwDocumentSearch *self)
{
  search (self, FROM_SELECTION_START);
}

static void
on_next (HwDocumentSearch *self)
{
  search (self, FROM_SELECTION_END);
}

static void
on_previous (HwDocumentSearch *self)
{
  search (self, BEFORE_SELECTION);
}

static void
on_stop (HwDocumentSearch *self)
{
  gtk_search_bar_set_search_mode (self->bar, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->text_view));
}

static GtkWidget *
new_button (HwDocumentSearch *self, const char *icon, const char *name, GCallback callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  return button;
}

static void
hw_document_search_class_init (HwDocumentSearchClass *klass)
{
}

static void
hw_document_search_init (HwDocumentSearch *self)
{
  GtkWidget *rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->bar = GTK_SEARCH_BAR (gtk_search_bar_new ());
  gtk_widget_set_hexpand (GTK_WIDGET (self->bar), TRUE);
  self->entry = GTK_EDITABLE (gtk_search_entry_new ());
  gtk_widget_set_hexpand (GTK_WIDGET (self->entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Search this document"), -1);
  g_signal_connect_object (self->entry, "search-changed", G_CALLBACK (on_search_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (on_next), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "next-match", G_CALLBACK (on_next), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "previous-match", G_CALLBACK (on_previous), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "stop-search", G_CALLBACK (on_stop), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (row), GTK_WIDGET (self->entry));
  gtk_box_append (GTK_BOX (row),
                  new_button (self, "go-up-symbolic", _ ("Previous match"), G_CALLBACK (on_previous)));
  gtk_box_append (GTK_BOX (row),
                  new_button (self, "go-down-symbolic", _ ("Next match"), G_CALLBACK (on_next)));
  gtk_box_append (GTK_BOX (rows), row);
  self->outcome = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS, "visible",
                                FALSE, "xalign", 0.0, NULL);
  hw_text_wrap (self->outcome);
  gtk_box_append (GTK_BOX (rows), GTK_WIDGET (self->outcome));
  gtk_search_bar_set_child (self->bar, rows);
  gtk_search_bar_connect_entry (self->bar, self->entry);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->bar));
}

GtkWidget *
hw_document_search_new (GtkTextView *text_view)
{
  HwDocumentSearch *self = g_object_new (HW_TYPE_DOCUMENT_SEARCH, NULL);

  self->text_view = text_view;
  return GTK_WIDGET (self);
}

void
hw_document_search_open (HwDocumentSearch *self)
{
  g_return_if_fail (HW_IS_DOCUMENT_SEARCH (self));
  gtk_search_bar_set_search_mode (self->bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}
