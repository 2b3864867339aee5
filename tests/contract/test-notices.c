/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contract/hw-notices.h"
#include "hw-message-check.h"

#include <string.h>

#define URL "'https://example.jp/'"
#define SENDER "'mail_from':'system@mail.hellowork.mhlw.go.jp',"
#define REST                                                                     \
  "'operator_notices':[{'date':'2026-11-22','title':'お知らせ','url':" URL "}]," \
  "'news':[{'date':'2024-02-29','title':'新着','url':" URL "}],"                 \
  "'more':{'operator_notices':" URL ",'news':" URL "},"                          \
  "'links':[{'title':'リンク集','url':" URL "}],"                                \
  "'footer':[{'id':'faq','title':'よくあるご質問','url':" URL "}],"              \
  "'provisional_registration_url':" URL                                          \
  ",'address':['厚生労働省職業安定局',''],'copyright':'All rights reserved'}"

static const char notices[] = "{" SENDER REST;
static const char content[] = "{" REST;
static const char *const optional[] = { "/operator_notices/0/date",
                                        "/operator_notices/0/url",
                                        "/news/0/date",
                                        "/news/0/url",
                                        "/more",
                                        "/more/operator_notices",
                                        "/more/news",
                                        "/copyright",
                                        NULL };

static JsonNode *
reread (JsonNode *node, GError **error)
{
  g_autoptr (HwNotices) message = hw_notices_from_json (node, HW_JSON_TOLERANT, NULL, error);

  return message == NULL ? NULL : hw_notices_to_json (message);
}

static JsonNode *
reread_strictly (JsonNode *node, GError **error)
{
  g_autoptr (HwNotices) message = hw_notices_from_json (node, HW_JSON_STRICT, NULL, error);

  return message == NULL ? NULL : hw_notices_to_json (message);
}

static JsonNode *
read_content (JsonNode *node, GError **error)
{
  g_autoptr (HwNotices) message =
    hw_notices_from_json (node, HW_JSON_STRICT, "system@mail.hellowork.mhlw.go.jp", error);

  return message == NULL ? NULL : hw_notices_to_json (message);
}

static void
test_round_trip (void)
{
  hw_check_round_trip (reread, notices);
  hw_check_round_trip (reread_strictly, notices);
  hw_check_round_trip (
    reread, "{" SENDER "'operator_notices':[],'news':[{'title':'a'}],'more':{},'links':[],'footer':[],"
            "'provisional_registration_url':" URL ",'address':[]}");
}

static void
test_members (void)
{
  hw_check_every_member (reread, notices, optional);
  hw_check_unknown_members (reread, notices, HW_JSON_TOLERANT);
  hw_check_unknown_members (reread_strictly, notices, HW_JSON_STRICT);
}

static void
test_sender_of_content (void)
{
  g_autoptr (JsonNode) node = hw_check_parse (content);
  g_autoptr (JsonNode) expected = hw_check_parse (notices);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) served = read_content (node, &error);

  g_assert_no_error (error);
  g_assert_true (json_node_equal (served, expected));
  hw_check_refused (read_content, notices, "");
  hw_check_refused (reread, content, "/mail_from");
}

static void
test_urls (void)
{
  static const char *const pointers[] = { "/operator_notices/0/url",
                                          "/news/0/url",
                                          "/more/operator_notices",
                                          "/more/news",
                                          "/links/0/url",
                                          "/footer/0/url",
                                          "/provisional_registration_url" };
  static const char *const urls[] = {
    "''",
    "'/info'",
    "'example.jp'",
    "'javascript:alert(1)'",
    "'file:///etc/passwd'",
    "'mailto:a@example.jp'",
    "'https://'",
    "'https://user@example.jp/'",
    "'https://例え.jp/'",
  };

  for (guint i = 0; i < G_N_ELEMENTS (pointers); i++)
    {
      hw_check_accepted_with (reread, notices, pointers[i], "'http://example.jp/'");
      for (guint j = 0; j < G_N_ELEMENTS (urls); j++)
        hw_check_refused_with (reread, notices, pointers[i], urls[j]);
    }
}

