/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contract/hw-terms.h"
#include "hw-message-check.h"

#include <string.h>

#define BODY \
  "'title':'規約','sections':[{'heading':'第1条','paragraphs':['本文。','']},{'paragraphs':['附則']}]"
/* What BODY is in RFC 8785 form, written by hand. */
#define CANONICAL                                                                                                \
  "{\"sections\":[{\"heading\":\"第1条\",\"paragraphs\":[\"本文。\",\"\"]},{\"paragraphs\":[\"附則\"]}]," \
  "\"title\":\"規約\"}"

static const char content[] = "{'version':'sample-1'," BODY "}";

static char *
sha256_of (const char *canonical)
{
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, canonical, -1);
}

/* (transfer full): BODY as served */
static char *
served_document (const char *version)
{
  g_autofree char *sha256 = sha256_of (CANONICAL);

  return g_strdup_printf ("{'version':'%s','sha256':'%s'," BODY "}", version, sha256);
}

static char *
served_terms (void)
{
  g_autofree char *privacy_policy = served_document ("p-1");
  g_autofree char *terms_of_use = served_document ("t-2");

  return g_strdup_printf ("{'privacy_policy':%s,'terms_of_use':%s}", privacy_policy, terms_of_use);
}

static JsonNode *
reread_document (JsonNode *node, GError **error)
{
  g_autoptr (HwDocument) document = hw_document_from_json (node, HW_JSON_TOLERANT, error);

  return document == NULL ? NULL : hw_document_to_json (document);
}

static JsonNode *
read_content (JsonNode *node, GError **error)
{
  g_autoptr (HwDocument) document = hw_document_from_json (node, HW_JSON_STRICT, error);

  return document == NULL ? NULL : hw_document_to_json (document);
}

static JsonNode *
reread_terms (JsonNode *node, GError **error)
{
  g_autoptr (HwTerms) terms = hw_terms_from_json (node, error);

  return terms == NULL ? NULL : hw_terms_to_json (terms);
}

static void
test_round_trip (void)
{
  g_autofree char *document = served_document ("sample-1");
  g_autofree char *terms = served_terms ();

  hw_check_round_trip (reread_document, document);
  hw_check_round_trip (reread_terms, terms);
}

static void
test_computes (void)
{
  g_autofree char *expected = sha256_of (CANONICAL);
  g_autoptr (JsonNode) node = hw_check_parse (content);
  g_autoptr (HwDocument) document = hw_document_from_json (node, HW_JSON_STRICT, NULL);
  g_autoptr (JsonNode) served = NULL;

  g_assert_cmpstr (document->sha256, ==, expected);
  g_assert_cmpstr (document->version, ==, "sample-1");
  served = hw_document_to_json (document);
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (served), "sha256"), ==, expected);
}

/* A null in a content file is not served, and does not count. */
static void
test_computes_what_is_served (void)
{
  g_autofree char *expected = sha256_of ("{\"sections\":[{\"paragraphs\":[\"a\"]}],\"title\":\"t\"}");
  g_autoptr (JsonNode) node = hw_check_parse (
    "{'version':'1','title':'t','sha256':null,'sections':[{'heading':null,'paragraphs':['a']}]}");
  g_autoptr (HwDocument) document = hw_document_from_json (node, HW_JSON_STRICT, NULL);

  g_assert_nonnull (document);
  g_assert_cmpstr (document->sha256, ==, expected);
}

static void
test_mismatch (void)
{
  g_autofree char *document = served_document ("sample-1");
  g_autofree char *sha256 = sha256_of (CANONICAL);
  g_autofree char *upper = g_ascii_strup (sha256, -1);
  g_autofree char *in_upper = g_strdup_printf ("'%s'", upper);
  g_autofree char *longer = g_strdup_printf ("'%s0'", sha256);
  g_autofree char *cut = g_strdup_printf ("'%.63s'", sha256);
  static const char *const other[] = {
    "''", "'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'" /* of nothing */
  };
  static const struct
  {
    const char *pointer;
    const char *value;
  } changes[] = {
    { "/title", "'規約 '" },
    { "/sections/0/heading", "'第2条'" },
    { "/sections/0/paragraphs", "['本文。','',' ']" },
    { "/sections/1/heading", "'附則'" },
    { "/sections", "[{'paragraphs':['附則']}]" },
    { "/surprise", "1" },
    { "/surprise", "1.5" },
  };

  hw_check_refused_with (reread_document, document, "/sha256", in_upper);
  hw_check_refused_with (reread_document, document, "/sha256", longer);
  hw_check_refused_with (reread_document, document, "/sha256", cut);
  for (guint i = 0; i < G_N_ELEMENTS (other); i++)
    hw_check_refused_with (reread_document, document, "/sha256", other[i]);
  hw_check_accepted_with (reread_document, document, "/version", "'sample-2'");

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autoptr (JsonNode) node = hw_check_parse (document);
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) again = NULL;

      hw_check_set (node, changes[i].pointer, changes[i].value);
      again = reread_document (node, &error);
      g_assert_null (again);
      g_assert_error (error, HW_JSON_ERROR, HW_JSON_ERROR_SHAPE);
      g_assert_cmpstr (error->message, ==, "/sha256: does not match the document");
    }
}

