/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/hw-busy-button.h"
#include "app/widgets/hw-text.h"

struct _HwBusyButton
{
  GtkButton parent_instance;
  GtkLabel *label;
  GtkSpinner *spinner;
  gboolean busy;
};

G_DEFINE_FINAL_TYPE (HwBusyButton, hw_busy_button, GTK_TYPE_BUTTON)

enum
{
  PROP_TEXT = 1,
  PROP_BUSY,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
hw_busy_button_clicked (GtkButton *button)
{
  HwBusyButton *self = HW_BUSY_BUTTON (button);

  if (self->busy)
    {
      g_signal_stop_emission_by_name (self, "clicked");
      return;
    }
  if (GTK_BUTTON_CLASS (hw_busy_button_parent_class)->clicked != NULL)
    GTK_BUTTON_CLASS (hw_busy_button_parent_class)->clicked (button);
}

static void
hw_busy_button_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  HwBusyButton *self = HW_BUSY_BUTTON (object);

  switch (prop_id)
    {
    case PROP_TEXT:
      g_value_set_string (value, hw_busy_button_get_text (self));
      break;
    case PROP_BUSY:
      g_value_set_boolean (value, self->busy);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hw_busy_button_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  HwBusyButton *self = HW_BUSY_BUTTON (object);

  switch (prop_id)
    {
    case PROP_TEXT:
      hw_busy_button_set_text (self, g_value_get_string (value));
      break;
    case PROP_BUSY:
      hw_busy_button_set_busy (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hw_busy_button_class_init (HwBusyButtonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = hw_busy_button_get_property;
  object_class->set_property = hw_busy_button_set_property;
  GTK_BUTTON_CLASS (klass)->clicked = hw_busy_button_clicked;

  properties[PROP_TEXT] = g_param_spec_string (
    "text", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_BUSY] = g_param_spec_boolean (
    "busy", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
hw_busy_button_init (HwBusyButton *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->spinner = GTK_SPINNER (gtk_spinner_new ());
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), FALSE);
  gtk_widget_set_halign (GTK_WIDGET (self->spinner), GTK_ALIGN_END);
  gtk_widget_set_hexpand (GTK_WIDGET (self->spinner), TRUE);
  self->label = GTK_LABEL (gtk_label_new (NULL));
  hw_text_wrap (self->label);
  gtk_label_set_natural_wrap_mode (self->label, GTK_NATURAL_WRAP_NONE); /* wraps only where it must */
  gtk_label_set_justify (self->label, GTK_JUSTIFY_CENTER);
  /* Not a box in the middle of the button: beside a higher button GTK would break words to fill the height.
   */
  gtk_widget_set_hexpand (GTK_WIDGET (self->label), TRUE);
  gtk_widget_set_hexpand (box, FALSE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->spinner));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));
  gtk_button_set_child (GTK_BUTTON (self), box);
}

GtkWidget *
hw_busy_button_new (const char *text)
{
  return g_object_new (HW_TYPE_BUSY_BUTTON, "text", text, NULL);
}

/* A single word, "Finish", is never broken: where a button beside it has two lines, GTK 4.8 would. An address
 * may be long, and is. */
static gboolean
is_word (const char *text)
{
  if (text == NULL)
    return FALSE;
  while (g_ascii_isalpha (*text))
    text++;
  return *text == '\0';
}

void
hw_busy_button_set_text (HwBusyButton *self, const char *text)
{
  g_return_if_fail (HW_IS_BUSY_BUTTON (self));

  gtk_label_set_wrap_mode (self->label, is_word (text) ? PANGO_WRAP_WORD : PANGO_WRAP_WORD_CHAR);
  gtk_label_set_label (self->label, text != NULL ? text : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  text != NULL ? text : "", -1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT]);
}

const char *
hw_busy_button_get_text (HwBusyButton *self)
{
  g_return_val_if_fail (HW_IS_BUSY_BUTTON (self), NULL);
  return gtk_label_get_label (self->label);
}

void
hw_busy_button_set_busy (HwBusyButton *self, gboolean busy)
{
  g_return_if_fail (HW_IS_BUSY_BUTTON (self));

  if (self->busy == busy)
    return;
  self->busy = busy;
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_label_set_xalign (self->label, busy ? 0 : 0.5F); /* beside it, both in the middle */
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_BUSY, busy, -1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

gboolean
hw_busy_button_get_busy (HwBusyButton *self)
{
  g_return_val_if_fail (HW_IS_BUSY_BUTTON (self), FALSE);
  return self->busy;
}