static void
test_dates (void)
{
  static const char *const dates[] = { "''",           "'2026-11-31'",  "'2026-02-29'", "'2026-13-01'",
                                       "'2026-00-01'", "'2026-11-00'",  "'0000-01-01'", "'2026-11-2'",
                                       "'2026/11/22'", "'2026-11-222'", "'26-11-22'",   "'２０２６'",
                                       "'2026-1a-22'", "'令和8年'" };

  for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
    hw_check_refused_with (reread, notices, "/news/0/date", dates[i]);
}

/* The two documents open inside the app. */
static void
test_footer (void)
{
  static const char with_terms[] =
    "{" SENDER "'operator_notices':[],'news':[],'links':[],'footer':[{'id':'terms-of-use','title':'a'}],"
    "'provisional_registration_url':" URL ",'address':[]}";

  hw_check_accepted (reread, with_terms);
  hw_check_accepted_with (reread, notices, "/footer", "[{'id':'privacy-policy','title':'a'}]");
  hw_check_accepted_with (reread, notices, "/footer", "[{'id':'terms-of-use','title':'a'}]");
  hw_check_accepted_with (reread, notices, "/footer", "[{'id':'terms-of-use','title':'a','url':" URL "}]");
  hw_check_refused_with (reread, with_terms, "/footer/0/url", "'x'");
  hw_check_refused_with (reread, notices, "/footer/0/id", "''");
}

static void
test_bounds (void)
{
  g_autofree char *chars_500 = hw_check_repeat ("あ", 500);
  g_autofree char *longest = g_strdup_printf ("'%s'", chars_500);
  g_autofree char *too_long = g_strdup_printf ("'%sい'", chars_500);
  g_autofree char *item_list = hw_check_repeat ("{'title':'a'},", 200);
  g_autofree char *most = g_strdup_printf ("[%.*s]", (int) strlen (item_list) - 1, item_list);
  g_autofree char *too_many = g_strdup_printf ("[%s{'title':'b'}]", item_list);
  g_autofree char *line_list = hw_check_repeat ("'a',", 20);
  g_autofree char *too_many_lines = g_strdup_printf ("[%s'b']", line_list);
  g_autofree char *long_line = g_strdup_printf ("[%s]", too_long);

  hw_check_accepted_with (reread, notices, "/news/0/title", longest);
  hw_check_refused_with (reread, notices, "/news/0/title", too_long);
  hw_check_refused_with (reread, notices, "/news/0/title", "'a\\nb'");
  hw_check_refused_with (reread, notices, "/copyright", "''");
  hw_check_accepted_with (reread, notices, "/news", most);
  hw_check_refused_with (reread, notices, "/news", too_many);
  hw_check_refused_with (reread, notices, "/address", too_many_lines);
  hw_check_refused_with (reread, notices, "/address", long_line);
  hw_check_refused_with (reread, notices, "/address", "['a','b\\u0007']");
}

static void
test_samples (void)
{
  static const char *const languages[] = { "ja", "en" };

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      g_autofree char *path = g_strdup_printf (HW_SOURCE_ROOT "/data/content/notices.%s.json", languages[i]);
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
      again = reread_strictly (served, &error);
      g_assert_no_error (error);
      g_assert_true (json_node_equal (again, served));
    }
}

int
main (int argc, char *argv[])
{
  hw_notices_free (NULL);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/notices/come-back", test_round_trip);
  g_test_add_func ("/notices/check-every-member", test_members);
  g_test_add_func ("/notices/take-the-sender-from-the-server", test_sender_of_content);
  g_test_add_func ("/notices/link-to-http-and-https-only", test_urls);
  g_test_add_func ("/notices/have-real-dates", test_dates);
  g_test_add_func ("/notices/need-no-url-for-the-documents", test_footer);
  g_test_add_func ("/notices/are-bounded", test_bounds);
  g_test_add_func ("/notices/samples-are-valid", test_samples);
  return g_test_run ();
}
