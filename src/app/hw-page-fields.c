/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/hw-page.h"

static void
collect_fields (GtkWidget *widget, GPtrArray *fields)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (!gtk_widget_get_visible (child))
        continue;
      if (HW_IS_FIELD (child))
        g_ptr_array_add (fields, child);
      else
        collect_fields (child, fields);
    }
}

GPtrArray *
hw_page_find_fields (HwPage *self)
{
  GPtrArray *fields;

  g_return_val_if_fail (HW_IS_PAGE (self), NULL);

  fields = g_ptr_array_new ();
  collect_fields (hw_page_get_body (self), fields);
  return fields;
}

HwField *
hw_page_find_field (HwPage *self, const char *pointer)
{
  g_autoptr (GPtrArray) fields = hw_page_find_fields (self);

  for (guint i = 0; i < fields->len; i++)
    if (g_strcmp0 (hw_field_get_pointer (g_ptr_array_index (fields, i)), pointer) == 0)
      return g_ptr_array_index (fields, i);
  return NULL;
}
