/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/crypto/hw-hash.h"

#include <string.h>

/* RFC 7693 gives BLAKE2b-512; this is BLAKE2b-256 of "abc", from `b2sum -l 256`. */
static void
test_known_answer (void)
{
  static const guint8 expected[HW_HASH_LENGTH] = { 0xbd, 0xdd, 0x81, 0x3c, 0x63, 0x42, 0x39, 0x72,
                                                   0x31, 0x71, 0xef, 0x3f, 0xee, 0x98, 0x57, 0x9b,
                                                   0x94, 0x96, 0x4e, 0x3b, 0xb1, 0xcb, 0x3e, 0x42,
                                                   0x72, 0x62, 0xc8, 0xc0, 0x68, 0xd5, 0x23, 0x19 };
  HwHash hash = hw_hash_of ("abc", 3);

  g_assert_cmpmem (hash.bytes, sizeof hash.bytes, expected, sizeof expected);
}

static void
test_equal_looks_at_every_byte (void)
{
  HwHash a = hw_hash_of ("abc", 3);

  for (guint i = 0; i < HW_HASH_LENGTH; i++)
    {
      HwHash b = a;

      g_assert_true (hw_hash_equal (&a, &b));
      b.bytes[i] ^= 1;
      g_assert_false (hw_hash_equal (&a, &b));
    }
}

static void
test_ids_are_hex_and_differ (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < 1000; i++)
    {
      HwId id = hw_id_new ();

      g_assert_cmpuint (strlen (id.text), ==, HW_ID_LENGTH);
      g_assert_cmpuint (strspn (id.text, "0123456789abcdef"), ==, HW_ID_LENGTH);
      g_assert_true (g_hash_table_add (seen, g_strdup (id.text)));
    }
}

static void
test_random_fills_every_byte (void)
{
  guint8 ever_set[64] = { 0 };
  guint8 random[64];

  /* A byte that stays zero in 64 draws: one chance in 2^512. */
  for (guint i = 0; i < 64; i++)
    {
      hw_random_fill (random, sizeof random);
      for (guint j = 0; j < sizeof random; j++)
        ever_set[j] |= random[j];
    }
  for (guint j = 0; j < sizeof ever_set; j++)
    g_assert_cmpuint (ever_set[j], !=, 0);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  g_test_init (&argc, &argv, NULL);
  hw_crypto_init (&error);
  g_assert_no_error (error);

  g_test_add_func ("/hash/is-blake2b-256", test_known_answer);
  g_test_add_func ("/hash/equal-looks-at-every-byte", test_equal_looks_at_every_byte);
  g_test_add_func ("/hash/ids-are-hex-and-differ", test_ids_are_hex_and_differ);
  g_test_add_func ("/hash/random-fills-every-byte", test_random_fills_every_byte);

  return g_test_run ();
}
