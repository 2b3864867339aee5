/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/hw-step-indicator.h"
#include "app/widgets/hw-text.h"
#include <adwaita.h>
#include <glib/gi18n.h>

struct _HwStepIndicator
{
  GtkBox parent_instance;
  GtkLabel *sentence;
  AdwSqueezer *squeezer;
  GtkBox *row;          /* all titles, where there is room */
  GtkLabel *title_only; /* else the current one's title alone */
};

G_DEFINE_FINAL_TYPE (HwStepIndicator, hw_step_indicator, GTK_TYPE_BOX)

static void
hw_step_indicator_class_init (HwStepIndicatorClass *klass)
{
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
hw_step_indicator_init (HwStepIndicator *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 8);
  gtk_widget_add_css_class (GTK_WIDGET (self), "hw-steps");
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);

  self->sentence = GTK_LABEL (hw_text_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->sentence), "hw-support");
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->sentence));

  self->squeezer = ADW_SQUEEZER (adw_squeezer_new ());
  adw_squeezer_set_homogeneous (self->squeezer, FALSE);
  self->row = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4));
  gtk_box_set_homogeneous (self->row, TRUE);
  adw_squeezer_add (self->squeezer, GTK_WIDGET (self->row));
  self->title_only = GTK_LABEL (hw_text_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->title_only), "hw-step-title");
  adw_squeezer_add (self->squeezer, GTK_WIDGET (self->title_only));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->squeezer));
}

static GtkWidget *
new_cell (const char *title, guint number, guint current)
{
  GtkWidget *cell = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  g_autofree char *digits = g_strdup_printf ("%u", number);
  GtkWidget *mark =
    number < current ? gtk_image_new_from_icon_name ("object-select-symbolic") : gtk_label_new (digits);
  GtkWidget *label = hw_text_new (title);

  gtk_widget_add_css_class (cell, "hw-step");
  gtk_widget_add_css_class (cell, number == current ? "current" : number < current ? "done" : "ahead");
  gtk_widget_add_css_class (mark, "hw-step-mark");
  gtk_widget_set_halign (mark, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (cell), mark);
  gtk_label_set_width_chars (GTK_LABEL (label), 14);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 14);
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

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->row))) != NULL)
    gtk_box_remove (self->row, child);
  gtk_widget_set_visible (GTK_WIDGET (self), titles != NULL);
  if (titles == NULL)
    return;

  while (titles[n] != NULL)
    {
      gtk_box_append (self->row, new_cell (titles[n], n + 1, current));
      n++;
    }
  g_return_if_fail (current >= 1 && current <= n);

  /* Translators: %1$d: how many steps there are, %2$d: which one this is. */
  sentence = g_strdup_printf (_ ("Step %2$d of %1$d"), (int) n, (int) current);
  gtk_label_set_label (self->sentence, sentence);
  gtk_label_set_label (self->title_only, titles[current - 1]);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence, -1);
}
