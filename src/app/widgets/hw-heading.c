/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/hw-heading.h"
#include "app/widgets/hw-text.h"

struct _HwHeading
{
  GtkWidget parent_instance;
  GtkWidget *label;
  int level;
};

G_DEFINE_FINAL_TYPE (HwHeading, hw_heading, GTK_TYPE_WIDGET)

enum
{
  PROP_LABEL = 1,
  PROP_LEVEL,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static gboolean
hw_heading_focus (GtkWidget *widget, GtkDirectionType direction)
{
  return FALSE; /* only hw_page_enter() puts the focus here */
}

static void
hw_heading_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  HwHeading *self = HW_HEADING (object);

  switch (prop_id)
    {
    case PROP_LABEL:
      g_value_set_string (value, hw_heading_get_label (self));
      break;
    case PROP_LEVEL:
      g_value_set_int (value, self->level);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hw_heading_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  HwHeading *self = HW_HEADING (object);

  switch (prop_id)
    {
    case PROP_LABEL:
      hw_heading_set_label (self, g_value_get_string (value));
      break;
    case PROP_LEVEL:
      {
        g_autofree char *style = NULL;

        self->level = g_value_get_int (value);
        style = g_strdup_printf ("hw-heading-%d", self->level);
        gtk_widget_add_css_class (GTK_WIDGET (self), style);
        gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LEVEL, self->level,
                                        -1);
        break;
      }
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hw_heading_dispose (GObject *object)
{
  HwHeading *self = HW_HEADING (object);

  g_clear_pointer (&self->label, gtk_widget_unparent);

  G_OBJECT_CLASS (hw_heading_parent_class)->dispose (object);
}

static void
hw_heading_class_init (HwHeadingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = hw_heading_get_property;
  object_class->set_property = hw_heading_set_property;
  object_class->dispose = hw_heading_dispose;
  widget_class->focus = hw_heading_focus;

  properties[PROP_LABEL] =
    g_param_spec_string ("label", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_LEVEL] = g_param_spec_int (
    "level", NULL, NULL, 1, 6, 2, G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_HEADING);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "hwheading");
}

static void
hw_heading_init (HwHeading *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  self->label = hw_text_new (NULL);
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
}

GtkWidget *
hw_heading_new (const char *label, int level)
{
  return g_object_new (HW_TYPE_HEADING, "label", label, "level", level, NULL);
}

void
hw_heading_set_label (HwHeading *self, const char *label)
{
  g_return_if_fail (HW_IS_HEADING (self));
  gtk_label_set_label (GTK_LABEL (self->label), label != NULL ? label : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label != NULL ? label : "", -1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LABEL]);
}

const char *
hw_heading_get_label (HwHeading *self)
{
  g_return_val_if_fail (HW_IS_HEADING (self), NULL);
  return gtk_label_get_label (GTK_LABEL (self->label));
}
