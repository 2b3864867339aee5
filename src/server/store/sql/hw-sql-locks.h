/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/store/sql/hw-sql-connection.h"

G_BEGIN_DECLS

/*
 * Where several transactions write at once (PostgreSQL), those that must not run side by side take the same
 * lock before they read what they decide by. In SQLite, which has one writer at a time, it costs nothing.
 *
 * No transaction may wait for another in a circle, so all take their locks in this order: what a start or a
 * login counts and its Idempotency-Key, together; the address, which stands for its account and all that
 * hangs on it; rows.
 */
typedef struct _HwSqlLocks HwSqlLocks;

HwSqlLocks *hw_sql_locks_new (void);
void hw_sql_locks_free (HwSqlLocks *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwSqlLocks, hw_sql_locks_free)

void hw_sql_locks_add_idempotency (HwSqlLocks *self, const HwHash *idempotency);
void hw_sql_locks_add_limits (HwSqlLocks *self, const HwLimit *limits, guint n_limits);
/* hw_sql_locks_add_address: @email: folded or not. */
void hw_sql_locks_add_address (HwSqlLocks *self, const char *email);

/* hw_sql_lock: takes them all until the transaction ends. */
gboolean hw_sql_lock (HwSqlConnection *connection, HwSqlLocks *locks, GError **error);

/* hw_sql_lock_registering: who registers accounts, whole lists of them in any order, does so alone, and takes
 * nothing but rows after that. */
gboolean hw_sql_lock_registering (HwSqlConnection *connection, GError **error);

/* hw_sql_lock_address, …: the address alone: given, or that of an account or a registration, where there is
 * one. Its account and registration are then to be read again. */
gboolean hw_sql_lock_address (HwSqlConnection *connection, const char *email, GError **error);
gboolean hw_sql_lock_account (HwSqlConnection *connection, gint64 account_id, GError **error);
gboolean hw_sql_lock_registration (HwSqlConnection *connection, const HwId *id, GError **error);
gboolean hw_sql_lock_credential (HwSqlConnection *connection, const HwHash *credential_hash, GError **error);

G_END_DECLS
