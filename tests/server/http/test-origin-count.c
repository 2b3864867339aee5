/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/http/hw-origin-count.h"

static void
test_each_origin_has_its_own_room (void)
{
  g_autoptr (HwOriginCount) count = hw_origin_count_new (2);

  hw_origin_count_enter (count, "192.0.2.7");
  g_assert_true (hw_origin_count_has_room (count, "192.0.2.7"));
  hw_origin_count_enter (count, "192.0.2.7");
  g_assert_false (hw_origin_count_has_room (count, "192.0.2.7"));
  g_assert_true (hw_origin_count_has_room (count, "2001:db8::/64"));
  hw_origin_count_leave (count, "192.0.2.7");
  g_assert_true (hw_origin_count_has_room (count, "192.0.2.7"));
  hw_origin_count_leave (count, "192.0.2.7");
  g_assert_true (hw_origin_count_has_room (count, "192.0.2.7"));
}

static void
test_who_is_not_counted_always_has_room (void)
{
  g_autoptr (HwOriginCount) limited = hw_origin_count_new (1);
  g_autoptr (HwOriginCount) unlimited = hw_origin_count_new (0);

  for (guint i = 0; i < 3; i++)
    {
      hw_origin_count_enter (limited, NULL);
      hw_origin_count_enter (unlimited, "192.0.2.7");
    }
  g_assert_true (hw_origin_count_has_room (limited, NULL));
  g_assert_true (hw_origin_count_has_room (unlimited, "192.0.2.7"));
  for (guint i = 0; i < 3; i++)
    {
      hw_origin_count_leave (limited, NULL);
      hw_origin_count_leave (unlimited, "192.0.2.7");
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/origin-count/each-origin-has-its-own-room", test_each_origin_has_its_own_room);
  g_test_add_func ("/origin-count/who-is-not-counted-always-has-room",
                   test_who_is_not_counted_always_has_room);
  return g_test_run ();
}
