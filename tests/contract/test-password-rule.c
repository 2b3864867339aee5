/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contract/hw-common-passwords.h"
#include "contract/hw-password-rule.h"
#include "hw-message-check.h"

#include <string.h>

#define KEY "7K3QW9ZHX2"
#define NOTHING_OF_ALL (HW_PASSWORD_NO_DIGIT | HW_PASSWORD_NO_LETTER | HW_PASSWORD_NO_SYMBOL)

static const struct
{
  const char *password;
  HwPasswordFaults faults;
} compositions[] = {
  { "gT5;kw8q", HW_PASSWORD_OK },
  { "gT5;kw8", HW_PASSWORD_TOO_SHORT },
  { "gT5;kw8qgT5;kw8qgT5;kw8qgT5;kw8q", HW_PASSWORD_OK },
  { "gT5;kw8qgT5;kw8qgT5;kw8qgT5;kw8q1", HW_PASSWORD_TOO_LONG },
  { "", HW_PASSWORD_TOO_SHORT | NOTHING_OF_ALL },
  { "gTx;kwyq", HW_PASSWORD_NO_DIGIT },
  { "845;2389", HW_PASSWORD_NO_LETTER },
  { "gT5xkw8q", HW_PASSWORD_NO_SYMBOL },
  { "gthxkwnq", HW_PASSWORD_NO_DIGIT | HW_PASSWORD_NO_SYMBOL },
  { "gT5;kw 8q", HW_PASSWORD_NOT_HALF_WIDTH },
  { " gT5;kw8q", HW_PASSWORD_NOT_HALF_WIDTH },
  { "gT5;kw8q\n", HW_PASSWORD_NOT_HALF_WIDTH },
  { "gT5;kw8q\t", HW_PASSWORD_NOT_HALF_WIDTH },
  { "gT5;kw8q\001", HW_PASSWORD_NOT_HALF_WIDTH },
  { "gT5;kw8q\177", HW_PASSWORD_NOT_HALF_WIDTH },
  { "gT5;kw8q\302\240", HW_PASSWORD_NOT_HALF_WIDTH },
  { "gT5;kw8q\342\200\213", HW_PASSWORD_NOT_HALF_WIDTH },
  { "gT5;kw8qＡ", HW_PASSWORD_NOT_HALF_WIDTH },
  { "gT5;kw8q　", HW_PASSWORD_NOT_HALF_WIDTH },
  { "gT5;kw8qｱ", HW_PASSWORD_NOT_HALF_WIDTH },
  { "gT5;kw8qあ", HW_PASSWORD_NOT_HALF_WIDTH },
  { "gT5;kw8qé", HW_PASSWORD_NOT_HALF_WIDTH },
  { "gT5;kw8q😀", HW_PASSWORD_NOT_HALF_WIDTH },
  /* Full-width letters, digits and symbols are none of those asked for. */
  { "ｇＴ５；ｋｗ８ｑ", HW_PASSWORD_NOT_HALF_WIDTH | NOTHING_OF_ALL },
  { "gTx;kwyq５", HW_PASSWORD_NOT_HALF_WIDTH | HW_PASSWORD_NO_DIGIT },
  { "845;2389ｇ", HW_PASSWORD_NOT_HALF_WIDTH | HW_PASSWORD_NO_LETTER },
  { "gT5xkw8q；", HW_PASSWORD_NOT_HALF_WIDTH | HW_PASSWORD_NO_SYMBOL },
  /* Lengths count characters, not bytes. */
  { "gT5;あいう", HW_PASSWORD_TOO_SHORT | HW_PASSWORD_NOT_HALF_WIDTH },
  { "gT5;あいうえおかきくけこさしすせそたちつてとなにぬねのはひふ", HW_PASSWORD_NOT_HALF_WIDTH },
  { "gT5;あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへ",
    HW_PASSWORD_TOO_LONG | HW_PASSWORD_NOT_HALF_WIDTH },
};

static void
test_composition (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (compositions); i++)
    {
      hw_check_note (compositions[i].password);
      g_assert_cmpint (hw_password_rule_check (compositions[i].password, NULL, NULL), ==,
                       compositions[i].faults);
    }
}

static void
test_every_symbol (void)
{
  guint symbols = 0;

  for (char c = '!'; c <= '~'; c++)
    {
      g_autofree char *password = g_strdup_printf ("gTqwkw84%c", c);
      gboolean symbol = !g_ascii_isalnum (c);

      g_assert_cmpint (hw_password_rule_check (password, NULL, NULL), ==,
                       symbol ? HW_PASSWORD_OK : HW_PASSWORD_NO_SYMBOL);
      symbols += symbol ? 1 : 0;
    }
  g_assert_cmpuint (symbols, ==, 32);
}

static void
test_every_digit_and_letter (void)
{
  for (char c = '!'; c <= '~'; c++)
    {
      g_autofree char *digit = g_strdup_printf ("gTqwkw;;%c", c);
      g_autofree char *letter = g_strdup_printf ("84628;;;%c", c);

      g_assert_cmpint (hw_password_rule_check (digit, NULL, NULL), ==,
                       g_ascii_isdigit (c) ? HW_PASSWORD_OK : HW_PASSWORD_NO_DIGIT);
      g_assert_cmpint (hw_password_rule_check (letter, NULL, NULL), ==,
                       g_ascii_isalpha (c) ? HW_PASSWORD_OK : HW_PASSWORD_NO_LETTER);
    }
}

