/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/hw-button-layout.h"

struct _HwButtonLayout
{
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (HwButtonLayout, hw_button_layout, GTK_TYPE_LAYOUT_MANAGER)

static GtkSizeRequestMode
hw_button_layout_get_request_mode (GtkLayoutManager *layout, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
hw_button_layout_measure (GtkLayoutManager *layout,
                          GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  if (child != NULL)
    gtk_widget_measure (child, orientation, orientation == GTK_ORIENTATION_HORIZONTAL ? -1 : for_size,
                        minimum, natural, minimum_baseline, natural_baseline);
}

static void
hw_button_layout_allocate (GtkLayoutManager *layout, GtkWidget *widget, int width, int height, int baseline)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  if (child != NULL)
    gtk_widget_size_allocate (child, &(GtkAllocation){ 0, 0, width, height }, baseline);
}

static void
hw_button_layout_class_init (HwButtonLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = hw_button_layout_get_request_mode;
  layout_class->measure = hw_button_layout_measure;
  layout_class->allocate = hw_button_layout_allocate;
}

static void
hw_button_layout_init (HwButtonLayout *self)
{
}

GtkLayoutManager *
hw_button_layout_new (void)
{
  return g_object_new (HW_TYPE_BUTTON_LAYOUT, NULL);
}
