/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/hw-client-error.h"

static void
test_carries_problem (void)
{
  g_autoptr (HwProblem) problem = hw_problem_new (HW_PROBLEM_KEY_WRONG);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) copy = NULL;

  problem->attempts_left = 3;
  hw_problem_add_field (problem, "/authentication_key", "malformed-key");
  error = hw_client_error_new_problem (problem);
  g_clear_pointer (&problem, hw_problem_free);
  g_assert_error (error, HW_CLIENT_ERROR, HW_CLIENT_ERROR_PROBLEM);

  copy = g_error_copy (error);
  g_clear_error (&error);
  g_assert_error (copy, HW_CLIENT_ERROR, HW_CLIENT_ERROR_PROBLEM);
  g_assert_cmpint (hw_client_error_get_problem (copy)->attempts_left, ==, 3);
  g_assert_true (
    hw_problem_has_field (hw_client_error_get_problem (copy), "/authentication_key", "malformed-key"));
  g_assert_true (hw_client_error_is_problem (copy, HW_PROBLEM_KEY_WRONG));
  g_assert_false (hw_client_error_is_problem (copy, HW_PROBLEM_KEY_EXPIRED));
}

static void
test_others_carry_none (void)
{
  g_autoptr (GError) ours = g_error_new_literal (HW_CLIENT_ERROR, HW_CLIENT_ERROR_TLS, "x");
  g_autoptr (GError) copy = g_error_copy (ours);
  g_autoptr (GError) other = g_error_new_literal (G_IO_ERROR, HW_CLIENT_ERROR_PROBLEM, "x");

  g_assert_null (hw_client_error_get_problem (ours));
  g_assert_null (hw_client_error_get_problem (copy));
  g_assert_null (hw_client_error_get_problem (other));
  g_assert_null (hw_client_error_get_problem (NULL));
  g_assert_false (hw_client_error_is_problem (other, HW_PROBLEM_MALFORMED_REQUEST));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/client-error/carries-its-problem-through-copies", test_carries_problem);
  g_test_add_func ("/client-error/others-carry-no-problem", test_others_carry_none);
  return g_test_run ();
}
