/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/crypto/hw-server-secret.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = g_dir_make_tmp ("hw-secret-XXXXXX", NULL);
  g_assert_nonnull (self->folder);
  self->path = g_build_filename (self->folder, "secret", NULL);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_autoptr (GDir) folder = g_dir_open (self->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (self->folder);
  g_free (self->folder);
  g_free (self->path);
}

static void
write_file (const char *path, gsize length, int mode)
{
  g_autofree char *bytes = g_malloc0 (length + 1);
  gboolean written;
  int changed;

  memset (bytes, 'x', length);
  written = g_file_set_contents (path, bytes, length, NULL);
  g_assert_true (written);
  changed = g_chmod (path, mode);
  g_assert_cmpint (changed, ==, 0);
}

static guint
count_files (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (folder) != NULL)
    n++;

  return n;
}

static HwHash
fingerprint (HwServerSecret *secret)
{
  return hw_server_secret_hash (secret, HW_SECRET_USE_SUBJECT, "x", NULL);
}

static void
test_created_once (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HwServerSecret) first = hw_server_secret_load (self->path, TRUE, &error);
  g_autoptr (HwServerSecret) second = NULL;
  HwHash a, b;
  struct stat status;
  int found;

  g_assert_no_error (error);
  second = hw_server_secret_load (self->path, TRUE, &error);
  g_assert_no_error (error);

  a = fingerprint (first);
  b = fingerprint (second);
  g_assert_true (hw_hash_equal (&a, &b));

  found = stat (self->path, &status);
  g_assert_cmpint (found, ==, 0);
  g_assert_cmpint (status.st_size, ==, 32);
  g_assert_cmpint (status.st_mode & 07777, ==, 0600);
  g_assert_cmpuint (count_files (self->folder), ==, 1);
}

static void
assert_refused (Fixture *self, gboolean create, int code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HwServerSecret) secret = hw_server_secret_load (self->path, create, &error);

  g_assert_error (error, G_IO_ERROR, code);
  g_assert_null (secret);
}

static void
test_missing (Fixture *self, gconstpointer data)
{
  assert_refused (self, FALSE, G_IO_ERROR_NOT_FOUND);
  g_assert_false (g_file_test (self->path, G_FILE_TEST_EXISTS));
}

static void
test_folder_missing (Fixture *self, gconstpointer data)
{
  g_free (self->path);
  self->path = g_build_filename (self->folder, "nowhere", "secret", NULL);

  assert_refused (self, TRUE, G_IO_ERROR_NOT_FOUND);
}

static void
test_wrong_length (Fixture *self, gconstpointer data)
{
  static const gsize lengths[] = { 0, 31, 33, 64 };

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      write_file (self->path, lengths[i], 0600);
      assert_refused (self, TRUE, G_IO_ERROR_INVALID_DATA);
    }
}

static void
test_readable_by_others (Fixture *self, gconstpointer data)
{
  static const int modes[] = { 0640, 0604, 0620, 0644, 0601 };
  g_autoptr (GError) error = NULL;
  g_autoptr (HwServerSecret) secret = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      write_file (self->path, 32, modes[i]);
      assert_refused (self, TRUE, G_IO_ERROR_PERMISSION_DENIED);
    }

  write_file (self->path, 32, 0400);
  secret = hw_server_secret_load (self->path, FALSE, &error);
  g_assert_no_error (error);
}

static void
test_not_a_file (Fixture *self, gconstpointer data)
{
  int made = g_mkdir (self->path, 0700);

  g_assert_cmpint (made, ==, 0);
  assert_refused (self, TRUE, G_IO_ERROR_NOT_REGULAR_FILE);
  g_rmdir (self->path);

  made = mkfifo (self->path, 0600);
  g_assert_cmpint (made, ==, 0);
  assert_refused (self, TRUE, G_IO_ERROR_NOT_REGULAR_FILE);
}

static void
test_link_is_checked_where_it_leads (Fixture *self, gconstpointer data)
{
  g_autofree char *target = g_build_filename (self->folder, "target", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (HwServerSecret) secret = NULL;
  int linked = symlink (target, self->path);

  g_assert_cmpint (linked, ==, 0);
  write_file (target, 32, 0644);
  assert_refused (self, FALSE, G_IO_ERROR_PERMISSION_DENIED);

  write_file (target, 32, 0600);
  secret = hw_server_secret_load (self->path, FALSE, &error);
  g_assert_no_error (error);
}

static gpointer
load_in_thread (gpointer path)
{
  return hw_server_secret_load (path, TRUE, NULL);
}

static void
test_created_at_once_is_one (Fixture *self, gconstpointer data)
{
  GThread *threads[16];
  HwHash first = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new (NULL, load_in_thread, self->path);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      g_autoptr (HwServerSecret) secret = g_thread_join (threads[i]);
      HwHash hash;

      g_assert_nonnull (secret);
      hash = fingerprint (secret);
      if (i == 0)
        first = hash;
      g_assert_true (hw_hash_equal (&hash, &first));
    }
  g_assert_cmpuint (count_files (self->folder), ==, 1);
}

