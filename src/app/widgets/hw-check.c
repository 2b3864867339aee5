/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/hw-check.h"
#include "app/widgets/hw-check-button.h"
#include "app/widgets/hw-field-error.h"
#include "app/widgets/hw-text.h"

struct _HwCheck
{
  GtkBox parent_instance;
  HwCheckButton *button;
  GtkLabel *support_label;
  HwFieldError *error;
  char *pointer;
  GtkWidget *remedy; /* (nullable), not owned */
};

static void hw_check_field_init (HwFieldInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HwCheck,
                               hw_check,
                               GTK_TYPE_BOX,
                               G_IMPLEMENT_INTERFACE (HW_TYPE_FIELD, hw_check_field_init))

enum
{
  PROP_LABEL = 1,
  PROP_POINTER,
  PROP_SUPPORT_TEXT,
  PROP_ACTIVE,
  N_PROPS
};

enum
{
  SIGNAL_REFUSED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
update_description (HwCheck *self)
{
  const char *error = hw_field_error_get_message (self->error);
  g_autofree char *description = g_strconcat (error != NULL ? error : "", error != NULL ? " " : "",
                                              gtk_label_get_label (self->support_label), NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  description, -1);
}

static const char *
hw_check_field_get_pointer (HwField *field)
{
  return HW_CHECK (field)->pointer;
}

static void
hw_check_field_set_error (HwField *field, const char *message)
{
  HwCheck *self = HW_CHECK (field);

  hw_field_error_set_message (self->error, message);
  hw_field_error_relate (self->error, GTK_ACCESSIBLE (self->button));
  if (message != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->button), "hw-invalid");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->button), "hw-invalid");
  update_description (self);
}

static const char *
hw_check_field_get_error (HwField *field)
{
  return hw_field_error_get_message (HW_CHECK (field)->error);
}

static gboolean
hw_check_field_focus (HwField *field)
{
  HwCheck *self = HW_CHECK (field);

  if (self->remedy != NULL && hw_field_error_get_message (self->error) != NULL)
    return gtk_widget_grab_focus (self->remedy);
  return gtk_widget_grab_focus (GTK_WIDGET (self->button));
}

static void
hw_check_field_init (HwFieldInterface *iface)
{
  iface->get_pointer = hw_check_field_get_pointer;
  iface->set_error = hw_check_field_set_error;
  iface->get_error = hw_check_field_get_error;
  iface->focus = hw_check_field_focus;
}

static void
on_refused (HwCheck *self)
{
  g_signal_emit (self, signals[SIGNAL_REFUSED], 0);
}

static void
on_toggled (HwCheck *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVE]);
}

static void
hw_check_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  HwCheck *self = HW_CHECK (object);

  switch (prop_id)
    {
    case PROP_LABEL:
      g_value_set_string (value, hw_check_button_get_text (self->button));
      break;
    case PROP_POINTER:
      g_value_set_string (value, self->pointer);
      break;
    case PROP_SUPPORT_TEXT:
      g_value_set_string (value, gtk_label_get_label (self->support_label));
      break;
    case PROP_ACTIVE:
      g_value_set_boolean (value, hw_check_get_active (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hw_check_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  HwCheck *self = HW_CHECK (object);

  switch (prop_id)
    {
    case PROP_LABEL:
      hw_check_button_set_text (self->button, g_value_get_string (value));
      break;
    case PROP_POINTER:
      self->pointer = g_value_dup_string (value);
      break;
    case PROP_SUPPORT_TEXT:
      {
        const char *text = g_value_get_string (value);

        gtk_label_set_label (self->support_label, text != NULL ? text : "");
        gtk_widget_set_visible (GTK_WIDGET (self->support_label), text != NULL);
        update_description (self);
        break;
      }
    case PROP_ACTIVE:
      hw_check_set_active (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hw_check_finalize (GObject *object)
{
  HwCheck *self = HW_CHECK (object);

  g_clear_pointer (&self->pointer, g_free);

  G_OBJECT_CLASS (hw_check_parent_class)->finalize (object);
}

static void
hw_check_class_init (HwCheckClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = hw_check_get_property;
  object_class->set_property = hw_check_set_property;
  object_class->finalize = hw_check_finalize;

  properties[PROP_LABEL] =
    g_param_spec_string ("label", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_POINTER] = g_param_spec_string (
    "pointer", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_SUPPORT_TEXT] =
    g_param_spec_string ("support-text", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_ACTIVE] = g_param_spec_boolean (
    "active", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_REFUSED] = g_signal_new ("refused", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static void
hw_check_init (HwCheck *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 8);

  self->button = g_object_new (HW_TYPE_CHECK_BUTTON, NULL);
  gtk_widget_set_halign (GTK_WIDGET (self->button), GTK_ALIGN_START);
  g_signal_connect_object (self->button, "refused", G_CALLBACK (on_refused), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->button, "toggled", G_CALLBACK (on_toggled), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->button));

  self->support_label = GTK_LABEL (hw_text_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->support_label), "hw-support");
  gtk_widget_set_visible (GTK_WIDGET (self->support_label), FALSE);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->support_label));

  self->error = g_object_new (HW_TYPE_FIELD_ERROR, "visible", FALSE, NULL);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->error));
}

GtkWidget *
hw_check_new (const char *label, const char *pointer)
{
  return g_object_new (HW_TYPE_CHECK, "label", label, "pointer", pointer, NULL);
}

gboolean
hw_check_get_active (HwCheck *self)
{
  g_return_val_if_fail (HW_IS_CHECK (self), FALSE);
  return gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->button));
}

void
hw_check_set_active (HwCheck *self, gboolean active)
{
  g_return_if_fail (HW_IS_CHECK (self));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->button), active);
}

void
hw_check_set_refusing (HwCheck *self, gboolean refusing)
{
  g_return_if_fail (HW_IS_CHECK (self));
  hw_check_button_set_refusing (self->button, refusing);
}

void
hw_check_set_remedy (HwCheck *self, GtkWidget *widget)
{
  g_return_if_fail (HW_IS_CHECK (self));
  self->remedy = widget;
}

GtkWidget *
hw_check_get_button (HwCheck *self)
{
  g_return_val_if_fail (HW_IS_CHECK (self), NULL);
  return GTK_WIDGET (self->button);
}
