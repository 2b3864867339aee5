/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/hw-document-view.h"
#include "app/widgets/hw-document-search.h"
#include "app/widgets/hw-text.h"
#include <math.h>

#define AREA_HEIGHT 280
#define FRAMES_BEFORE_LOOKING 2 /* one to lay out and draw, then look */

struct _HwDocumentView
{
  GtkBox parent_instance;
  HwDocumentSearch *search;
  GtkScrolledWindow *scroller;
  GtkTextView *text_view;
  GPtrArray *outer; /* (element-type GtkAdjustment): of the scrolling areas around, while mapped */
  guint tick;
  guint frames;
  gboolean filled;
  gboolean seen;
  gboolean going_to_end;
};

G_DEFINE_FINAL_TYPE (HwDocumentView, hw_document_view, GTK_TYPE_BOX)

enum
{
  PROP_SEEN = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* GtkTextView lays lines out in an idle; those that it has not come to yet have no height. */
static gboolean
is_laid_out (HwDocumentView *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text_view);
  GtkTextIter iter;

  gtk_text_buffer_get_start_iter (buffer, &iter);
  do
    {
      int y, height;

      gtk_text_view_get_line_yrange (self->text_view, &iter, &y, &height);
      if (height <= 0)
        return FALSE;
    }
  while (gtk_text_iter_forward_line (&iter));
  return TRUE;
}

static gboolean
lies_within (GtkWidget *widget, int top, int bottom, GtkWidget *ancestor)
{
  graphene_point_t from, to;

  if (!gtk_widget_compute_point (widget, ancestor, &GRAPHENE_POINT_INIT (0, top), &from)
      || !gtk_widget_compute_point (widget, ancestor, &GRAPHENE_POINT_INIT (0, bottom), &to))
    return FALSE;
  return roundf (from.y) >= -1 && roundf (to.y) <= gtk_widget_get_height (ancestor) + 1;
}

static gboolean
last_line_is_on_screen (HwDocumentView *self)
{
  GtkWidget *view = GTK_WIDGET (self->text_view);
  GtkTextIter end;
  GdkRectangle line;
  int x, top;

  gtk_text_buffer_get_end_iter (gtk_text_view_get_buffer (self->text_view), &end);
  gtk_text_view_get_iter_location (self->text_view, &end, &line);
  gtk_text_view_buffer_to_window_coords (self->text_view, GTK_TEXT_WINDOW_WIDGET, line.x, line.y, &x, &top);
  if (!lies_within (view, top, top + line.height, view))
    return FALSE;
  for (GtkWidget *ancestor = view; ancestor != NULL; ancestor = gtk_widget_get_parent (ancestor))
    {
      if ((GTK_IS_SCROLLED_WINDOW (ancestor) || GTK_IS_ROOT (ancestor))
          && !lies_within (view, top, top + line.height, ancestor))
        return FALSE;
    }
  return TRUE;
}

/* The focus alone scrolls the page around only where it moves, and with an animation. */
static void
bring_on_screen (HwDocumentView *self)
{
  GtkWidget *area = GTK_WIDGET (self->scroller);

  for (GtkWidget *outer = gtk_widget_get_parent (area); outer != NULL; outer = gtk_widget_get_parent (outer))
    {
      GtkAdjustment *adjustment;
      graphene_rect_t bounds;
      double top, bottom, page;

      if (!GTK_IS_VIEWPORT (outer)
          || !gtk_widget_compute_bounds (area, gtk_viewport_get_child (GTK_VIEWPORT (outer)), &bounds))
        continue;
      adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (outer));
      top = bounds.origin.y;
      bottom = top + bounds.size.height;
      page = gtk_adjustment_get_page_size (adjustment);
      if (top < gtk_adjustment_get_value (adjustment)
          || bottom > gtk_adjustment_get_value (adjustment) + page)
        gtk_adjustment_set_value (adjustment, bottom - page); /* ends an animation, too */
    }
}

static void
show_end (HwDocumentView *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);

  self->going_to_end = FALSE;
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
  bring_on_screen (self);
}

static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  HwDocumentView *self = HW_DOCUMENT_VIEW (widget);

  if (++self->frames < FRAMES_BEFORE_LOOKING)
    return G_SOURCE_CONTINUE;
  if (!is_laid_out (self))
    return G_SOURCE_CONTINUE;
  if (self->going_to_end)
    {
      show_end (self);
      self->frames = 0;
      return G_SOURCE_CONTINUE;
    }
  self->tick = 0;
  if (!self->seen && gtk_widget_get_mapped (widget) && last_line_is_on_screen (self))
    {
      self->seen = TRUE;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEEN]);
    }
  return G_SOURCE_REMOVE;
}

