/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contract/hw-instant.h"
#include "contract/hw-json-writer.h"
#include "hw-message-check.h"

#include <string.h>

static HwJsonReader *
reader_of (const char *text, HwJsonStrictness strictness)
{
  g_autoptr (JsonNode) node = hw_check_parse (text);

  return hw_json_reader_new (node, strictness);
}

static void
check_end (HwJsonReader *reader, const char *message)
{
  g_autoptr (GError) error = NULL;
  gboolean passed = hw_json_reader_end (reader, &error);

  g_assert_cmpint (passed, ==, message == NULL);
  if (message == NULL)
    {
      g_assert_no_error (error);
      return;
    }
  g_assert_error (error, HW_JSON_ERROR, HW_JSON_ERROR_SHAPE);
  g_assert_cmpstr (error->message, ==, message);
}

static void
test_reads (void)
{
  HwJsonReader *reader = reader_of (
    "{'s':'あい','i':-5,'b':true,'at':'1970-01-01T00:00:01Z','o':{},'a':[1,2],'n':null}", HW_JSON_STRICT);

  g_assert_cmpstr (hw_json_reader_string (reader, "s", 2), ==, "あい");
  g_assert_cmpstr (hw_json_reader_opt_string (reader, "s", 2), ==, "あい");
  g_assert_cmpint (hw_json_reader_int (reader, "i", -5, -5), ==, -5);
  g_assert_cmpint (hw_json_reader_opt_int (reader, "i", -5, 0, 3), ==, -5);
  g_assert_true (hw_json_reader_boolean (reader, "b"));
  g_assert_cmpint (hw_json_reader_instant (reader, "at"), ==, HW_SECOND);
  g_assert_cmpint (hw_json_reader_opt_instant (reader, "at"), ==, HW_SECOND);
  g_assert_nonnull (hw_json_reader_object (reader, "o"));
  g_assert_nonnull (hw_json_reader_opt_object (reader, "o"));
  g_assert_cmpuint (json_array_get_length (hw_json_reader_array (reader, "a", 2)), ==, 2);
  g_assert_nonnull (hw_json_reader_opt_array (reader, "a", 2));
  g_assert_true (hw_json_reader_has (reader, "s"));
  g_assert_false (hw_json_reader_has (reader, "n"));
  g_assert_false (hw_json_reader_has (reader, "absent"));
  g_assert_null (hw_json_reader_opt_string (reader, "n", 9));
  g_assert_null (hw_json_reader_opt_string (reader, "absent", 9));
  g_assert_cmpint (hw_json_reader_opt_int (reader, "absent", 0, 9, 42), ==, 42);
  g_assert_cmpint (hw_json_reader_opt_instant (reader, "absent"), ==, 0);
  g_assert_null (hw_json_reader_opt_object (reader, "absent"));
  g_assert_null (hw_json_reader_opt_array (reader, "n", 9));
  g_assert_false (hw_json_reader_failed (reader));
  check_end (reader, NULL);
}

typedef void (*Read) (HwJsonReader *reader);

static void
read_string (HwJsonReader *reader)
{
  g_assert_null (hw_json_reader_string (reader, "m", 3));
}

static void
read_opt_string (HwJsonReader *reader)
{
  g_assert_null (hw_json_reader_opt_string (reader, "m", 3));
}

static void
read_int (HwJsonReader *reader)
{
  g_assert_cmpint (hw_json_reader_int (reader, "m", 1, 3), ==, 0);
}

static void
read_opt_int (HwJsonReader *reader)
{
  g_assert_cmpint (hw_json_reader_opt_int (reader, "m", 1, 3, 2), ==, 0);
}

static void
read_boolean (HwJsonReader *reader)
{
  g_assert_false (hw_json_reader_boolean (reader, "m"));
}

static void
read_instant (HwJsonReader *reader)
{
  g_assert_cmpint (hw_json_reader_instant (reader, "m"), ==, 0);
}

static void
read_opt_instant (HwJsonReader *reader)
{
  g_assert_cmpint (hw_json_reader_opt_instant (reader, "m"), ==, 0);
}

static void
read_object (HwJsonReader *reader)
{
  g_assert_null (hw_json_reader_object (reader, "m"));
}

