/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/store/sql/hw-sql-connection.h"

G_BEGIN_DECLS

/* What a database brings. Its connections and statements begin with the two structs below. */

typedef enum
{
  HW_SQL_SQLITE,
  HW_SQL_POSTGRES,
} HwSqlDialect;

typedef struct
{
  HwSqlDialect dialect;

  /* A statement for @sql, not necessarily prepared yet, and its end. */
  HwSqlStatement *(*statement_new) (HwSqlConnection *connection, const char *sql);
  void (*statement_free) (HwSqlStatement *statement);

  /* take: before the first parameter is bound; done: neither parameters nor rows are needed any more. */
  void (*take) (HwSqlStatement *statement);
  void (*done) (HwSqlStatement *statement);

  /* Parameters count from 0. @bytes: (nullable): NULL of that type. */
  void (*bind_int) (HwSqlStatement *statement, guint index, gint64 value);
  void (
    *bind_bytes) (HwSqlStatement *statement, guint index, HwSqlType type, const void *bytes, gsize length);

  /* Sets connection->changes where it is DONE. */
  HwSqlStep (*step) (HwSqlStatement *statement, GError **error);

  HwSqlType (*column_type) (HwSqlStatement *statement, int index);
  gint64 (*column_int) (HwSqlStatement *statement, int index);
  const void *(*column_bytes) (HwSqlStatement *statement, int index, gsize *length);
  const char *(*column_name) (HwSqlStatement *statement, int index);

  /* (nullable): where one process writes at a time there is nothing to lock. Takes all of @keys, in this
   * order, until the transaction ends. */
  gboolean (*lock) (HwSqlConnection *connection, const gint64 *keys, guint n_keys, GError **error);
} HwSqlDriver;

struct _HwSqlConnection
{
  const HwSqlDriver *driver;
  GHashTable *statements; /* text by address → HwSqlStatement */
  gboolean writing;       /* the transaction that has begun may write */
  guint changes;
};

struct _HwSqlStatement
{
  HwSqlConnection *connection;
  guint n_bound;
  gboolean taken;
};

void hw_sql_connection_init (HwSqlConnection *self, const HwSqlDriver *driver);
/* hw_sql_connection_clear: frees the statements: before the database is closed. */
void hw_sql_connection_clear (HwSqlConnection *self);

G_END_DECLS
