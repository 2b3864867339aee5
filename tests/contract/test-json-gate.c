/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contract/hw-json-gate.h"
#include "contract/hw-json.h"
#include "hw-message-check.h"

#include <string.h>

/* A text's own length, NULs included. */
#define TEXT(literal) literal, sizeof (literal) - 1

typedef struct
{
  const char *text;
  gsize length;
} Text;

/* In an allocation of its own, so that reading past the end is seen. */
static JsonNode *
parse (const char *text, gsize length, GError **error)
{
  g_autofree char *copy = g_memdup2 (text, length);

  return hw_json_parse (copy, length, error);
}

static void
note (const char *text, gsize length)
{
  g_autofree char *copy = g_strndup (text, length);

  hw_check_note (copy);
}

static void
check_accepted (const char *text, gsize length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = parse (text, length, &error);

  note (text, length);
  g_assert_no_error (error);
  g_assert_nonnull (node);
}

static void
check_refused (const char *text, gsize length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = parse (text, length, &error);

  note (text, length);
  g_assert_error (error, HW_JSON_ERROR, HW_JSON_ERROR_SYNTAX);
  g_assert_null (node);
  g_assert_true (g_str_has_prefix (error->message, "line "));
  g_assert_false (hw_json_gate_check (text, length, NULL));
}

static void
check_all_refused (const Text *texts, guint n)
{
  for (guint i = 0; i < n; i++)
    check_refused (texts[i].text, texts[i].length);
}

