/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contract/hw-authentication-key.h"
#include "contract/hw-wipe.h"
#include "hw-message-check.h"

#include <string.h>

#define KEY "7K3QW9Z1X0"

static const char *const spellings[] = {
  "7K3QW9Z1X0",
  "7K3QW-9Z1X0",
  "7k3qw-9z1x0",
  "7K3QW-9ZIXO",
  "7k3qw-9zlxo",
  "7K3QW-9ZiXo",
  " 7K3QW-9Z1X0 ",
  "7K3QW 9Z1X0",
  "7 K 3 Q W - 9 Z 1 X 0",
  "\t7K3QW\r\n9Z1X0\n",
  "7K3QW　9Z1X0　",
  "７Ｋ３ＱＷ－９Ｚ１Ｘ０",
  "７ｋ３ｑｗ－９ｚｌｘｏ",
  "７Ｋ３ＱＷー９Ｚ１Ｘ０",
  "7K3QW‐9Z1X0",
  "7K3QW‑9Z1X0",
  "7K3QW‒9Z1X0",
  "7K3QW–9Z1X0",
  "7K3QW—9Z1X0",
  "7K3QW―9Z1X0",
  "7K3QW−9Z1X0",
  "7K3QWー9Z1X0",
  "7K3QWｰ9Z1X0",
  "7K3QW─9Z1X0",
  "7K3QW〜9Z1X0",
  "7K3QW﹣9Z1X0",
  "7K3QW--9Z1X0-",
  "\357\273\2777K3QW\342\200\213-9Z1X0\302\240",
};

static void
test_reads_every_spelling (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (spellings); i++)
    {
      g_autoptr (HwSecretString) normalized = hw_authentication_key_normalize (spellings[i]);
      g_autoptr (HwSecretString) again = hw_authentication_key_normalize (normalized);

      hw_check_note (spellings[i]);
      g_assert_cmpstr (normalized, ==, KEY);
      g_assert_cmpstr (again, ==, KEY);
      g_assert_cmpint (hw_authentication_key_check (normalized, NULL), ==, HW_AUTHENTICATION_KEY_OK);
    }
}

static void
test_crockford (void)
{
  static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  for (char c = '!'; c <= '~'; c++)
    {
      g_autofree char *typed = g_strdup_printf ("ABCDEFGHJ%c", c);
      g_autoptr (HwSecretString) normalized = hw_authentication_key_normalize (typed);
      char upper = g_ascii_toupper (c);
      char meant = upper == 'O' ? '0' : upper == 'I' || upper == 'L' ? '1' : upper;
      HwAuthenticationKeyFault fault = hw_authentication_key_check (normalized, NULL);

      g_test_message ("%c", c);
      if (c == '-')
        g_assert_cmpint (fault, ==, HW_AUTHENTICATION_KEY_WRONG_LENGTH);
      else if (strchr (alphabet, meant) == NULL)
        g_assert_cmpint (fault, ==, HW_AUTHENTICATION_KEY_BAD_CHARACTER);
      else
        {
          g_assert_cmpint (fault, ==, HW_AUTHENTICATION_KEY_OK);
          g_assert_cmpint (normalized[9], ==, meant);
        }
    }
}

static void
test_faults (void)
{
  static const struct
  {
    const char *typed;
    HwAuthenticationKeyFault fault;
    guint length;
  } cases[] = {
    { "", HW_AUTHENTICATION_KEY_EMPTY, 0 },
    { " -　ー ", HW_AUTHENTICATION_KEY_EMPTY, 0 },
    { "7K3QW-9Z1X", HW_AUTHENTICATION_KEY_WRONG_LENGTH, 9 },
    { "7K3QW-9Z1X00", HW_AUTHENTICATION_KEY_WRONG_LENGTH, 11 },
    { "あいう", HW_AUTHENTICATION_KEY_WRONG_LENGTH, 3 },
    { "7K3QW-9Z1XU", HW_AUTHENTICATION_KEY_BAD_CHARACTER, 10 },
    { "7K3QW-9Z1Xあ", HW_AUTHENTICATION_KEY_BAD_CHARACTER, 10 },
    { "7K3QW-9Z1X😀", HW_AUTHENTICATION_KEY_BAD_CHARACTER, 10 },
    { "7K3QW-9Z1X①", HW_AUTHENTICATION_KEY_BAD_CHARACTER, 10 },
    { "7K3QW-9Z1X*", HW_AUTHENTICATION_KEY_BAD_CHARACTER, 10 },
    { "７Ｋ３ＱＷ－９Ｚ１Ｘ０", HW_AUTHENTICATION_KEY_OK, 10 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (HwSecretString) normalized = hw_authentication_key_normalize (cases[i].typed);
      guint length = 77;

      hw_check_note (cases[i].typed);
      g_assert_cmpint (hw_authentication_key_check (normalized, &length), ==, cases[i].fault);
      g_assert_cmpuint (length, ==, cases[i].length);
    }
}

static void
test_from_random (void)
{
  static const guint8 zeros[HW_AUTHENTICATION_KEY_RANDOM_BYTES] = { 0 };
  static const guint8 ones[HW_AUTHENTICATION_KEY_RANDOM_BYTES] = { 255, 255, 255, 255, 255, 255, 255 };
  g_autoptr (HwSecretString) lowest = hw_authentication_key_from_random (zeros);
  g_autoptr (HwSecretString) highest = hw_authentication_key_from_random (ones);

  g_assert_cmpstr (lowest, ==, "0000000000");
  g_assert_cmpstr (highest, ==, "ZZZZZZZZZZ");
}

/* Each of 50 bits has its own place in the key, so that no two values share one. */
static void
test_50_bits (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint bit = 0; bit < 8 * HW_AUTHENTICATION_KEY_RANDOM_BYTES; bit++)
    {
      guint8 random[HW_AUTHENTICATION_KEY_RANDOM_BYTES] = { 0 };
      char *key;

      random[bit / 8] = (guint8) (1u << (bit % 8));
      key = hw_authentication_key_from_random (random);
      g_assert_cmpint (hw_authentication_key_check (key, NULL), ==, HW_AUTHENTICATION_KEY_OK);
      g_hash_table_add (seen, key);
    }
  g_hash_table_remove (seen, "0000000000");
  g_assert_cmpuint (g_hash_table_size (seen), ==, 50);
}

static void
test_format (void)
{
  g_autoptr (HwSecretString) shown = hw_authentication_key_format (KEY);

  g_assert_cmpstr (shown, ==, "7K3QW-9Z1X0");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/authentication-key/reads-every-spelling", test_reads_every_spelling);
  g_test_add_func ("/authentication-key/is-crockford-base-32", test_crockford);
  g_test_add_func ("/authentication-key/tells-length-from-character", test_faults);
  g_test_add_func ("/authentication-key/comes-from-random-bytes", test_from_random);
  g_test_add_func ("/authentication-key/has-50-bits", test_50_bits);
  g_test_add_func ("/authentication-key/is-shown-in-halves", test_format);
  return g_test_run ();
}
