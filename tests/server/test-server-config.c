/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/hw-server-config.h"
#include "server/hw-server-settings.h"

#include <glib/gstdio.h>

/* data/server.conf.example, with every key in force or with none but those that are needed. */
static HwServerConfig *
read_example (gboolean in_force, const char *path)
{
  const char *example = HW_SOURCE_ROOT "/data/server.conf.example";
  g_autofree char *text = NULL;
  g_autofree char *changed = NULL;
  g_autoptr (GRegex) commented = g_regex_new ("^#([a-z-]+=)", G_REGEX_MULTILINE, 0, NULL);
  const char *arguments[] = { "server", "--config", path, NULL };
  g_autoptr (GPtrArray) faults = NULL;
  g_autoptr (GError) error = NULL;
  HwServerConfig *config;

  g_file_get_contents (example, &text, NULL, &error);
  g_assert_no_error (error);
  changed = in_force ? g_regex_replace (commented, text, -1, 0, "\\1", 0, &error) : g_strdup (text);
  g_assert_no_error (error);
  g_file_set_contents (path, changed, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (hw_server_config_new_from_arguments ((GStrv) arguments, &config, &faults), ==,
                   HW_SERVER_RUN);
  return config;
}

static guint64
number_of (const HwServerConfig *config, const HwSetting *setting)
{
  gconstpointer member = G_STRUCT_MEMBER_P (config, setting->offset);

  return setting->kind == HW_SETTING_COUNT ? *(const guint *) member : (guint64) * (const gint64 *) member;
}

/* What the example says that holds without a key is what holds. */
static void
test_the_examples_values_are_the_defaults (void)
{
  g_autofree char *folder = g_dir_make_tmp ("hw-config-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "server.conf", NULL);
  g_autoptr (HwServerConfig) written = read_example (TRUE, path);
  g_autoptr (HwServerConfig) silent = read_example (FALSE, path);
  g_autofree char *address = g_socket_connectable_to_string (G_SOCKET_CONNECTABLE (written->listen));
  g_autofree char *silent_address = g_socket_connectable_to_string (G_SOCKET_CONNECTABLE (silent->listen));
  guint n_settings;
  const HwSetting *table = hw_server_settings_get_table (&n_settings);

  for (guint i = 0; i < n_settings; i++)
    {
      if (table[i].kind == HW_SETTING_TEXT)
        continue;
      g_test_message ("[%s] %s", table[i].section, table[i].key);
      g_assert_cmpuint (number_of (written, &table[i]), ==, number_of (silent, &table[i]));
    }
  g_assert_cmpstr (address, ==, silent_address);
  g_assert_cmpstr (written->mail_from, ==, silent->mail_from);
  g_assert_cmpuint (written->http.connections_per_origin, ==, 256);

  g_remove (path);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server-config/the-examples-values-are-the-defaults",
                   test_the_examples_values_are_the_defaults);
  return g_test_run ();
}
