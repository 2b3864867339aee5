/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/hw-step-indicator.h"
#include "app/widgets/hw-icon.h"
#include "app/widgets/hw-text.h"
#include <glib/gi18n.h>

#define SPACING 6
#define TITLE_CHARS 9 /* of a title beside the others, before it is broken into lines */

struct _HwStepIndicator
{
  GtkWidget parent_instance;
  GtkWidget *sentence;
  GtkWidget *row;        /* all titles, where there is room */
  GtkWidget *title_only; /* else the current one's title alone */
};

G_DEFINE_FINAL_TYPE (HwStepIndicator, hw_step_indicator, GTK_TYPE_WIDGET)

static int
get_minimum (GtkWidget *child, GtkOrientation orientation, int for_size)
{
  int minimum;

  gtk_widget_measure (child, orientation, for_size, &minimum, NULL, NULL, NULL);
  return minimum;
}

static GtkWidget *
choose (HwStepIndicator *self, int width)
{
  return get_minimum (self->row, GTK_ORIENTATION_HORIZONTAL, -1) <= width ? self->row : self->title_only;
}

static void
hw_step_indicator_measure (GtkWidget *widget,
                           GtkOrientation orientation,
                           int for_size,
                           int *minimum,
                           int *natural,
                           int *minimum_baseline,
                           int *natural_baseline)
{
  HwStepIndicator *self = HW_STEP_INDICATOR (widget);
  int narrow = MAX (get_minimum (self->sentence, GTK_ORIENTATION_HORIZONTAL, -1),
                    get_minimum (self->title_only, GTK_ORIENTATION_HORIZONTAL, -1));
  int wide = MAX (narrow, get_minimum (self->row, GTK_ORIENTATION_HORIZONTAL, -1));

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = narrow;
      *natural = wide;
    }
  else
    {
      int width = for_size < 0 ? wide : MAX (for_size, narrow);

      *minimum = *natural = get_minimum (self->sentence, orientation, width) + SPACING
                            + get_minimum (choose (self, width), orientation, width);
    }
}

static void
hw_step_indicator_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  HwStepIndicator *self = HW_STEP_INDICATOR (widget);
  GtkWidget *shown = choose (self, width);
  int y = get_minimum (self->sentence, GTK_ORIENTATION_VERTICAL, width);

  gtk_widget_size_allocate (self->sentence, &(GtkAllocation){ 0, 0, width, y }, -1);
  y += SPACING;
  gtk_widget_set_child_visible (self->row, shown == self->row);
  gtk_widget_set_child_visible (self->title_only, shown == self->title_only);
  gtk_widget_size_allocate (
    shown, &(GtkAllocation){ 0, y, width, get_minimum (shown, GTK_ORIENTATION_VERTICAL, width) }, -1);
}

static GtkSizeRequestMode
hw_step_indicator_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
hw_step_indicator_dispose (GObject *object)
{
  HwStepIndicator *self = HW_STEP_INDICATOR (object);

  g_clear_pointer (&self->sentence, gtk_widget_unparent);
  g_clear_pointer (&self->row, gtk_widget_unparent);
  g_clear_pointer (&self->title_only, gtk_widget_unparent);

  G_OBJECT_CLASS (hw_step_indicator_parent_class)->dispose (object);
}

static void
hw_step_indicator_class_init (HwStepIndicatorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hw_step_indicator_dispose;
  widget_class->measure = hw_step_indicator_measure;
  widget_class->size_allocate = hw_step_indicator_size_allocate;
  widget_class->get_request_mode = hw_step_indicator_get_request_mode;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
hw_step_indicator_init (HwStepIndicator *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "hw-steps");
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);

  self->sentence = hw_text_new (NULL);
  gtk_widget_add_css_class (self->sentence, "hw-support");
  gtk_widget_set_parent (self->sentence, GTK_WIDGET (self));
  self->row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  gtk_box_set_homogeneous (GTK_BOX (self->row), TRUE);
  gtk_widget_set_parent (self->row, GTK_WIDGET (self));
  self->title_only = hw_text_new (NULL);
  gtk_widget_add_css_class (self->title_only, "hw-step-title");
  gtk_widget_set_parent (self->title_only, GTK_WIDGET (self));
}

static GtkWidget *
new_cell (const char *title, guint number, guint current)
{
  GtkWidget *cell = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  g_autofree char *digits = g_strdup_printf ("%u", number);
  GtkWidget *mark = number < current ? hw_icon_new ("object-select-symbolic") : gtk_label_new (digits);
  GtkWidget *label = hw_text_new (title);

  gtk_widget_add_css_class (cell, "hw-step");
  gtk_widget_add_css_class (cell, number == current ? "current" : number < current ? "done" : "ahead");
  gtk_widget_add_css_class (mark, "hw-step-mark");
  gtk_widget_set_valign (mark, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (cell), mark);
  gtk_label_set_width_chars (GTK_LABEL (label), TITLE_CHARS);
  gtk_label_set_max_width_chars (GTK_LABEL (label), TITLE_CHARS);
  gtk_widget_add_css_class (label, "hw-step-name");
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (cell), label);
  return cell;
}

void
hw_step_indicator_set_steps (HwStepIndicator *self, const char *const *titles, guint current)
{
  g_autofree char *sentence = NULL;
  GtkWidget *child;
  guint n = 0;

  g_return_if_fail (HW_IS_STEP_INDICATOR (self));

  while ((child = gtk_widget_get_first_child (self->row)) != NULL)
    gtk_box_remove (GTK_BOX (self->row), child);
  gtk_widget_set_visible (GTK_WIDGET (self), titles != NULL);
  if (titles == NULL)
    return;

  while (titles[n] != NULL)
    {
      gtk_box_append (GTK_BOX (self->row), new_cell (titles[n], n + 1, current));
      n++;
    }
  g_return_if_fail (current >= 1 && current <= n);

  /* Translators: %1$d: how many steps there are, %2$d: which one this is. */
  sentence = g_strdup_printf (_ ("Step %2$d of %1$d"), (int) n, (int) current);
  gtk_label_set_label (GTK_LABEL (self->sentence), sentence);
  gtk_label_set_label (GTK_LABEL (self->title_only), titles[current - 1]);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence, -1);
}
