/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/store/hw-store.h"

G_BEGIN_DECLS

/*
 * One connection to a database, used by one thread at a time, and its prepared statements, which it keeps.
 * The transactions of this folder are written once, for every database; hw-sql-driver.h is what a database
 * brings.
 *
 * A statement is taken by its text, bound in the order of its parameters ("?" or "?1") and stepped. What goes
 * wrong on the way (preparing, binding) is remembered and reported by the step, so that only steps need
 * checking:
 *
 *   g_autoptr (HwSqlStatement) find = hw_sql_statement (connection, "SELECT … WHERE id = ?");
 *   hw_sql_bind_id (find, &id);
 *   switch (hw_sql_step (find, error)) …
 */
typedef struct _HwSqlConnection HwSqlConnection;
typedef struct _HwSqlStatement HwSqlStatement;

/* How long a call waits for others at most, in all, before it gives up with HW_STORE_ERROR_UNAVAILABLE. */
#define HW_SQL_PATIENCE (5 * G_TIME_SPAN_SECOND)

/* hw_sql_pick: of one statement's texts, both static, the one in the words of this database. */
const char *hw_sql_pick (HwSqlConnection *connection, const char *sqlite, const char *postgres);

/* hw_sql_pick_locking: likewise @text and the same with " FOR UPDATE", which locks the rows that are read
 * until the end of a transaction that writes. SQLite has one writer at a time and needs no such lock. */
#define hw_sql_pick_locking(connection, text) hw_sql_pick_for_update (connection, text, text " FOR UPDATE")
const char *hw_sql_pick_for_update (HwSqlConnection *connection, const char *plain, const char *locking);

/* hw_sql_statement: @sql: static: it is known by its address. Ends with hw_sql_statement_done(). */
HwSqlStatement *hw_sql_statement (HwSqlConnection *connection, const char *sql);
void hw_sql_statement_done (HwSqlStatement *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwSqlStatement, hw_sql_statement_done)

/* Each binds the next parameter. Memory that they are given must live until the statement is done. */
void hw_sql_bind_int (HwSqlStatement *self, gint64 value);
void hw_sql_bind_text (HwSqlStatement *self, const char *text); /* (nullable) */
void hw_sql_bind_id (HwSqlStatement *self, const HwId *id);     /* empty: NULL */
void hw_sql_bind_hash (HwSqlStatement *self, const HwHash *hash);
void hw_sql_bind_hash_or_null (HwSqlStatement *self, const HwHash *hash); /* all zero: NULL */
void hw_sql_bind_blob (HwSqlStatement *self, const void *bytes, gsize length);
void hw_sql_bind_bytes (HwSqlStatement *self, GBytes *bytes); /* (nullable) */

typedef enum
{
  HW_SQL_FAILED, /* with @error */
  HW_SQL_ROW,
  HW_SQL_DONE,
} HwSqlStep;

HwSqlStep hw_sql_step (HwSqlStatement *self, GError **error);

/* hw_sql_execute: steps a statement that gives no rows. */
gboolean hw_sql_execute (HwSqlStatement *self, GError **error);

/* hw_sql_changes: rows that the statement executed last wrote. */
guint hw_sql_changes (HwSqlConnection *connection);

typedef enum
{
  HW_SQL_NULL,
  HW_SQL_INT,
  HW_SQL_TEXT,
  HW_SQL_BLOB,
  HW_SQL_OTHER, /* what we have no use for */
} HwSqlType;

/* Columns of the row stepped to; hw-sql-rows.h reads whole records. …_int: of an INT. …_bytes: (transfer
 * none): of a TEXT or a BLOB, good until the next step. */
HwSqlType hw_sql_column_type (HwSqlStatement *self, int index);
gint64 hw_sql_column_int (HwSqlStatement *self, int index);
const void *hw_sql_column_bytes (HwSqlStatement *self, int index, gsize *length);
const char *hw_sql_column_name (HwSqlStatement *self, int index);

G_END_DECLS
