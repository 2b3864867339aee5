/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/store/sql/hw-sql-connection.h"

G_BEGIN_DECLS

/* One connection to the file: an HwSqlConnection too. */
typedef struct _HwSqliteConnection HwSqliteConnection;

/* hw_sqlite_connection_open: @path: absolute, and there. */
HwSqliteConnection *hw_sqlite_connection_open (const char *path, GError **error);
void hw_sqlite_connection_close (HwSqliteConnection *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwSqliteConnection, hw_sqlite_connection_close)

/* hw_sqlite_connection_set_patience: how long a statement waits for another process's lock (microseconds). */
void hw_sqlite_connection_set_patience (HwSqliteConnection *self, gint64 patience);

/* hw_sqlite_connection_run: one or more statements without parameters and results, not kept. */
gboolean hw_sqlite_connection_run (HwSqliteConnection *self, const char *sql, GError **error);

/* hw_sqlite_connection_begin, …_commit, …_roll_back: begins to write, or to read where @write is FALSE. A
 * commit that fails is rolled back. */
gboolean hw_sqlite_connection_begin (HwSqliteConnection *self, gboolean write, GError **error);
gboolean hw_sqlite_connection_commit (HwSqliteConnection *self, GError **error);
void hw_sqlite_connection_roll_back (HwSqliteConnection *self);

/* hw_sqlite_connection_sql: (transfer none): for the functions of hw-sql-connection.h. */
HwSqlConnection *hw_sqlite_connection_sql (HwSqliteConnection *self);

G_END_DECLS
