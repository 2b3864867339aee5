/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/store/sql/hw-sql-store.h"

G_BEGIN_DECLS

/*
 * HwStore in a database of PostgreSQL (15 or newer), which any number of processes share. Everything is in
 * the schema hellowork_mypage. A server that goes away, or hands over to another one, gives
 * HW_STORE_ERROR_UNAVAILABLE until it, or the other one, is there.
 */
#define HW_TYPE_POSTGRES_STORE (hw_postgres_store_get_type ())
G_DECLARE_FINAL_TYPE (HwPostgresStore, hw_postgres_store, HW, POSTGRES_STORE, HwSqlStore)

/**
 * hw_postgres_store_open:
 * @uri: as hw_postgres_target_new() takes it
 *
 * Returns: (transfer full): %NULL with an error of hw_postgres_target_new(), hw_postgres_connection_open() or
 * hw_postgres_schema_prepare()
 */
HwStore *hw_postgres_store_open (const char *uri, GError **error);

/* hw_postgres_store_open_later: see hw_store_open_later(). */
HwStore *hw_postgres_store_open_later (const char *uri, gboolean *open, GError **error);

G_END_DECLS
