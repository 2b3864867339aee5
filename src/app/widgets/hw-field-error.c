/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/hw-field-error.h"
#include "app/widgets/hw-icon.h"
#include "app/widgets/hw-text.h"

struct _HwFieldError
{
  GtkBox parent_instance;
  GtkWidget *label;
  char *message;
};

G_DEFINE_FINAL_TYPE (HwFieldError, hw_field_error, GTK_TYPE_BOX)

static void
hw_field_error_finalize (GObject *object)
{
  HwFieldError *self = HW_FIELD_ERROR (object);

  g_clear_pointer (&self->message, g_free);

  G_OBJECT_CLASS (hw_field_error_parent_class)->finalize (object);
}

static void
hw_field_error_class_init (HwFieldErrorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hw_field_error_finalize;
}

static void
hw_field_error_init (HwFieldError *self)
{
  GtkWidget *icon = hw_icon_new ("dialog-error-symbolic");

  gtk_box_set_spacing (GTK_BOX (self), 8);
  gtk_widget_add_css_class (GTK_WIDGET (self), "hw-error-text");
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (self), icon);
  self->label = hw_text_new (NULL);
  gtk_widget_set_hexpand (self->label, TRUE);
  gtk_box_append (GTK_BOX (self), self->label);
}

void
hw_field_error_set_message (HwFieldError *self, const char *message)
{
  g_return_if_fail (HW_IS_FIELD_ERROR (self));

  if (g_strcmp0 (self->message, message) == 0)
    return;
  g_free (self->message);
  self->message = g_strdup (message);
  gtk_label_set_label (GTK_LABEL (self->label), message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self), message != NULL);
}

const char *
hw_field_error_get_message (HwFieldError *self)
{
  g_return_val_if_fail (HW_IS_FIELD_ERROR (self), NULL);
  return self->message;
}

/* One widget in GTK 4.8, a list in later versions: the value's type tells. GTK 4.8 keeps this relation to
 * itself; a screen reader hears of the other one. */
static void
relate (HwFieldError *self, GtkAccessible *control)
{
  GtkAccessibleRelation relation = GTK_ACCESSIBLE_RELATION_ERROR_MESSAGE;
  g_auto (GValue) value = G_VALUE_INIT;

  gtk_accessible_relation_init_value (relation, &value);
  if (G_VALUE_HOLDS_OBJECT (&value))
    {
      g_value_set_object (&value, self->label);
      gtk_accessible_update_relation_value (control, 1, &relation, &value);
      gtk_accessible_update_relation (control, GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, self->label, NULL, -1);
    }
  else
    gtk_accessible_update_relation (control, relation, self->label, NULL, -1);
}

void
hw_field_error_relate (HwFieldError *self, GtkAccessible *control)
{
  g_return_if_fail (HW_IS_FIELD_ERROR (self));
  g_return_if_fail (GTK_IS_ACCESSIBLE (control));

  if (self->message != NULL)
    {
      gtk_accessible_update_state (control, GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE, -1);
      relate (self, control);
    }
  else
    {
      gtk_accessible_update_state (control, GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_FALSE, -1);
      gtk_accessible_reset_relation (control, GTK_ACCESSIBLE_RELATION_ERROR_MESSAGE);
      gtk_accessible_reset_relation (control, GTK_ACCESSIBLE_RELATION_DESCRIBED_BY);
    }
}
