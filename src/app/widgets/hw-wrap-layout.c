/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/hw-wrap-layout.h"

struct _HwWrapLayout
{
  GtkLayoutManager parent_instance;
  int width; /* of the widget when it was last placed; -1: not yet */
};

G_DEFINE_FINAL_TYPE (HwWrapLayout, hw_wrap_layout, GTK_TYPE_LAYOUT_MANAGER)

static GtkSizeRequestMode
hw_wrap_layout_get_request_mode (GtkLayoutManager *layout, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
hw_wrap_layout_measure (GtkLayoutManager *layout,
                        GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  HwWrapLayout *self = HW_WRAP_LAYOUT (layout);
  GtkWidget *child = gtk_widget_get_first_child (widget);
  int least = 0;

  if (child == NULL)
    return;
  if (orientation == GTK_ORIENTATION_VERTICAL && for_size < 0 && self->width >= 0)
    {
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
      for_size = MAX (self->width, least);
    }
  gtk_widget_measure (child, orientation, for_size, minimum, natural, minimum_baseline, natural_baseline);
}

static gboolean
measure_anew (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  gtk_widget_queue_resize (widget);
  return G_SOURCE_REMOVE;
}

static void
hw_wrap_layout_allocate (GtkLayoutManager *layout, GtkWidget *widget, int width, int height, int baseline)
{
  HwWrapLayout *self = HW_WRAP_LAYOUT (layout);
  GtkWidget *child = gtk_widget_get_first_child (widget);

  if (child != NULL)
    gtk_widget_size_allocate (child, &(GtkAllocation){ 0, 0, width, height }, baseline);
  /* Not while widgets are being placed. */
  if (self->width != width)
    gtk_widget_add_tick_callback (widget, measure_anew, NULL, NULL);
  self->width = width;
}

static void
hw_wrap_layout_class_init (HwWrapLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = hw_wrap_layout_get_request_mode;
  layout_class->measure = hw_wrap_layout_measure;
  layout_class->allocate = hw_wrap_layout_allocate;
}

static void
hw_wrap_layout_init (HwWrapLayout *self)
{
  self->width = -1;
}

GtkLayoutManager *
hw_wrap_layout_new (void)
{
  return g_object_new (HW_TYPE_WRAP_LAYOUT, NULL);
}
