/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/store/sql/hw-sql-locks.h"

#include "server/store/sql/hw-sql-driver.h"
#include "server/store/sql/hw-sql-rows.h"

#include "contract/hw-email.h"

#include <string.h>

struct _HwSqlLocks
{
  GArray *keys; /* (element-type gint64) */
};

HwSqlLocks *
hw_sql_locks_new (void)
{
  HwSqlLocks *self = g_new0 (HwSqlLocks, 1);

  self->keys = g_array_new (FALSE, FALSE, sizeof (gint64));

  return self;
}

void
hw_sql_locks_free (HwSqlLocks *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->keys);
  g_free (self);
}

/* Two things that by chance have one key wait for each other and are right all the same. */
static void
add (HwSqlLocks *self, const char *kind, const void *bytes, gsize length)
{
  g_autoptr (GByteArray) name = g_byte_array_new ();
  HwHash hash;
  gint64 key;

  g_byte_array_append (name, (const guint8 *) kind, strlen (kind) + 1);
  g_byte_array_append (name, bytes, length);
  hash = hw_hash_of (name->data, name->len);
  memcpy (&key, hash.bytes, sizeof key);
  /* Every process has the same order, whatever its machine's. */
  key = GINT64_FROM_BE (key);
  g_array_append_val (self->keys, key);
}

void
hw_sql_locks_add_idempotency (HwSqlLocks *self, const HwHash *idempotency)
{
  add (self, "idempotency", idempotency->bytes, sizeof idempotency->bytes);
}

void
hw_sql_locks_add_limits (HwSqlLocks *self, const HwLimit *limits, guint n_limits)
{
  for (guint i = 0; i < n_limits; i++)
    add (self, "limit", limits[i].subject.bytes, sizeof limits[i].subject.bytes);
}

void
hw_sql_locks_add_address (HwSqlLocks *self, const char *email)
{
  g_autofree char *folded = hw_email_fold (email);

  add (self, "address", folded, strlen (folded));
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  gint64 left = *(const gint64 *) a;
  gint64 right = *(const gint64 *) b;

  return (left > right) - (left < right);
}

gboolean
hw_sql_lock (HwSqlConnection *connection, HwSqlLocks *locks, GError **error)
{
  if (connection->driver->lock == NULL)
    return TRUE;

  g_array_sort (locks->keys, compare_keys);

  return connection->driver->lock (connection, (const gint64 *) (gpointer) locks->keys->data,
                                   locks->keys->len, error);
}

gboolean
hw_sql_lock_registering (HwSqlConnection *connection, GError **error)
{
  g_autoptr (HwSqlLocks) locks = hw_sql_locks_new ();

  add (locks, "registering", "", 0);

  return hw_sql_lock (connection, locks, error);
}

gboolean
hw_sql_lock_address (HwSqlConnection *connection, const char *email, GError **error)
{
  g_autoptr (HwSqlLocks) locks = NULL;

  if (connection->driver->lock == NULL)
    return TRUE;

  locks = hw_sql_locks_new ();
  hw_sql_locks_add_address (locks, email);

  return hw_sql_lock (connection, locks, error);
}

/* Locks the address that @find gives, if it gives one. */
static gboolean
lock_found (HwSqlConnection *connection, HwSqlStatement *find, GError **error)
{
  g_autofree char *email = NULL;

  switch (hw_sql_step (find, error))
    {
    case HW_SQL_ROW:
      email = hw_sql_read_text (find, 0, error);
      return email != NULL && hw_sql_lock_address (connection, email, error);
    case HW_SQL_DONE:
      return TRUE;
    case HW_SQL_FAILED:
    default:
      return FALSE;
    }
}

gboolean
hw_sql_lock_account (HwSqlConnection *connection, gint64 account_id, GError **error)
{
  g_autoptr (HwSqlStatement) find = NULL;

  if (connection->driver->lock == NULL)
    return TRUE;

  find = hw_sql_statement (connection, "SELECT email FROM accounts WHERE id = ?");
  hw_sql_bind_int (find, account_id);

  return lock_found (connection, find, error);
}

gboolean
hw_sql_lock_registration (HwSqlConnection *connection, const HwId *id, GError **error)
{
  g_autoptr (HwSqlStatement) find = NULL;

  if (connection->driver->lock == NULL)
    return TRUE;

  find = hw_sql_statement (connection, "SELECT email FROM registrations WHERE id = ?");
  hw_sql_bind_id (find, id);

  return lock_found (connection, find, error);
}

gboolean
hw_sql_lock_credential (HwSqlConnection *connection, const HwHash *credential_hash, GError **error)
{
  g_autoptr (HwSqlStatement) find = NULL;

  if (connection->driver->lock == NULL)
    return TRUE;

  find = hw_sql_statement (connection, "SELECT email FROM registrations WHERE credential_hash = ?");
  hw_sql_bind_hash (find, credential_hash);

  return lock_found (connection, find, error);
}
