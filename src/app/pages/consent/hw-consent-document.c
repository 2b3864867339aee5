/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/pages/consent/hw-consent-document.h"
#include "app/widgets/hw-busy-button.h"
#include "app/widgets/hw-heading.h"
#include "app/widgets/hw-icon.h"
#include "app/widgets/hw-text.h"
#include <glib/gi18n.h>

struct _HwConsentDocument
{
  GtkBox parent_instance;
  HwHeading *heading;
  GtkBox *state;
  GtkImage *state_icon;
  GtkLabel *state_label;
  HwDocumentView *view;
  HwBusyButton *to_end;
  char *version;
  char *sha256;
  char *refusal; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (HwConsentDocument, hw_consent_document, GTK_TYPE_BOX)

enum
{
  PROP_TITLE = 1,
  PROP_END_LABEL,
  PROP_SEEN,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
update_description (HwConsentDocument *self)
{
  const char *state = gtk_label_get_label (self->state_label);
  g_autofree char *both = self->refusal != NULL ? g_strdup_printf ("%s %s", self->refusal, state) : NULL;

  gtk_accessible_update_property (GTK_ACCESSIBLE (hw_document_view_get_text_view (self->view)),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, both != NULL ? both : state, -1);
}

static void
update_state (HwConsentDocument *self)
{
  gboolean seen = hw_document_view_get_seen (self->view);
  const char *text = seen ? _ ("Read to the end") : _ ("Not read to the end yet");

  gtk_label_set_label (self->state_label, text);
  gtk_image_set_from_icon_name (self->state_icon,
                                seen ? "object-select-symbolic" : "dialog-warning-symbolic");
  if (seen)
    gtk_widget_add_css_class (GTK_WIDGET (self->state), "seen");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->state), "seen");
  update_description (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEEN]);
}

static void
on_to_end (HwConsentDocument *self)
{
  hw_document_view_go_to_end (self->view);
}

static void
hw_consent_document_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  HwConsentDocument *self = HW_CONSENT_DOCUMENT (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, hw_heading_get_label (self->heading));
      break;
    case PROP_END_LABEL:
      g_value_set_string (value, hw_busy_button_get_text (self->to_end));
      break;
    case PROP_SEEN:
      g_value_set_boolean (value, hw_consent_document_get_seen (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hw_consent_document_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  HwConsentDocument *self = HW_CONSENT_DOCUMENT (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      hw_heading_set_label (self->heading, g_value_get_string (value));
      gtk_accessible_update_property (GTK_ACCESSIBLE (hw_document_view_get_text_view (self->view)),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, g_value_get_string (value), -1);
      break;
    case PROP_END_LABEL:
      hw_busy_button_set_text (self->to_end, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hw_consent_document_finalize (GObject *object)
{
  HwConsentDocument *self = HW_CONSENT_DOCUMENT (object);

  g_clear_pointer (&self->version, g_free);
  g_clear_pointer (&self->sha256, g_free);
  g_clear_pointer (&self->refusal, g_free);

  G_OBJECT_CLASS (hw_consent_document_parent_class)->finalize (object);
}

static void
hw_consent_document_class_init (HwConsentDocumentClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = hw_consent_document_get_property;
  object_class->set_property = hw_consent_document_set_property;
  object_class->finalize = hw_consent_document_finalize;

  properties[PROP_TITLE] =
    g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_END_LABEL] =
    g_param_spec_string ("end-label", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SEEN] =
    g_param_spec_boolean ("seen", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
hw_consent_document_init (HwConsentDocument *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 12);

  self->heading = HW_HEADING (hw_heading_new (NULL, 3));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->heading));

  self->state = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6));
  gtk_widget_set_halign (GTK_WIDGET (self->state), GTK_ALIGN_START);
  gtk_widget_add_css_class (GTK_WIDGET (self->state), "hw-read-state");
  self->state_icon = GTK_IMAGE (hw_icon_new (NULL));
  gtk_box_append (self->state, GTK_WIDGET (self->state_icon));
  self->state_label = GTK_LABEL (hw_text_new (NULL));
  gtk_box_append (self->state, GTK_WIDGET (self->state_label));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->state));

  self->view = HW_DOCUMENT_VIEW (hw_document_view_new ());
  g_signal_connect_object (self->view, "notify::seen", G_CALLBACK (update_state), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->view));

  self->to_end = HW_BUSY_BUTTON (hw_busy_button_new (NULL));
  gtk_widget_set_halign (GTK_WIDGET (self->to_end), GTK_ALIGN_START);
  gtk_widget_add_css_class (GTK_WIDGET (self->to_end), "hw-secondary");
  g_signal_connect_object (self->to_end, "clicked", G_CALLBACK (on_to_end), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->to_end));
  update_state (self);
}

void
hw_consent_document_set_document (HwConsentDocument *self, const HwDocument *document)
{
  g_autofree char *title = NULL;

  g_return_if_fail (HW_IS_CONSENT_DOCUMENT (self));

  if (g_strcmp0 (self->version, document->version) == 0 && g_strcmp0 (self->sha256, document->sha256) == 0)
    return;
  g_free (self->version);
  self->version = g_strdup (document->version);
  g_free (self->sha256);
  self->sha256 = g_strdup (document->sha256);
  hw_document_view_set_document (self->view, document);
  /* The area bears the heading above it as its name, whatever the server calls the document. */
  title = g_strdup (hw_heading_get_label (self->heading));
  g_object_set (self, "title", title, NULL);
  update_state (self);
}

const char *
hw_consent_document_get_version (HwConsentDocument *self)
{
  g_return_val_if_fail (HW_IS_CONSENT_DOCUMENT (self), NULL);
  return self->version;
}

gboolean
hw_consent_document_get_seen (HwConsentDocument *self)
{
  g_return_val_if_fail (HW_IS_CONSENT_DOCUMENT (self), FALSE);
  return hw_document_view_get_seen (self->view);
}

HwDocumentView *
hw_consent_document_get_view (HwConsentDocument *self)
{
  g_return_val_if_fail (HW_IS_CONSENT_DOCUMENT (self), NULL);
  return self->view;
}

void
hw_consent_document_set_refusal (HwConsentDocument *self, const char *reason)
{
  g_return_if_fail (HW_IS_CONSENT_DOCUMENT (self));

  if (g_strcmp0 (self->refusal, reason) == 0)
    return;
  g_free (self->refusal);
  self->refusal = g_strdup (reason);
  update_description (self);
}
