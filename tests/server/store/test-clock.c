/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/store/hw-clock.h"

#define T0 (G_GINT64_CONSTANT (1800000000) * G_USEC_PER_SEC)

static void
test_starts_at_the_wall_time (void)
{
  gint64 before = g_get_real_time ();
  g_autoptr (HwClock) hw_clock = hw_clock_new (0);
  gint64 now = hw_clock_now (hw_clock);

  g_assert_cmpint (now, >=, before);
  g_assert_true (hw_clock_is_sane (hw_clock));
}

static void
test_never_before_the_store (void)
{
  gint64 latest = g_get_real_time () + 10 * G_TIME_SPAN_MINUTE;
  g_autoptr (HwClock) hw_clock = hw_clock_new (latest);

  g_assert_cmpint (hw_clock_now (hw_clock), >=, latest);
  g_assert_false (hw_clock_is_sane (hw_clock));
}

static void
test_goes_on (void)
{
  g_autoptr (HwClock) hw_clock = hw_clock_new (0);
  gint64 first = hw_clock_now (hw_clock);
  gint64 deadline = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

  while (hw_clock_now (hw_clock) == first)
    g_assert_cmpint (g_get_monotonic_time (), <, deadline);
  g_assert_cmpint (hw_clock_now (hw_clock), >, first);
}

static void
test_manual (void)
{
  g_autoptr (HwClock) hw_clock = hw_clock_new_manual (1000);
  g_autoptr (HwClock) same = hw_clock_ref (hw_clock);

  g_assert_cmpint (hw_clock_now (hw_clock), ==, 1000);
  hw_clock_advance (hw_clock, 5);
  g_assert_cmpint (hw_clock_now (same), ==, 1005);
  g_assert_true (hw_clock_is_sane (same));
}

/* A leap of the other clock is followed by small steps only, drift entirely. */
static void
test_follows_slowly (void)
{
  g_autoptr (HwClock) hw_clock = hw_clock_new_manual (T0);

  g_assert_cmpint (hw_clock_follow (hw_clock, T0 + 20), ==, 20);
  g_assert_cmpint (hw_clock_now (hw_clock), ==, T0 + 20);
  g_assert_cmpint (hw_clock_follow (hw_clock, T0 + G_TIME_SPAN_HOUR), ==, G_TIME_SPAN_HOUR - 20);
  g_assert_cmpint (hw_clock_now (hw_clock), ==, T0 + 20 + 150 * G_TIME_SPAN_MILLISECOND);
}

static void
test_never_goes_back (void)
{
  g_autoptr (HwClock) hw_clock = hw_clock_new_manual (T0);

  g_assert_cmpint (hw_clock_now (hw_clock), ==, T0);
  g_assert_cmpint (hw_clock_follow (hw_clock, T0 - G_TIME_SPAN_HOUR), ==, -G_TIME_SPAN_HOUR);
  g_assert_cmpint (hw_clock_now (hw_clock), ==, T0);
  g_assert_cmpint (hw_clock_follow (hw_clock, T0), ==, 150 * G_TIME_SPAN_MILLISECOND);
  g_assert_cmpint (hw_clock_now (hw_clock), ==, T0);
}

static void
test_starts_at_another_clocks_time (void)
{
  g_autoptr (HwClock) hw_clock = hw_clock_new_at (T0);
  gint64 now = hw_clock_now (hw_clock);

  g_assert_cmpint (now, >=, T0);
  g_assert_cmpint (now, <, T0 + G_TIME_SPAN_HOUR);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/clock/starts-at-the-wall-time", test_starts_at_the_wall_time);
  g_test_add_func ("/clock/is-never-before-the-store", test_never_before_the_store);
  g_test_add_func ("/clock/goes-on", test_goes_on);
  g_test_add_func ("/clock/manual-stands-until-advanced", test_manual);
  g_test_add_func ("/clock/follows-another-slowly", test_follows_slowly);
  g_test_add_func ("/clock/never-goes-back", test_never_goes_back);
  g_test_add_func ("/clock/starts-at-another-clocks-time", test_starts_at_another_clocks_time);

  return g_test_run ();
}
