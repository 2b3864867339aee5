/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/store/hw-store.h"

#include <sqlite3.h>

G_BEGIN_DECLS

/*
 * One connection to the file, used by one thread at a time, and its prepared statements, which it keeps.
 *
 * A statement is taken by its text, bound in the order of its parameters and stepped. What goes wrong on the
 * way (preparing, binding) is remembered and reported by the step, so that only steps need checking:
 *
 *   g_autoptr (HwSqliteStatement) find = hw_sqlite_statement (connection, "SELECT … WHERE id = ?");
 *   hw_sqlite_bind_id (find, &id);
 *   switch (hw_sqlite_step (find, error)) …
 */
typedef struct _HwSqliteConnection HwSqliteConnection;
typedef struct _HwSqliteStatement HwSqliteStatement;

/* How long a call waits for others at most, in all, before it gives up with HW_STORE_ERROR_UNAVAILABLE. */
#define HW_SQLITE_PATIENCE (5 * G_TIME_SPAN_SECOND)

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

/* hw_sqlite_connection_changes: rows that the last step wrote. */
guint hw_sqlite_connection_changes (HwSqliteConnection *self);

/* hw_sqlite_set_error: an HwStoreError for SQLite's result @code. */
void hw_sqlite_set_error (GError **error, int code, const char *message);

/* hw_sqlite_statement: @sql: static: it is known by its address. Ends with hw_sqlite_statement_done(). */
HwSqliteStatement *hw_sqlite_statement (HwSqliteConnection *connection, const char *sql);
void hw_sqlite_statement_done (HwSqliteStatement *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwSqliteStatement, hw_sqlite_statement_done)

/* Each binds the next parameter. Memory that they are given must live until the statement is done. */
void hw_sqlite_bind_int (HwSqliteStatement *self, gint64 value);
void hw_sqlite_bind_text (HwSqliteStatement *self, const char *text); /* (nullable) */
void hw_sqlite_bind_id (HwSqliteStatement *self, const HwId *id);     /* empty: NULL */
void hw_sqlite_bind_hash (HwSqliteStatement *self, const HwHash *hash);
void hw_sqlite_bind_hash_or_null (HwSqliteStatement *self, const HwHash *hash); /* all zero: NULL */
void hw_sqlite_bind_blob (HwSqliteStatement *self, const void *bytes, gsize length);
void hw_sqlite_bind_bytes (HwSqliteStatement *self, GBytes *bytes); /* (nullable) */

typedef enum
{
  HW_SQLITE_FAILED, /* with @error */
  HW_SQLITE_ROW,
  HW_SQLITE_DONE,
} HwSqliteStep;

HwSqliteStep hw_sqlite_step (HwSqliteStatement *self, GError **error);

/* hw_sqlite_execute: steps a statement that gives no rows. */
gboolean hw_sqlite_execute (HwSqliteStatement *self, GError **error);

/* hw_sqlite_statement_row: (transfer none): the row stepped to, for the functions of hw-sqlite-rows.h. */
sqlite3_stmt *hw_sqlite_statement_row (HwSqliteStatement *self);

G_END_DECLS
