/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/hw-application.h"
#include "app/hw-about-window.h"
#include "app/hw-help.h"
#include "app/hw-preferences-window.h"
#include "app/hw-settings.h"
#include "app/hw-startup.h"
#include "app/hw-window.h"
#include "app/hw-app-resources.h"
#include "app/widgets/hw-message.h"
#include "client/hw-server-url.h"
#include "hw-build-config.h"
#include <glib/gi18n.h>

struct _HwApplication
{
  AdwApplication parent_instance;
  GSettings *settings;    /* (nullable) */
  char *server_url;       /* (nullable) */
  char *asked_server_url; /* (nullable): while the window's page is asked whether it may go */
  gboolean server_is_prescribed;
  gboolean server_is_for_this_run; /* of --server */
};

/* What an administrator prescribes where the system's settings are out of sight: in a Flatpak. */
#define SERVER_VARIABLE "HELLOWORK_MYPAGE_SERVER"

G_DEFINE_FINAL_TYPE (HwApplication, hw_application, ADW_TYPE_APPLICATION)

static const GOptionEntry options[] = {
  { "server", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("Connect to this server, for this run only"), N_ ("URL") },
  { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Print the version and exit"), NULL },
  { NULL }
};

static void
print_bad_server (const char *source)
{
  g_printerr (_ ("%s: %s needs an https: URL (http: to this computer only)\n"), HW_GETTEXT_PACKAGE, source);
}

/* A second start only shows the window of the first, which keeps its server: the first says so. */
static void
tell_running (GApplication *application, const char *url)
{
  if (g_application_register (application, NULL, NULL) && g_application_get_is_remote (application))
    g_action_group_activate_action (G_ACTION_GROUP (application), "other-server", g_variant_new_string (url));
}

static int
hw_application_handle_local_options (GApplication *application, GVariantDict *given)
{
  HwApplication *self = HW_APPLICATION (application);
  const char *url = NULL;
  g_autofree char *parsed = NULL;
  g_autoptr (GError) error = NULL;

  if (g_variant_dict_contains (given, "version"))
    {
      g_print ("%s %s\n", HW_GETTEXT_PACKAGE, HW_VERSION);
      return 0;
    }
  if (g_variant_dict_lookup (given, "server", "&s", &url))
    {
      parsed = hw_server_url_parse (url, &error);
      if (parsed == NULL)
        {
          print_bad_server ("--server");
          return 2;
        }
      self->server_url = g_steal_pointer (&parsed);
      self->server_is_for_this_run = TRUE;
      tell_running (application, self->server_url);
    }
  return -1;
}

/* Returns: (transfer full) (nullable) */
static char *
get_prescribed_server (void)
{
  const char *prescribed = g_getenv (SERVER_VARIABLE);
  char *url;

  if (prescribed == NULL || *prescribed == '\0')
    return NULL;
  url = hw_server_url_parse (prescribed, NULL);
  if (url == NULL)
    print_bad_server (SERVER_VARIABLE);
  return url;
}

/* Returns: (transfer full) (nullable) */
static char *
get_saved_server (HwApplication *self)
{
  g_autofree char *set = NULL;

  if (self->settings == NULL)
    return NULL;
  set = g_settings_get_string (self->settings, HW_SETTING_SERVER_URL);
  return *set != '\0' ? hw_server_url_parse (set, NULL) : NULL;
}

static void
read_server_setting (HwApplication *self)
{
  g_autofree char *prescribed = get_prescribed_server ();

  self->server_is_prescribed = prescribed != NULL;
  if (self->server_url == NULL)
    self->server_url = g_steal_pointer (&prescribed);
  if (self->server_url == NULL)
    self->server_url = get_saved_server (self);
}

static GtkWindow *
get_window (HwApplication *self)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (self));

  for (GList *link = windows; link != NULL; link = link->next)
    if (HW_IS_WINDOW (link->data))
      return GTK_WINDOW (link->data);
  return NULL;
}

static void
hw_application_activate (GApplication *application)
{
  HwApplication *self = HW_APPLICATION (application);
  GtkWindow *window = get_window (self);

  if (window == NULL)
    {
      window = GTK_WINDOW (hw_window_new (self));
      hw_window_set_server (HW_WINDOW (window), self->server_url);
    }
  gtk_window_present (window);
}

static void
on_quit (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *window = get_window (HW_APPLICATION (user_data));

  if (window != NULL)
    gtk_window_close (window); /* asks where something would be lost */
  else
    g_application_quit (G_APPLICATION (user_data));
}

static void
on_about (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *window = get_window (HW_APPLICATION (user_data));

  gtk_window_present (hw_about_window_new (window));
}

static void
on_preferences (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  HwApplication *self = HW_APPLICATION (user_data);

  gtk_window_present (GTK_WINDOW (hw_preferences_window_new (self, get_window (self))));
}

static void
on_shortcuts (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  HwApplication *self = HW_APPLICATION (user_data);
  g_autoptr (GtkBuilder) builder =
    gtk_builder_new_from_resource ("/io/github/hellowork_mypage/MyPage/hw-shortcuts.ui");
  GtkWindow *window = GTK_WINDOW (gtk_builder_get_object (builder, "shortcuts"));

  gtk_window_set_transient_for (window, get_window (self));
  gtk_window_present (window);
}