/* Members that this version does not know are ignored, but the sum is over the document's own JSON. */
static void
test_unknown_members (void)
{
  g_autofree char *sum =
    sha256_of ("{\"sections\":[{\"note\":7,\"paragraphs\":[\"a\"]}],\"title\":\"t\",\"valid\":true}");
  g_autofree char *text = g_strdup_printf ("{'version':'1','sha256':'%s','title':'t','valid':true,"
                                           "'sections':[{'paragraphs':['a'],'note':7}]}",
                                           sum);

  hw_check_accepted (reread_document, text);
  hw_check_refused (read_content, text, "/sections/0");
  hw_check_unknown_members (read_content, content, HW_JSON_STRICT);
}

static void
test_content_members (void)
{
  static const char *const optional[] = { "/sections/0/heading", NULL };

  hw_check_every_member (read_content, content, optional);
  hw_check_refused_with (read_content, content, "/version", "''");
  hw_check_refused_with (read_content, content, "/title", "'a\\nb'");
  hw_check_refused_with (read_content, content, "/sections", "[]");
  hw_check_refused_with (read_content, content, "/sections/0/heading", "''");
  hw_check_accepted_with (read_content, content, "/sections/0/paragraphs", "['line\\nline']");
}

static void
test_terms_members (void)
{
  static const char *const sums[] = { "null", "7", "{}", "[]", "true", "'abc'" };
  g_autofree char *terms = served_terms ();
  g_autofree char *bare = g_strdup_printf ("{'privacy_policy':%s,'terms_of_use':%s}", content, content);

  hw_check_refused (reread_terms, bare, "/privacy_policy");
  for (guint i = 0; i < G_N_ELEMENTS (sums); i++)
    {
      g_autoptr (JsonNode) node = hw_check_parse (terms);
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) again = NULL;

      hw_check_set (node, "/terms_of_use/sha256", sums[i]);
      again = reread_terms (node, &error);
      g_assert_null (again);
      g_assert_error (error, HW_JSON_ERROR, HW_JSON_ERROR_SHAPE);
      g_assert_true (g_str_has_prefix (error->message, "/terms_of_use"));
    }
  hw_check_refused_with (reread_terms, terms, "/privacy_policy", NULL);
  hw_check_refused_with (reread_terms, terms, "/terms_of_use", NULL);
  hw_check_refused_with (reread_terms, terms, "/privacy_policy/title", "7");
  hw_check_accepted_with (reread_terms, terms, "/surprise", "7");
  hw_check_refused (reread_terms, "[]", "");
}

static void
test_bounds (void)
{
  g_autofree char *chars = hw_check_repeat ("あ", 10000);
  g_autofree char *longest = g_strdup_printf ("['%s']", chars);
  g_autofree char *too_long = g_strdup_printf ("['%sい']", chars);
  g_autofree char *section_list = hw_check_repeat ("{'paragraphs':[]},", 500);
  g_autofree char *most = g_strdup_printf ("[%.*s]", (int) strlen (section_list) - 1, section_list);
  g_autofree char *too_many = g_strdup_printf ("[%s{'paragraphs':[]}]", section_list);

  hw_check_accepted_with (read_content, content, "/sections/0/paragraphs", longest);
  hw_check_refused_with (read_content, content, "/sections/0/paragraphs", too_long);
  hw_check_accepted_with (read_content, content, "/sections", most);
  hw_check_refused_with (read_content, content, "/sections", too_many);
}

static void
test_samples (void)
{
  static const char *const names[] = { "privacy-policy.ja", "privacy-policy.en", "terms-of-use.ja",
                                       "terms-of-use.en" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_strdup_printf (HW_SOURCE_ROOT "/data/content/%s.json", names[i]);
      g_autofree char *text = NULL;
      gsize length;
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) node = NULL;
      g_autoptr (JsonNode) served = NULL;
      g_autoptr (JsonNode) again = NULL;

      g_file_get_contents (path, &text, &length, &error);
      g_assert_no_error (error);
      node = hw_json_parse (text, length, &error);
      g_assert_no_error (error);
      served = read_content (node, &error);
      g_assert_no_error (error);
      again = reread_document (served, &error);
      g_assert_no_error (error);
      g_assert_true (json_node_equal (again, served));
    }
}

int
main (int argc, char *argv[])
{
  hw_document_free (NULL);
  hw_terms_free (NULL);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/terms/come-back", test_round_trip);
  g_test_add_func ("/terms/sum-is-over-the-canonical-form", test_computes);
  g_test_add_func ("/terms/sum-is-of-what-is-served", test_computes_what_is_served);
  g_test_add_func ("/terms/refuse-another-sum", test_mismatch);
  g_test_add_func ("/terms/unknown-members-count-in-the-sum", test_unknown_members);
  g_test_add_func ("/terms/check-every-member-of-content", test_content_members);
  g_test_add_func ("/terms/check-every-member-as-served", test_terms_members);
  g_test_add_func ("/terms/are-bounded", test_bounds);
  g_test_add_func ("/terms/samples-are-valid", test_samples);
  return g_test_run ();
}
