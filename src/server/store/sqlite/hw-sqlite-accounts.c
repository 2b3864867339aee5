/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/store/sqlite/hw-sqlite-methods.h"
#include "server/store/sqlite/hw-sqlite-parts.h"
#include "server/store/sqlite/hw-sqlite-rows.h"

#include "contract/hw-email.h"

#define SELECT_ACCOUNT "SELECT " HW_SQLITE_ACCOUNT_COLUMNS " FROM " HW_SQLITE_ACCOUNT_TABLES

static gboolean
step_to_account (HwSqliteStatement *find, HwAccount **account, GError **error)
{
  *account = NULL;
  switch (hw_sqlite_step (find, error))
    {
    case HW_SQLITE_ROW:
      *account = hw_sqlite_read_account (find, error);
      return *account != NULL;
    case HW_SQLITE_DONE:
      return TRUE;
    case HW_SQLITE_FAILED:
    default:
      return FALSE;
    }
}

/* Where nobody has an address, one row is read all the same, so that the time taken does not tell. */
static gboolean
read_another (HwSqliteConnection *connection, GError **error)
{
  g_autoptr (HwSqliteStatement) find =
    hw_sqlite_statement (connection, SELECT_ACCOUNT " ORDER BY a.id LIMIT 1");
  g_autoptr (HwAccount) another = NULL;

  return step_to_account (find, &another, error);
}

gboolean
hw_sqlite_account_by_email (HwSqliteConnection *connection,
                            const char *email,
                            HwAccount **account,
                            GError **error)
{
  g_autofree char *folded = hw_email_fold (email);
  g_autoptr (HwSqliteStatement) find =
    hw_sqlite_statement (connection, SELECT_ACCOUNT " WHERE a.email_folded = ?");

  hw_sqlite_bind_text (find, folded);

  return step_to_account (find, account, error) && (*account != NULL || read_another (connection, error));
}

gboolean
hw_sqlite_account_by_id (HwSqliteConnection *connection, gint64 id, HwAccount **account, GError **error)
{
  g_autoptr (HwSqliteStatement) find = NULL;

  if (id == 0)
    return read_another (connection, error);

  find = hw_sqlite_statement (connection, SELECT_ACCOUNT " WHERE a.id = ?");
  hw_sqlite_bind_int (find, id);

  return step_to_account (find, account, error);
}

gboolean
hw_sqlite_account_know_origin (HwSqliteConnection *connection,
                               gint64 account_id,
                               const HwHash *origin,
                               gint64 now,
                               GError **error)
{
  g_autoptr (HwSqliteStatement) upsert = hw_sqlite_statement (
    connection,
    "INSERT INTO known_origins (origin, account_id, seen_at) VALUES (?, ?, ?) ON CONFLICT (origin)"
    " DO UPDATE SET account_id = excluded.account_id, seen_at = max (seen_at, excluded.seen_at)");

  hw_sqlite_bind_hash (upsert, origin);
  hw_sqlite_bind_int (upsert, account_id);
  hw_sqlite_bind_int (upsert, now);

  return hw_sqlite_execute (upsert, error);
}

/* ---- Registering ---- */

static gboolean
is_registered (HwSqliteConnection *connection, const char *folded, gboolean *registered, GError **error)
{
  g_autoptr (HwSqliteStatement) find =
    hw_sqlite_statement (connection, "SELECT 1 FROM accounts WHERE email_folded = ?");
  HwSqliteStep step;

  hw_sqlite_bind_text (find, folded);
  step = hw_sqlite_step (find, error);
  *registered = step == HW_SQLITE_ROW;

  return step != HW_SQLITE_FAILED;
}

static gboolean
write_establishment (HwSqliteConnection *connection, const HwAccount *account, GError **error)
{
  g_autoptr (HwSqliteStatement) upsert =
    hw_sqlite_statement (connection, "INSERT INTO establishments (number, name) VALUES (?, ?)"
                                     " ON CONFLICT (number) DO UPDATE SET name = excluded.name");

  hw_sqlite_bind_text (upsert, account->establishment_number);
  hw_sqlite_bind_text (upsert, account->establishment_name);

  return hw_sqlite_execute (upsert, error);
}

