/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contract/hw-web-url.h"
#include "hw-message-check.h"

#include <string.h>

static void
test_accepts (void)
{
  static const char *const urls[] = {
    "https://www.hellowork.mhlw.go.jp/",
    "http://localhost:8080/a?b=c&d=%E3%81%82#e",
    "https://example.jp",
    "HTTPS://EXAMPLE.JP/",
    "https://192.0.2.1/",
    "https://[2001:db8::1]:8443/",
    "https://xn--wgv71a119e.jp/",
  };

  for (guint i = 0; i < G_N_ELEMENTS (urls); i++)
    {
      hw_check_note (urls[i]);
      g_assert_true (hw_web_url_is_valid (urls[i]));
    }
}

static void
test_refuses (void)
{
  static const char *const urls[] = {
    "",
    "example.jp",
    "/info",
    "//example.jp/",
    "https:",
    "https:example.jp",
    "https://",
    "https:///path",
    "https://:8080/",
    "ftp://example.jp/",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "data:text/html,x",
    "mailto:saiyo@example.jp",
    "httpsx://example.jp/",
    "https://bank.example@evil.example/",
    "https://bank.example:pass@evil.example/",
    "https://@evil.example/",
    "https://example.jp:99999/",
    "https://example.jp/a b",
    " https://example.jp/",
    "https://example.jp/\n",
    "https://example.jp\\@evil.example/",
    "https://example.jp/<script>",
    "https://example.jp/\"x",
    "https://例え.jp/",
    "https://example.jp/あ",
    "https://example.jp/%00",
  };

  for (guint i = 0; i < G_N_ELEMENTS (urls); i++)
    {
      hw_check_note (urls[i]);
      g_assert_false (hw_web_url_is_valid (urls[i]));
    }
}

static void
test_length (void)
{
  g_autofree char *many = hw_check_repeat ("a", HW_WEB_URL_MAX_LENGTH);
  g_autofree char *longest = g_strconcat ("https://example.jp/", many + strlen ("https://example.jp/"), NULL);
  g_autofree char *too_long = g_strconcat (longest, "a", NULL);

  g_assert_true (hw_web_url_is_valid (longest));
  g_assert_false (hw_web_url_is_valid (too_long));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/web-url/accepts-http-and-https", test_accepts);
  g_test_add_func ("/web-url/refuses-what-a-browser-should-not-open", test_refuses);
  g_test_add_func ("/web-url/is-bounded", test_length);
  return g_test_run ();
}
