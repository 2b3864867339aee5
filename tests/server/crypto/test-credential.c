/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/crypto/hw-credential.h"

#include <string.h>

static const guint8 salt[HW_SALT_LENGTH] = { 1, 2, 3 };

static void
test_new_differ (void)
{
  g_autofree char *a = hw_credential_new ();
  g_autofree char *b = hw_credential_new ();

  g_assert_cmpuint (strlen (a), ==, HW_CREDENTIAL_LENGTH);
  g_assert_cmpuint (strlen (b), ==, HW_CREDENTIAL_LENGTH);
  g_assert_cmpstr (a, !=, b);
}

static void
test_derived_is_repeatable (void)
{
  g_autoptr (HwServerSecret) secret = hw_server_secret_new_random ();
  g_autofree char *a = hw_credential_derive (secret, salt, "0123456789abcdef012345");
  g_autofree char *b = hw_credential_derive (secret, salt, "0123456789abcdef012345");

  g_assert_cmpuint (strlen (a), ==, HW_CREDENTIAL_LENGTH);
  g_assert_cmpstr (a, ==, b);
}

static void
test_derived_depends_on_all (void)
{
  static const guint8 other_salt[HW_SALT_LENGTH] = { 1, 2, 4 };
  g_autoptr (HwServerSecret) secret = hw_server_secret_new_random ();
  g_autoptr (HwServerSecret) other_secret = hw_server_secret_new_random ();
  g_autofree char *credential = hw_credential_derive (secret, salt, "0123456789abcdef012345");
  g_autofree char *other_secrets = hw_credential_derive (other_secret, salt, "0123456789abcdef012345");
  g_autofree char *other_salts = hw_credential_derive (secret, other_salt, "0123456789abcdef012345");
  g_autofree char *other_keys = hw_credential_derive (secret, salt, "0123456789abcdef012346");

  g_assert_cmpstr (credential, !=, other_secrets);
  g_assert_cmpstr (credential, !=, other_salts);
  g_assert_cmpstr (credential, !=, other_keys);
}

static void
test_hash_tells_credentials_apart (void)
{
  g_autofree char *a = hw_credential_new ();
  g_autofree char *b = hw_credential_new ();
  HwHash hash_a, again_a, hash_b;

  g_assert_true (hw_credential_hash (a, &hash_a));
  g_assert_true (hw_credential_hash (a, &again_a));
  g_assert_true (hw_credential_hash (b, &hash_b));
  g_assert_true (hw_hash_equal (&hash_a, &again_a));
  g_assert_false (hw_hash_equal (&hash_a, &hash_b));
}

static void
test_hash_refuses_what_cannot_be_one (void)
{
  static const char *const wrong[] = {
    "",
    "AAAA",
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",   /* 42 */
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", /* 44 */
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",  /* padding */
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA+",  /* the other alphabet */
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA AA",  /* a blank */
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB",  /* unused bits set: two spellings of one */
    "\xe3\x81\x82\xe3\x81\x82\xe3\x81\x82\xe3\x81\x82\xe3\x81\x82\xe3\x81\x82\xe3\x81\x82"
    "\xe3\x81\x82\xe3\x81\x82\xe3\x81\x82\xe3\x81\x82\xe3\x81\x82\xe3\x81\x82\xe3\x81\x82"
    "A",
  };
  HwHash hash = { { 42 } };
  HwHash untouched = hash;

  g_assert_true (hw_credential_hash ("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", &hash));
  hash = untouched;
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_assert_false (hw_credential_hash (wrong[i], &hash));
      g_assert_true (hw_hash_equal (&hash, &untouched));
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  g_test_init (&argc, &argv, NULL);
  hw_crypto_init (&error);
  g_assert_no_error (error);

  g_test_add_func ("/credential/new-ones-differ", test_new_differ);
  g_test_add_func ("/credential/derived-is-repeatable", test_derived_is_repeatable);
  g_test_add_func ("/credential/derived-depends-on-secret-salt-and-key", test_derived_depends_on_all);
  g_test_add_func ("/credential/hash-tells-them-apart", test_hash_tells_credentials_apart);
  g_test_add_func ("/credential/hash-refuses-what-cannot-be-one", test_hash_refuses_what_cannot_be_one);

  return g_test_run ();
}