static gboolean
write_account (HwSqliteConnection *connection, const HwAccount *account, const char *folded, GError **error)
{
  g_autoptr (HwSqliteStatement) insert = hw_sqlite_statement (
    connection,
    "INSERT INTO accounts (establishment_number, email, email_folded, registered_at) VALUES (?, ?, ?, ?)");

  hw_sqlite_bind_text (insert, account->establishment_number);
  hw_sqlite_bind_text (insert, account->email);
  hw_sqlite_bind_text (insert, folded);
  hw_sqlite_bind_int (insert, account->registered_at);

  return hw_sqlite_execute (insert, error);
}

static gboolean
add_in (HwSqliteConnection *connection,
        GPtrArray *accounts,
        GPtrArray *audits,
        GArray *existing,
        GError **error)
{
  for (guint i = 0; i < accounts->len; i++)
    {
      const HwAccount *account = g_ptr_array_index (accounts, i);
      g_autofree char *folded = hw_email_fold (account->email);
      gboolean registered;

      if (!is_registered (connection, folded, &registered, error))
        return FALSE;
      if (registered)
        {
          g_array_append_val (existing, i);
          continue;
        }
      if (!write_establishment (connection, account, error)
          || !write_account (connection, account, folded, error)
          || !hw_sqlite_audit_write (connection, audits != NULL ? g_ptr_array_index (audits, i) : NULL,
                                     error))
        return FALSE;
    }

  if (existing->len == 0)
    return TRUE;

  g_set_error (error, HW_STORE_ERROR, HW_STORE_ERROR_EXISTS, "%u of %u addresses are registered already",
               existing->len, accounts->len);
  return FALSE;
}

gboolean
hw_sqlite_add_accounts (HwStore *self,
                        GPtrArray *accounts,
                        GPtrArray *audits,
                        GArray **existing,
                        GError **error)
{
  g_autoptr (GArray) indices = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GError) local_error = NULL;
  HwSqliteConnection *connection;
  gboolean done;

  g_return_val_if_fail (audits == NULL || audits->len == accounts->len, FALSE);

  connection = hw_sqlite_store_begin (self, TRUE, error);
  if (connection == NULL)
    return FALSE;

  done = add_in (connection, accounts, audits, indices, &local_error);
  done = hw_sqlite_store_end (self, connection, done, done ? &local_error : NULL);
  if (done)
    return TRUE;

  if (existing != NULL && g_error_matches (local_error, HW_STORE_ERROR, HW_STORE_ERROR_EXISTS))
    *existing = g_steal_pointer (&indices);
  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}

/* ---- Looking up ---- */

static gboolean
list_in (HwSqliteConnection *connection, GPtrArray *accounts, GError **error)
{
  g_autoptr (HwSqliteStatement) list =
    hw_sqlite_statement (connection, SELECT_ACCOUNT " ORDER BY a.establishment_number, a.email_folded");
  HwSqliteStep step;

  while ((step = hw_sqlite_step (list, error)) == HW_SQLITE_ROW)
    {
      HwAccount *account = hw_sqlite_read_account (list, error);

      if (account == NULL)
        return FALSE;
      g_ptr_array_add (accounts, account);
    }

  return step == HW_SQLITE_DONE;
}

gboolean
hw_sqlite_list_accounts (HwStore *self, GPtrArray **accounts, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) hw_account_free);
  HwSqliteConnection *connection = hw_sqlite_store_begin (self, FALSE, error);
  gboolean done;

  if (connection == NULL)
    return FALSE;

  done = list_in (connection, found, error);
  if (!hw_sqlite_store_end (self, connection, done, error))
    return FALSE;

  *accounts = g_steal_pointer (&found);

  return TRUE;
}

gboolean
hw_sqlite_find_account (HwStore *self, const char *email, HwAccount **account, GError **error)
{
  g_autoptr (HwAccount) found = NULL;
  HwSqliteConnection *connection = hw_sqlite_store_begin (self, FALSE, error);
  gboolean done;

  if (connection == NULL)
    return FALSE;

  done = hw_sqlite_account_by_email (connection, email, &found, error);
  if (!hw_sqlite_store_end (self, connection, done, error))
    return FALSE;

  *account = g_steal_pointer (&found);

  return TRUE;
}

