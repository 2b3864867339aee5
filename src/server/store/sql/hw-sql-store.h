/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/store/sql/hw-sql-connection.h"

G_BEGIN_DECLS

/*
 * HwStore in a database that speaks SQL: the methods as transactions that are written once. How a transaction
 * comes about is the subclass's.
 */
#define HW_TYPE_SQL_STORE (hw_sql_store_get_type ())
G_DECLARE_DERIVABLE_TYPE (HwSqlStore, hw_sql_store, HW, SQL_STORE, GObject)

/* What happens within a transaction. FALSE: it is rolled back. It may be called again where the database
 * could not bring several transactions into a row: it must leave nothing of a former call in @data. */
typedef gboolean (*HwSqlWork) (HwSqlConnection *connection, gpointer data, GError **error);

struct _HwSqlStoreClass
{
  GObjectClass parent_class;

  gboolean (*run) (HwSqlStore *self, gboolean write, HwSqlWork work, gpointer data, GError **error);
  /* After a sweep (nullable): what was deleted, then and before, goes from where else it was written to. */
  gboolean (*forget) (HwSqlStore *self, GError **error);
};

/* hw_sql_store_read, …_write: runs @work as one transaction; TRUE once it is committed. */
gboolean hw_sql_store_read (HwStore *self, HwSqlWork work, gpointer data, GError **error);
gboolean hw_sql_store_write (HwStore *self, HwSqlWork work, gpointer data, GError **error);

/* hw_sql_store_forget: see HwSqlStoreClass. */
gboolean hw_sql_store_forget (HwStore *self, GError **error);

G_END_DECLS
