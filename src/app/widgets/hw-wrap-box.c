/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/hw-wrap-box.h"

#define SPACING 12
#define LINE_SPACING 4 /* small: what is wrapped still belongs together */

struct _HwWrapBox
{
  GtkWidget parent_instance;
};

static GtkBuildableIface *parent_buildable;
static void hw_wrap_box_buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HwWrapBox,
                               hw_wrap_box,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, hw_wrap_box_buildable_init))

static void
hw_wrap_box_add_child (GtkBuildable *buildable, GtkBuilder *builder, GObject *child, const char *type)
{
  if (GTK_IS_WIDGET (child))
    hw_wrap_box_append (HW_WRAP_BOX (buildable), GTK_WIDGET (child));
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

static void
hw_wrap_box_buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = hw_wrap_box_add_child;
}

static int
get_width (GtkWidget *child, int available)
{
  int minimum, natural;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  return MAX (minimum, MIN (natural, available));
}

/* A line: from @first up to, not including, @end. */
typedef struct
{
  GtkWidget *first;
  GtkWidget *end; /* (nullable) */
  int height;
} HwLine;

static int
get_height (GtkWidget *child, int width)
{
  int natural;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);
  return natural;
}

static HwLine
find_line (GtkWidget *first, int width)
{
  HwLine line = { .first = first };
  int x = 0;

  for (line.end = first; line.end != NULL; line.end = gtk_widget_get_next_sibling (line.end))
    {
      int child_width;

      if (!gtk_widget_should_layout (line.end))
        continue;
      child_width = get_width (line.end, width);
      if (x > 0 && x + child_width > width)
        break;
      x += child_width + SPACING;
      line.height = MAX (line.height, get_height (line.end, child_width));
    }
  return line;
}

static void
allocate_line (GtkWidget *widget, const HwLine *line, int y, int width)
{
  gboolean from_right = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int x = 0;

  for (GtkWidget *child = line->first; child != line->end; child = gtk_widget_get_next_sibling (child))
    {
      GtkAllocation place;

      if (!gtk_widget_should_layout (child))
        continue;
      place.width = get_width (child, width);
      place.height = get_height (child, place.width);
      place.x = from_right ? width - x - place.width : x;
      place.y = y + (line->height - place.height) / 2;
      gtk_widget_size_allocate (child, &place, -1);
      x += place.width + SPACING;
    }
}

/* Puts the children into lines of @width, if @allocate; returns the height that takes. */
static int
flow (GtkWidget *widget, int width, gboolean allocate)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);
  int y = 0;

  while (child != NULL)
    {
      HwLine line = find_line (child, width);

      if (allocate)
        allocate_line (widget, &line, y, width);
      child = line.end;
      y += line.height + (child != NULL ? LINE_SPACING : 0);
    }
  return y;
}

static void
measure_width (GtkWidget *widget, int *minimum, int *natural)
{
  *minimum = *natural = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum, child_natural;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, &child_natural, NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural += child_natural + (*natural > 0 ? SPACING : 0);
    }
}

static void
hw_wrap_box_measure (GtkWidget *widget,
                     GtkOrientation orientation,
                     int for_size,
                     int *minimum,
                     int *natural,
                     int *minimum_baseline,
                     int *natural_baseline)
{
  int width, natural_width;

  measure_width (widget, &width, &natural_width);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = width;
      *natural = natural_width;
    }
  else
    *minimum = *natural = flow (widget, for_size < 0 ? natural_width : MAX (for_size, width), FALSE);
}

static void
hw_wrap_box_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  flow (widget, width, TRUE);
}

static GtkSizeRequestMode
hw_wrap_box_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
hw_wrap_box_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (hw_wrap_box_parent_class)->dispose (object);
}

static void
hw_wrap_box_class_init (HwWrapBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hw_wrap_box_dispose;
  widget_class->measure = hw_wrap_box_measure;
  widget_class->size_allocate = hw_wrap_box_size_allocate;
  widget_class->get_request_mode = hw_wrap_box_get_request_mode;
  gtk_widget_class_set_css_name (widget_class, "hwwrapbox");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
hw_wrap_box_init (HwWrapBox *self)
{
}

GtkWidget *
hw_wrap_box_new (void)
{
  return g_object_new (HW_TYPE_WRAP_BOX, NULL);
}

void
hw_wrap_box_append (HwWrapBox *self, GtkWidget *child)
{
  g_return_if_fail (HW_IS_WRAP_BOX (self));
  g_return_if_fail (GTK_IS_WIDGET (child));
  gtk_widget_insert_before (child, GTK_WIDGET (self), NULL);
}

void
hw_wrap_box_remove (HwWrapBox *self, GtkWidget *child)
{
  g_return_if_fail (HW_IS_WRAP_BOX (self));
  g_return_if_fail (gtk_widget_get_parent (child) == GTK_WIDGET (self));
  gtk_widget_unparent (child);
}
