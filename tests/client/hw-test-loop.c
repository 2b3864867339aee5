/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hw-test-loop.h"

#include <glib/gstdio.h>

#define BOUND_SECONDS 90
#define LOOK_AGAIN_MILLISECONDS 20

struct _HwTestBound
{
  gint64 end;
  guint wake; /* so that conditions outside the loop are looked at too */
};

static gboolean
on_wake (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

HwTestBound *
hw_test_bound_new (void)
{
  HwTestBound *self = g_new0 (HwTestBound, 1);

  self->end = g_get_monotonic_time () + BOUND_SECONDS * G_USEC_PER_SEC;
  self->wake = g_timeout_add (LOOK_AGAIN_MILLISECONDS, on_wake, NULL);
  return self;
}

void
hw_test_bound_iterate (HwTestBound *self, const char *condition, const char *file, int line)
{
  if (g_get_monotonic_time () > self->end)
    g_error ("%s:%d: waited in vain for: %s", file, line, condition);

  g_main_context_iteration (NULL, TRUE);
}

void
hw_test_bound_free (HwTestBound *self)
{
  g_source_remove (self->wake);
  g_free (self);
}

void
hw_test_keep_result (GObject *source, GAsyncResult *result, gpointer data)
{
  GAsyncResult **slot = data;

  g_assert_null (*slot);
  *slot = g_object_ref (result);
}

GAsyncResult *
hw_test_wait_result (GAsyncResult **slot)
{
  hw_test_wait_until (*slot != NULL);
  return g_steal_pointer (slot);
}

char *
hw_test_new_folder (void)
{
  GError *error = NULL;
  char *path = g_dir_make_tmp ("hw-client-XXXXXX", &error);

  g_assert_no_error (error);
  return path;
}

void
hw_test_remove_folder (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *below = g_build_filename (path, name, NULL);

      if (g_file_test (below, G_FILE_TEST_IS_DIR) && !g_file_test (below, G_FILE_TEST_IS_SYMLINK))
        hw_test_remove_folder (below);
      else
        g_remove (below);
    }
  g_rmdir (path);
}

static void
on_notify (GObject *object, GParamSpec *pspec, gpointer data)
{
  guint *count = data;

  *count += 1;
}

void
hw_test_count_notify (gpointer object, const char *property, guint *count)
{
  g_autofree char *detailed = g_strconcat ("notify::", property, NULL);

  g_signal_connect (object, detailed, G_CALLBACK (on_notify), count);
}
