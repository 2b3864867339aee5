/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/hw-form-field.h"
#include "app/widgets/hw-field-error.h"
#include "app/widgets/hw-wrap-box.h"
#include <glib/gi18n.h>

typedef struct
{
  GtkLabel *label;
  GtkWidget *required_label;
  GtkLabel *support_label;
  GtkBox *entry_row;
  GtkLabel *note_label;
  HwFieldError *error;
  GtkWidget *entry;
  char *name;
  char *pointer;
  char *extra_description;
  gboolean required;
  gboolean composing;
} HwFormFieldPrivate;

static void hw_form_field_field_init (HwFieldInterface *iface);

G_DEFINE_TYPE_WITH_CODE (HwFormField,
                         hw_form_field,
                         GTK_TYPE_BOX,
                         G_ADD_PRIVATE (HwFormField)
                           G_IMPLEMENT_INTERFACE (HW_TYPE_FIELD, hw_form_field_field_init))

enum
{
  PROP_LABEL = 1,
  PROP_POINTER,
  PROP_REQUIRED,
  PROP_SUPPORT_TEXT,
  PROP_INPUT_PURPOSE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static HwFormFieldPrivate *
get_private (HwFormField *self)
{
  return hw_form_field_get_instance_private (self);
}

static void
append_part (GString *description, const char *part)
{
  if (part == NULL || *part == '\0')
    return;
  if (description->len > 0)
    g_string_append_c (description, ' ');
  g_string_append (description, part);
}

/* After dispose the template's parts have gone, and whoever holds the field may still say something. (Not
 * gtk_widget_in_destruction(): it is true only while "destroy" is emitted.) */
static gboolean
is_disposed (HwFormField *self)
{
  return get_private (self)->error == NULL;
}

static void
update_description (HwFormField *self)
{
  HwFormFieldPrivate *priv = get_private (self);
  g_autoptr (GString) description = g_string_new (NULL);

  if (is_disposed (self))
    return;
  append_part (description, hw_field_error_get_message (priv->error));
  if (priv->required)
    append_part (description, _ ("Required."));
  append_part (description, gtk_label_get_label (priv->support_label));
  append_part (description, gtk_label_get_label (priv->note_label));
  append_part (description, priv->extra_description);
  gtk_accessible_update_property (GTK_ACCESSIBLE (priv->entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  description->str, -1);
}

static const char *
hw_form_field_field_get_pointer (HwField *field)
{
  return get_private (HW_FORM_FIELD (field))->pointer;
}

static const char *
hw_form_field_field_get_text (HwField *field)
{
  return hw_form_field_get_text (HW_FORM_FIELD (field));
}

static void
hw_form_field_field_set_error (HwField *field, const char *message)
{
  HwFormField *self = HW_FORM_FIELD (field);
  HwFormFieldPrivate *priv = get_private (self);

  hw_field_error_set_message (priv->error, message);
  hw_field_error_relate (priv->error, GTK_ACCESSIBLE (priv->entry));
  if (message != NULL)
    gtk_widget_add_css_class (priv->entry, "hw-invalid");
  else
    gtk_widget_remove_css_class (priv->entry, "hw-invalid");
  update_description (self);
}

static const char *
hw_form_field_field_get_error (HwField *field)
{
  return hw_field_error_get_message (get_private (HW_FORM_FIELD (field))->error);
}

static gboolean
hw_form_field_field_focus (HwField *field)
{
  return gtk_widget_grab_focus (get_private (HW_FORM_FIELD (field))->entry);
}

static void
hw_form_field_field_init (HwFieldInterface *iface)
{
  iface->get_pointer = hw_form_field_field_get_pointer;
  iface->get_text = hw_form_field_field_get_text;
  iface->set_error = hw_form_field_field_set_error;
  iface->get_error = hw_form_field_field_get_error;
  iface->focus = hw_form_field_field_focus;
}

static GtkWidget *
hw_form_field_create_entry (HwFormField *self)
{
  return gtk_entry_new ();
}

static void
on_activate (HwFormField *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "page.next", NULL);
}

static void
on_preedit_changed (HwFormField *self, const char *preedit)
{
  get_private (self)->composing = preedit != NULL && *preedit != '\0';
}

static void
hw_form_field_constructed (GObject *object)
{
  HwFormField *self = HW_FORM_FIELD (object);
  HwFormFieldPrivate *priv = get_private (self);
  GtkEventController *focus = gtk_event_controller_focus_new ();

  G_OBJECT_CLASS (hw_form_field_parent_class)->constructed (object);

  priv->entry = HW_FORM_FIELD_GET_CLASS (self)->create_entry (self);
  gtk_widget_set_hexpand (priv->entry, TRUE);
  gtk_box_prepend (priv->entry_row, priv->entry);
  g_signal_connect_object (hw_form_field_get_editable (self), "activate", G_CALLBACK (on_activate), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (hw_form_field_get_editable (self), "preedit-changed",
                           G_CALLBACK (on_preedit_changed), self, G_CONNECT_SWAPPED);
  /* After whatever a kind of field does to what was typed. */
  g_signal_connect_object (hw_form_field_get_editable (self), "changed", G_CALLBACK (hw_field_emit_edited),
                           self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (focus, "leave", G_CALLBACK (hw_field_emit_left), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (priv->entry, focus);
  if (priv->name != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (priv->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, priv->name,
                                    -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (priv->entry), GTK_ACCESSIBLE_PROPERTY_REQUIRED,
                                  priv->required, -1);
  update_description (self);
}

static void
hw_form_field_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  HwFormField *self = HW_FORM_FIELD (object);
  HwFormFieldPrivate *priv = get_private (self);

  switch (prop_id)
    {
    case PROP_LABEL:
      g_value_set_string (value, priv->name);
      break;
    case PROP_POINTER:
      g_value_set_string (value, priv->pointer);
      break;
    case PROP_REQUIRED:
      g_value_set_boolean (value, priv->required);
      break;
    case PROP_SUPPORT_TEXT:
      g_value_set_string (value, gtk_label_get_label (priv->support_label));
      break;
    case PROP_INPUT_PURPOSE:
      g_value_set_enum (value, gtk_text_get_input_purpose (GTK_TEXT (hw_form_field_get_editable (self))));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hw_form_field_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  HwFormField *self = HW_FORM_FIELD (object);
  HwFormFieldPrivate *priv = get_private (self);

  switch (prop_id)
    {
    case PROP_LABEL: /* construct only: comes before the entry is made */
      priv->name = g_value_dup_string (value);
      gtk_label_set_label (priv->label, priv->name != NULL ? priv->name : "");
      break;
    case PROP_POINTER:
      priv->pointer = g_value_dup_string (value);
      break;
    case PROP_REQUIRED:
      priv->required = g_value_get_boolean (value);
      gtk_widget_set_visible (priv->required_label, priv->required);
      break;
    case PROP_SUPPORT_TEXT:
      hw_form_field_set_support_text (self, g_value_get_string (value));
      break;
    case PROP_INPUT_PURPOSE:
      gtk_text_set_input_purpose (GTK_TEXT (hw_form_field_get_editable (self)), g_value_get_enum (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hw_form_field_finalize (GObject *object)
{
  HwFormFieldPrivate *priv = get_private (HW_FORM_FIELD (object));

  g_clear_pointer (&priv->name, g_free);
  g_clear_pointer (&priv->pointer, g_free);
  g_clear_pointer (&priv->extra_description, g_free);

  G_OBJECT_CLASS (hw_form_field_parent_class)->finalize (object);
}

static void
hw_form_field_class_init (HwFormFieldClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = hw_form_field_constructed;
  object_class->get_property = hw_form_field_get_property;
  object_class->set_property = hw_form_field_set_property;
  object_class->finalize = hw_form_field_finalize;
  klass->create_entry = hw_form_field_create_entry;

  properties[PROP_LABEL] = g_param_spec_string (
    "label", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_POINTER] = g_param_spec_string (
    "pointer", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_REQUIRED] = g_param_spec_boolean (
    "required", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_SUPPORT_TEXT] =
    g_param_spec_string ("support-text", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_INPUT_PURPOSE] =
    g_param_spec_enum ("input-purpose", NULL, NULL, GTK_TYPE_INPUT_PURPOSE, GTK_INPUT_PURPOSE_FREE_FORM,
                       G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (HW_TYPE_FIELD_ERROR);
  g_type_ensure (HW_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/hellowork_mypage/MyPage/widgets/hw-form-field.ui");
  gtk_widget_class_bind_template_child_private (widget_class, HwFormField, label);
  gtk_widget_class_bind_template_child_private (widget_class, HwFormField, required_label);
  gtk_widget_class_bind_template_child_private (widget_class, HwFormField, support_label);
  gtk_widget_class_bind_template_child_private (widget_class, HwFormField, entry_row);
  gtk_widget_class_bind_template_child_private (widget_class, HwFormField, note_label);
  gtk_widget_class_bind_template_child_private (widget_class, HwFormField, error);
}

static void
hw_form_field_init (HwFormField *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
hw_form_field_new (const char *label, const char *pointer)
{
  return g_object_new (HW_TYPE_FORM_FIELD, "label", label, "pointer", pointer, NULL);
}

GtkEditable *
hw_form_field_get_editable (HwFormField *self)
{
  g_return_val_if_fail (HW_IS_FORM_FIELD (self), NULL);
  return gtk_editable_get_delegate (GTK_EDITABLE (get_private (self)->entry));
}

GtkWidget *
hw_form_field_get_entry (HwFormField *self)
{
  g_return_val_if_fail (HW_IS_FORM_FIELD (self), NULL);
  return get_private (self)->entry;
}

const char *
hw_form_field_get_text (HwFormField *self)
{
  g_return_val_if_fail (HW_IS_FORM_FIELD (self), "");
  return gtk_editable_get_text (hw_form_field_get_editable (self));
}

void
hw_form_field_set_text (HwFormField *self, const char *text)
{
  g_return_if_fail (HW_IS_FORM_FIELD (self));
  gtk_editable_set_text (hw_form_field_get_editable (self), text != NULL ? text : "");
}

static void
set_line (HwFormField *self, GtkLabel *label, const char *text)
{
  HwFormFieldPrivate *priv = get_private (self);

  if (is_disposed (self))
    return;
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
  if (priv->entry != NULL)
    update_description (self);
}

void
hw_form_field_set_support_text (HwFormField *self, const char *text)
{
  g_return_if_fail (HW_IS_FORM_FIELD (self));
  set_line (self, get_private (self)->support_label, text);
}

void
hw_form_field_set_note (HwFormField *self, const char *note)
{
  g_return_if_fail (HW_IS_FORM_FIELD (self));
  set_line (self, get_private (self)->note_label, note);
}

void
hw_form_field_set_extra_description (HwFormField *self, const char *text)
{
  HwFormFieldPrivate *priv;

  g_return_if_fail (HW_IS_FORM_FIELD (self));

  priv = get_private (self);
  if (g_strcmp0 (priv->extra_description, text) == 0)
    return;
  g_free (priv->extra_description);
  priv->extra_description = g_strdup (text);
  update_description (self);
}

void
hw_form_field_add_beside (HwFormField *self, GtkWidget *widget)
{
  g_return_if_fail (HW_IS_FORM_FIELD (self));
  gtk_box_append (get_private (self)->entry_row, widget);
}

gboolean
hw_form_field_is_composing (HwFormField *self)
{
  g_return_val_if_fail (HW_IS_FORM_FIELD (self), FALSE);
  return get_private (self)->composing;
}
