/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/store/hw-store-backend.h"

#include "server/store/sqlite/hw-sqlite-backup.h"

#include <string.h>

#define SQLITE_SCHEME "sqlite:"

/* What the operator looks at and mends; otherwise as hw-store.c. */

gboolean
hw_store_list_mails (HwStore *self, GPtrArray **mails, GError **error)
{
  g_return_val_if_fail (HW_IS_STORE (self), FALSE);
  g_return_val_if_fail (mails != NULL, FALSE);

  *mails = NULL;

  return HW_STORE_GET_IFACE (self)->list_mails (self, mails, error);
}

gboolean
hw_store_hurry_mails (HwStore *self,
                      const HwId *id,
                      gint64 now,
                      const HwAuditEvent *audit,
                      guint *count,
                      GError **error)
{
  guint ignored_count;

  g_return_val_if_fail (HW_IS_STORE (self), FALSE);

  if (count == NULL)
    count = &ignored_count;
  *count = 0;

  return HW_STORE_GET_IFACE (self)->hurry_mails (self, id, now, audit, count, error);
}

gboolean
hw_store_drop_mails (HwStore *self, const HwId *id, const HwAuditEvent *audit, guint *count, GError **error)
{
  guint ignored_count;

  g_return_val_if_fail (HW_IS_STORE (self), FALSE);

  if (count == NULL)
    count = &ignored_count;
  *count = 0;

  return HW_STORE_GET_IFACE (self)->drop_mails (self, id, audit, count, error);
}

gboolean
hw_store_list_audit (HwStore *self, const HwHash *subject, guint most, GPtrArray **events, GError **error)
{
  g_return_val_if_fail (HW_IS_STORE (self), FALSE);
  g_return_val_if_fail (subject != NULL, FALSE);
  g_return_val_if_fail (events != NULL, FALSE);

  *events = NULL;

  return HW_STORE_GET_IFACE (self)->list_audit (self, subject, most, events, error);
}

gboolean
hw_store_list_limit_events (HwStore *self, const HwHash *owner, gint64 since, GArray **events, GError **error)
{
  g_return_val_if_fail (HW_IS_STORE (self), FALSE);
  g_return_val_if_fail (owner != NULL, FALSE);
  g_return_val_if_fail (events != NULL, FALSE);

  *events = NULL;

  return HW_STORE_GET_IFACE (self)->list_limit_events (self, owner, since, events, error);
}

gboolean
hw_store_clear_limits (HwStore *self,
                       const HwHash *owners,
                       guint n_owners,
                       const HwAuditEvent *audit,
                       guint *count,
                       GError **error)
{
  guint ignored_count;

  g_return_val_if_fail (HW_IS_STORE (self), FALSE);
  g_return_val_if_fail (owners != NULL || n_owners == 0, FALSE);

  if (count == NULL)
    count = &ignored_count;
  *count = 0;

  return HW_STORE_GET_IFACE (self)->clear_limits (self, owners, n_owners, audit, count, error);
}

gboolean
hw_store_backup (const char *uri, const char *path, gint64 *bytes, GError **error)
{
  gint64 ignored_bytes;

  g_return_val_if_fail (uri != NULL, FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  if (bytes == NULL)
    bytes = &ignored_bytes;
  *bytes = 0;
  if (g_str_has_prefix (uri, SQLITE_SCHEME))
    return hw_sqlite_backup (uri + strlen (SQLITE_SCHEME), path, bytes, error);

  g_set_error_literal (error, HW_STORE_ERROR, HW_STORE_ERROR_FAILED,
                       "A PostgreSQL database is backed up with its own tools, such as pg_dump");
  return FALSE;
}