static void
test_accepts (void)
{
  static const Text texts[] = {
    { TEXT ("null") },
    { TEXT ("true") },
    { TEXT (" false ") },
    { TEXT ("0") },
    { TEXT ("-0") },
    { TEXT ("-12") },
    { TEXT ("9007199254740991") },
    { TEXT ("-9007199254740991") },
    { TEXT ("0.5") },
    { TEXT ("-1.25e-7") },
    { TEXT ("1E+2") },
    { TEXT ("1e0") },
    { TEXT ("10.0") },
    { TEXT ("\"\"") },
    { TEXT ("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u3042\\uD83D\\uDE00\"") },
    { TEXT ("\"あ😀\177\"") },
    { TEXT ("\"// no comment, /* nor this */ 'x'\"") },
    { TEXT ("[]") },
    { TEXT ("{}") },
    { TEXT ("\t\r\n [ 1 , [ ] , { } ] \r\n") },
    { TEXT ("{\"a\":{\"a\":{\"a\":1}},\"A\":2,\"b\":[{\"a\":1},{\"a\":2}]}") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    check_accepted (texts[i].text, texts[i].length);
}

static void
test_not_json (void)
{
  static const Text texts[] = {
    { TEXT ("") },
    { TEXT (" \n\t") },
    { TEXT ("// comment\n{}") },
    { TEXT ("{} // comment") },
    { TEXT ("/* comment */ {}") },
    { TEXT ("{\"a\":/* comment */1}") },
    { TEXT ("# comment\n{}") },
    { TEXT ("var x={}") },
    { TEXT ("var x = {};") },
    { TEXT ("{};") },
    { TEXT ("{'a':1}") },
    { TEXT ("{\"a\":'b'}") },
    { TEXT ("{a:1}") },
    { TEXT ("{1:1}") },
    { TEXT ("{\"a\"}") },
    { TEXT ("{\"a\" 1}") },
    { TEXT ("{\"a\"=1}") },
    { TEXT ("{\"a\":}") },
    { TEXT ("{\"a\":1,}") },
    { TEXT ("{,}") },
    { TEXT ("{\"a\":1 \"b\":2}") },
    { TEXT ("{\"a\":1") },
    { TEXT ("{\"a\":1]") },
    { TEXT ("{\"a\":") },
    { TEXT ("{\"a\"") },
    { TEXT ("{") },
    { TEXT ("}") },
    { TEXT ("[1,]") },
    { TEXT ("[,1]") },
    { TEXT ("[1 2]") },
    { TEXT ("[1}") },
    { TEXT ("[1") },
    { TEXT ("[") },
    { TEXT ("]") },
    { TEXT ("{}{}") },
    { TEXT ("{} {}") },
    { TEXT ("1 2") },
    { TEXT ("[]]") },
    { TEXT ("nul") },
    { TEXT ("nulll") },
    { TEXT ("True") },
    { TEXT ("NULL") },
    { TEXT ("undefined") },
    { TEXT ("text") },
    { TEXT ("\v{}") },
    { TEXT ("\302\240{}") },
    { TEXT ("　{}") },
    { TEXT ("\357\273\277{}") },
    { TEXT ("{}\357\273\277") },
  };

  check_all_refused (texts, G_N_ELEMENTS (texts));
}

static void
test_numbers (void)
{
  static const Text texts[] = {
    { TEXT ("01") },
    { TEXT ("-01") },
    { TEXT ("00") },
    { TEXT ("+1") },
    { TEXT (".5") },
    { TEXT ("-.5") },
    { TEXT ("1.") },
    { TEXT ("1.e5") },
    { TEXT ("1e") },
    { TEXT ("1e+") },
    { TEXT ("1e1.5") },
    { TEXT ("-") },
    { TEXT ("--1") },
    { TEXT ("0x10") },
    { TEXT ("0xFF") },
    { TEXT ("1_000") },
    { TEXT ("１") },
    { TEXT ("NaN") },
    { TEXT ("Infinity") },
    { TEXT ("-Infinity") },
    { TEXT ("1e400") },
    { TEXT ("-1e400") },
    { TEXT ("9007199254740992") },
    { TEXT ("-9007199254740992") },
    { TEXT ("9223372036854775807") },
    { TEXT ("9223372036854775808") },
    { TEXT ("18446744073709551617") },
    { TEXT ("100000000000000000000000000000000000000000000000000") },
    { TEXT ("0.00000000000000000000000000000000000000000000000000000000000000001") }, /* 67 characters */
  };

  check_all_refused (texts, G_N_ELEMENTS (texts));
}

static void
test_strings (void)
{
  static const Text texts[] = {
    { TEXT ("\"") },
    { TEXT ("\"abc") },
    { TEXT ("\"abc\\\"") },
    { TEXT ("\"a\nb\"") },
    { TEXT ("\"a\tb\"") },
    { TEXT ("\"a\037b\"") },
    { TEXT ("\"a\0b\"") },
    { TEXT ("{\"a\0b\":1}") },
    { TEXT ("{}\0") },
    { TEXT ("\0{}") },
    { TEXT ("\"Abc\\u0000def\"") },
    { TEXT ("{\"a\\u0000\":1}") },
    { TEXT ("\"\\x41\"") },
    { TEXT ("\"\\'\"") },
    { TEXT ("\"\\0\"") },
    { TEXT ("\"\\") },
    { TEXT ("\"\\U0041\"") },
    { TEXT ("\"\\u\"") },
    { TEXT ("\"\\u12\"") },
    { TEXT ("\"\\u123g\"") },
    { TEXT ("\"\\u12") },
    { TEXT ("\"\\u+123\"") },
    { TEXT ("\"\\ud83d\"") },
    { TEXT ("\"\\ud83d") },
    { TEXT ("\"\\ud83dx\"") },
    { TEXT ("\"\\ud83d\\n\"") },
    { TEXT ("\"\\ud83d\\u0041\"") },
    { TEXT ("\"\\ud83d\\ud83d\"") },
    { TEXT ("\"\\ud83d\\u12\"") },
    { TEXT ("\"\\ude00\"") },
    { TEXT ("\"\\ude00\\ud83d\"") },
    { TEXT ("{\"\\ud83d\":1}") },
    { TEXT ("\"\377\"") },
    { TEXT ("\"\303\"") },
    { TEXT ("\"\303") },
    { TEXT ("\"\300\257\"") },         /* overlong */
    { TEXT ("\"\355\240\275\"") },     /* a surrogate in UTF-8 */
    { TEXT ("\"\364\220\200\200\"") }, /* beyond U+10FFFF */
    { TEXT ("\"\202\240\"") },         /* CP932 */
    { TEXT ("{\0\"\0a\0\"\0:\0001\0}\0") },
  };

  check_all_refused (texts, G_N_ELEMENTS (texts));
}

static void
test_duplicates (void)
{
  static const Text texts[] = {
    { TEXT ("{\"a\":1,\"a\":1}") },        { TEXT ("{\"a\":1,\"b\":2,\"a\":3}") },
    { TEXT ("{\"a\":1,\"\\u0061\":2}") },  { TEXT ("{\"\\u0061\":1,\"\\u0061\":2}") },
    { TEXT ("{\"あ\":1,\"\\u3042\":2}") }, { TEXT ("{\"😀\":1,\"\\ud83d\\ude00\":2}") },
    { TEXT ("{\"/\":1,\"\\/\":2}") },      { TEXT ("{\"\\n\":1,\"\\u000a\":2}") },
    { TEXT ("{\"\":1,\"\":2}") },          { TEXT ("{\"x\":{\"a\":1,\"b\":{},\"a\":2}}") },
    { TEXT ("[{\"a\":1,\"a\":2}]") },
  };

  check_all_refused (texts, G_N_ELEMENTS (texts));
}

static char *
nested (const char *open, const char *inner, const char *close, guint depth)
{
  g_autofree char *before = hw_check_repeat (open, depth);
  g_autofree char *after = hw_check_repeat (close, depth);

  return g_strconcat (before, inner, after, NULL);
}

static void
test_depth (void)
{
  g_autofree char *arrays = nested ("[", "", "]", HW_JSON_MAX_DEPTH);
  g_autofree char *objects = nested ("{\"a\":", "1", "}", HW_JSON_MAX_DEPTH);
  g_autofree char *beside = g_strdup_printf ("[%s,%s]", arrays + 1, arrays + 1);
  g_autofree char *deeper_arrays = nested ("[", "", "]", HW_JSON_MAX_DEPTH + 1);
  g_autofree char *deeper_objects = nested ("{\"a\":", "1", "}", HW_JSON_MAX_DEPTH + 1);
  g_autofree char *open = hw_check_repeat ("[", 100000);
  g_autofree char *balanced = nested ("[", "", "]", 100000);
  g_autofree char *mixed = hw_check_repeat ("{\"a\":[", 100000);

  g_assert_cmpint (HW_JSON_MAX_DEPTH, ==, 16);
  check_accepted (arrays, strlen (arrays));
  check_accepted (objects, strlen (objects));
  check_refused (beside, strlen (beside)); /* one bracket too many closes */
  check_refused (deeper_arrays, strlen (deeper_arrays));
  check_refused (deeper_objects, strlen (deeper_objects));
  check_refused (open, strlen (open));
  check_refused (balanced, strlen (balanced));
  check_refused (mixed, strlen (mixed));
}

/* Depth is what is open, not what was. */
static void
test_breadth (void)
{
  g_autofree char *items = hw_check_repeat ("[[]],{\"a\":[]},", 1000);
  g_autofree char *text = g_strconcat ("[", items, "1]", NULL);

  check_accepted (text, strlen (text));
}

static char *
members (guint n)
{
  GString *text = g_string_new ("{");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s\"m%u\":%u", i == 0 ? "" : ",", i, i);
  return g_string_free (g_string_append (text, "}"), FALSE);
}

static void
test_members (void)
{
  g_autofree char *most = members (HW_JSON_MAX_MEMBERS);
  g_autofree char *too_many = members (HW_JSON_MAX_MEMBERS + 1);

  check_accepted (most, strlen (most));
  check_refused (too_many, strlen (too_many));
}

/* What passes the gate is read by json-glib as it was meant. */
static void
test_values (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node =
    parse (TEXT ("{\"s\":\"a\\\"\\\\\\/\\b\\f\\n\\r\\t\\u3042\\uD83D\\uDE00\\u007f "
                 "あ😀\",\"i\":-9007199254740991,\"z\":-0,"
                 "\"d\":-1.25e-1,\"t\":true,\"f\":false,\"n\":null,\"\\u0061\":[1,{}]}"),
           &error);
  JsonObject *object;

  g_assert_no_error (error);
  object = json_node_get_object (node);
  g_assert_cmpuint (json_object_get_size (object), ==, 8);
  g_assert_cmpstr (json_object_get_string_member (object, "s"), ==, "a\"\\/\b\f\n\r\tあ😀\177 あ😀");
  g_assert_cmpint (json_object_get_int_member (object, "i"), ==, -HW_JSON_MAX_INTEGER);
  g_assert_cmpint (json_object_get_int_member (object, "z"), ==, 0);
  g_assert_cmpfloat (json_object_get_double_member (object, "d"), ==, -0.125);
  g_assert_true (json_object_get_boolean_member (object, "t"));
  g_assert_false (json_object_get_boolean_member (object, "f"));
  g_assert_true (json_object_get_null_member (object, "n"));
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (object, "a")), ==, 2);
}

