/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/store/sql/hw-sql-locks.h"
#include "server/store/sql/hw-sql-methods.h"
#include "server/store/sql/hw-sql-parts.h"
#include "server/store/sql/hw-sql-rows.h"
#include "server/store/sql/hw-sql-store.h"

#define SELECT_REGISTRATION "SELECT " HW_SQL_REGISTRATION_COLUMNS " FROM registrations r"

static gboolean
step_to_registration (HwSqlStatement *find, HwRegistrationRecord **record, GError **error)
{
  switch (hw_sql_step (find, error))
    {
    case HW_SQL_ROW:
      *record = hw_sql_read_registration (find, error);
      return *record != NULL;
    case HW_SQL_DONE:
      *record = NULL;
      return TRUE;
    case HW_SQL_FAILED:
    default:
      return FALSE;
    }
}

gboolean
hw_sql_registration_by_id (HwSqlConnection *connection,
                           const HwId *id,
                           HwRegistrationRecord **record,
                           GError **error)
{
  g_autoptr (HwSqlStatement) find =
    hw_sql_statement (connection, hw_sql_pick_locking (connection, SELECT_REGISTRATION " WHERE r.id = ?"));

  hw_sql_bind_id (find, id);

  return step_to_registration (find, record, error);
}

gboolean
hw_sql_registration_by_credential (HwSqlConnection *connection,
                                   const HwHash *credential_hash,
                                   gint64 not_before,
                                   HwRegistrationRecord **record,
                                   GError **error)
{
  g_autoptr (HwSqlStatement) find =
    hw_sql_statement (connection, hw_sql_pick_locking (connection, SELECT_REGISTRATION
                                                       " WHERE r.credential_hash = ? AND r.started_at >= ?"));

  hw_sql_bind_hash (find, credential_hash);
  hw_sql_bind_int (find, not_before);

  return step_to_registration (find, record, error);
}

static gboolean
remove_registration (HwSqlConnection *connection, const HwId *id, GError **error)
{
  g_autoptr (HwSqlStatement) remove = hw_sql_statement (connection, "DELETE FROM registrations WHERE id = ?");

  hw_sql_bind_id (remove, id);

  return hw_sql_execute (remove, error);
}

gboolean
hw_sql_registrations_make_decoys (HwSqlConnection *connection,
                                  gint64 account_id,
                                  const HwId *except,
                                  GError **error)
{
  g_autoptr (HwSqlStatement) change =
    hw_sql_statement (connection, "UPDATE registrations SET account_id = NULL, decoy = 1"
                                  " WHERE account_id = ? AND completed_at = 0 AND id <> ?");

  if (!hw_sql_outbox_discard_open_keys (connection, account_id, except, error))
    return FALSE;

  hw_sql_bind_int (change, account_id);
  hw_sql_bind_text (change, except != NULL ? except->text : "");

  return hw_sql_execute (change, error);
}

/* ---- Looking one up ---- */

typedef struct
{
  const HwHash *credential_hash;
  gint64 not_before;
  gboolean with_account;
  HwRegistrationRecord *record;
  HwAccount *account;
} Search;

static void
search_clear (Search *self)
{
  g_clear_pointer (&self->record, hw_registration_record_free);
  g_clear_pointer (&self->account, hw_account_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Search, search_clear)

static gboolean
find_in (HwSqlConnection *connection, gpointer data, GError **error)
{
  Search *search = data;

  search_clear (search);
  if (!hw_sql_registration_by_credential (connection, search->credential_hash, search->not_before,
                                          &search->record, error))
    return FALSE;
  if (!search->with_account || search->record == NULL)
    return TRUE;

  return hw_sql_account_by_id (connection, search->record->account_id, &search->account, error);
}

gboolean
hw_sql_find_registration (HwStore *self,
                          const HwHash *credential_hash,
                          gint64 not_before,
                          HwRegistrationRecord **record,
                          HwAccount **account,
                          GError **error)
{
  g_auto (Search) search = { credential_hash, not_before, account != NULL, NULL, NULL };

  if (!hw_sql_store_read (self, find_in, &search, error))
    return FALSE;

  *record = g_steal_pointer (&search.record);
  if (account != NULL)
    *account = g_steal_pointer (&search.account);

  return TRUE;
}

/* ---- Giving one up ---- */

typedef struct
{
  const HwHash *credential_hash;
  const HwAuditEvent *audit;
  gboolean found;
} GivingUp;

static gboolean
give_up_in (HwSqlConnection *connection, gpointer data, GError **error)
{
  GivingUp *giving_up = data;
  g_autoptr (HwRegistrationRecord) record = NULL;

  if (!hw_sql_lock_credential (connection, giving_up->credential_hash, error)
      || !hw_sql_registration_by_credential (connection, giving_up->credential_hash, 0, &record, error))
    return FALSE;

  giving_up->found = record != NULL;
  if (record == NULL)
    return TRUE;

  return hw_sql_outbox_discard_keys (connection, &record->id, error)
         && remove_registration (connection, &record->id, error)
         && hw_sql_audit_write (connection, giving_up->audit, error);
}

gboolean
hw_sql_give_up (HwStore *self,
                const HwHash *credential_hash,
                const HwAuditEvent *audit,
                gboolean *found,
                GError **error)
{
  GivingUp giving_up = { credential_hash, audit, FALSE };

  if (!hw_sql_store_write (self, give_up_in, &giving_up, error))
    return FALSE;

  *found = giving_up.found;

  return TRUE;
}