static void
test_email (void)
{
  static const struct
  {
    const char *password;
    const char *email;
    gboolean contains;
  } cases[] = {
    { "xx-saiyo-84", "saiyo@example.jp", TRUE },
    { "saiyo;x84", "saiyo@example.jp", TRUE },
    { "x84;saiyo", "saiyo@example.jp", TRUE },
    { "xx-SAIYO-84", "saiyo@example.jp", TRUE },
    { "xx-saiyo-84", "SaiYo@example.jp", TRUE },
    { "xx-sai.yo+1-84", "sai.yo+1@example.jp", TRUE },
    { "xx-abcd-84", "abcd@example.jp", TRUE },
    { "xx-abc-84", "abc@example.jp", FALSE },
    { "xx-saiy-84", "saiyo@example.jp", FALSE },
    { "xx-example.jp-84", "saiyo@example.jp", FALSE },
    { "xx-saiyo-84", NULL, FALSE },
    { "xx-saiyo-84", "", FALSE },
    { "xx-saiyo-84", "saiyo", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s, %s", cases[i].password, cases[i].email == NULL ? "none" : cases[i].email);
      g_assert_cmpint (hw_password_rule_check (cases[i].password, cases[i].email, NULL), ==,
                       cases[i].contains ? HW_PASSWORD_CONTAINS_EMAIL : HW_PASSWORD_OK);
    }
}

static void
test_key (void)
{
  static const struct
  {
    const char *password;
    const char *key;
    gboolean contains;
  } cases[] = {
    { "7K3QW-9ZHX2", KEY, TRUE },      { "7k3qw-9zhx2", KEY, TRUE },        { "7K3QW9ZHX2!", KEY, TRUE },
    { "!7k3qw9ZHX2", KEY, TRUE },      { "abc!7K3QW-9ZHX2xyz", KEY, TRUE }, { "7K3QW+9ZHX2", KEY, FALSE },
    { "7K3QW-9ZHX", KEY, FALSE },      { "7K3QW-9ZHX2", NULL, FALSE },      { "7K3QW-9ZHX2", "", FALSE },
    { "7K3QW-9ZHX2", "7K3QW", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s, %s", cases[i].password, cases[i].key == NULL ? "none" : cases[i].key);
      g_assert_cmpint (hw_password_rule_check (cases[i].password, "a@example.jp", cases[i].key), ==,
                       cases[i].contains ? HW_PASSWORD_CONTAINS_KEY : HW_PASSWORD_OK);
    }
}

static void
test_common (void)
{
  static const char *const common[] = { "P@ssw0rd",    "p@ssw0rd",       "Password1!", "password123!",
                                        "HelloWork1!", "Hellowork2026!", "1qaz@WSX",   "Qwerty123!" };

  for (guint i = 0; i < G_N_ELEMENTS (common); i++)
    {
      hw_check_note (common[i]);
      g_assert_cmpint (hw_password_rule_check (common[i], NULL, NULL), ==, HW_PASSWORD_TOO_COMMON);
    }
  g_assert_cmpint (hw_password_rule_check ("P@ssw0rd-gT5;", NULL, NULL), ==, HW_PASSWORD_OK);
  g_assert_false (hw_common_passwords_contain (""));
  g_assert_false (hw_common_passwords_contain ("~~~~~~~~~~"));
}

static void
test_list (void)
{
  const char *before = "";

  g_assert_cmpuint (hw_n_common_passwords, >=, 3000);
  for (guint i = 0; i < hw_n_common_passwords; i++)
    {
      const char *entry = hw_common_passwords + hw_common_password_offsets[i];
      g_autofree char *upper = g_ascii_strup (entry, -1);

      g_assert_cmpstr (before, <, entry);
      g_assert_true (hw_common_passwords_contain (entry));
      g_assert_cmpint (hw_password_rule_check (entry, NULL, NULL), ==, HW_PASSWORD_TOO_COMMON);
      g_assert_cmpint (hw_password_rule_check (upper, NULL, NULL), ==, HW_PASSWORD_TOO_COMMON);
      before = entry;
    }
}

static void
test_all_at_once (void)
{
  g_assert_cmpint (hw_password_rule_check ("p@ssw0rd", "p@example.jp", NULL), ==, HW_PASSWORD_TOO_COMMON);
  g_assert_cmpint (
    hw_password_rule_check ("saiyo　7K3QW9ZHX2saiyo　7K3QW9ZHX2saiyo", "saiyo@example.jp", KEY), ==,
    HW_PASSWORD_TOO_LONG | HW_PASSWORD_NO_SYMBOL | HW_PASSWORD_NOT_HALF_WIDTH | HW_PASSWORD_CONTAINS_EMAIL
      | HW_PASSWORD_CONTAINS_KEY);
}

static void
test_fault_codes (void)
{
  static const char *const codes[] = { "too-short",  "too-long",       "no-digit",
                                       "no-letter",  "no-symbol",      "not-half-width",
                                       "too-common", "contains-email", "contains-key" };

  G_STATIC_ASSERT (G_N_ELEMENTS (codes) == HW_N_PASSWORD_FAULTS);
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    g_assert_cmpstr (hw_password_fault_code ((HwPasswordFaults) (1u << i)), ==, codes[i]);
  g_assert_null (hw_password_fault_code (HW_PASSWORD_OK));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/password-rule/composition-and-length", test_composition);
  g_test_add_func ("/password-rule/every-ascii-symbol-is-one", test_every_symbol);
  g_test_add_func ("/password-rule/every-digit-and-letter-is-one", test_every_digit_and_letter);
  g_test_add_func ("/password-rule/rejects-the-address", test_email);
  g_test_add_func ("/password-rule/rejects-the-key", test_key);
  g_test_add_func ("/password-rule/rejects-common-ones", test_common);
  g_test_add_func ("/password-rule/common-ones-satisfy-the-rest", test_list);
  g_test_add_func ("/password-rule/names-every-fault", test_all_at_once);
  g_test_add_func ("/password-rule/codes-its-faults", test_fault_codes);
  return g_test_run ();
}
