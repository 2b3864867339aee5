/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/store/sql/hw-sql-locks.h"
#include "server/store/sql/hw-sql-methods.h"
#include "server/store/sql/hw-sql-parts.h"
#include "server/store/sql/hw-sql-rows.h"
#include "server/store/sql/hw-sql-store.h"

#include "contract/hw-email.h"

#include <string.h>

#define SELECT_ACCOUNT "SELECT " HW_SQL_ACCOUNT_COLUMNS " FROM " HW_SQL_ACCOUNT_TABLES

/* Where there is none, another one is read all the same, so that the time taken does not tell. */
#define SELECT_ACCOUNT_OR_ANOTHER(condition)                                              \
  SELECT_ACCOUNT " WHERE a.id = coalesce ((SELECT id FROM accounts WHERE " condition ")," \
                 " (SELECT min (id) FROM accounts))"

static gboolean
step_to_account (HwSqlStatement *find, HwAccount **account, GError **error)
{
  *account = NULL;
  switch (hw_sql_step (find, error))
    {
    case HW_SQL_ROW:
      *account = hw_sql_read_account (find, error);
      return *account != NULL;
    case HW_SQL_DONE:
      return TRUE;
    case HW_SQL_FAILED:
    default:
      return FALSE;
    }
}

gboolean
hw_sql_account_by_email (HwSqlConnection *connection, const char *email, HwAccount **account, GError **error)
{
  g_autofree char *folded = hw_email_fold (email);
  g_autofree char *found = NULL;
  g_autoptr (HwSqlStatement) find =
    hw_sql_statement (connection, SELECT_ACCOUNT_OR_ANOTHER ("email_folded = ?"));

  hw_sql_bind_text (find, folded);
  if (!step_to_account (find, account, error))
    return FALSE;

  found = hw_email_fold (*account != NULL ? (*account)->email : "");
  if (strcmp (found, folded) != 0)
    g_clear_pointer (account, hw_account_free);

  return TRUE;
}

gboolean
hw_sql_account_by_id (HwSqlConnection *connection, gint64 id, HwAccount **account, GError **error)
{
  g_autoptr (HwSqlStatement) find = hw_sql_statement (connection, SELECT_ACCOUNT_OR_ANOTHER ("id = ?"));

  hw_sql_bind_int (find, id);
  if (!step_to_account (find, account, error))
    return FALSE;

  if (*account != NULL && (*account)->id != id)
    g_clear_pointer (account, hw_account_free);

  return TRUE;
}

gboolean
hw_sql_account_require (HwSqlConnection *connection, gint64 id, HwAccount **account, GError **error)
{
  if (!hw_sql_account_by_id (connection, id, account, error))
    return FALSE;
  if (*account != NULL)
    return TRUE;

  g_set_error_literal (error, HW_STORE_ERROR, HW_STORE_ERROR_FAILED, "An account is missing");
  return FALSE;
}

gboolean
hw_sql_account_know_origin (HwSqlConnection *connection,
                            gint64 account_id,
                            const HwHash *origin,
                            gint64 now,
                            GError **error)
{
  g_autoptr (HwSqlStatement) upsert = hw_sql_statement (
    connection,
    "INSERT INTO known_origins (origin, account_id, seen_at) VALUES (?, ?, ?) ON CONFLICT (origin)"
    " DO UPDATE SET account_id = excluded.account_id, seen_at = CASE WHEN excluded.seen_at >"
    " known_origins.seen_at THEN excluded.seen_at ELSE known_origins.seen_at END");

  hw_sql_bind_hash (upsert, origin);
  hw_sql_bind_int (upsert, account_id);
  hw_sql_bind_int (upsert, now);

  return hw_sql_execute (upsert, error);
}

/* ---- Registering ---- */

static gboolean
write_establishment (HwSqlConnection *connection, const HwAccount *account, GError **error)
{
  g_autoptr (HwSqlStatement) upsert =
    hw_sql_statement (connection, "INSERT INTO establishments (number, name) VALUES (?, ?)"
                                  " ON CONFLICT (number) DO UPDATE SET name = excluded.name");

  hw_sql_bind_text (upsert, account->establishment_number);
  hw_sql_bind_text (upsert, account->establishment_name);

  return hw_sql_execute (upsert, error);
}

