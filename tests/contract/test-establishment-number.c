/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contract/hw-establishment-number.h"
#include "hw-message-check.h"

static void
test_valid (void)
{
  static const char *const valid[] = { "1301-123456-7", "0000-000000-0", "9999-999999-9" };
  static const char *const invalid[] = {
    "",
    "1301-123456",
    "1301-123456-",
    "1301-123456-78",
    "13011-23456-7",
    "1301-12345-67",
    "1301123456-7",
    "13011234567",
    "1301 123456 7",
    "1301-123456-X",
    "130A-123456-7",
    " 1301-123456-7",
    "1301-123456-7 ",
    "1301-123456-7\n",
    "-301-123456-7",
    "1301_123456_7",
    "１３０１－１２３４５６－７",
    "1301-123456-７",
  };

  for (guint i = 0; i < G_N_ELEMENTS (valid); i++)
    g_assert_true (hw_establishment_number_is_valid (valid[i]));
  for (guint i = 0; i < G_N_ELEMENTS (invalid); i++)
    {
      hw_check_note (invalid[i]);
      g_assert_false (hw_establishment_number_is_valid (invalid[i]));
    }
}

static void
test_normalizes (void)
{
  static const char *const typed[] = {
    "1301-123456-7",       " 1301-123456-7\r\n", "１３０１－１２３４５６－７",
    "　1301ー123456ー7　", "1301‐123456−7",
  };

  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      g_autofree char *normalized = hw_establishment_number_normalize (typed[i]);

      g_assert_cmpstr (normalized, ==, "1301-123456-7");
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/establishment-number/is-4-6-1-digits", test_valid);
  g_test_add_func ("/establishment-number/normalizes-width-and-blanks", test_normalizes);
  return g_test_run ();
}
