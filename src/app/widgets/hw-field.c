/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/hw-field.h"

G_DEFINE_INTERFACE (HwField, hw_field, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_EDITED,
  SIGNAL_LEFT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
hw_field_default_init (HwFieldInterface *iface)
{
  GType type = G_TYPE_FROM_INTERFACE (iface);

  signals[SIGNAL_EDITED] =
    g_signal_new ("edited", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_LEFT] = g_signal_new ("left", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

void
hw_field_emit_edited (HwField *self)
{
  g_return_if_fail (HW_IS_FIELD (self));
  g_signal_emit (self, signals[SIGNAL_EDITED], 0);
}

void
hw_field_emit_left (HwField *self)
{
  g_return_if_fail (HW_IS_FIELD (self));
  g_signal_emit (self, signals[SIGNAL_LEFT], 0);
}

const char *
hw_field_get_pointer (HwField *self)
{
  g_return_val_if_fail (HW_IS_FIELD (self), NULL);
  return HW_FIELD_GET_IFACE (self)->get_pointer (self);
}

const char *
hw_field_get_text (HwField *self)
{
  g_return_val_if_fail (HW_IS_FIELD (self), "");
  if (HW_FIELD_GET_IFACE (self)->get_text == NULL)
    return "";
  return HW_FIELD_GET_IFACE (self)->get_text (self);
}

void
hw_field_set_error (HwField *self, const char *message)
{
  g_return_if_fail (HW_IS_FIELD (self));
  HW_FIELD_GET_IFACE (self)->set_error (self, message);
}

const char *
hw_field_get_error (HwField *self)
{
  g_return_val_if_fail (HW_IS_FIELD (self), NULL);
  return HW_FIELD_GET_IFACE (self)->get_error (self);
}

gboolean
hw_field_focus (HwField *self)
{
  GtkRoot *root;

  g_return_val_if_fail (HW_IS_FIELD (self), FALSE);

  root = gtk_widget_get_root (GTK_WIDGET (self));
  if (GTK_IS_WINDOW (root)) /* whoever is led there sees where, after a click as well */
    gtk_window_set_focus_visible (GTK_WINDOW (root), TRUE);
  return HW_FIELD_GET_IFACE (self)->focus (self);
}