/* @written: (out): FALSE where the address is registered already. */
static gboolean
write_account (HwSqlConnection *connection, const HwAccount *account, gboolean *written, GError **error)
{
  g_autofree char *folded = hw_email_fold (account->email);
  g_autoptr (HwSqlStatement) insert = hw_sql_statement (
    connection, "INSERT INTO accounts (establishment_number, email, email_folded, registered_at)"
                " VALUES (?, ?, ?, ?) ON CONFLICT (email_folded) DO NOTHING");

  hw_sql_bind_text (insert, account->establishment_number);
  hw_sql_bind_text (insert, account->email);
  hw_sql_bind_text (insert, folded);
  hw_sql_bind_int (insert, account->registered_at);
  if (!hw_sql_execute (insert, error))
    return FALSE;

  *written = hw_sql_changes (connection) == 1;

  return TRUE;
}

typedef struct
{
  GPtrArray *accounts;
  GPtrArray *audits; /* (nullable) */
  GArray *existing;
} Addition;

static gboolean
add_in (HwSqlConnection *connection, gpointer data, GError **error)
{
  Addition *addition = data;

  g_array_set_size (addition->existing, 0);
  if (!hw_sql_lock_registering (connection, error))
    return FALSE;

  for (guint i = 0; i < addition->accounts->len; i++)
    {
      const HwAccount *account = g_ptr_array_index (addition->accounts, i);
      const HwAuditEvent *audit = addition->audits != NULL ? g_ptr_array_index (addition->audits, i) : NULL;
      gboolean written;

      if (!write_establishment (connection, account, error)
          || !write_account (connection, account, &written, error))
        return FALSE;
      if (!written)
        g_array_append_val (addition->existing, i);
      else if (!hw_sql_audit_write (connection, audit, error))
        return FALSE;
    }

  if (addition->existing->len == 0)
    return TRUE;

  g_set_error (error, HW_STORE_ERROR, HW_STORE_ERROR_EXISTS, "%u of %u addresses are registered already",
               addition->existing->len, addition->accounts->len);
  return FALSE;
}

gboolean
hw_sql_add_accounts (HwStore *self, GPtrArray *accounts, GPtrArray *audits, GArray **existing, GError **error)
{
  g_autoptr (GArray) indices = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GError) local_error = NULL;
  Addition addition = { accounts, audits, indices };

  g_return_val_if_fail (audits == NULL || audits->len == accounts->len, FALSE);

  if (hw_sql_store_write (self, add_in, &addition, &local_error))
    return TRUE;

  if (existing != NULL && g_error_matches (local_error, HW_STORE_ERROR, HW_STORE_ERROR_EXISTS))
    *existing = g_steal_pointer (&indices);
  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}

/* ---- Looking up ---- */

static gboolean
list_in (HwSqlConnection *connection, gpointer data, GError **error)
{
  GPtrArray *accounts = data;
  g_autoptr (HwSqlStatement) list =
    hw_sql_statement (connection, SELECT_ACCOUNT " ORDER BY a.establishment_number, a.email_folded");
  HwSqlStep step;

  g_ptr_array_set_size (accounts, 0);
  while ((step = hw_sql_step (list, error)) == HW_SQL_ROW)
    {
      HwAccount *account = hw_sql_read_account (list, error);

      if (account == NULL)
        return FALSE;
      g_ptr_array_add (accounts, account);
    }

  return step == HW_SQL_DONE;
}

gboolean
hw_sql_list_accounts (HwStore *self, GPtrArray **accounts, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) hw_account_free);

  if (!hw_sql_store_read (self, list_in, found, error))
    return FALSE;

  *accounts = g_steal_pointer (&found);

  return TRUE;
}

typedef struct
{
  const char *email;
  HwAccount *account;
} Search;

static gboolean
find_in (HwSqlConnection *connection, gpointer data, GError **error)
{
  Search *search = data;

  g_clear_pointer (&search->account, hw_account_free);

  return hw_sql_account_by_email (connection, search->email, &search->account, error);
}

gboolean
hw_sql_find_account (HwStore *self, const char *email, HwAccount **account, GError **error)
{
  Search search = { email, NULL };

  if (!hw_sql_store_read (self, find_in, &search, error))
    {
      hw_account_free (search.account);
      return FALSE;
    }

  *account = search.account;

  return TRUE;
}

