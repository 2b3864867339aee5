/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/http/hw-origin-count.h"

struct _HwOriginCount
{
  guint most;
  GMutex lock;
  GHashTable *counts; /* (element-type utf8 guint): none is 0, so that it holds no more than is open */
};

HwOriginCount *
hw_origin_count_new (guint most)
{
  HwOriginCount *self = g_new0 (HwOriginCount, 1);

  self->most = most;
  g_mutex_init (&self->lock);
  self->counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
hw_origin_count_free (HwOriginCount *self)
{
  g_hash_table_unref (self->counts);
  g_mutex_clear (&self->lock);
  g_free (self);
}

gboolean
hw_origin_count_has_room (HwOriginCount *self, const char *origin)
{
  guint count;

  if (origin == NULL || self->most == 0)
    return TRUE;
  g_mutex_lock (&self->lock);
  count = GPOINTER_TO_UINT (g_hash_table_lookup (self->counts, origin));
  g_mutex_unlock (&self->lock);
  return count < self->most;
}

void
hw_origin_count_enter (HwOriginCount *self, const char *origin)
{
  guint count;

  if (origin == NULL || self->most == 0)
    return;
  g_mutex_lock (&self->lock);
  count = GPOINTER_TO_UINT (g_hash_table_lookup (self->counts, origin));
  g_hash_table_replace (self->counts, g_strdup (origin), GUINT_TO_POINTER (count + 1));
  g_mutex_unlock (&self->lock);
}

void
hw_origin_count_leave (HwOriginCount *self, const char *origin)
{
  guint count;

  if (origin == NULL || self->most == 0)
    return;
  g_mutex_lock (&self->lock);
  count = GPOINTER_TO_UINT (g_hash_table_lookup (self->counts, origin));
  g_assert (count > 0);
  if (count > 1)
    g_hash_table_replace (self->counts, g_strdup (origin), GUINT_TO_POINTER (count - 1));
  else
    g_hash_table_remove (self->counts, origin);
  g_mutex_unlock (&self->lock);
}
