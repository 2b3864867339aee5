/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/store/postgres/hw-postgres-target.h"
#include "server/store/sql/hw-sql-connection.h"

#include <libpq-fe.h>

G_BEGIN_DECLS

/* One connection to the database: an HwSqlConnection too. It never waits beyond its deadline. */
typedef struct _HwPostgresConnection HwPostgresConnection;

/* The schema that holds everything, so that the database may hold other things too. */
#define HW_POSTGRES_SCHEMA "hellowork_mypage"

/* What became of the transaction that began last. */
typedef enum
{
  HW_POSTGRES_FINE,      /* nothing was wrong so far */
  HW_POSTGRES_REFUSED,   /* an error that another try would not mend */
  HW_POSTGRES_CONFLICT,  /* it got in the way of another one; nothing was changed; the same again may do */
  HW_POSTGRES_LOST,      /* the connection is of no use any more; nothing was changed */
  HW_POSTGRES_UNCERTAIN, /* likewise, but it was about to commit: nobody knows whether it did */
} HwPostgresFate;

/* hw_postgres_connection_open: tries each host in turn; HW_STORE_ERROR_UNAVAILABLE where none serves,
 * HW_STORE_ERROR_FAILED where the server or the database will not do. */
HwPostgresConnection *hw_postgres_connection_open (const HwPostgresTarget *target, GError **error);
void hw_postgres_connection_close (HwPostgresConnection *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwPostgresConnection, hw_postgres_connection_close)

/* hw_postgres_connection_set_deadline: @deadline: of g_get_monotonic_time(): what has no answer by then is
 * lost. */
void hw_postgres_connection_set_deadline (HwPostgresConnection *self, gint64 deadline);

/* hw_postgres_connection_run: one or more statements without parameters and results, not kept. */
gboolean hw_postgres_connection_run (HwPostgresConnection *self, const char *sql, GError **error);

/* hw_postgres_connection_begin, …_commit, …_roll_back: begins to write, or to read where @write is FALSE. A
 * commit that fails is rolled back where the connection still stands. */
gboolean hw_postgres_connection_begin (HwPostgresConnection *self, gboolean write, GError **error);
gboolean hw_postgres_connection_commit (HwPostgresConnection *self, GError **error);
void hw_postgres_connection_roll_back (HwPostgresConnection *self);

HwPostgresFate hw_postgres_connection_fate (HwPostgresConnection *self);

/* hw_postgres_connection_is_usable: FALSE where it was lost, also while nobody used it. */
gboolean hw_postgres_connection_is_usable (HwPostgresConnection *self);

/* hw_postgres_connection_sql: (transfer none): for the functions of hw-sql-connection.h. */
HwSqlConnection *hw_postgres_connection_sql (HwPostgresConnection *self);

/* ---- For hw-postgres-statement.c ---- */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PGresult, PQclear)

PGconn *hw_postgres_connection_pg (HwPostgresConnection *self);

/**
 * hw_postgres_connection_finish:
 * @sent: what the function of libpq returned that sent something
 *
 * Waits for the answer.
 *
 * Returns: (transfer full) (nullable): a good result, the last one; %NULL with @error
 */
PGresult *hw_postgres_connection_finish (HwPostgresConnection *self, int sent, GError **error);

G_END_DECLS
