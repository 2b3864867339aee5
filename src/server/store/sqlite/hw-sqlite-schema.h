/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/store/sqlite/hw-sqlite-connection.h"

G_BEGIN_DECLS

/* The mark that a store of ours bears in its header (PRAGMA application_id): "HwMP". */
#define HW_SQLITE_APPLICATION_ID 0x48774d50

/**
 * hw_sqlite_schema_prepare:
 * @path: for messages
 * @more: (nullable) (array zero-terminated=1): SQL of further migrations, after those of migrations/: for
 * tests of what a next version will do
 *
 * Recognises a store of ours, fills a new file, and brings an older store up to date with the numbered files
 * in migrations/, all at once or not at all. A file that is something else is left as it is. Sets the
 * connection up for writing.
 *
 * Migrations may make tables anew (https://www.sqlite.org/lang_altertable.html#otheralter): no foreign key
 * acts while they run, and all of them hold afterwards.
 */
gboolean hw_sqlite_schema_prepare (HwSqliteConnection *connection,
                                   const char *path,
                                   const char *const *more,
                                   GError **error);

G_END_DECLS
