/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/http/hw-connection-watch.h"
#include "server/http/hw-http-limits.h"

#include <sys/socket.h>
#include <unistd.h>

typedef struct
{
  HwOriginCount *counts;
  HwConnectionWatch *watch;
  int ends[2]; /* the server's, the client's */
} Fixture;

static void
set_up (Fixture *self, gconstpointer unused)
{
  int result = socketpair (AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, self->ends);

  g_assert_cmpint (result, ==, 0);
  self->counts = hw_origin_count_new (1);
  self->watch = hw_connection_watch_new (self->counts);
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  hw_connection_watch_free (self->watch);
  hw_origin_count_free (self->counts);
  close (self->ends[0]);
  close (self->ends[1]);
}

static gboolean
is_cut_off (Fixture *self)
{
  char byte;

  return read (self->ends[1], &byte, 1) == 0;
}

static void
test_who_is_late_is_cut_off_once (Fixture *self, gconstpointer unused)
{
  HwWatchedConnection *connection = hw_connection_watch_add (self->watch, self->ends[0], "192.0.2.7");
  gint64 before = g_get_monotonic_time ();
  gint64 after;

  hw_watched_connection_expect (connection, G_TIME_SPAN_SECOND);
  after = g_get_monotonic_time ();
  g_assert_cmpuint (hw_connection_watch_reap (self->watch, before + G_TIME_SPAN_SECOND - 1), ==, 0);
  g_assert_false (is_cut_off (self));
  g_assert_cmpuint (hw_connection_watch_reap (self->watch, after + G_TIME_SPAN_SECOND), ==, 1);
  g_assert_true (is_cut_off (self));
  g_assert_cmpuint (hw_connection_watch_reap (self->watch, G_MAXINT64), ==, 0);
  hw_connection_watch_remove (self->watch, connection);
}

static void
test_who_is_worked_for_has_time (Fixture *self, gconstpointer unused)
{
  HwWatchedConnection *connection = hw_connection_watch_add (self->watch, self->ends[0], "192.0.2.7");

  hw_watched_connection_expect (connection, G_TIME_SPAN_SECOND);
  hw_watched_connection_expect (connection, 0);
  g_assert_cmpuint (hw_connection_watch_reap (self->watch, G_MAXINT64), ==, 0);
  g_assert_false (is_cut_off (self));
  hw_connection_watch_remove (self->watch, connection);
}

static void
test_its_origin_is_counted_as_long_as_it_is_open (Fixture *self, gconstpointer unused)
{
  HwWatchedConnection *connection = hw_connection_watch_add (self->watch, self->ends[0], "192.0.2.7");

  g_assert_cmpuint (hw_connection_watch_get_count (self->watch), ==, 1);
  g_assert_false (hw_origin_count_has_room (self->counts, "192.0.2.7"));
  hw_connection_watch_remove (self->watch, connection);
  g_assert_cmpuint (hw_connection_watch_get_count (self->watch), ==, 0);
  g_assert_true (hw_origin_count_has_room (self->counts, "192.0.2.7"));
}

/* What is promised of half heads and half bodies: with these defaults, and so many looks of the reaper. */
static void
test_the_defaults_keep_to_ten_seconds (void)
{
  HwHttpLimits limits;

  hw_http_limits_init (&limits);
  g_assert_cmpint (limits.head_timeout + HW_REAP_INTERVAL, <, 10 * G_TIME_SPAN_SECOND);
  g_assert_cmpint (limits.body_timeout + HW_REAP_INTERVAL, <, 10 * G_TIME_SPAN_SECOND);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/connection-watch/who-is-late-is-cut-off-once", Fixture, NULL, set_up,
              test_who_is_late_is_cut_off_once, tear_down);
  g_test_add ("/connection-watch/who-is-worked-for-has-time", Fixture, NULL, set_up,
              test_who_is_worked_for_has_time, tear_down);
  g_test_add ("/connection-watch/its-origin-is-counted-as-long-as-it-is-open", Fixture, NULL, set_up,
              test_its_origin_is_counted_as_long_as_it_is_open, tear_down);
  g_test_add_func ("/connection-watch/the-defaults-keep-to-ten-seconds",
                   test_the_defaults_keep_to_ten_seconds);
  return g_test_run ();
}
