/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contract/hw-language.h"
#include "hw-message-check.h"

static const struct
{
  const char *field;
  HwLanguage language;
} fields[] = {
  { NULL, HW_LANGUAGE_JA },
  { "", HW_LANGUAGE_JA },
  { "ja", HW_LANGUAGE_JA },
  { "en", HW_LANGUAGE_EN },
  { "EN", HW_LANGUAGE_EN },
  { "en-US", HW_LANGUAGE_EN },
  { "JA-jp", HW_LANGUAGE_JA },
  { "eng", HW_LANGUAGE_JA },
  { "fr", HW_LANGUAGE_JA },
  { "fr, en", HW_LANGUAGE_EN },
  { "en, ja", HW_LANGUAGE_JA }, /* both weigh the same */
  { "en,ja;q=0.9", HW_LANGUAGE_EN },
  { "en;q=0.8,ja", HW_LANGUAGE_JA },
  { "ja;q=0.8,en;q=0.801", HW_LANGUAGE_EN },
  { "en-US,en;q=0.9,ja;q=0.8", HW_LANGUAGE_EN },
  { "ja,en-US;q=0.9,en;q=0.8", HW_LANGUAGE_JA },
  { "en;q=0.1, en;q=0.9, ja;q=0.5", HW_LANGUAGE_EN },
  { "\ten ;  q=1.000 , ja ; Q=0.5\t", HW_LANGUAGE_EN },
  { ",, en ,,", HW_LANGUAGE_EN },
  { "*", HW_LANGUAGE_JA },
  { "*;q=0.5, en", HW_LANGUAGE_EN },
  { "ja;q=0.1, *", HW_LANGUAGE_EN },
  { "ja;q=0, *", HW_LANGUAGE_EN },
  { "en;q=0", HW_LANGUAGE_JA },
  { "ja;q=0, en;q=0", HW_LANGUAGE_JA },
  { "en;q=0.000, ja;q=0.001", HW_LANGUAGE_JA },
  /* What cannot be read. */
  { "en;q=2", HW_LANGUAGE_JA },
  { "en;q=1.001", HW_LANGUAGE_JA },
  { "en;q=0.1234", HW_LANGUAGE_JA },
  { "en;q=-1", HW_LANGUAGE_JA },
  { "en;q=", HW_LANGUAGE_JA },
  { "en;q", HW_LANGUAGE_JA },
  { "en;r=1", HW_LANGUAGE_JA },
  { "en;", HW_LANGUAGE_JA },
  { "en;q=1x", HW_LANGUAGE_JA },
  { "en ja", HW_LANGUAGE_JA },
  { "en_US", HW_LANGUAGE_JA },
  { "英語", HW_LANGUAGE_JA },
  { ";q=1,en", HW_LANGUAGE_JA },
};

static void
test_from_accept (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      hw_check_note (fields[i].field);
      g_assert_cmpint (hw_language_from_accept (fields[i].field), ==, fields[i].language);
    }
}

static void
test_tags (void)
{
  g_assert_cmpstr (hw_language_tag (HW_LANGUAGE_JA), ==, "ja");
  g_assert_cmpstr (hw_language_tag (HW_LANGUAGE_EN), ==, "en");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/language/follows-accept-language", test_from_accept);
  g_test_add_func ("/language/has-tags", test_tags);
  return g_test_run ();
}
