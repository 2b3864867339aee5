/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/hw-help.h"
#include "app/hw-help-window.h"
#include "app/hw-startup.h"
#include "hw-build-config.h"

typedef struct
{
  GtkWindow *parent;
  char *topic; /* (nullable) */
} HwHelpRequest;

static void
help_request_free (HwHelpRequest *self)
{
  g_object_unref (self->parent);
  g_free (self->topic);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwHelpRequest, help_request_free)

/* Whether a viewer would find the pages: they are installed where the desktop looks for help. */
static gboolean
is_installed (void)
{
  const char *folder = hw_startup_get_language () == HW_LANGUAGE_JA ? "ja" : "C";
  const char *const *dirs = g_get_system_data_dirs ();

  for (guint i = 0; dirs[i] != NULL; i++)
    {
      g_autofree char *index =
        g_build_filename (dirs[i], "help", folder, HW_GETTEXT_PACKAGE, "index.page", NULL);

      if (g_file_test (index, G_FILE_TEST_EXISTS))
        return TRUE;
    }
  return FALSE;
}

static void
open_here (HwHelpRequest *request)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (request->parent)))
    gtk_window_present (hw_help_window_new (request->parent, request->topic));
}

static void
on_shown (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (HwHelpRequest) request = data;

  if (!gtk_show_uri_full_finish (GTK_WINDOW (source), result, NULL))
    open_here (request);
}

static void
on_viewer (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (HwHelpRequest) request = data;
  g_autoptr (GAppInfo) viewer = g_app_info_get_default_for_uri_scheme_finish (result, NULL);
  g_autofree char *uri = NULL;
  GtkWindow *parent = request->parent;

  if (viewer == NULL)
    {
      open_here (request);
      return;
    }
  uri = request->topic != NULL ? g_strdup_printf ("help:%s/%s", HW_GETTEXT_PACKAGE, request->topic)
                               : g_strdup ("help:" HW_GETTEXT_PACKAGE);
  gtk_show_uri_full (parent, uri, GDK_CURRENT_TIME, NULL, on_shown, g_steal_pointer (&request));
}

void
hw_help_open (GtkWindow *parent, const char *topic)
{
  g_autoptr (HwHelpRequest) request = g_new0 (HwHelpRequest, 1);

  g_return_if_fail (GTK_IS_WINDOW (parent));

  request->parent = g_object_ref (parent);
  request->topic = g_strdup (topic);
  /* In a Flatpak, the viewer is outside and does not see our pages. */
  if (g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS) || !is_installed ())
    open_here (request);
  else
    g_app_info_get_default_for_uri_scheme_async ("help", NULL, on_viewer, g_steal_pointer (&request));
}
