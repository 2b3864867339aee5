/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/http/hw-json-line.h"

#include <string.h>

static const char text[] = "\n"
                           "{\n"
                           "  \"version\": \"1, [2] \\\" }\",\n"
                           "  \"news\":\n"
                           "    [ { \"title\": \"a\", \"url\": null },\n"
                           "      { \"title\":\n"
                           "          \"b\" },\n"
                           "      [ ], 12.5e3, {} ],\n"
                           "  \"last\"\n"
                           ":\n"
                           "  -1\n"
                           "}\n";

static const struct
{
  const char *pointer;
  guint line;
} places[] = {
  { "", 2 },
  { "/version", 3 },
  { "/version: is too long", 3 },
  { "/news", 5 },
  { "/news/0/url", 5 },
  { "/news/1", 6 },
  { "/news/1/title: a line was expected", 7 },
  { "/news/2", 8 },
  { "/news/4", 8 },
  { "/last", 11 },
  /* What is not there: where it would have to be. */
  { "/news/1/url: is missing", 6 },
  { "/news/7", 5 },
  { "/news/2/0", 8 },
  { "/other/1", 2 },
  { "/version/1", 3 },
  { ": an array was expected", 2 },
};

static void
test_finds_the_line (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_test_message ("“%s”", places[i].pointer);
      g_assert_cmpuint (hw_json_line_find (text, strlen (text), places[i].pointer), ==, places[i].line);
    }
}

static void
test_ends_with_the_text (void)
{
  for (gsize length = 0; length < strlen (text); length++)
    {
      g_autofree char *part = g_memdup2 (text, length);

      for (guint i = 0; i < G_N_ELEMENTS (places); i++)
        g_assert_cmpuint (hw_json_line_find (part, length, places[i].pointer), <=, 12);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-line/finds-the-line", test_finds_the_line);
  g_test_add_func ("/json-line/ends-with-the-text", test_ends_with_the_text);
  return g_test_run ();
}
