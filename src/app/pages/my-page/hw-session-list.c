/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/pages/my-page/hw-session-list.h"
#include "app/hw-startup.h"
#include "app/widgets/hw-text.h"
#include "contract/hw-instant.h"
#include "contract/hw-session-message.h"
#include <glib/gi18n.h>

#define ID_KEY "hw-session-id"
#define CURRENT_KEY "hw-session-is-current"

struct _HwSessionList
{
  GtkBox parent_instance;
};

G_DEFINE_FINAL_TYPE (HwSessionList, hw_session_list, GTK_TYPE_BOX)

enum
{
  SIGNAL_END,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
hw_session_list_class_init (HwSessionListClass *klass)
{
  signals[SIGNAL_END] =
    g_signal_new ("end", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                  G_TYPE_STRING, G_TYPE_BOOLEAN, HW_TYPE_BUSY_BUTTON);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_LIST);
}

static void
hw_session_list_init (HwSessionList *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 12);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Logged-in devices"), -1);
}

static GtkWidget *
new_label (const char *text, const char *style)
{
  GtkWidget *label = hw_text_new (text);

  gtk_widget_add_css_class (label, style);
  return label;
}

static void
on_end (GtkButton *button, HwSessionList *self)
{
  g_signal_emit (self, signals[SIGNAL_END], 0, g_object_get_data (G_OBJECT (button), ID_KEY),
                 g_object_get_data (G_OBJECT (button), CURRENT_KEY) != NULL, button);
}

static GtkWidget *
new_button (HwSessionList *self, const HwSessionEntry *entry, const char *device)
{
  GtkWidget *button = hw_busy_button_new (_ ("Log this device out"));

  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_set_margin_top (button, 8);
  gtk_widget_add_css_class (button, "hw-secondary");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, device, -1);
  g_object_set_data_full (G_OBJECT (button), ID_KEY, g_strdup (entry->id), g_free);
  g_object_set_data (G_OBJECT (button), CURRENT_KEY, GINT_TO_POINTER (entry->current));
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_end), self, 0);
  return button;
}

static GtkWidget *
new_row (HwSessionList *self, const HwSessionEntry *entry)
{
  GtkWidget *row = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_LIST_ITEM,
                                 "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 4, NULL);
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  HwLanguage language = hw_startup_get_language ();
  g_autofree char *created = hw_instant_format_minute (entry->created_at, zone, language);
  g_autofree char *used = hw_instant_format_minute (entry->last_used_at, zone, language);
  g_autofree char *created_line = g_strdup_printf (_ ("Logged in: %s"), created);
  g_autofree char *used_line = g_strdup_printf (_ ("Last used: %s"), used);
  const char *name =
    entry->device != NULL && *entry->device != '\0' ? entry->device : _ ("Device without a name");
  /* Translators: the name of a device in the list of logins, when it is this one. */
  g_autofree char *device =
    entry->current ? g_strdup_printf (_ ("%s (current device)"), name) : g_strdup (name);

  gtk_widget_add_css_class (row, "hw-card");
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, device, -1);
  gtk_box_append (GTK_BOX (row), new_label (device, "hw-fact-value"));
  gtk_box_append (GTK_BOX (row), new_label (created_line, "hw-support"));
  gtk_box_append (GTK_BOX (row), new_label (used_line, "hw-support"));
  if (entry->origin != NULL)
    {
      g_autofree char *origin_line = g_strdup_printf (_ ("Connected from: %s"), entry->origin);

      gtk_box_append (GTK_BOX (row), new_label (origin_line, "hw-support"));
    }
  gtk_box_append (GTK_BOX (row), new_button (self, entry, device));
  return row;
}

void
hw_session_list_set_entries (HwSessionList *self, GPtrArray *entries)
{
  GtkWidget *child;

  g_return_if_fail (HW_IS_SESSION_LIST (self));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_box_remove (GTK_BOX (self), child);
  for (guint i = 0; entries != NULL && i < entries->len; i++)
    gtk_box_append (GTK_BOX (self), new_row (self, g_ptr_array_index (entries, i)));
}
