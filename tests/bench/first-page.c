/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/hw-application.h"
#include "app/hw-startup.h"
#include "app/hw-window.h"
#include <time.h>
#include <unistd.h>

/*
 * The program as main.c runs it, until its first page is drawn: prints how many milliseconds went by until
 * the window's first frame, and until the first frame with a page in it, how many of them were spent on the
 * processor, and the page's title; and ends at once. For first_page.py.
 *
 * usage: first-page START URL     (START: the monotonic time at which it was started, in microseconds)
 */

static gint64 start;
static gint64 window_drawn;

static void
on_after_paint (GdkFrameClock *clock, HwWindow *window)
{
  HwPage *page = hw_window_get_page (window);
  gint64 now = g_get_monotonic_time ();
  struct timespec processor;

  if (window_drawn == 0)
    window_drawn = now;
  if (page == NULL || !gtk_widget_get_mapped (GTK_WIDGET (page))
      || gtk_widget_get_width (GTK_WIDGET (page)) == 0)
    return;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &processor);
  g_print ("%.1f %.1f %.1f %s\n", (double) (window_drawn - start) / 1000, (double) (now - start) / 1000,
           (double) processor.tv_sec * 1000 + (double) processor.tv_nsec / 1000000, hw_page_get_title (page));
  _exit (0); /* whatever the keyring is still asked for */
}

static void
on_realize (GtkWidget *window)
{
  g_signal_connect_object (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (on_after_paint),
                           window, 0);
}

static void
on_window_added (GtkApplication *application, GtkWindow *window)
{
  if (HW_IS_WINDOW (window))
    g_signal_connect (window, "realize", G_CALLBACK (on_realize), NULL);
}

int
main (int argc, char *argv[])
{
  g_autoptr (HwApplication) application = NULL;
  char *arguments[] = { argv[0], (char *) "--server", NULL, NULL };

  if (argc != 3)
    {
      g_printerr ("usage: first-page START URL\n");
      return 2;
    }
  start = g_ascii_strtoll (argv[1], NULL, 10);
  arguments[2] = argv[2];

  hw_startup_protect_secrets ();
  hw_startup_set_up_language ();
  hw_startup_avoid_gpu ();
  application = hw_application_new ();
  g_signal_connect (application, "window-added", G_CALLBACK (on_window_added), NULL);
  return g_application_run (G_APPLICATION (application), G_N_ELEMENTS (arguments) - 1, arguments);
}
