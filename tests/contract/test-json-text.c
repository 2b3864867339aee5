/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contract/hw-json.h"

#include <string.h>

static char *
canonical (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = hw_json_parse (text, strlen (text), &error);

  g_assert_no_error (error);
  return hw_json_to_canonical_string (node);
}

static void
check (const char *text, const char *expected)
{
  g_autofree char *form = canonical (text);
  g_autofree char *again = NULL;

  g_assert_cmpstr (form, ==, expected);
  again = canonical (form);
  g_assert_cmpstr (again, ==, expected);
}

static void
test_values (void)
{
  check (" null ", "null");
  check ("true", "true");
  check ("false", "false");
  check ("-0", "0");
  check ("-9007199254740991", "-9007199254740991");
  check ("[ ]", "[]");
  check ("{ }", "{}");
  check ("[ 1 , [ 2, null ] , { } , \"x\" ]", "[1,[2,null],{},\"x\"]");
  check ("{ \"b\" : [ true ], \"a\" : { \"d\" : 1 , \"c\" : 2 } }", "{\"a\":{\"c\":2,\"d\":1},\"b\":[true]}");
}

/* RFC 8785, 3.2.2.2. */
static void
test_strings (void)
{
  check ("\"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/\"",
         "\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"");
  check ("\"\\b\\f\\n\\r\\t\\u0001\\u001f\\u007f\"", "\"\\b\\f\\n\\r\\t\\u0001\\u001f\177\"");
  check ("\"\\u3042\\ud83d\\ude00\\u2028\"", "\"あ😀\342\200\250\"");
}

/* RFC 8785, 3.2.3: the example there. */
static void
test_order (void)
{
  check (
    "{\"\\u20ac\":\"Euro Sign\",\"\\r\":\"Carriage Return\",\"\\ufb33\":\"Hebrew Letter Dalet With Dagesh\","
    "\"1\":\"One\",\"\\ud83d\\ude00\":\"Emoji: Grinning Face\",\"\\u0080\":\"Control\","
    "\"\\u00f6\":\"Latin Small Letter O With Diaeresis\"}",
    "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\302\200\":\"Control\","
    "\"ö\":\"Latin Small Letter O With Diaeresis\",\"€\":\"Euro Sign\",\"😀\":\"Emoji: Grinning Face\","
    "\"\357\254\263\":\"Hebrew Letter Dalet With Dagesh\"}");
  check ("{\"ab\":1,\"a\":2,\"B\":4,\"aa\":5}", "{\"B\":4,\"a\":2,\"aa\":5,\"ab\":1}");
  /* The same high surrogate, other low ones; a common beginning; U+E000 after surrogates. */
  check ("{\"x\\ud83d\\ude01\":1,\"x\\ud83d\\ude00\":2,\"x\\ue000\":3,\"x\":4}",
         "{\"x\":4,\"x😀\":2,\"x😁\":1,\"x\356\200\200\":3}");
}

static void
test_other_numbers (void)
{
  static const char *const texts[] = { "1.5", "[1.0]", "{\"a\":{\"b\":1e3}}" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *form = canonical (texts[i]);

      g_assert_null (form);
    }
}

static void
test_compact (void)
{
  static const char text[] = "{\"b\":[1,-2.5,true,null,{}],\"a\":\"x\\u001b\"}";
  g_autoptr (JsonNode) node = hw_json_parse (text, strlen (text), NULL);
  g_autofree char *written = hw_json_to_string (node);

  g_assert_cmpstr (written, ==, text);
}

static void
test_no_number (void)
{
  g_autoptr (JsonNode) node = json_node_init_double (json_node_alloc (), 0.0 / 0.0);
  g_autofree char *written = hw_json_to_string (node);

  g_assert_null (written);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-canonical/drops-blanks", test_values);
  g_test_add_func ("/json-canonical/escapes-what-it-must", test_strings);
  g_test_add_func ("/json-canonical/sorts-by-utf-16-units", test_order);
  g_test_add_func ("/json-canonical/refuses-numbers-that-are-no-integers", test_other_numbers);
  g_test_add_func ("/json-text/keeps-the-order", test_compact);
  g_test_add_func ("/json-text/writes-no-nan", test_no_number);
  return g_test_run ();
}
