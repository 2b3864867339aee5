/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/store/postgres/hw-postgres-connection.h"

G_BEGIN_DECLS

/* The connections to one database: opened when they are needed, few, and each lent to one thread at a time.
 */
typedef struct _HwPostgresPool HwPostgresPool;

/* hw_postgres_pool_new: @target: (transfer full) */
HwPostgresPool *hw_postgres_pool_new (HwPostgresTarget *target);
void hw_postgres_pool_free (HwPostgresPool *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwPostgresPool, hw_postgres_pool_free)

/**
 * hw_postgres_pool_borrow:
 * @deadline: of g_get_monotonic_time(): waits until then at most where all are lent
 *
 * Returns: (transfer none): goes back with hw_postgres_pool_give_back(); %NULL with
 * HW_STORE_ERROR_UNAVAILABLE or what hw_postgres_connection_open() says
 */
HwPostgresConnection *hw_postgres_pool_borrow (HwPostgresPool *self, gint64 deadline, GError **error);

/* hw_postgres_pool_give_back: one that is lost is closed, and so are the idle ones, which stood to the same
 * server. */
void hw_postgres_pool_give_back (HwPostgresPool *self, HwPostgresConnection *connection);

G_END_DECLS
