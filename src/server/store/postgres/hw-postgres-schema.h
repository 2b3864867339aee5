/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/store/postgres/hw-postgres-connection.h"

G_BEGIN_DECLS

/**
 * hw_postgres_schema_prepare:
 * @more: (nullable) (array zero-terminated=1): SQL of further migrations, after those of migrations/: for
 * tests of what a next version will do
 *
 * Finds the schema of ours, makes it where it is missing, and brings an older one up to date with the
 * numbered files in migrations/, all at once or not at all. Several processes may do so at once: one does,
 * the others wait. What else is in the database is left as it is.
 *
 * Returns: %FALSE with HW_STORE_ERROR_NOT_A_STORE where the schema is another program's,
 * HW_STORE_ERROR_NEWER_SCHEMA where a newer version wrote it
 */
gboolean
hw_postgres_schema_prepare (HwPostgresConnection *connection, const char *const *more, GError **error);

G_END_DECLS
