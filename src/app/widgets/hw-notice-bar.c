/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/hw-notice-bar.h"
#include "app/widgets/hw-icon.h"
#include "app/widgets/hw-text.h"
#include "app/widgets/hw-wrap-box.h"

struct _HwNoticeBar
{
  GtkBox parent_instance;
  GtkImage *icon;
  GtkLabel *label;
  HwWrapBox *buttons;
};

G_DEFINE_FINAL_TYPE (HwNoticeBar, hw_notice_bar, GTK_TYPE_BOX)

enum
{
  PROP_TEXT = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
hw_notice_bar_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  HwNoticeBar *self = HW_NOTICE_BAR (object);

  switch (prop_id)
    {
    case PROP_TEXT:
      g_value_set_string (value, hw_notice_bar_get_text (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hw_notice_bar_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  HwNoticeBar *self = HW_NOTICE_BAR (object);

  switch (prop_id)
    {
    case PROP_TEXT:
      hw_notice_bar_set_text (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hw_notice_bar_class_init (HwNoticeBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = hw_notice_bar_get_property;
  object_class->set_property = hw_notice_bar_set_property;
  properties[PROP_TEXT] =
    g_param_spec_string ("text", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_STATUS);
}

static void
hw_notice_bar_init (HwNoticeBar *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 12);
  gtk_widget_add_css_class (GTK_WIDGET (self), "hw-notice-bar");
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);

  self->icon = GTK_IMAGE (hw_icon_new ("hw-information-symbolic"));
  gtk_widget_set_valign (GTK_WIDGET (self->icon), GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (row), GTK_WIDGET (self->icon));
  self->label = GTK_LABEL (hw_text_new (NULL));
  gtk_widget_set_hexpand (GTK_WIDGET (self->label), TRUE);
  gtk_box_append (GTK_BOX (row), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (self), row);

  self->buttons = HW_WRAP_BOX (hw_wrap_box_new ());
  gtk_widget_set_visible (GTK_WIDGET (self->buttons), FALSE);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->buttons));
}

GtkWidget *
hw_notice_bar_new (const char *text)
{
  return g_object_new (HW_TYPE_NOTICE_BAR, "text", text, NULL);
}

void
hw_notice_bar_set_text (HwNoticeBar *self, const char *text)
{
  g_return_if_fail (HW_IS_NOTICE_BAR (self));
  gtk_label_set_label (self->label, text != NULL ? text : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  text != NULL ? text : "", -1);
  gtk_widget_set_visible (GTK_WIDGET (self), text != NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT]);
}

const char *
hw_notice_bar_get_text (HwNoticeBar *self)
{
  g_return_val_if_fail (HW_IS_NOTICE_BAR (self), NULL);
  if (!gtk_widget_get_visible (GTK_WIDGET (self)))
    return NULL;
  return gtk_label_get_label (self->label);
}

void
hw_notice_bar_add_button (HwNoticeBar *self, GtkWidget *button)
{
  g_return_if_fail (HW_IS_NOTICE_BAR (self));

  hw_wrap_box_append (self->buttons, button);
  gtk_widget_set_visible (GTK_WIDGET (self->buttons), TRUE);
}

void
hw_notice_bar_set_kind (HwNoticeBar *self, HwNoticeKind kind)
{
  static const struct
  {
    const char *icon;
    const char *style; /* of style.css */
  } looks[] = {
    [HW_NOTICE_INFORMATION] = { "hw-information-symbolic", "hw-information" },
    [HW_NOTICE_DONE] = { "hw-done-symbolic", "hw-done" },
    [HW_NOTICE_FAULT] = { "dialog-error-symbolic", "hw-fault" },
  };

  g_return_if_fail (HW_IS_NOTICE_BAR (self));
  g_return_if_fail (kind < G_N_ELEMENTS (looks));

  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self), looks[i].style);
  gtk_widget_add_css_class (GTK_WIDGET (self), looks[kind].style);
  gtk_image_set_from_icon_name (self->icon, looks[kind].icon);
}
