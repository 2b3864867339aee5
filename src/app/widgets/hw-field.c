/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/hw-field.h"

G_DEFINE_INTERFACE (HwField, hw_field, GTK_TYPE_WIDGET)

static void
hw_field_default_init (HwFieldInterface *iface)
{
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
  g_return_val_if_fail (HW_IS_FIELD (self), FALSE);
  return HW_FIELD_GET_IFACE (self)->focus (self);
}
