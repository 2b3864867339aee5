/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hw-test-store.h"

void
hw_test_add (const char *name, GTestFunc test)
{
  g_autofree char *path = g_strdup_printf ("/store/%s/%s", hw_test_backend, name);

  g_test_add_func (path, test);
}

void
hw_test_store_reopen (HwTestStore *self)
{
  g_autoptr (GError) error = NULL;

  g_assert_finalize_object (g_steal_pointer (&self->store));
  self->store = hw_store_open (self->uri, &error);
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  hw_crypto_init (&error);
  g_assert_no_error (error);

  if (argc == 3 && g_str_equal (argv[1], HW_TEST_CRASH_WRITER))
    return hw_test_crash_writer (argv[2]);
  if (argc == 3 && g_str_equal (argv[1], HW_TEST_MIGRATOR))
    return hw_test_migrator (argv[2]);

  g_test_init (&argc, &argv, NULL);
  hw_test_add_start ();
  hw_test_add_resend ();
  hw_test_add_limits ();
  hw_test_add_registration ();
  hw_test_add_completion ();
  hw_test_add_login ();
  hw_test_add_sessions ();
  hw_test_add_password_change ();
  hw_test_add_accounts ();
  hw_test_add_outbox ();
  hw_test_add_operator ();
  hw_test_add_housekeeping ();
  hw_test_add_races ();
  hw_test_add_crash ();
  hw_test_add_migrations ();
  hw_test_add_backend ();

  return g_test_run ();
}
