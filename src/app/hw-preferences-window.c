/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/hw-preferences-window.h"
#include "app/hw-stored-list.h"
#include "app/hw-window.h"
#include "app/pages/server/hw-server-page.h"
#include "app/widgets/hw-header-bar.h"
#include <glib/gi18n.h>

struct _HwPreferencesWindow
{
  AdwWindow parent_instance;
  HwApplication *application;
};

G_DEFINE_FINAL_TYPE (HwPreferencesWindow, hw_preferences_window, ADW_TYPE_WINDOW)

static void
on_page_exit (HwPage *page, int exit, HwPreferencesWindow *self)
{
  g_autoptr (HwApplication) application = g_object_ref (self->application);
  g_autofree char *url = g_strdup (hw_server_page_get_url (HW_SERVER_PAGE (page)));

  gtk_window_close (GTK_WINDOW (self)); /* first: the page below may ask something */
  if (exit == HW_EXIT_NEXT)
    hw_application_set_server_url (application, url);
}

static void
hw_preferences_window_dispose (GObject *object)
{
  g_clear_object (&HW_PREFERENCES_WINDOW (object)->application);

  G_OBJECT_CLASS (hw_preferences_window_parent_class)->dispose (object);
}

static gboolean
close_window (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  gtk_window_close (GTK_WINDOW (widget));
  return GDK_EVENT_STOP;
}

static void
hw_preferences_window_class_init (HwPreferencesWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hw_preferences_window_dispose;
  gtk_widget_class_add_binding (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, close_window, NULL);
}

static void
hw_preferences_window_init (HwPreferencesWindow *self)
{
}

/* The one of what the window has open, where it has a server: two should not delete the same item at once. */
static HwCredentialStore *
get_store (GtkWindow *window)
{
  HwPage *page = HW_IS_WINDOW (window) ? hw_window_get_page (HW_WINDOW (window)) : NULL;
  HwContext *context = page != NULL ? hw_page_get_context (page) : NULL;

  return context != NULL ? hw_client_get_credential_store (hw_context_get_client (context)) : NULL;
}

HwPreferencesWindow *
hw_preferences_window_new (HwApplication *application, GtkWindow *parent)
{
  HwPreferencesWindow *self =
    g_object_new (HW_TYPE_PREFERENCES_WINDOW, "transient-for", parent, "modal", TRUE, "title", _ ("Settings"),
                  "default-width", 560, "default-height", 640, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 32);
  GtkWidget *page = hw_server_page_new ();
  g_autofree char *standing = hw_application_dup_standing_server_url (application);

  self->application = g_object_ref (application);
  hw_server_page_set_current (
    HW_SERVER_PAGE (page), standing, hw_application_may_change_server (application),
    hw_application_server_is_for_this_run (application) ? hw_application_get_server_url (application) : NULL);
  g_signal_connect_object (page, "exit", G_CALLBACK (on_page_exit), self, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self), "hw-window");
  gtk_widget_add_css_class (content, "hw-content");
  gtk_box_append (GTK_BOX (content), page);
  gtk_box_append (GTK_BOX (content), hw_stored_list_new (get_store (parent)));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), content);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (box), hw_header_bar_new (_ ("Settings")));
  gtk_box_append (GTK_BOX (box), scroller);
  adw_window_set_content (ADW_WINDOW (self), box);
  hw_page_enter (HW_PAGE (page));
  return self;
}