static void
look_soon (HwDocumentView *self)
{
  if ((self->seen && !self->going_to_end) || !self->filled || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->frames = 0;
  if (self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_tick, NULL, NULL);
}

static void
stop_looking (HwDocumentView *self)
{
  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
  self->tick = 0;
}

static void
watch (HwDocumentView *self, GtkAdjustment *adjustment)
{
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (look_soon), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (look_soon), self, G_CONNECT_SWAPPED);
}

static void
hw_document_view_map (GtkWidget *widget)
{
  HwDocumentView *self = HW_DOCUMENT_VIEW (widget);

  GTK_WIDGET_CLASS (hw_document_view_parent_class)->map (widget);

  for (GtkWidget *outer = gtk_widget_get_parent (widget); outer != NULL;
       outer = gtk_widget_get_parent (outer))
    {
      if (GTK_IS_SCROLLED_WINDOW (outer))
        {
          GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (outer));

          watch (self, adjustment);
          g_ptr_array_add (self->outer, g_object_ref (adjustment));
        }
    }
  look_soon (self);
}

static void
forget_outer (HwDocumentView *self)
{
  for (guint i = 0; i < self->outer->len; i++)
    g_signal_handlers_disconnect_by_data (g_ptr_array_index (self->outer, i), self);
  g_ptr_array_set_size (self->outer, 0);
}

static void
hw_document_view_unmap (GtkWidget *widget)
{
  HwDocumentView *self = HW_DOCUMENT_VIEW (widget);

  stop_looking (self);
  forget_outer (self);

  GTK_WIDGET_CLASS (hw_document_view_parent_class)->unmap (widget);
}

static void
place_caret (HwDocumentView *self, gboolean at_end)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text_view);
  GtkTextIter iter;

  if (at_end)
    gtk_text_buffer_get_end_iter (buffer, &iter);
  else
    gtk_text_buffer_get_start_iter (buffer, &iter);
  gtk_text_buffer_place_cursor (buffer, &iter);
}

/* Where the end is, is known only once all is laid out: on_tick() goes there. */
static void
go_to_end (HwDocumentView *self)
{
  place_caret (self, TRUE);
  self->going_to_end = TRUE;
  look_soon (self);
}

/* In a text to be read, End means its end. (The text view's own End goes to the line's end.) */
static gboolean
on_key (HwDocumentView *self, guint keyval, guint keycode, GdkModifierType state)
{
  gboolean to_end = keyval == GDK_KEY_End || keyval == GDK_KEY_KP_End;
  gboolean to_start = keyval == GDK_KEY_Home || keyval == GDK_KEY_KP_Home;

  if ((state & gtk_accelerator_get_default_mod_mask ()) != 0 || (!to_end && !to_start))
    return GDK_EVENT_PROPAGATE;
  if (to_end)
    {
      go_to_end (self);
      return GDK_EVENT_STOP;
    }
  place_caret (self, FALSE);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  return GDK_EVENT_STOP;
}

static gboolean
on_find (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  hw_document_view_open_search (HW_DOCUMENT_VIEW (widget));
  return GDK_EVENT_STOP;
}