/* ---- Disabling and removing ---- */

/* @account: (out): never %NULL where this is TRUE. */
static gboolean
require_account (HwSqliteConnection *connection, const char *email, HwAccount **account, GError **error)
{
  if (!hw_sqlite_account_by_email (connection, email, account, error))
    return FALSE;
  if (*account != NULL)
    return TRUE;

  g_set_error_literal (error, HW_STORE_ERROR, HW_STORE_ERROR_NOT_FOUND, "No account has this address");
  return FALSE;
}

static gboolean
set_disabled_in (HwSqliteConnection *connection,
                 const char *email,
                 gboolean disabled,
                 const HwAuditEvent *audit,
                 GError **error)
{
  g_autoptr (HwAccount) account = NULL;
  g_autoptr (HwSqliteStatement) change =
    hw_sqlite_statement (connection, "UPDATE accounts SET disabled = ? WHERE id = ?");

  if (!require_account (connection, email, &account, error))
    return FALSE;

  hw_sqlite_bind_int (change, disabled != FALSE);
  hw_sqlite_bind_int (change, account->id);
  if (!hw_sqlite_execute (change, error))
    return FALSE;
  if (disabled
      && (!hw_sqlite_sessions_end (connection, account->id, NULL, NULL, error)
          || !hw_sqlite_registrations_make_decoys (connection, account->id, error)))
    return FALSE;

  return hw_sqlite_audit_write (connection, audit, error);
}

gboolean
hw_sqlite_set_disabled (HwStore *self,
                        const char *email,
                        gboolean disabled,
                        const HwAuditEvent *audit,
                        GError **error)
{
  HwSqliteConnection *connection = hw_sqlite_store_begin (self, TRUE, error);
  gboolean done;

  if (connection == NULL)
    return FALSE;

  done = set_disabled_in (connection, email, disabled, audit, error);

  return hw_sqlite_store_end (self, connection, done, error);
}

/* Sessions and known origins go with the account (ON DELETE CASCADE); completed registrations have nothing
 * left to show. */
static gboolean
remove_rows (HwSqliteConnection *connection, const HwAccount *account, GError **error)
{
  g_autoptr (HwSqliteStatement) remove_completed =
    hw_sqlite_statement (connection, "DELETE FROM registrations WHERE account_id = ?");
  g_autoptr (HwSqliteStatement) remove_account =
    hw_sqlite_statement (connection, "DELETE FROM accounts WHERE id = ?");
  g_autoptr (HwSqliteStatement) remove_establishment = hw_sqlite_statement (
    connection, "DELETE FROM establishments WHERE number = ?1"
                " AND NOT EXISTS (SELECT 1 FROM accounts WHERE establishment_number = ?1)");

  hw_sqlite_bind_int (remove_completed, account->id);
  hw_sqlite_bind_int (remove_account, account->id);
  hw_sqlite_bind_text (remove_establishment, account->establishment_number);

  return hw_sqlite_execute (remove_completed, error) && hw_sqlite_execute (remove_account, error)
         && hw_sqlite_execute (remove_establishment, error);
}

static gboolean
remove_in (HwSqliteConnection *connection, const char *email, const HwAuditEvent *audit, GError **error)
{
  g_autoptr (HwAccount) account = NULL;

  return require_account (connection, email, &account, error)
         && hw_sqlite_registrations_make_decoys (connection, account->id, error)
         && remove_rows (connection, account, error) && hw_sqlite_audit_write (connection, audit, error);
}

gboolean
hw_sqlite_remove_account (HwStore *self, const char *email, const HwAuditEvent *audit, GError **error)
{
  HwSqliteConnection *connection = hw_sqlite_store_begin (self, TRUE, error);
  gboolean done;

  if (connection == NULL)
    return FALSE;

  done = remove_in (connection, email, audit, error);

  return hw_sqlite_store_end (self, connection, done, error);
}
