/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/registration/hw-running.h"

#include <string.h>

struct _HwRunning
{
  GMutex lock;
  GHashTable *keys; /* (element-type GBytes) */
};

HwRunning *
hw_running_new (void)
{
  HwRunning *self = g_new0 (HwRunning, 1);

  g_mutex_init (&self->lock);
  self->keys = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);
  return self;
}

void
hw_running_free (HwRunning *self)
{
  g_hash_table_unref (self->keys);
  g_mutex_clear (&self->lock);
  g_free (self);
}

gboolean
hw_running_enter (HwRunning *self, const HwHash *idempotency)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return g_hash_table_add (self->keys, g_bytes_new (idempotency->bytes, HW_HASH_LENGTH));
}

void
hw_running_leave (HwRunning *self, const HwHash *idempotency)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  g_autoptr (GBytes) key = g_bytes_new_static (idempotency->bytes, HW_HASH_LENGTH);

  g_hash_table_remove (self->keys, key);
}