/* --server of a second start. */
static void
on_other_server (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  HwApplication *self = HW_APPLICATION (user_data);
  GtkWindow *window = get_window (self);
  g_autofree char *asked = hw_server_url_parse (g_variant_get_string (parameter, NULL), NULL);
  g_autofree char *asked_name = asked != NULL ? hw_server_url_display (asked) : NULL;
  g_autofree char *name = self->server_url != NULL ? hw_server_url_display (self->server_url) : NULL;
  g_autofree char *body = NULL;

  if (window == NULL || asked == NULL || name == NULL || g_str_equal (asked, self->server_url))
    return;
  body =
    g_strdup_printf (_ ("The app stays connected to %s. To connect to %s, quit the app and start it again."),
                     name, asked_name);
  hw_message_show (window, _ ("The app is already running"), body);
}

/* (nullable): what the help says about the page that is shown. */
static const char *
get_help_topic (HwWindow *window)
{
  HwFlow *flow = hw_window_get_flow (window);

  if (flow == NULL)
    return hw_window_get_page (window) != NULL ? "server" : NULL;
  return hw_flow_get_page (flow) != NULL ? hw_flow_get_help_topic (flow) : NULL;
}

static void
on_help (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *window = get_window (HW_APPLICATION (user_data));

  if (window != NULL)
    hw_help_open (window, get_help_topic (HW_WINDOW (window)));
}

static const GActionEntry actions[] = {
  { .name = "quit", .activate = on_quit },
  { .name = "about", .activate = on_about },
  { .name = "preferences", .activate = on_preferences },
  { .name = "shortcuts", .activate = on_shortcuts },
  { .name = "help", .activate = on_help },
  { .name = "other-server", .activate = on_other_server, .parameter_type = "s" },
};

static const struct
{
  const char *action;
  const char *accelerators[3];
} accelerators[] = {
  { "app.quit", { "<Control>q" } },
  { "app.preferences", { "<Control>comma" } },
  { "app.help", { "F1" } },
  { "app.shortcuts", { "<Control>question", "<Control>slash" } },
  { "window.close", { "<Control>w" } },
  { "win.back", { "<Alt>Left" } },
};

static void
hw_application_startup (GApplication *application)
{
  HwApplication *self = HW_APPLICATION (application);

  g_resources_register (hw_app_get_resource ()); /* before libadwaita looks for style.css */
  G_APPLICATION_CLASS (hw_application_parent_class)->startup (application);
  hw_startup_clean_environment ();
  hw_startup_place_glyphs ();
  gtk_window_set_default_icon_name (HW_APPLICATION_ID);

  self->settings = hw_settings_new ();
  read_server_setting (self);
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  for (guint i = 0; i < G_N_ELEMENTS (accelerators); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), accelerators[i].action,
                                           accelerators[i].accelerators);
}

static void
hw_application_finalize (GObject *object)
{
  HwApplication *self = HW_APPLICATION (object);

  g_clear_object (&self->settings);
  g_clear_pointer (&self->server_url, g_free);
  g_clear_pointer (&self->asked_server_url, g_free);

  G_OBJECT_CLASS (hw_application_parent_class)->finalize (object);
}

static void
hw_application_class_init (HwApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = hw_application_finalize;
  application_class->handle_local_options = hw_application_handle_local_options;
  application_class->startup = hw_application_startup;
  application_class->activate = hw_application_activate;
}

static void
hw_application_init (HwApplication *self)
{
  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

HwApplication *
hw_application_new (void)
{
  return g_object_new (HW_TYPE_APPLICATION, "application-id", HW_APPLICATION_ID, "resource-base-path",
                       "/io/github/hellowork_mypage/MyPage", NULL);
}

const char *
hw_application_get_server_url (HwApplication *self)
{
  g_return_val_if_fail (HW_IS_APPLICATION (self), NULL);
  return self->server_url;
}

char *
hw_application_dup_standing_server_url (HwApplication *self)
{
  char *prescribed;

  g_return_val_if_fail (HW_IS_APPLICATION (self), NULL);

  prescribed = get_prescribed_server ();
  return prescribed != NULL ? prescribed : get_saved_server (self);
}

gboolean
hw_application_server_is_for_this_run (HwApplication *self)
{
  g_return_val_if_fail (HW_IS_APPLICATION (self), FALSE);
  return self->server_is_for_this_run;
}

gboolean
hw_application_may_change_server (HwApplication *self)
{
  g_return_val_if_fail (HW_IS_APPLICATION (self), FALSE);
  return !self->server_is_prescribed
         && (self->settings == NULL || g_settings_is_writable (self->settings, HW_SETTING_SERVER_URL));
}

static void
change_server (gpointer object)
{
  HwApplication *self = HW_APPLICATION (object);
  GtkWindow *window = get_window (self);

  g_free (self->server_url);
  self->server_url = g_steal_pointer (&self->asked_server_url);
  self->server_is_for_this_run = FALSE;
  if (self->settings != NULL)
    g_settings_set_string (self->settings, HW_SETTING_SERVER_URL, self->server_url);
  if (window != NULL)
    hw_window_set_server (HW_WINDOW (window), self->server_url);
}

void
hw_application_set_server_url (HwApplication *self, const char *url)
{
  GtkWindow *window;

  g_return_if_fail (HW_IS_APPLICATION (self));
  g_return_if_fail (url != NULL);

  if (!hw_application_may_change_server (self))
    return;
  g_free (self->asked_server_url);
  self->asked_server_url = g_strdup (url);
  window = get_window (self);
  if (window != NULL && hw_window_get_page (HW_WINDOW (window)) != NULL)
    hw_page_ask_leave (hw_window_get_page (HW_WINDOW (window)), change_server, self);
  else
    change_server (self);
}

GSettings *
hw_application_get_settings (HwApplication *self)
{
  g_return_val_if_fail (HW_IS_APPLICATION (self), NULL);
  return self->settings;
}