static void
read_opt_object (HwJsonReader *reader)
{
  g_assert_null (hw_json_reader_opt_object (reader, "m"));
}

static void
read_array (HwJsonReader *reader)
{
  g_assert_null (hw_json_reader_array (reader, "m", 2));
}

static void
read_opt_array (HwJsonReader *reader)
{
  g_assert_null (hw_json_reader_opt_array (reader, "m", 2));
}

static void
test_faults (void)
{
  static const struct
  {
    Read read;
    const char *text;
    const char *message;
  } cases[] = {
    { read_string, "{}", "/m: is missing" },
    { read_string, "{'m':null}", "/m: is missing" },
    { read_string, "{'m':1}", "/m: a string was expected" },
    { read_string, "{'m':['x']}", "/m: a string was expected" },
    { read_string, "{'m':'あいうえ'}", "/m: is too long" },
    { read_opt_string, "{'m':false}", "/m: a string was expected" },
    { read_opt_string, "{'m':'abcd'}", "/m: is too long" },
    { read_int, "{}", "/m: is missing" },
    { read_int, "{'m':'1'}", "/m: an integer was expected" },
    { read_int, "{'m':1.0}", "/m: an integer was expected" },
    { read_int, "{'m':1e0}", "/m: an integer was expected" },
    { read_int, "{'m':true}", "/m: an integer was expected" },
    { read_int, "{'m':0}", "/m: is out of range" },
    { read_int, "{'m':4}", "/m: is out of range" },
    { read_opt_int, "{'m':{}}", "/m: an integer was expected" },
    { read_opt_int, "{'m':4}", "/m: is out of range" },
    { read_boolean, "{}", "/m: is missing" },
    { read_boolean, "{'m':1}", "/m: a boolean was expected" },
    { read_boolean, "{'m':'true'}", "/m: a boolean was expected" },
    { read_instant, "{}", "/m: is missing" },
    { read_instant, "{'m':1}", "/m: a string was expected" },
    { read_instant, "{'m':'today'}", "/m: an RFC 3339 instant was expected" },
    { read_opt_instant, "{'m':'2026-11-22'}", "/m: an RFC 3339 instant was expected" },
    { read_object, "{}", "/m: is missing" },
    { read_object, "{'m':[]}", "/m: an object was expected" },
    { read_opt_object, "{'m':1}", "/m: an object was expected" },
    { read_array, "{}", "/m: is missing" },
    { read_array, "{'m':{}}", "/m: an array was expected" },
    { read_array, "{'m':[1,2,3]}", "/m: has too many items" },
    { read_opt_array, "{'m':'x'}", "/m: an array was expected" },
    { read_opt_array, "{'m':[1,2,3]}", "/m: has too many items" },
    { read_string, "[]", ": an object was expected" },
    { read_string, "'x'", ": an object was expected" },
    { read_string, "null", ": an object was expected" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      HwJsonReader *reader = reader_of (cases[i].text, HW_JSON_STRICT);

      hw_check_note (cases[i].message);
      cases[i].read (reader);
      g_assert_true (hw_json_reader_failed (reader));
      check_end (reader, cases[i].message);
    }
}

/* After a fault, all that is read is nothing, and the first fault is told. */
static void
test_first_fault (void)
{
  HwJsonReader *reader = reader_of ("{'m':2,'x':1}", HW_JSON_STRICT);

  g_assert_null (hw_json_reader_string (reader, "first", 3));
  g_assert_cmpint (hw_json_reader_int (reader, "m", 1, 3), ==, 0);
  g_assert_cmpint (hw_json_reader_opt_int (reader, "m", 1, 3, 3), ==, 0);
  g_assert_false (hw_json_reader_has (reader, "m"));
  hw_json_reader_fail (reader, "m", "is wrong");
  hw_json_reader_fail_inside (reader, "m", -1,
                              g_error_new_literal (HW_JSON_ERROR, HW_JSON_ERROR_SHAPE, "/x: is wrong"));
  check_end (reader, "/first: is missing");
}

static void
test_pointers (void)
{
  HwJsonReader *odd = reader_of ("{}", HW_JSON_TOLERANT);
  HwJsonReader *inside = reader_of ("{}", HW_JSON_TOLERANT);
  HwJsonReader *item = reader_of ("{}", HW_JSON_TOLERANT);

  hw_json_reader_fail (odd, "a/b~c", "is wrong");
  check_end (odd, "/a~1b~0c: is wrong");
  hw_json_reader_fail_inside (inside, "outer", -1,
                              g_error_new_literal (HW_JSON_ERROR, HW_JSON_ERROR_SHAPE, "/x: is wrong"));
  check_end (inside, "/outer/x: is wrong");
  hw_json_reader_fail_inside (item, "list", 3,
                              g_error_new_literal (HW_JSON_ERROR, HW_JSON_ERROR_SHAPE, ": is wrong"));
  check_end (item, "/list/3: is wrong");
}

static void
test_unknown_members (void)
{
  HwJsonReader *strict = reader_of ("{'m':'x','secret-name':1}", HW_JSON_STRICT);
  HwJsonReader *tolerant = reader_of ("{'m':'x','secret-name':1}", HW_JSON_TOLERANT);

  g_assert_cmpstr (hw_json_reader_string (strict, "m", 3), ==, "x");
  check_end (strict, ": has an unknown member");
  g_assert_cmpstr (hw_json_reader_string (tolerant, "m", 3), ==, "x");
  check_end (tolerant, NULL);
}

static void
test_no_node (void)
{
  HwJsonReader *reader = hw_json_reader_new (NULL, HW_JSON_TOLERANT);

  g_assert_null (hw_json_reader_opt_string (reader, "m", 3));
  g_assert_false (hw_json_reader_end (reader, NULL));
}

static void
test_writer (void)
{
  static const char *const lines[] = { "a", "", NULL };
  g_autoptr (JsonNode) node = hw_json_object_node (json_object_new ());
  g_autofree char *text = NULL;

  hw_json_put_string (json_node_get_object (node), "text", "あ\"\\\n\001😀");
  hw_json_put_string (json_node_get_object (node), "absent", NULL);
  hw_json_put_instant (json_node_get_object (node), "at", HW_SECOND);
  hw_json_put_instant (json_node_get_object (node), "never", 0);
  hw_json_put_strings (json_node_get_object (node), "lines", lines);
  hw_json_put_strings (json_node_get_object (node), "none", NULL);
  hw_json_put_items (json_node_get_object (node), "items", NULL, NULL);
  text = hw_json_to_canonical_string (node);
  g_assert_cmpstr (text, ==,
                   "{\"at\":\"1970-01-01T00:00:01Z\",\"items\":[],\"lines\":[\"a\",\"\"],\"none\":[],"
                   "\"text\":\"あ\\\"\\\\\\n\\u0001😀\"}");
}

/* Whatever is written passes our own gate and reads the same. */
static void
test_writes_for_the_gate (void)
{
  for (gunichar c = 1; c < 0x3000; c++)
    {
      g_autoptr (JsonNode) node = hw_json_object_node (json_object_new ());
      g_autoptr (JsonNode) again = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *json = NULL;
      char text[8] = "";

      text[g_unichar_to_utf8 (c, text)] = '\0';
      hw_json_put_string (json_node_get_object (node), "s", text);
      hw_json_put_string (json_node_get_object (node), text, "name");
      json = hw_json_to_string (node);
      again = hw_json_parse (json, strlen (json), &error);
      g_assert_no_error (error);
      if (c != 's')
        g_assert_cmpstr (json_object_get_string_member (json_node_get_object (again), "s"), ==, text);
      g_assert_cmpstr (json_object_get_string_member (json_node_get_object (again), text), ==, "name");
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-reader/reads-members", test_reads);
  g_test_add_func ("/json-reader/names-faults-by-pointer", test_faults);
  g_test_add_func ("/json-reader/tells-the-first-fault", test_first_fault);
  g_test_add_func ("/json-reader/makes-pointers", test_pointers);
  g_test_add_func ("/json-reader/refuses-unknown-members-where-strict", test_unknown_members);
  g_test_add_func ("/json-reader/takes-no-node", test_no_node);
  g_test_add_func ("/json-writer/leaves-out-what-is-absent", test_writer);
  g_test_add_func ("/json-writer/passes-the-gate", test_writes_for_the_gate);
  return g_test_run ();
}
