/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/hw-menu-names.h"
#include "app/widgets/hw-text.h"

static void
name_entries (GtkWidget *widget)
{
  const char *text = NULL;

  if (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget)) == GTK_ACCESSIBLE_ROLE_MENU_ITEM)
    text = hw_text_find (widget);
  if (text != NULL)
    {
      gtk_accessible_reset_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
      gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    name_entries (child);
}

void
hw_menu_names_say (GtkMenuButton *button)
{
  GtkPopover *menu;

  g_return_if_fail (GTK_IS_MENU_BUTTON (button));

  menu = gtk_menu_button_get_popover (button);
  g_return_if_fail (menu != NULL);
  g_signal_connect (menu, "map", G_CALLBACK (name_entries), NULL);
}