static void
test_hash_depends_on_secret_and_use (Fixture *self, gconstpointer data)
{
  g_autoptr (HwServerSecret) secret = hw_server_secret_new_random ();
  g_autoptr (HwServerSecret) other = hw_server_secret_new_random ();
  HwHash hashes[HW_SECRET_USE_IDEMPOTENCY + 2];

  for (guint use = 0; use <= HW_SECRET_USE_IDEMPOTENCY; use++)
    hashes[use] = hw_server_secret_hash (secret, use, "a", "b", NULL);
  hashes[HW_SECRET_USE_IDEMPOTENCY + 1] = hw_server_secret_hash (other, HW_SECRET_USE_KEY, "a", "b", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (hashes); i++)
    for (guint j = 0; j < i; j++)
      g_assert_false (hw_hash_equal (&hashes[i], &hashes[j]));
}

static void
test_hash_keeps_parts_apart (Fixture *self, gconstpointer data)
{
  g_autoptr (HwServerSecret) secret = hw_server_secret_new_random ();
  HwHash hashes[] = {
    hw_server_secret_hash (secret, HW_SECRET_USE_KEY, "ab", "c", NULL),
    hw_server_secret_hash (secret, HW_SECRET_USE_KEY, "a", "bc", NULL),
    hw_server_secret_hash (secret, HW_SECRET_USE_KEY, "abc", NULL),
    hw_server_secret_hash (secret, HW_SECRET_USE_KEY, "abc", "", NULL),
    hw_server_secret_hash (secret, HW_SECRET_USE_KEY, "", "abc", NULL),
  };
  HwHash again = hw_server_secret_hash (secret, HW_SECRET_USE_KEY, "ab", "c", NULL);

  g_assert_true (hw_hash_equal (&hashes[0], &again));
  for (guint i = 0; i < G_N_ELEMENTS (hashes); i++)
    for (guint j = 0; j < i; j++)
      g_assert_false (hw_hash_equal (&hashes[i], &hashes[j]));
}

static void
test_seal_opens_for_its_row_only (Fixture *self, gconstpointer data)
{
  g_autoptr (HwServerSecret) secret = hw_server_secret_new_random ();
  g_autoptr (HwServerSecret) other = hw_server_secret_new_random ();
  HwId id = hw_id_new ();
  HwId other_id = hw_id_new ();
  g_autoptr (GBytes) sealed = hw_server_secret_seal (secret, &id, "0123456789");
  g_autoptr (GBytes) again = hw_server_secret_seal (secret, &id, "0123456789");
  g_autofree char *opened = hw_server_secret_open (secret, &id, sealed);
  g_autofree char *for_other_row = hw_server_secret_open (secret, &other_id, sealed);
  g_autofree char *by_other_secret = hw_server_secret_open (other, &id, sealed);

  g_assert_cmpstr (opened, ==, "0123456789");
  g_assert_null (for_other_row);
  g_assert_null (by_other_secret);
  g_assert_false (g_bytes_equal (sealed, again));
}

static void
test_seal_shows_tampering (Fixture *self, gconstpointer data)
{
  g_autoptr (HwServerSecret) secret = hw_server_secret_new_random ();
  HwId id = hw_id_new ();
  g_autoptr (GBytes) sealed = hw_server_secret_seal (secret, &id, "0123456789");
  gsize length;
  const guint8 *bytes = g_bytes_get_data (sealed, &length);

  for (gsize i = 0; i < length; i++)
    {
      g_autofree guint8 *copy = g_memdup2 (bytes, length);
      g_autoptr (GBytes) changed = NULL;
      g_autoptr (GBytes) cut = g_bytes_new (bytes, i);

      copy[i] ^= 1;
      changed = g_bytes_new (copy, length);
      g_assert_null (hw_server_secret_open (secret, &id, changed));
      g_assert_null (hw_server_secret_open (secret, &id, cut));
    }
}

#define ADD(name, test) g_test_add ("/server-secret/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  g_test_init (&argc, &argv, NULL);
  hw_crypto_init (&error);
  g_assert_no_error (error);

  ADD ("is-created-once-with-mode-0600", test_created_once);
  ADD ("missing-is-refused-unless-created", test_missing);
  ADD ("missing-folder-is-refused", test_folder_missing);
  ADD ("wrong-length-is-refused", test_wrong_length);
  ADD ("readable-by-others-is-refused", test_readable_by_others);
  ADD ("anything-but-a-file-is-refused", test_not_a_file);
  ADD ("link-is-checked-where-it-leads", test_link_is_checked_where_it_leads);
  ADD ("created-by-many-at-once-is-one", test_created_at_once_is_one);
  ADD ("hash-depends-on-secret-and-use", test_hash_depends_on_secret_and_use);
  ADD ("hash-keeps-parts-apart", test_hash_keeps_parts_apart);
  ADD ("seal-opens-for-its-row-only", test_seal_opens_for_its_row_only);
  ADD ("seal-shows-tampering", test_seal_shows_tampering);

  return g_test_run ();
}
