/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/hw-help-window.h"
#include "app/hw-help-pages.h"
#include "app/hw-startup.h"
#include "app/widgets/hw-document-view.h"
#include "app/widgets/hw-header-bar.h"
#include "app/widgets/hw-heading.h"
#include "app/widgets/hw-landmark.h"
#include "app/widgets/hw-link.h"
#include <glib/gi18n.h>

#define PAGE_KEY "hw-help-page"
#define TOPICS "topics"
#define TEXT "text"

struct _HwHelpWindow
{
  AdwWindow parent_instance;
  GPtrArray *pages; /* (element-type HwHelpPage) */
  GtkStack *stack;
  GtkBox *topics;
  GtkWidget *back;
  HwHeading *title;
  HwDocumentView *view;
  GtkWidget *chosen; /* (nullable): the topic's link, which gets the focus back */
};

G_DEFINE_FINAL_TYPE (HwHelpWindow, hw_help_window, ADW_TYPE_WINDOW)

static void
show_page (HwHelpWindow *self, const HwHelpPage *page)
{
  g_object_set (self->title, "label", page->document->title, NULL);
  hw_document_view_set_document (self->view, page->document);
  gtk_stack_set_visible_child_name (self->stack, TEXT);
  gtk_widget_set_visible (self->back, TRUE);
  gtk_widget_grab_focus (hw_document_view_get_text_view (self->view));
}

static void
on_topic (GtkButton *link, HwHelpWindow *self)
{
  self->chosen = GTK_WIDGET (link);
  show_page (self, g_object_get_data (G_OBJECT (link), PAGE_KEY));
}

static void
show_topics (HwHelpWindow *self)
{
  gtk_stack_set_visible_child_name (self->stack, TOPICS);
  gtk_widget_set_visible (self->back, FALSE);
  if (self->chosen != NULL)
    gtk_widget_grab_focus (self->chosen);
}

static gboolean
on_escape (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  gtk_window_close (GTK_WINDOW (widget));
  return GDK_EVENT_STOP;
}

static gboolean
on_back_key (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  show_topics (HW_HELP_WINDOW (widget));
  return GDK_EVENT_STOP;
}

static void
add_group (HwHelpWindow *self, const char *id, const char *title)
{
  gtk_box_append (self->topics, g_object_new (HW_TYPE_HEADING, "level", 2, "label", title, NULL));
  for (guint i = 0; i < self->pages->len; i++)
    {
      HwHelpPage *page = g_ptr_array_index (self->pages, i);
      GtkWidget *link;

      if (g_strcmp0 (page->group, id) != 0)
        continue;
      link = hw_link_new (page->document->title, NULL);
      g_object_set_data (G_OBJECT (link), PAGE_KEY, page);
      g_signal_connect_object (link, "clicked", G_CALLBACK (on_topic), self, 0);
      gtk_box_append (self->topics, link);
    }
}

static void
fill_topics (HwHelpWindow *self)
{
  HwHelpPage *index;

  if (self->pages->len == 0)
    return;
  index = g_ptr_array_index (self->pages, 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->topics), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  index->document->title, -1);
  gtk_box_append (self->topics,
                  g_object_new (HW_TYPE_HEADING, "level", 1, "label", index->document->title, NULL));
  for (guint i = 0; i < index->groups->len; i++)
    {
      HwDocumentSection *section = g_ptr_array_index (index->document->sections, i);

      add_group (self, g_ptr_array_index (index->groups, i), section->heading);
    }
}

static void
hw_help_window_finalize (GObject *object)
{
  g_ptr_array_unref (HW_HELP_WINDOW (object)->pages);

  G_OBJECT_CLASS (hw_help_window_parent_class)->finalize (object);
}

static void
hw_help_window_class_init (HwHelpWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hw_help_window_finalize;
  gtk_widget_class_add_binding (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, on_escape, NULL);
  gtk_widget_class_add_binding (GTK_WIDGET_CLASS (klass), GDK_KEY_Left, GDK_ALT_MASK, on_back_key, NULL);
}

static GtkWidget *
new_header (HwHelpWindow *self)
{
  GtkWidget *header = hw_header_bar_new (_ ("Help"));

  self->back = gtk_button_new_from_icon_name ("go-previous-symbolic");
  gtk_widget_set_tooltip_text (self->back, _ ("Back to the topics"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->back), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Back to the topics"), -1);
  gtk_widget_set_visible (self->back, FALSE);
  g_signal_connect_object (self->back, "clicked", G_CALLBACK (show_topics), self, G_CONNECT_SWAPPED);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), self->back);
  return header;
}

static void
hw_help_window_init (HwHelpWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkBox *text = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 12));
  GtkWidget *view = hw_document_view_new ();

  self->pages = hw_help_pages_load (hw_startup_get_language ());
  self->stack = GTK_STACK (gtk_stack_new ());
  self->topics = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 8,
                               "accessible-role", hw_landmark_role (GTK_ACCESSIBLE_ROLE_NAVIGATION), NULL);
  self->view = HW_DOCUMENT_VIEW (view);
  gtk_widget_add_css_class (GTK_WIDGET (self), "hw-window");
  gtk_widget_add_css_class (GTK_WIDGET (self->topics), "hw-content");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->topics));
  gtk_widget_set_vexpand (view, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (text), "hw-content");
  self->title = g_object_new (HW_TYPE_HEADING, "level", 1, NULL);
  gtk_box_append (text, GTK_WIDGET (self->title));
  gtk_box_append (text, view);
  gtk_stack_add_named (self->stack, scroller, TOPICS);
  gtk_stack_add_named (self->stack, GTK_WIDGET (text), TEXT);
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  gtk_box_append (GTK_BOX (box), new_header (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->stack));
  adw_window_set_content (ADW_WINDOW (self), box);
  fill_topics (self);
}

GtkWindow *
hw_help_window_new (GtkWindow *parent, const char *topic)
{
  HwHelpWindow *self =
    g_object_new (HW_TYPE_HELP_WINDOW, "transient-for", parent, "title", _ ("Help"), "default-width", 680,
                  "default-height", 640, "destroy-with-parent", TRUE, NULL);

  for (guint i = 1; topic != NULL && i < self->pages->len; i++)
    {
      HwHelpPage *page = g_ptr_array_index (self->pages, i);

      if (g_str_equal (page->id, topic))
        show_page (self, page);
    }
  return GTK_WINDOW (self);
}
