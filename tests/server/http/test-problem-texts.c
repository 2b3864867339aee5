/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/http/hw-problem-texts.h"

#include "contract/hw-email.h"
#include "contract/hw-password-rule.h"

#include <string.h>

static gboolean
is_japanese (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      if (c >= 0x3040 && c <= 0x30ff)
        return TRUE;
    }
  return FALSE;
}

static HwProblem *
filled (HwProblemCode code, HwLanguage language)
{
  HwProblem *problem = hw_problem_new (code);

  hw_problem_texts_fill (problem, language);
  return problem;
}

static void
test_every_code (void)
{
  for (int code = 0; code < (int) HW_N_PROBLEM_CODES; code++)
    {
      g_autoptr (HwProblem) ja = filled ((HwProblemCode) code, HW_LANGUAGE_JA);
      g_autoptr (HwProblem) en = filled ((HwProblemCode) code, HW_LANGUAGE_EN);

      g_test_message ("%s", hw_problem_code_name ((HwProblemCode) code));
      g_assert_true (is_japanese (ja->detail));
      g_assert_true (g_str_has_suffix (ja->detail, "。"));
      g_assert_nonnull (ja->title);
      g_assert_false (is_japanese (en->detail));
      g_assert_false (is_japanese (en->title));
      g_assert_true (g_str_has_suffix (en->detail, "."));
    }
}

static char *
field_text (const char *pointer, const char *code, HwLanguage language)
{
  g_autoptr (HwProblem) problem = hw_problem_new (HW_PROBLEM_INVALID_FIELDS);

  hw_problem_add_field (problem, pointer, code);
  hw_problem_texts_fill (problem, language);
  return g_strdup (((HwFieldError *) problem->errors->pdata[0])->detail);
}

static void
assert_own_text (const char *pointer, const char *code)
{
  for (int language = 0; language < HW_N_LANGUAGES; language++)
    {
      g_autofree char *text = field_text (pointer, code, (HwLanguage) language);
      g_autofree char *other = field_text (pointer, "no-such-code", (HwLanguage) language);

      g_test_message ("%s %s", pointer, code);
      g_assert_cmpstr (text, !=, other);
      g_assert_cmpint (is_japanese (text), ==, language == HW_LANGUAGE_JA);
    }
}

static void
test_every_field_code (void)
{
  const HwEmailFault email_faults[] = { HW_EMAIL_EMPTY, HW_EMAIL_NOT_AN_ADDRESS, HW_EMAIL_TOO_LONG };

  for (guint i = 0; i < G_N_ELEMENTS (email_faults); i++)
    assert_own_text ("/email", hw_email_fault_code (email_faults[i]));
  for (guint i = 0; i < HW_N_PASSWORD_FAULTS; i++)
    {
      assert_own_text ("/password", hw_password_fault_code (1u << i));
      assert_own_text ("/new_password", hw_password_fault_code (1u << i));
    }
  assert_own_text ("/authentication_key", "malformed-key");
  assert_own_text ("/current_password", "wrong-password");
}

static void
test_numbers (void)
{
  g_autoptr (HwProblem) limited = hw_problem_new (HW_PROBLEM_TOO_MANY_REQUESTS);
  g_autoptr (HwProblem) wrong = hw_problem_new (HW_PROBLEM_KEY_WRONG);
  g_autoptr (HwProblem) last = hw_problem_new (HW_PROBLEM_KEY_WRONG);

  limited->retry_in = 61;
  hw_problem_texts_fill (limited, HW_LANGUAGE_JA);
  g_assert_nonnull (strstr (limited->detail, "約2分後"));
  wrong->attempts_left = 3;
  hw_problem_texts_fill (wrong, HW_LANGUAGE_JA);
  g_assert_nonnull (strstr (wrong->detail, "あと3回"));
  last->attempts_left = 1;
  hw_problem_texts_fill (last, HW_LANGUAGE_EN);
  g_assert_nonnull (strstr (last->detail, "1 try is left"));
}

static void
test_what_is_set_stays (void)
{
  g_autoptr (HwProblem) problem = hw_problem_new (HW_PROBLEM_NOT_FOUND);

  problem->detail = g_strdup ("own");
  hw_problem_texts_fill (problem, HW_LANGUAGE_EN);
  g_assert_cmpstr (problem->detail, ==, "own");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/problem-texts/every-code-in-both-languages", test_every_code);
  g_test_add_func ("/problem-texts/every-field-code-in-both-languages", test_every_field_code);
  g_test_add_func ("/problem-texts/tell-numbers", test_numbers);
  g_test_add_func ("/problem-texts/what-is-set-stays", test_what_is_set_stays);
  return g_test_run ();
}
