/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/hw-startup.h"
#include "contract/hw-wipe.h"
#include "hw-build-config.h"
#include <glib/gi18n.h>
#include <gtk/gtk.h>
#include <locale.h>

#define LOCALE_DIR_VARIABLE "HW_LOCALE_DIR"

/* GTK 4.16: GDK_DISABLE; the words for it in GDK_DEBUG are rejected from there on. */
#define GDK_DISABLE_SINCE 16
/* GTK 4.16: gtk-font-rendering, whose default looks at the monitor. */
#define GLYPHS_PLACED_SINCE 16

static const char *set_variable; /* what hw_startup_avoid_gpu() has set; read by the main thread alone */

void
hw_startup_protect_secrets (void)
{
  if (!hw_wipe_forbid_core_files ())
    g_warning ("Core files cannot be turned off");
}

void
hw_startup_set_up_language (void)
{
  const char *dir = g_getenv (LOCALE_DIR_VARIABLE);

  setlocale (LC_ALL, "");
  bindtextdomain (HW_GETTEXT_PACKAGE, dir != NULL ? dir : HW_LOCALE_DIR);
  bind_textdomain_codeset (HW_GETTEXT_PACKAGE, "UTF-8");
  textdomain (HW_GETTEXT_PACKAGE);
}

HwLanguage
hw_startup_get_language (void)
{
  /* Translators: the tag of the language that you translate into, where it is Japanese: "ja". */
  return g_str_equal (C_ ("language tag", "en"), "ja") ? HW_LANGUAGE_JA : HW_LANGUAGE_EN;
}

void
hw_startup_avoid_gpu (void)
{
  gboolean has_disable = gtk_get_major_version () > 4 || gtk_get_minor_version () >= GDK_DISABLE_SINCE;
  const char *renderer = g_getenv ("GSK_RENDERER");

  if (g_getenv ("GDK_DEBUG") != NULL || g_getenv ("GDK_DISABLE") != NULL
      || (renderer != NULL && !g_str_equal (renderer, "cairo")))
    return;
  set_variable = has_disable ? "GDK_DISABLE" : "GDK_DEBUG";
  g_setenv (set_variable, has_disable ? "gl,vulkan" : "gl-disable", TRUE);
}

static gboolean
is_any_monitor_scaled (void)
{
  GListModel *monitors = gdk_display_get_monitors (gdk_display_get_default ());
  gboolean scaled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (monitors); i++)
    {
      g_autoptr (GdkMonitor) monitor = g_list_model_get_item (monitors, i);

      scaled = scaled || gdk_monitor_get_scale_factor (monitor) > 1;
    }
  return scaled;
}

void
hw_startup_place_glyphs (void)
{
  if (gtk_check_version (4, GLYPHS_PLACED_SINCE, 0) != NULL && !is_any_monitor_scaled ())
    g_object_set (gtk_settings_get_default (), "gtk-hint-font-metrics", TRUE, NULL);
}

void
hw_startup_clean_environment (void)
{
  if (set_variable != NULL)
    g_unsetenv (set_variable);
  set_variable = NULL;
}
