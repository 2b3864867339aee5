/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/store/sqlite/hw-sqlite-methods.h"
#include "server/store/sqlite/hw-sqlite-parts.h"
#include "server/store/sqlite/hw-sqlite-rows.h"

static gboolean
step_to_registration (HwSqliteStatement *find, HwRegistrationRecord **record, GError **error)
{
  switch (hw_sqlite_step (find, error))
    {
    case HW_SQLITE_ROW:
      *record = hw_sqlite_read_registration (find, error);
      return *record != NULL;
    case HW_SQLITE_DONE:
      *record = NULL;
      return TRUE;
    case HW_SQLITE_FAILED:
    default:
      return FALSE;
    }
}

gboolean
hw_sqlite_registration_by_id (HwSqliteConnection *connection,
                              const HwId *id,
                              HwRegistrationRecord **record,
                              GError **error)
{
  g_autoptr (HwSqliteStatement) find = hw_sqlite_statement (
    connection, "SELECT " HW_SQLITE_REGISTRATION_COLUMNS " FROM registrations r WHERE r.id = ?");

  hw_sqlite_bind_id (find, id);

  return step_to_registration (find, record, error);
}

gboolean
hw_sqlite_registration_by_credential (HwSqliteConnection *connection,
                                      const HwHash *credential_hash,
                                      gint64 not_before,
                                      HwRegistrationRecord **record,
                                      GError **error)
{
  g_autoptr (HwSqliteStatement) find = hw_sqlite_statement (
    connection, "SELECT " HW_SQLITE_REGISTRATION_COLUMNS
                " FROM registrations r WHERE r.credential_hash = ? AND r.started_at >= ?");

  hw_sqlite_bind_hash (find, credential_hash);
  hw_sqlite_bind_int (find, not_before);

  return step_to_registration (find, record, error);
}

static gboolean
remove_registration (HwSqliteConnection *connection, const HwId *id, GError **error)
{
  g_autoptr (HwSqliteStatement) remove =
    hw_sqlite_statement (connection, "DELETE FROM registrations WHERE id = ?");

  hw_sqlite_bind_id (remove, id);

  return hw_sqlite_execute (remove, error);
}

gboolean
hw_sqlite_registrations_end (HwSqliteConnection *connection,
                             gint64 account_id,
                             const HwId *except,
                             GError **error)
{
  static const HwId none = { "" };
  g_autoptr (HwSqliteStatement) remove =
    hw_sqlite_statement (connection, "DELETE FROM registrations"
                                     " WHERE account_id = ? AND completed_at = 0 AND id IS NOT ?");

  if (!hw_sqlite_outbox_discard_open_keys (connection, account_id, except, error))
    return FALSE;

  hw_sqlite_bind_int (remove, account_id);
  hw_sqlite_bind_id (remove, except != NULL ? except : &none);

  return hw_sqlite_execute (remove, error);
}

gboolean
hw_sqlite_registrations_make_decoys (HwSqliteConnection *connection, gint64 account_id, GError **error)
{
  g_autoptr (HwSqliteStatement) change =
    hw_sqlite_statement (connection, "UPDATE registrations SET account_id = NULL, decoy = 1"
                                     " WHERE account_id = ? AND completed_at = 0");

  if (!hw_sqlite_outbox_discard_open_keys (connection, account_id, NULL, error))
    return FALSE;

  hw_sqlite_bind_int (change, account_id);

  return hw_sqlite_execute (change, error);
}

static gboolean
find_with_account (HwSqliteConnection *connection,
                   const HwHash *credential_hash,
                   gint64 not_before,
                   HwRegistrationRecord **record,
                   HwAccount **account,
                   GError **error)
{
  if (!hw_sqlite_registration_by_credential (connection, credential_hash, not_before, record, error))
    return FALSE;
  if (account == NULL || *record == NULL)
    return TRUE;

  return hw_sqlite_account_by_id (connection, (*record)->account_id, account, error);
}

gboolean
hw_sqlite_find_registration (HwStore *self,
                             const HwHash *credential_hash,
                             gint64 not_before,
                             HwRegistrationRecord **record,
                             HwAccount **account,
                             GError **error)
{
  g_autoptr (HwRegistrationRecord) found = NULL;
  g_autoptr (HwAccount) its_account = NULL;
  HwSqliteConnection *connection = hw_sqlite_store_begin (self, FALSE, error);
  gboolean done;

  if (connection == NULL)
    return FALSE;

  done = find_with_account (connection, credential_hash, not_before, &found,
                            account != NULL ? &its_account : NULL, error);
  if (!hw_sqlite_store_end (self, connection, done, error))
    return FALSE;

  *record = g_steal_pointer (&found);
  if (account != NULL)
    *account = g_steal_pointer (&its_account);

  return TRUE;
}

static gboolean
give_up (HwSqliteConnection *connection,
         const HwHash *credential_hash,
         const HwAuditEvent *audit,
         gboolean *found,
         GError **error)
{
  g_autoptr (HwRegistrationRecord) record = NULL;

  if (!hw_sqlite_registration_by_credential (connection, credential_hash, 0, &record, error))
    return FALSE;

  *found = record != NULL;
  if (record == NULL)
    return TRUE;

  return hw_sqlite_outbox_discard_keys (connection, &record->id, error)
         && remove_registration (connection, &record->id, error)
         && hw_sqlite_audit_write (connection, audit, error);
}

gboolean
hw_sqlite_give_up (HwStore *self,
                   const HwHash *credential_hash,
                   const HwAuditEvent *audit,
                   gboolean *found,
                   GError **error)
{
  HwSqliteConnection *connection = hw_sqlite_store_begin (self, TRUE, error);
  gboolean was_there = FALSE;
  gboolean done;

  if (connection == NULL)
    return FALSE;

  done = give_up (connection, credential_hash, audit, &was_there, error);
  if (!hw_sqlite_store_end (self, connection, done, error))
    return FALSE;

  *found = was_there;

  return TRUE;
}
