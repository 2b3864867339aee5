/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contract/hw-wipe.h"

#include <string.h>
#include <sys/resource.h>

/* Notes what a GBytes held when it let go of it. */
static void
note_release (gpointer data)
{
  GString *held = data;

  for (gsize i = 0; i < held->len; i++)
    if (held->str[i] != '\0')
      return;
  held->len = 0;
}

static void
test_bytes (void)
{
  GString *held = g_string_new ("gT5;kw8q");
  GBytes *secret = g_bytes_new_with_free_func (held->str, held->len, note_release, held);

  hw_wipe_bytes_free (secret);
  g_assert_cmpuint (held->len, ==, 0);
  g_string_free (held, TRUE);
}

static void
test_nothing (void)
{
  g_autoptr (HwSecretString) none = NULL;
  g_autoptr (HwSecretString) empty = g_strdup ("");

  hw_wipe_free (NULL);
  hw_wipe_free (g_strdup ("secret"));
  hw_wipe_bytes_free (NULL);
  hw_wipe_bytes_free (g_bytes_new (NULL, 0));
  g_assert_null (none);
  g_assert_cmpstr (empty, ==, "");
}

/* One byte: to a core_pattern that is a pipe, 0 would mean nothing. */
static void
test_no_core_files (void)
{
  struct rlimit limit;
  rlim_t most;

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, 0);
      g_test_trap_assert_passed ();
      return;
    }
  g_assert_cmpint (getrlimit (RLIMIT_CORE, &limit), ==, 0);
  most = MIN (limit.rlim_max, 1);
  g_assert_true (hw_wipe_forbid_core_files ());
  g_assert_true (hw_wipe_forbid_core_files ());
  g_assert_cmpint (getrlimit (RLIMIT_CORE, &limit), ==, 0);
  g_assert_cmpuint (limit.rlim_cur, ==, most);
  g_assert_cmpuint (limit.rlim_max, ==, most);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wipe/overwrites-bytes-before-they-go", test_bytes);
  g_test_add_func ("/wipe/forbids-core-files", test_no_core_files);
  g_test_add_func ("/wipe/takes-null-and-empty", test_nothing);
  return g_test_run ();
}
