/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/hw-browser.h"
#include "app/widgets/hw-message.h"
#include <glib/gi18n.h>

#define PORTAL_NAME "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define PORTAL_INTERFACE "org.freedesktop.portal.OpenURI"

/* One try; the data of its calls. */
typedef struct
{
  GtkWidget *widget;
  char *url;
} HwOpening;

static HwOpening *
opening_new (GtkWidget *widget, const char *url)
{
  HwOpening *self = g_new0 (HwOpening, 1);

  self->widget = g_object_ref (widget);
  self->url = g_strdup (url);
  return self;
}

static void
opening_free (HwOpening *self)
{
  g_object_unref (self->widget);
  g_free (self->url);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwOpening, opening_free)

static void
say_that_it_failed (HwOpening *opening)
{
  GtkRoot *root = gtk_widget_get_root (opening->widget);

  if (GTK_IS_WINDOW (root))
    hw_message_show_address (GTK_WINDOW (root), _ ("No browser could be opened"),
                             _ ("Copy this address and open it in a browser."), opening->url);
}

static void
on_shown (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HwOpening) opening = user_data;
  g_autoptr (GError) error = NULL;

  if (!gtk_show_uri_full_finish (GTK_WINDOW (source), result, &error)
      && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    say_that_it_failed (opening);
}

static void
on_portal_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HwOpening) opening = user_data;
  g_autoptr (GVariant) request = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);

  if (request == NULL)
    say_that_it_failed (opening);
}

/* By hand: GLib's own way to the portal (2.84 and newer) aborts the program where there is no portal, or
 * where it refuses. */
static void
ask_portal (GtkWidget *widget, const char *url)
{
  GDBusConnection *bus = g_application_get_dbus_connection (g_application_get_default ());
  g_autoptr (GdkAppLaunchContext) context =
    gdk_display_get_app_launch_context (gtk_widget_get_display (widget));
  g_autofree char *token =
    g_app_launch_context_get_startup_notify_id (G_APP_LAUNCH_CONTEXT (context), NULL, NULL);
  g_autoptr (HwOpening) opening = opening_new (widget, url);
  GVariantBuilder options;

  if (bus == NULL)
    {
      say_that_it_failed (opening);
      return;
    }
  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  if (token != NULL)
    g_variant_builder_add (&options, "{sv}", "activation_token", g_variant_new_string (token));
  g_dbus_connection_call (bus, PORTAL_NAME, PORTAL_PATH, PORTAL_INTERFACE, "OpenURI",
                          g_variant_new ("(ssa{sv})", "", url, &options), G_VARIANT_TYPE ("(o)"),
                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, on_portal_answered, g_steal_pointer (&opening));
}

void
hw_browser_open (GtkWidget *widget, const char *url)
{
  g_autofree char *scheme = NULL;
  GtkRoot *root;

  g_return_if_fail (GTK_IS_WIDGET (widget));

  scheme = url != NULL ? g_uri_parse_scheme (url) : NULL;
  root = gtk_widget_get_root (widget);
  if (g_strcmp0 (scheme, "https") != 0 && g_strcmp0 (scheme, "http") != 0)
    return;
  if (g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS))
    ask_portal (widget, url);
  else if (GTK_IS_WINDOW (root))
    gtk_show_uri_full (GTK_WINDOW (root), url, GDK_CURRENT_TIME, NULL, on_shown, opening_new (widget, url));
}
