/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/hw-link.h"
#include "app/hw-browser.h"
#include "app/widgets/hw-text.h"

struct _HwLink
{
  GtkButton parent_instance;
  GtkLabel *label;
  char *url;
};

G_DEFINE_FINAL_TYPE (HwLink, hw_link, GTK_TYPE_BUTTON)

enum
{
  PROP_TEXT = 1,
  PROP_URL,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
hw_link_clicked (GtkButton *button)
{
  HwLink *self = HW_LINK (button);

  if (self->url != NULL)
    hw_browser_open (GTK_WIDGET (self), self->url);
  if (GTK_BUTTON_CLASS (hw_link_parent_class)->clicked != NULL)
    GTK_BUTTON_CLASS (hw_link_parent_class)->clicked (button);
}

static void
hw_link_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  HwLink *self = HW_LINK (object);

  switch (prop_id)
    {
    case PROP_TEXT:
      g_value_set_string (value, gtk_label_get_label (self->label));
      break;
    case PROP_URL:
      g_value_set_string (value, self->url);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hw_link_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  HwLink *self = HW_LINK (object);

  switch (prop_id)
    {
    case PROP_TEXT:
      hw_link_set_text (self, g_value_get_string (value));
      break;
    case PROP_URL:
      hw_link_set_url (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hw_link_finalize (GObject *object)
{
  HwLink *self = HW_LINK (object);

  g_clear_pointer (&self->url, g_free);

  G_OBJECT_CLASS (hw_link_parent_class)->finalize (object);
}

static void
hw_link_class_init (HwLinkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = hw_link_get_property;
  object_class->set_property = hw_link_set_property;
  object_class->finalize = hw_link_finalize;
  GTK_BUTTON_CLASS (klass)->clicked = hw_link_clicked;

  properties[PROP_TEXT] =
    g_param_spec_string ("text", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_URL] =
    g_param_spec_string ("url", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_LINK);
}

static void
hw_link_init (HwLink *self)
{
  self->label = GTK_LABEL (hw_text_new (NULL));
  gtk_label_set_natural_wrap_mode (self->label, GTK_NATURAL_WRAP_NONE); /* wraps only where it must */
  gtk_button_set_child (GTK_BUTTON (self), GTK_WIDGET (self->label));
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_START);
  gtk_widget_add_css_class (GTK_WIDGET (self), "flat");
  gtk_widget_add_css_class (GTK_WIDGET (self), "hw-link");
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "pointer");
}

GtkWidget *
hw_link_new (const char *text, const char *url)
{
  return g_object_new (HW_TYPE_LINK, "text", text, "url", url, NULL);
}

void
hw_link_set_text (HwLink *self, const char *text)
{
  g_return_if_fail (HW_IS_LINK (self));
  gtk_label_set_label (self->label, text != NULL ? text : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  text != NULL ? text : "", -1);
}

void
hw_link_set_url (HwLink *self, const char *url)
{
  char *copy;

  g_return_if_fail (HW_IS_LINK (self));

  copy = g_strdup (url);
  g_free (self->url);
  self->url = copy;
}
