/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hw-test-store.h"

#include "server/store/sqlite/hw-sqlite-store.h"

#include <glib/gstdio.h>

const char *const hw_test_backend = "sqlite";
const gboolean hw_test_is_shared = FALSE;

HwTestStore *
hw_test_store_new (void)
{
  HwTestStore *self = g_new0 (HwTestStore, 1);
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("hw-store-XXXXXX", &error);
  g_assert_no_error (error);
  self->uri = g_strdup_printf ("sqlite:%s/store.db", self->folder);
  self->store = hw_store_open (self->uri, &error);
  g_assert_no_error (error);

  return self;
}

void
hw_test_store_free (HwTestStore *self)
{
  g_autoptr (GDir) folder = g_dir_open (self->folder, 0, NULL);
  const char *name;

  if (self->store != NULL)
    g_assert_finalize_object (g_steal_pointer (&self->store));
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (self->folder);
  g_free (self->folder);
  g_free (self->uri);
  g_free (self);
}
