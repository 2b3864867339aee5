/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/hw-about-window.h"
#include "hw-build-config.h"
#include <adwaita.h>
#include <glib/gi18n.h>

#define HOME "https://github.com/hellowork-mypage/hellowork-mypage"

/* What the window itself is linked with, and what its looks are taken from. */
static const struct
{
  const char *title;
  GtkLicense license;
} parts[] = {
  { "GTK, GLib, Pango", GTK_LICENSE_LGPL_2_1 },
  { "libadwaita", GTK_LICENSE_LGPL_2_1 },
  { "libsoup", GTK_LICENSE_LGPL_2_1 },
  { "JSON-GLib", GTK_LICENSE_LGPL_2_1 },
  { "libsecret", GTK_LICENSE_LGPL_2_1 },
  { N_ ("Colours of the Digital Agency’s design system"), GTK_LICENSE_MIT_X11 },
};

GtkWindow *
hw_about_window_new (GtkWindow *parent)
{
  GtkWidget *about = adw_about_window_new ();

  g_object_set (
    about, "transient-for", parent, "modal", TRUE, "application-name", _ ("Employer My Page"),
    "application-icon", HW_APPLICATION_ID, "version", HW_VERSION, "developer-name",
    _ ("The hellowork-mypage contributors"), "copyright", "© 2026 The hellowork-mypage contributors",
    "license-type", GTK_LICENSE_GPL_3_0, "website", HOME, "issue-url", HOME "/issues", "comments",
    _ ("This is an independent app, and not an official one of the Ministry of Health, Labour and Welfare or "
       "of HelloWork. It connects to the registration server whose address you entered."),
    NULL);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    adw_about_window_add_legal_section (ADW_ABOUT_WINDOW (about), _ (parts[i].title), NULL, parts[i].license,
                                        NULL);
  return GTK_WINDOW (about);
}
