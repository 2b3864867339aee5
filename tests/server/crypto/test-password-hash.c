/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/crypto/hw-hash.h"
#include "server/crypto/hw-password-hash.h"

#include <sodium.h>
#include <string.h>
#include <time.h>

static void
test_verifies (void)
{
  g_autofree char *hash = hw_password_hash_new ("hello-Work1");
  gboolean outdated = TRUE;

  g_assert_true (hw_password_hash_verify (hash, "hello-Work1", &outdated));
  g_assert_false (outdated);
  g_assert_false (hw_password_hash_verify (hash, "hello-Work2", NULL));
  g_assert_false (hw_password_hash_verify (hash, "hello-Work1 ", NULL));
  g_assert_false (hw_password_hash_verify (hash, "", NULL));
}

/* QUALITY.md, Security 3. */
static void
test_parameters (void)
{
  g_autofree char *hash = hw_password_hash_new ("hello-Work1");

  g_assert_true (g_str_has_prefix (hash, "$argon2id$v=19$m=19456,t=2,p=1$"));
}

static void
test_salted (void)
{
  g_autofree char *a = hw_password_hash_new ("hello-Work1");
  g_autofree char *b = hw_password_hash_new ("hello-Work1");

  g_assert_cmpstr (a, !=, b);
}

static void
test_other_parameters_are_outdated (void)
{
  char weaker[crypto_pwhash_STRBYTES];
  gboolean outdated = FALSE;
  int failed = crypto_pwhash_str_alg (weaker, "hello-Work1", strlen ("hello-Work1"), 1, 8192 * 1024,
                                      crypto_pwhash_ALG_ARGON2ID13);

  g_assert_cmpint (failed, ==, 0);
  g_assert_true (hw_password_hash_verify (weaker, "hello-Work1", &outdated));
  g_assert_true (outdated);
}

static gint64
processor_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);

  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

/* In processor time, the least of several: compared with each other only. What is refused without the work
 * takes a thousandth. */
static gint64
least_work (const char *hash)
{
  gint64 least = G_MAXINT64;

  for (guint i = 0; i < 5; i++)
    {
      gint64 before = processor_time ();

      hw_password_hash_verify (hash, "hello-Work2", NULL);
      least = MIN (least, processor_time () - before);
    }

  return least;
}

static void
test_unknown_does_the_same_work (void)
{
  g_autofree char *hash = hw_password_hash_new ("hello-Work1");
  gint64 known = least_work (hash);
  gint64 unknown = least_work (NULL);
  gint64 unusable = least_work ("$argon2id$v=19$m=19456,t=2,p=1$cut");

  g_assert_cmpint (unknown, >, known / 10);
  g_assert_cmpint (unusable, >, known / 10);
}

static void
test_unusable_never_matches (void)
{
  static const char *const unusable[] = {
    "", "*", "hello-Work1", "$argon2id$", "$argon2i$v=19$m=19456,t=2,p=1$", "$7$C6..../....",
  };
  gboolean outdated = TRUE;

  g_assert_false (hw_password_hash_verify (NULL, "hello-Work1", &outdated));
  g_assert_false (outdated);
  for (guint i = 0; i < G_N_ELEMENTS (unusable); i++)
    {
      outdated = TRUE;
      g_assert_false (hw_password_hash_verify (unusable[i], "hello-Work1", &outdated));
      g_assert_false (outdated);
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  g_test_init (&argc, &argv, NULL);
  hw_crypto_init (&error);
  g_assert_no_error (error);

  g_test_add_func ("/password-hash/verifies-only-the-password", test_verifies);
  g_test_add_func ("/password-hash/is-argon2id-19-mib", test_parameters);
  g_test_add_func ("/password-hash/is-salted", test_salted);
  g_test_add_func ("/password-hash/other-parameters-are-outdated", test_other_parameters_are_outdated);
  g_test_add_func ("/password-hash/unknown-account-takes-the-same-work", test_unknown_does_the_same_work);
  g_test_add_func ("/password-hash/unusable-never-matches", test_unusable_never_matches);

  return g_test_run ();
}
