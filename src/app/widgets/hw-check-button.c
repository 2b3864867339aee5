/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/hw-check-button.h"
#include "app/widgets/hw-icon.h"
#include "app/widgets/hw-text.h"

struct _HwCheckButton
{
  GtkToggleButton parent_instance;
  GtkLabel *label;
  GtkWidget *mark;
  gboolean refusing;
};

G_DEFINE_FINAL_TYPE (HwCheckButton, hw_check_button, GTK_TYPE_TOGGLE_BUTTON)

enum
{
  SIGNAL_REFUSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
hw_check_button_clicked (GtkButton *button)
{
  HwCheckButton *self = HW_CHECK_BUTTON (button);

  if (self->refusing && !gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self)))
    {
      g_signal_stop_emission_by_name (self, "clicked");
      g_signal_emit (self, signals[SIGNAL_REFUSED], 0);
      return;
    }
  if (GTK_BUTTON_CLASS (hw_check_button_parent_class)->clicked != NULL)
    GTK_BUTTON_CLASS (hw_check_button_parent_class)->clicked (button);
}

static void
hw_check_button_toggled (GtkToggleButton *button)
{
  HwCheckButton *self = HW_CHECK_BUTTON (button);
  gboolean active = gtk_toggle_button_get_active (button);

  if (GTK_TOGGLE_BUTTON_CLASS (hw_check_button_parent_class)->toggled != NULL)
    GTK_TOGGLE_BUTTON_CLASS (hw_check_button_parent_class)->toggled (button);
  gtk_widget_set_opacity (self->mark, active ? 1.0 : 0.0);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_CHECKED,
                               active ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
}

static void
hw_check_button_class_init (HwCheckButtonClass *klass)
{
  GTK_BUTTON_CLASS (klass)->clicked = hw_check_button_clicked;
  GTK_TOGGLE_BUTTON_CLASS (klass)->toggled = hw_check_button_toggled;

  signals[SIGNAL_REFUSED] = g_signal_new ("refused", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_CHECKBOX);
}

static void
hw_check_button_init (HwCheckButton *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *frame = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->mark = hw_icon_new ("object-select-symbolic");
  gtk_widget_set_opacity (self->mark, 0.0);
  gtk_box_append (GTK_BOX (frame), self->mark);
  gtk_widget_add_css_class (frame, "hw-check-box");
  gtk_widget_set_valign (frame, GTK_ALIGN_START); /* beside the first line */
  self->label = GTK_LABEL (hw_text_new (NULL));
  gtk_widget_set_hexpand (GTK_WIDGET (self->label), TRUE);
  gtk_box_append (GTK_BOX (box), frame);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));
  gtk_button_set_child (GTK_BUTTON (self), box);
  gtk_widget_add_css_class (GTK_WIDGET (self), "flat");
  gtk_widget_add_css_class (GTK_WIDGET (self), "hw-check");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_CHECKED,
                               GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
}

void
hw_check_button_set_text (HwCheckButton *self, const char *text)
{
  g_return_if_fail (HW_IS_CHECK_BUTTON (self));
  gtk_label_set_label (self->label, text != NULL ? text : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  text != NULL ? text : "", -1);
}

const char *
hw_check_button_get_text (HwCheckButton *self)
{
  g_return_val_if_fail (HW_IS_CHECK_BUTTON (self), NULL);
  return gtk_label_get_label (self->label);
}

void
hw_check_button_set_refusing (HwCheckButton *self, gboolean refusing)
{
  g_return_if_fail (HW_IS_CHECK_BUTTON (self));
  self->refusing = refusing;
}
