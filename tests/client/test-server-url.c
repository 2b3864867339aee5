/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/hw-server-url.h"

typedef struct
{
  const char *typed;
  const char *url;     /* (nullable): refused */
  const char *display; /* (nullable) */
} Case;

static const Case CASES[] = {
  { "example.jp", "https://example.jp", "example.jp" },
  { "  example.jp\n", "https://example.jp", "example.jp" },
  { "EXAMPLE.jp/", "https://example.jp", "example.jp" },
  { "HTTPS://Example.JP:443/", "https://example.jp", "example.jp" },
  { "example.jp:8443", "https://example.jp:8443", "example.jp:8443" },
  { "https://example.jp/mypage/", "https://example.jp/mypage", "example.jp" },
  { "https://example.jp/a/../mypage", "https://example.jp/mypage", "example.jp" },
  { "https://例え.jp", "https://xn--r8jz45g.jp", "xn--r8jz45g.jp" },
  { "https://[2001:DB8::1]:8443", "https://[2001:db8::1]:8443", "[2001:db8::1]:8443" },
  { "https://192.0.2.1", "https://192.0.2.1", "192.0.2.1" },
  { "http://localhost:8080", "http://localhost:8080", "localhost:8080" },
  { "http://localhost:80", "http://localhost", "localhost" },
  { "http://127.0.0.1:8080/", "http://127.0.0.1:8080", "127.0.0.1:8080" },
  { "http://127.99.0.1", "http://127.99.0.1", "127.99.0.1" },
  { "http://[::1]:8080", "http://[::1]:8080", "[::1]:8080" },
  { "localhost:8080", "https://localhost:8080", "localhost:8080" },
  /* Plain http to anywhere else. */
  { "http://example.jp", NULL, NULL },
  { "http://192.0.2.1", NULL, NULL },
  { "http://128.0.0.1", NULL, NULL },
  { "http://127.1", NULL, NULL },
  { "http://localhost.example.jp", NULL, NULL },
  { "http://127.0.0.1.example.jp", NULL, NULL },
  { "http://[::2]", NULL, NULL },
  /* Neither. */
  { "", NULL, NULL },
  { "   ", NULL, NULL },
  { "https://", NULL, NULL },
  { "https:///path", NULL, NULL },
  { "ftp://example.jp", NULL, NULL },
  { "file:///etc/passwd", NULL, NULL },
  { "javascript://localhost/", NULL, NULL },
  { "https://taro@example.jp", NULL, NULL },
  { "https://taro:pw@example.jp", NULL, NULL },
  { "http://127.0.0.1@example.jp", NULL, NULL },
  { "https://example.jp?x=1", NULL, NULL },
  { "https://example.jp#top", NULL, NULL },
  { "https://example.jp:0", NULL, NULL },
  { "https://example.jp:65536", NULL, NULL },
  { "https://example.jp:-1", NULL, NULL },
  { "https://exam ple.jp", NULL, NULL },
  { "https://example..jp", NULL, NULL },
  { "https://.example.jp", NULL, NULL },
  { "https://exa\\mple.jp", NULL, NULL },
  { "https://example.jp/a b", NULL, NULL },
  { "https://example.jp/.v1", NULL, NULL },
  { "https://example.jp/a//b", NULL, NULL },
  { "https://example.jp/a%2fb", NULL, NULL },
  { "https://[fe80::1%25eth0]", NULL, NULL },
  { "https://example.jp\r\nHost: x", NULL, NULL },
  { "\xff\xfe", NULL, NULL },
};

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *url = hw_server_url_parse (CASES[i].typed, &error);
      g_autofree char *display = NULL;

      g_test_message ("case %u", i);
      g_assert_cmpstr (url, ==, CASES[i].url);
      if (CASES[i].url == NULL)
        {
          g_assert_error (error, HW_CLIENT_ERROR, HW_CLIENT_ERROR_SERVER_URL);
          continue;
        }
      g_assert_no_error (error);
      display = hw_server_url_display (url);
      g_assert_cmpstr (display, ==, CASES[i].display);
    }
}

static void
test_parsing_twice_changes_nothing (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autofree char *again = NULL;

      if (CASES[i].url == NULL)
        continue;
      again = hw_server_url_parse (CASES[i].url, NULL);
      g_assert_cmpstr (again, ==, CASES[i].url);
    }
}

static void
test_too_long (void)
{
  g_autofree char *label = g_strnfill (3000, 'a');
  g_autoptr (GError) error = NULL;

  g_assert_null (hw_server_url_parse (label, &error));
  g_assert_error (error, HW_CLIENT_ERROR, HW_CLIENT_ERROR_SERVER_URL);
}

static void
test_security_and_loopback (void)
{
  g_assert_true (hw_server_url_is_secure ("https://example.jp"));
  g_assert_false (hw_server_url_is_secure ("http://localhost:8080"));
  g_assert_true (hw_server_url_is_loopback ("http://localhost:8080"));
  g_assert_true (hw_server_url_is_loopback ("https://[::1]:8443"));
  g_assert_true (hw_server_url_is_loopback ("http://127.0.0.2"));
  g_assert_false (hw_server_url_is_loopback ("https://example.jp"));
  g_assert_false (hw_server_url_is_loopback ("https://192.0.2.1"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server-url/takes-what-is-safe-and-refuses-the-rest", test_cases);
  g_test_add_func ("/server-url/parsing-twice-changes-nothing", test_parsing_twice_changes_nothing);
  g_test_add_func ("/server-url/refuses-what-is-too-long", test_too_long);
  g_test_add_func ("/server-url/knows-tls-and-this-machine", test_security_and_loopback);
  return g_test_run ();
}
