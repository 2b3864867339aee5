/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/pages/my-page/hw-establishment-switcher.h"
#include "app/widgets/hw-busy-button.h"
#include "app/widgets/hw-text.h"
#include <glib/gi18n.h>

#define SESSION_KEY "hw-session"

struct _HwEstablishmentSwitcher
{
  GtkBox parent_instance;
  HwClient *client; /* (nullable) until set */
};

G_DEFINE_FINAL_TYPE (HwEstablishmentSwitcher, hw_establishment_switcher, GTK_TYPE_BOX)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
on_clicked (GtkButton *button, HwEstablishmentSwitcher *self)
{
  HwSession *session = g_object_get_data (G_OBJECT (button), SESSION_KEY);

  if (session != hw_client_get_session (self->client))
    g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, session);
}

static GtkWidget *
new_button (HwEstablishmentSwitcher *self, HwSession *session)
{
  gboolean current = session == hw_client_get_session (self->client);
  g_autofree char *name = hw_establishment_switcher_describe (session);
  /* Translators: an establishment in the switcher, when it is the one shown. */
  g_autofree char *text = current ? g_strdup_printf (_ ("%s – shown now"), name) : g_strdup (name);
  GtkWidget *button = hw_busy_button_new (text);

  gtk_widget_add_css_class (button, "hw-secondary");
  if (current)
    gtk_widget_add_css_class (button, "hw-current");
  gtk_accessible_update_state (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_STATE_SELECTED, current, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  hw_session_get_email (session), -1);
  g_object_set_data_full (G_OBJECT (button), SESSION_KEY, g_object_ref (session), g_object_unref);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_clicked), self, 0);
  return button;
}

/* One establishment may have several addresses. */
static GtkWidget *
new_row (HwEstablishmentSwitcher *self, HwSession *session)
{
  GtkWidget *row = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_LIST_ITEM,
                                 "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 4, NULL);
  GtkWidget *address = hw_text_new (hw_session_get_email (session));

  gtk_widget_add_css_class (address, "hw-support");
  gtk_box_append (GTK_BOX (row), new_button (self, session));
  gtk_box_append (GTK_BOX (row), address);
  return row;
}

static void
update (HwEstablishmentSwitcher *self)
{
  GListModel *sessions = hw_client_get_sessions (self->client);
  guint n = g_list_model_get_n_items (sessions);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_box_remove (GTK_BOX (self), child);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HwSession) session = g_list_model_get_item (sessions, i);

      gtk_box_append (GTK_BOX (self), new_row (self, session));
    }
  gtk_widget_set_visible (GTK_WIDGET (self), n > 1);
}

static void
hw_establishment_switcher_dispose (GObject *object)
{
  g_clear_object (&HW_ESTABLISHMENT_SWITCHER (object)->client);

  G_OBJECT_CLASS (hw_establishment_switcher_parent_class)->dispose (object);
}

static void
hw_establishment_switcher_class_init (HwEstablishmentSwitcherClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hw_establishment_switcher_dispose;
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 1, HW_TYPE_SESSION);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_LIST);
}

static void
hw_establishment_switcher_init (HwEstablishmentSwitcher *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 12);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Switch or add establishments"), -1);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
hw_establishment_switcher_set_client (HwEstablishmentSwitcher *self, HwClient *client)
{
  g_return_if_fail (HW_IS_ESTABLISHMENT_SWITCHER (self));
  g_return_if_fail (HW_IS_CLIENT (client));
  g_return_if_fail (self->client == NULL);

  self->client = g_object_ref (client);
  g_signal_connect_object (hw_client_get_sessions (client), "items-changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::session", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

char *
hw_establishment_switcher_describe (HwSession *session)
{
  const HwEstablishment *establishment;

  g_return_val_if_fail (HW_IS_SESSION (session), NULL);

  establishment = hw_session_get_establishment (session);
  if (establishment == NULL)
    return g_strdup (hw_session_get_email (session));
  /* Translators: an establishment's name and number. */
  return g_strdup_printf (_ ("%s (%s)"), establishment->name, establishment->number);
}
