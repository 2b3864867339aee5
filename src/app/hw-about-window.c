/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/hw-about-window.h"
#include "app/widgets/hw-header-bar.h"
#include "app/widgets/hw-heading.h"
#include "app/widgets/hw-icon.h"
#include "app/widgets/hw-landmark.h"
#include "app/widgets/hw-link.h"
#include "app/widgets/hw-text.h"
#include "app/widgets/hw-window-keys.h"
#include "hw-build-config.h"
#include <adwaita.h>
#include <glib/gi18n.h>

#define HOME "https://github.com/hellowork-mypage/hellowork-mypage"
#define ICON_SIZE 96

/* libadwaita's own window of this kind is in English on the oldest desktops, whatever the language. */

/* What the window is linked with, and what its looks are taken from. */
static const struct
{
  const char *title;
  const char *license;
} parts[] = {
  { "GTK, GLib, Pango", "GNU Lesser General Public License 2.1" },
  { "libadwaita", "GNU Lesser General Public License 2.1" },
  { "libsoup", "GNU Lesser General Public License 2.1" },
  { "JSON-GLib", "GNU Lesser General Public License 2.1" },
  { "libsecret", "GNU Lesser General Public License 2.1" },
  { N_ ("Digital Agency design system (colours)"), "MIT License" },
};

static void
append_line (GtkBox *box, const char *text, const char *style)
{
  GtkWidget *label = hw_text_new (text);

  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_box_append (box, label);
}

static void
append_heading (GtkBox *box, guint level, const char *text)
{
  gtk_box_append (box, g_object_new (HW_TYPE_HEADING, "level", level, "label", text, NULL));
}

static void
append_licenses (GtkBox *box)
{
  append_heading (box, 2, _ ("Licences"));
  append_line (box,
               _ ("This app is free software under the GNU General Public License, version 3 or later. It "
                  "comes without any warranty."),
               NULL);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      /* Translators: a part that the app is made of, and its licence. */
      g_autofree char *line = g_strdup_printf (_ ("%s: %s"), _ (parts[i].title), parts[i].license);

      append_line (box, line, "hw-support");
    }
}

static GtkWidget *
new_content (void)
{
  GtkBox *box = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 12,
                              "accessible-role", hw_landmark_role (GTK_ACCESSIBLE_ROLE_MAIN), NULL);
  GtkWidget *icon = hw_icon_new (HW_APPLICATION_ID);
  g_autofree char *version = g_strdup_printf (_ ("Version %s"), HW_VERSION);

  gtk_accessible_update_property (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Employer My Page"),
                                  -1);
  gtk_image_set_pixel_size (GTK_IMAGE (icon), ICON_SIZE);
  gtk_widget_set_halign (icon, GTK_ALIGN_START);
  gtk_box_append (box, icon);
  append_heading (box, 1, _ ("Employer My Page"));
  append_line (box, version, NULL);
  append_line (
    box,
    _ ("This is an independent app, not an official app of the Ministry of Health, Labour and Welfare or of "
       "HelloWork. It connects to the registration server whose address you entered."),
    NULL);
  append_line (box, _ ("© 2026 The hellowork-mypage contributors"), "hw-support");
  gtk_box_append (box, hw_link_new (_ ("Website of this app"), HOME));
  append_licenses (box);
  gtk_widget_add_css_class (GTK_WIDGET (box), "hw-content");
  return GTK_WIDGET (box);
}

GtkWindow *
hw_about_window_new (GtkWindow *parent)
{
  GtkWidget *window =
    g_object_new (ADW_TYPE_WINDOW, "transient-for", parent, "modal", TRUE, "title", _ ("About this app"),
                  "default-width", 480, "default-height", 640, "destroy-with-parent", TRUE, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), new_content ());
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (box), hw_header_bar_new (_ ("About this app")));
  gtk_box_append (GTK_BOX (box), scroller);
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_widget_add_css_class (window, "hw-window");
  hw_window_keys_close_on_escape (GTK_WINDOW (window));
  return GTK_WINDOW (window);
}
