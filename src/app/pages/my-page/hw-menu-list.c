/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/pages/my-page/hw-menu-list.h"
#include "app/widgets/hw-link.h"
#include "app/widgets/hw-text.h"
#include "contract/hw-session-message.h"
#include <glib/gi18n.h>

struct _HwMenuList
{
  GtkBox parent_instance;
};

G_DEFINE_FINAL_TYPE (HwMenuList, hw_menu_list, GTK_TYPE_BOX)

static void
hw_menu_list_class_init (HwMenuListClass *klass)
{
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_LIST);
}

static void
hw_menu_list_init (HwMenuList *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 12);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Menu"), -1);
}

static GtkWidget *
new_entry (const HwMenuEntry *entry)
{
  GtkWidget *row = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_LIST_ITEM,
                                 "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 4, NULL);
  GtkWidget *link = hw_link_new (entry->title, entry->url);
  GtkWidget *description = hw_text_new (entry->description);

  gtk_widget_add_css_class (row, "hw-card");
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, entry->title, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (link), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  entry->description, -1);
  gtk_box_append (GTK_BOX (row), link);
  gtk_box_append (GTK_BOX (row), description);
  return row;
}

void
hw_menu_list_set_entries (HwMenuList *self, GPtrArray *entries)
{
  GtkWidget *child;

  g_return_if_fail (HW_IS_MENU_LIST (self));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_box_remove (GTK_BOX (self), child);
  for (guint i = 0; entries != NULL && i < entries->len; i++)
    gtk_box_append (GTK_BOX (self), new_entry (g_ptr_array_index (entries, i)));
}
