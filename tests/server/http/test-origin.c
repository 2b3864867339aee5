/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/http/hw-origin.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

static HwOriginRule *
rule_trusting (const char *first, ...)
{
  g_autoptr (GPtrArray) masks = g_ptr_array_new_with_free_func (g_object_unref);
  va_list rest;

  va_start (rest, first);
  for (const char *mask = first; mask != NULL; mask = va_arg (rest, const char *))
    g_ptr_array_add (masks, g_inet_address_mask_new_from_string (mask, NULL));
  va_end (rest);
  return hw_origin_rule_new (masks);
}

static char *
find (HwOriginRule *rule, const char *peer, const char *forwarded_for)
{
  struct sockaddr_in in = { .sin_family = AF_INET };
  struct sockaddr_in6 in6 = { .sin6_family = AF_INET6 };

  if (strchr (peer, ':') != NULL)
    {
      g_assert_cmpint (inet_pton (AF_INET6, peer, &in6.sin6_addr), ==, 1);
      return hw_origin_rule_find (rule, (struct sockaddr *) &in6, forwarded_for);
    }
  g_assert_cmpint (inet_pton (AF_INET, peer, &in.sin_addr), ==, 1);
  return hw_origin_rule_find (rule, (struct sockaddr *) &in, forwarded_for);
}

static void
assert_origin (HwOriginRule *rule, const char *peer, const char *forwarded_for, const char *expected)
{
  g_autofree char *origin = find (rule, peer, forwarded_for);

  g_assert_cmpstr (origin, ==, expected);
}

static void
test_the_peer (void)
{
  g_autoptr (HwOriginRule) rule = hw_origin_rule_new (NULL);
  g_autofree char *none = hw_origin_rule_find (rule, NULL, NULL);

  assert_origin (rule, "192.0.2.7", NULL, "192.0.2.7");
  assert_origin (rule, "::1", NULL, "::/64");
  assert_origin (rule, "2001:db8:1:2:3:4:5:6", NULL, "2001:db8:1:2::/64");
  assert_origin (rule, "::ffff:192.0.2.7", NULL, "192.0.2.7");
  g_assert_cmpstr (none, ==, "unknown");
}

static void
test_an_untrusted_peer_says_nothing (void)
{
  g_autoptr (HwOriginRule) rule = rule_trusting ("10.0.0.0/8", NULL);

  g_test_expect_message (NULL, G_LOG_LEVEL_WARNING, "*192.0.2.7*trusted-proxies*");
  assert_origin (rule, "192.0.2.7", "198.51.100.1", "192.0.2.7");
  g_test_assert_expected_messages ();
  /* Said once: another warning would end this test. */
  assert_origin (rule, "192.0.2.8", "198.51.100.1", "192.0.2.8");
}

static void
test_the_rightmost_outside (void)
{
  g_autoptr (HwOriginRule) rule = rule_trusting ("10.0.0.0/8", "2001:db8:ffff::/48", NULL);

  assert_origin (rule, "10.1.2.3", NULL, "10.1.2.3");
  assert_origin (rule, "10.1.2.3", "", "10.1.2.3");
  assert_origin (rule, "10.1.2.3", "198.51.100.1", "198.51.100.1");
  assert_origin (rule, "10.1.2.3", "203.0.113.9, 198.51.100.1", "198.51.100.1");
  assert_origin (rule, "10.1.2.3", "203.0.113.9, 198.51.100.1, 10.9.9.9,10.8.8.8", "198.51.100.1");
  assert_origin (rule, "2001:db8:ffff::1", "2001:db8:1:2::3", "2001:db8:1:2::/64");
  assert_origin (rule, "::ffff:10.1.2.3", "198.51.100.1", "198.51.100.1");
  assert_origin (rule, "10.1.2.3", "198.51.100.1:4711", "198.51.100.1");
  assert_origin (rule, "10.1.2.3", "[2001:db8:1:2::3]:4711", "2001:db8:1:2::/64");
}

static void
test_what_cannot_be_read_ends_the_walk (void)
{
  g_autoptr (HwOriginRule) rule = rule_trusting ("10.0.0.0/8", NULL);

  assert_origin (rule, "10.1.2.3", "198.51.100.1, unknown", "10.1.2.3");
  assert_origin (rule, "10.1.2.3", "198.51.100.1, nonsense, 10.9.9.9", "10.9.9.9");
  assert_origin (rule, "10.1.2.3", "10.7.7.7", "10.7.7.7");
  assert_origin (rule, "10.1.2.3", ",,", "10.1.2.3");
}

static void
assert_counted (HwOriginRule *rule, const char *peer, const char *expected)
{
  struct sockaddr_in in = { .sin_family = AF_INET };
  struct sockaddr_in6 in6 = { .sin6_family = AF_INET6 };
  gboolean is_ipv6 = strchr (peer, ':') != NULL;
  g_autofree char *origin = NULL;

  g_assert_cmpint (
    is_ipv6 ? inet_pton (AF_INET6, peer, &in6.sin6_addr) : inet_pton (AF_INET, peer, &in.sin_addr), ==, 1);
  origin = hw_origin_rule_find_counted (rule, is_ipv6 ? (struct sockaddr *) &in6 : (struct sockaddr *) &in);
  g_assert_cmpstr (origin, ==, expected);
}

/* One network of IPv6 has 2^64 addresses, and they are one host's. */
static void
test_connections_are_counted_by_network_but_those_of_proxies (void)
{
  g_autoptr (HwOriginRule) nobody = hw_origin_rule_new (NULL);
  g_autoptr (HwOriginRule) proxies = rule_trusting ("10.0.0.0/8", "2001:db8:9::/48", NULL);

  assert_counted (nobody, "2001:db8:1:2::1", "2001:db8:1:2::/64");
  assert_counted (nobody, "2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2::/64");
  assert_counted (nobody, "10.0.0.1", "10.0.0.1");
  assert_counted (nobody, "::ffff:10.0.0.1", "10.0.0.1");
  assert_counted (proxies, "10.0.0.1", NULL);
  assert_counted (proxies, "::ffff:10.0.0.1", NULL);
  assert_counted (proxies, "2001:db8:9:1::1", NULL);
  assert_counted (proxies, "192.0.2.7", "192.0.2.7");
  assert_counted (proxies, "2001:db8:1:2::1", "2001:db8:1:2::/64");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/origin/is-the-peer", test_the_peer);
  g_test_add_func ("/origin/an-untrusted-peer-says-nothing", test_an_untrusted_peer_says_nothing);
  g_test_add_func ("/origin/is-the-rightmost-outside-the-proxies", test_the_rightmost_outside);
  g_test_add_func ("/origin/what-cannot-be-read-ends-the-walk", test_what_cannot_be_read_ends_the_walk);
  g_test_add_func ("/origin/connections-are-counted-by-network-but-those-of-proxies",
                   test_connections_are_counted_by_network_but_those_of_proxies);
  return g_test_run ();
}
