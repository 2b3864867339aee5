/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contract/hw-blank.h"
#include "contract/hw-half-width.h"

static void
test_ascii_block (void)
{
  for (gunichar c = 0x21; c <= 0x7E; c++)
    {
      g_assert_cmpuint (hw_half_width_char (c + 0xFEE0), ==, c);
      g_assert_cmpuint (hw_half_width_char (c), ==, c);
    }
  g_assert_cmpuint (hw_half_width_char (0x3000), ==, ' ');
}

static void
test_dashes (void)
{
  static const gunichar dashes[] = { 0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212, 0x30FC, 0xFF0D };

  for (guint i = 0; i < G_N_ELEMENTS (dashes); i++)
    g_assert_cmpuint (hw_half_width_char (dashes[i]), ==, '-');
}

static void
test_nothing_else (void)
{
  static const gunichar kept[] = { 0xFF00, 0xFF5F, 0xFF61, 0xFF71, 0xFF9D, 0xFFE5,  0x2460, 0x3231,
                                   0x301C, 0x3002, 0x2019, 0x201D, 0x00A0, 0x1F600, 0x3042, 0x30A2 };

  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    g_assert_cmpuint (hw_half_width_char (kept[i]), ==, kept[i]);
}

static void
test_text (void)
{
  static const struct
  {
    const char *text;
    const char *half;
  } cases[] = {
    { "", "" },
    { "Ab1-@ ~", "Ab1-@ ~" },
    { "Ａｂ１－＠　～", "Ab1-@ ~" },
    { "ＡＢＣ株式会社①ｱ😀", "ABC株式会社①ｱ😀" },
    { "03‐1234−5678", "03-1234-5678" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gboolean changed = 7;
      g_autofree char *half = hw_half_width (cases[i].text, &changed);

      g_assert_cmpstr (half, ==, cases[i].half);
      g_assert_cmpint (changed, ==, g_strcmp0 (cases[i].text, cases[i].half) != 0);
      g_assert_cmpint (g_utf8_strlen (half, -1), ==, g_utf8_strlen (cases[i].text, -1));
    }
}

static void
test_blanks (void)
{
  static const gunichar blanks[] = { ' ',    '\t',   '\n',   '\r',   '\v',   '\f',   0x01,
                                     0x7F,   0x85,   0xA0,   0xAD,   0x2003, 0x200B, 0x200D,
                                     0x2028, 0x2029, 0x202E, 0x2060, 0x3000, 0xFEFF };
  static const gunichar others[] = { 'a', '0', '-', '.', 0x3042, 0xFF10, 0x1F600, 0x30FC, 0x2800 };

  for (guint i = 0; i < G_N_ELEMENTS (blanks); i++)
    g_assert_true (hw_blank_is (blanks[i]));
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_false (hw_blank_is (others[i]));
}

static void
test_strip (void)
{
  static const struct
  {
    const char *text;
    const char *stripped;
  } cases[] = {
    { "", "" },       { " \t\343\200\200\r\n", "" },
    { "あ", "あ" },   { "\357\273\277\343\200\200 あ い \343\200\200\n", "あ い" },
    { "a b", "a b" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *stripped = hw_blank_strip (cases[i].text);

      g_assert_cmpstr (stripped, ==, cases[i].stripped);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/half-width/turns-the-ascii-block", test_ascii_block);
  g_test_add_func ("/half-width/turns-dashes-into-hyphens", test_dashes);
  g_test_add_func ("/half-width/turns-nothing-else", test_nothing_else);
  g_test_add_func ("/half-width/keeps-the-number-of-characters", test_text);
  g_test_add_func ("/blank/knows-the-invisible-ones", test_blanks);
  g_test_add_func ("/blank/strips-both-ends-only", test_strip);
  return g_test_run ();
}
