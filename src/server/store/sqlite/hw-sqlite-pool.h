/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/store/sqlite/hw-sqlite-connection.h"

G_BEGIN_DECLS

/* The connections to one file: one that writes, lent to one thread at a time, and a few that read. A thread
 * waits for one HW_SQL_PATIENCE at most. */
typedef struct _HwSqlitePool HwSqlitePool;

/* hw_sqlite_pool_new: @writer: (transfer full): the connection that the schema was checked with. */
HwSqlitePool *hw_sqlite_pool_new (const char *path, HwSqliteConnection *writer);
void hw_sqlite_pool_free (HwSqlitePool *self);

/* hw_sqlite_pool_begin: (transfer none) (nullable): a connection that has begun to write or to read: it goes
 * back with hw_sqlite_pool_end(). */
HwSqliteConnection *hw_sqlite_pool_begin (HwSqlitePool *self, gboolean write, GError **error);

/**
 * hw_sqlite_pool_end:
 * @connection: of hw_sqlite_pool_begin()
 * @keep: commit; FALSE: roll back, @error is set already
 *
 * Returns: whether it was committed
 */
gboolean
hw_sqlite_pool_end (HwSqlitePool *self, HwSqliteConnection *connection, gboolean keep, GError **error);

/* hw_sqlite_pool_fold: folds the write-ahead log into the file and cuts it to nothing, so that it holds no
 * former state of any row; where others are reading for too long, it is left to the next time. */
gboolean hw_sqlite_pool_fold (HwSqlitePool *self, GError **error);

G_END_DECLS
