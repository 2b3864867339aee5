/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/hw-toast.h"
#include "app/widgets/hw-text.h"
#include <glib/gi18n.h>

/* libadwaita 1.2 has no name for the button that closes a toast, and 1.7 none for the toast, an alert. */
static void
name_parts (GtkWidget *widget)
{
  const char *text = hw_text_find (widget);

  if (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget)) == GTK_ACCESSIBLE_ROLE_ALERT
      && text != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  if (GTK_IS_BUTTON (widget) && gtk_button_get_label (GTK_BUTTON (widget)) == NULL)
    {
      gtk_accessible_reset_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
      gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      _ ("Close this message"), -1);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    name_parts (child);
}

static void
name_toasts (gpointer user_data)
{
  g_autoptr (AdwToastOverlay) overlay = ADW_TOAST_OVERLAY (user_data);
  GtkWidget *page = adw_toast_overlay_get_child (overlay);

  for (GtkWidget *child = page != NULL ? gtk_widget_get_first_child (GTK_WIDGET (overlay)) : NULL;
       child != NULL; child = gtk_widget_get_next_sibling (child))
    if (child != page)
      name_parts (child);
}

static void
name_toasts_soon (AdwToastOverlay *overlay)
{
  g_idle_add_once (name_toasts, g_object_ref (overlay));
}

void
hw_toast_show (AdwToastOverlay *overlay, const char *text)
{
  g_autofree char *title = NULL;
  AdwToast *toast;

  g_return_if_fail (ADW_IS_TOAST_OVERLAY (overlay));

  title = g_markup_escape_text (text, -1);
  toast = adw_toast_new (title);
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (name_toasts_soon), overlay, G_CONNECT_SWAPPED);
  adw_toast_overlay_add_toast (overlay, toast);
  name_toasts_soon (overlay);
}