static void
hw_document_view_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  HwDocumentView *self = HW_DOCUMENT_VIEW (object);

  switch (prop_id)
    {
    case PROP_SEEN:
      g_value_set_boolean (value, self->seen);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hw_document_view_dispose (GObject *object)
{
  HwDocumentView *self = HW_DOCUMENT_VIEW (object);

  stop_looking (self);
  if (self->outer != NULL)
    forget_outer (self);
  g_clear_pointer (&self->outer, g_ptr_array_unref);

  G_OBJECT_CLASS (hw_document_view_parent_class)->dispose (object);
}

static void
hw_document_view_class_init (HwDocumentViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = hw_document_view_get_property;
  object_class->dispose = hw_document_view_dispose;
  widget_class->map = hw_document_view_map;
  widget_class->unmap = hw_document_view_unmap;

  properties[PROP_SEEN] =
    g_param_spec_boolean ("seen", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_add_binding (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, on_find, NULL);
}

static void
hw_document_view_init (HwDocumentView *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkTextBuffer *buffer;

  self->outer = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "hw-document");

  self->text_view = GTK_TEXT_VIEW (gtk_text_view_new ());
  gtk_text_view_set_editable (self->text_view, FALSE);
  gtk_text_view_set_accepts_tab (self->text_view, FALSE);
  gtk_text_view_set_wrap_mode (self->text_view, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_left_margin (self->text_view, 16);
  gtk_text_view_set_right_margin (self->text_view, 16);
  gtk_text_view_set_top_margin (self->text_view, 12);
  gtk_text_view_set_bottom_margin (self->text_view, 12);
  gtk_text_view_set_pixels_inside_wrap (self->text_view, 6);
  gtk_text_view_set_pixels_below_lines (self->text_view, 10);
  buffer = gtk_text_view_get_buffer (self->text_view);
  gtk_text_buffer_create_tag (buffer, "text", "language", pango_language_to_string (hw_text_get_language ()),
                              NULL);
  gtk_text_buffer_create_tag (buffer, "heading", "weight", PANGO_WEIGHT_BOLD, NULL);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->text_view), keys);

  self->scroller = GTK_SCROLLED_WINDOW (gtk_scrolled_window_new ());
  gtk_scrolled_window_set_policy (self->scroller, GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_overlay_scrolling (self->scroller, FALSE);
  gtk_scrolled_window_set_min_content_height (self->scroller, AREA_HEIGHT);
  gtk_widget_set_vexpand (GTK_WIDGET (self->scroller), TRUE);
  gtk_scrolled_window_set_child (self->scroller, GTK_WIDGET (self->text_view));
  watch (self, gtk_scrolled_window_get_vadjustment (self->scroller));

  self->search = HW_DOCUMENT_SEARCH (hw_document_search_new (self->text_view));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->search));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->scroller));
}

GtkWidget *
hw_document_view_new (void)
{
  return g_object_new (HW_TYPE_DOCUMENT_VIEW, NULL);
}

static void
append_block (GtkTextBuffer *buffer, const char *text, const char *tag)
{
  GtkTextIter end;

  gtk_text_buffer_get_end_iter (buffer, &end);
  if (gtk_text_buffer_get_char_count (buffer) > 0)
    gtk_text_buffer_insert (buffer, &end, "\n", 1);
  gtk_text_buffer_insert_with_tags_by_name (buffer, &end, text, -1, "text", tag, NULL);
}

void
hw_document_view_set_document (HwDocumentView *self, const HwDocument *document)
{
  GtkTextBuffer *buffer;
  GtkTextIter start;

  g_return_if_fail (HW_IS_DOCUMENT_VIEW (self));
  g_return_if_fail (document != NULL);

  buffer = gtk_text_view_get_buffer (self->text_view);
  gtk_text_buffer_set_text (buffer, "", 0);
  for (guint i = 0; i < document->sections->len; i++)
    {
      const HwDocumentSection *section = g_ptr_array_index (document->sections, i);

      if (section->heading != NULL)
        append_block (buffer, section->heading, "heading");
      for (char **paragraph = section->paragraphs; paragraph != NULL && *paragraph != NULL; paragraph++)
        append_block (buffer, *paragraph, NULL);
    }
  hw_text_wrap_buffer (buffer);
  gtk_text_buffer_get_start_iter (buffer, &start);
  gtk_text_buffer_place_cursor (buffer, &start);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->text_view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  document->title, -1);

  self->filled = TRUE;
  if (self->seen)
    {
      self->seen = FALSE;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEEN]);
    }
  look_soon (self);
}

gboolean
hw_document_view_get_seen (HwDocumentView *self)
{
  g_return_val_if_fail (HW_IS_DOCUMENT_VIEW (self), FALSE);
  return self->seen;
}

void
hw_document_view_go_to_end (HwDocumentView *self)
{
  g_return_if_fail (HW_IS_DOCUMENT_VIEW (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->text_view));
  go_to_end (self);
}

void
hw_document_view_open_search (HwDocumentView *self)
{
  g_return_if_fail (HW_IS_DOCUMENT_VIEW (self));
  hw_document_search_open (self->search);
}

GtkWidget *
hw_document_view_get_text_view (HwDocumentView *self)
{
  g_return_val_if_fail (HW_IS_DOCUMENT_VIEW (self), NULL);
  return GTK_WIDGET (self->text_view);
}
