/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contract/hw-wipe.h"
#include "hw-build-config.h"
#include "server/crypto/hw-hash.h"
#include "server/hw-server-log.h"
#include "server/hw-server-check.h"
#include "server/hw-server.h"
#include "server/hw-service-manager.h"

#include <glib-unix.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define SWEEP_SECONDS 300

/* Exit statuses, as the counter program has them. */
#define STATUS_FAILED 1
#define STATUS_MISUSED 2

static void
tell_ready (HwServer *server)
{
  g_autofree char *status = g_strconcat ("Listening on ", hw_server_get_url (server), NULL);

  hw_service_manager_ready (status);
}

static gboolean
on_watchdog (gpointer data)
{
  if (hw_server_is_alive (data))
    hw_service_manager_alive ();
  return G_SOURCE_CONTINUE;
}

static gboolean
on_stop (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_reload (gpointer data)
{
  hw_service_manager_reloading ();
  hw_server_reload (data);
  tell_ready (data);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_sweep (gpointer data)
{
  hw_server_sweep (data);
  return G_SOURCE_CONTINUE;
}

typedef struct
{
  GMainLoop *loop;
  gboolean failed;
} Run;

static void
on_failed (const GError *error, gpointer data)
{
  Run *run = data;

  fprintf (stderr, "hellowork-mypage-server: %s\n", error->message);
  run->failed = TRUE;
  g_main_loop_quit (run->loop);
}

static void
run_until_stopped (HwServer *server, GMainLoop *loop)
{
  guint watchdog = hw_service_manager_get_watchdog ();
  guint sources[] = {
    g_unix_signal_add (SIGTERM, on_stop, loop),
    g_unix_signal_add (SIGINT, on_stop, loop),
    g_unix_signal_add (SIGHUP, on_reload, server),
    g_timeout_add_seconds (SWEEP_SECONDS, on_sweep, server),
    watchdog > 0 ? g_timeout_add (watchdog, on_watchdog, server) : 0,
  };

  /* The line is the sign that it serves and takes signals. */
  printf ("Listening on %s\n", hw_server_get_url (server));
  fflush (stdout);
  if (hw_server_get_metrics_url (server) != NULL)
    g_message ("Metrics are at %s/metrics", hw_server_get_metrics_url (server));
  tell_ready (server);

  g_main_loop_run (loop);
  hw_service_manager_stopping ();
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    g_clear_handle_id (&sources[i], g_source_remove);
}

static int
serve (const HwServerConfig *config)
{
  HwLogOutput *log = hw_log_output_new (STDOUT_FILENO); /* until the very end: GLib may log even then */
  g_autoptr (GMainLoop) loop = NULL;
  Run run = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocket) inherited = NULL;
  g_autoptr (HwServer) server = NULL;

  /* What it keeps is nobody else's, and its memory holds secrets. */
  umask (077);
  hw_wipe_forbid_core_files ();
  signal (SIGPIPE, SIG_IGN);
  signal (SIGXFSZ, SIG_IGN); /* a file at its limit (ulimit, quota) is an error like a full disk */
  hw_server_log_install (log);
  /* Before anything else takes the numbers of descriptors that were not handed over after all. */
  if (!hw_service_manager_take_socket (&inherited, &error)
      || (inherited != NULL && !hw_server_check_inherited (inherited, config, &error)))
    {
      fprintf (stderr, "hellowork-mypage-server: %s\n", error->message);
      return STATUS_MISUSED;
    }
  loop = run.loop = g_main_loop_new (NULL, FALSE);
  if (!hw_crypto_init (&error))
    {
      fprintf (stderr, "hellowork-mypage-server: %s\n", error->message);
      return STATUS_FAILED;
    }
  server = hw_server_new (config, inherited, log, on_failed, &run, &error);
  if (server == NULL)
    {
      fprintf (stderr, "hellowork-mypage-server: %s\n", error->message);
      return STATUS_FAILED;
    }
  run_until_stopped (server, loop);
  return run.failed ? STATUS_FAILED : EXIT_SUCCESS;
}

static int
tell_faults (GPtrArray *faults)
{
  for (guint i = 0; i < faults->len; i++)
    fprintf (stderr, "hellowork-mypage-server: %s\n", (const char *) faults->pdata[i]);
  return STATUS_MISUSED;
}

static int
check (const HwServerConfig *config, GPtrArray *faults)
{
  g_autoptr (GError) error = NULL;

  if (hw_crypto_init (&error))
    hw_server_check (config, faults);
  else
    g_ptr_array_add (faults, g_strdup (error->message));
  if (faults->len > 0)
    return tell_faults (faults);
  printf ("The configuration is right.\n");
  return EXIT_SUCCESS;
}

int
main (int argc, char **argv)
{
  g_auto (GStrv) arguments = g_strdupv (argv);
  g_autoptr (HwServerConfig) config = NULL;
  g_autoptr (GPtrArray) faults = NULL;

  switch (hw_server_config_new_from_arguments (arguments, &config, &faults))
    {
    case HW_SERVER_SHOW_VERSION:
      printf ("hellowork-mypage-server %s\n", HW_VERSION);
      return EXIT_SUCCESS;
    case HW_SERVER_CHECK_CONFIG:
      return check (config, faults);
    case HW_SERVER_RUN:
      return serve (config);
    case HW_SERVER_MISUSED:
    default:
      return tell_faults (faults);
    }
}