static void
test_messages (void)
{
  static const struct
  {
    const char *text;
    const char *message;
  } cases[] = {
    { "", "line 1, column 1: there is no text" },
    { "{\"password\": gT5;kw8q}", "line 1, column 14: a value was expected" },
    { "{\n  \"あ\": \"秘密\" 1\n}", "line 2, column 13: a comma or a closing brace was expected" },
    { "[1,\n2\n", "line 3, column 1: a comma or a closing bracket was expected" },
    { "{\"secret\":1,\"secret\":2}", "line 1, column 13: an object has a name twice" },
    { "\"\\ud83d\"", "line 1, column 2: a surrogate stands alone" },
    { "[9007199254740992]", "line 1, column 2: an integer is out of range" },
    { "01", "line 1, column 2: a number begins with 0" },
    { "+1", "line 1, column 1: a value was expected" },
    { "1.", "line 1, column 3: a digit was expected" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (hw_json_gate_check (cases[i].text, strlen (cases[i].text), &error));
      g_assert_cmpstr (error->message, ==, cases[i].message);
    }
}

/* Every beginning of a text, and the text with each byte replaced, ends in an answer. */
static void
test_broken_texts (void)
{
  static const char text[] =
    "{\"a\":[1,-2.5e3,\"\\u3042\\ud83d\\ude00あ\\n\",true,false,null,{}],\"b\":{\"c\":[]}}";
  gsize length = strlen (text);

  check_accepted (text, length);
  for (gsize cut = 0; cut < length; cut++)
    check_refused (text, cut);
  for (gsize i = 0; i < length; i++)
    for (guint byte = 0; byte < 256; byte += 3)
      {
        g_autofree char *broken = g_memdup2 (text, length);
        g_autoptr (JsonNode) node = NULL;

        broken[i] = (char) byte;
        node = hw_json_parse (broken, length, NULL);
        g_assert_cmpint (node != NULL, ==, hw_json_gate_check (broken, length, NULL));
      }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-gate/accepts-rfc-8259", test_accepts);
  g_test_add_func ("/json-gate/refuses-what-is-not-json", test_not_json);
  g_test_add_func ("/json-gate/refuses-numbers-that-are-none", test_numbers);
  g_test_add_func ("/json-gate/refuses-strings-that-are-none", test_strings);
  g_test_add_func ("/json-gate/refuses-a-name-twice", test_duplicates);
  g_test_add_func ("/json-gate/bounds-the-depth", test_depth);
  g_test_add_func ("/json-gate/does-not-bound-the-breadth", test_breadth);
  g_test_add_func ("/json-gate/bounds-the-members", test_members);
  g_test_add_func ("/json-gate/what-passes-is-read-as-meant", test_values);
  g_test_add_func ("/json-gate/says-where-and-quotes-nothing", test_messages);
  g_test_add_func ("/json-gate/answers-to-broken-texts", test_broken_texts);
  return g_test_run ();
}
