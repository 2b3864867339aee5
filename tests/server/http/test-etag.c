/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/http/hw-http-response.h"

static const char etag[] = "\"abc\"";

static void
test_names_it (void)
{
  const char *naming[] = { "\"abc\"",   "W/\"abc\"", "\"x\", \"abc\"", "\"x\",\"abc\",\"y\"",
                           " \"abc\" ", "*",         ",,\"abc\"" };

  for (guint i = 0; i < G_N_ELEMENTS (naming); i++)
    {
      g_test_message ("%s", naming[i]);
      g_assert_true (hw_etag_matches (naming[i], etag));
    }
}

static void
test_does_not_name_it (void)
{
  const char *other[] = { NULL,      "",      "\"ab\"",    "\"abcd\"", "abc", "\"abc",   "\"ABC\"",
                          "\"x\" y", "W/abc", "w/\"abc\"", "\"",       ",",   "\"abc \"" };

  for (guint i = 0; i < G_N_ELEMENTS (other); i++)
    {
      g_test_message ("%s", other[i] != NULL ? other[i] : "absent");
      g_assert_false (hw_etag_matches (other[i], etag));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/etag/if-none-match-names-it", test_names_it);
  g_test_add_func ("/etag/if-none-match-does-not-name-it", test_does_not_name_it);
  return g_test_run ();
}