/* ---- Disabling and removing ---- */

typedef struct
{
  const char *email;
  gboolean disabled;
  const HwAuditEvent *audit;
} Change;

/* @account: (out): never %NULL where this is TRUE. */
static gboolean
require_account (HwSqlConnection *connection, const char *email, HwAccount **account, GError **error)
{
  if (!hw_sql_lock_address (connection, email, error)
      || !hw_sql_account_by_email (connection, email, account, error))
    return FALSE;
  if (*account != NULL)
    return TRUE;

  g_set_error_literal (error, HW_STORE_ERROR, HW_STORE_ERROR_NOT_FOUND, "No account has this address");
  return FALSE;
}

static gboolean
set_disabled_in (HwSqlConnection *connection, gpointer data, GError **error)
{
  Change *change = data;
  g_autoptr (HwAccount) account = NULL;
  g_autoptr (HwSqlStatement) update =
    hw_sql_statement (connection, "UPDATE accounts SET disabled = ? WHERE id = ?");

  if (!require_account (connection, change->email, &account, error))
    return FALSE;

  hw_sql_bind_int (update, change->disabled != FALSE);
  hw_sql_bind_int (update, account->id);
  if (!hw_sql_execute (update, error))
    return FALSE;
  if (change->disabled
      && (!hw_sql_sessions_end (connection, account->id, NULL, NULL, error)
          || !hw_sql_registrations_make_decoys (connection, account->id, NULL, error)))
    return FALSE;

  return hw_sql_audit_write (connection, change->audit, error);
}

gboolean
hw_sql_set_disabled (HwStore *self,
                     const char *email,
                     gboolean disabled,
                     const HwAuditEvent *audit,
                     GError **error)
{
  Change change = { email, disabled, audit };

  return hw_sql_store_write (self, set_disabled_in, &change, error);
}

static gboolean
execute_for (HwSqlConnection *connection, const char *sql, gint64 account_id, GError **error)
{
  g_autoptr (HwSqlStatement) statement = hw_sql_statement (connection, sql);

  hw_sql_bind_int (statement, account_id);

  return hw_sql_execute (statement, error);
}

/* Another process may register an address for it at this moment: one of the two waits for the other. */
static gboolean
lock_establishment (HwSqlConnection *connection, const char *number, GError **error)
{
  g_autoptr (HwSqlStatement) find = hw_sql_statement (
    connection, hw_sql_pick_locking (connection, "SELECT number FROM establishments WHERE number = ?"));

  hw_sql_bind_text (find, number);

  return hw_sql_step (find, error) != HW_SQL_FAILED;
}

/* Sessions and known origins go with the account (ON DELETE CASCADE); completed registrations have nothing
 * left to show. */
static gboolean
remove_rows (HwSqlConnection *connection, const HwAccount *account, GError **error)
{
  g_autoptr (HwSqlStatement) remove_establishment =
    hw_sql_statement (connection, "DELETE FROM establishments WHERE number = ?1"
                                  " AND NOT EXISTS (SELECT 1 FROM accounts WHERE establishment_number = ?1)");

  if (!lock_establishment (connection, account->establishment_number, error)
      || !execute_for (connection, "DELETE FROM registrations WHERE account_id = ?", account->id, error)
      || !execute_for (connection, "DELETE FROM accounts WHERE id = ?", account->id, error))
    return FALSE;

  hw_sql_bind_text (remove_establishment, account->establishment_number);

  return hw_sql_execute (remove_establishment, error);
}

static gboolean
remove_in (HwSqlConnection *connection, gpointer data, GError **error)
{
  Change *change = data;
  g_autoptr (HwAccount) account = NULL;

  return require_account (connection, change->email, &account, error)
         && hw_sql_registrations_make_decoys (connection, account->id, NULL, error)
         && remove_rows (connection, account, error) && hw_sql_audit_write (connection, change->audit, error);
}

gboolean
hw_sql_remove_account (HwStore *self, const char *email, const HwAuditEvent *audit, GError **error)
{
  Change change = { email, TRUE, audit };

  return hw_sql_store_write (self, remove_in, &change, error);
}
