/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/store/sql/hw-sql-store.h"

G_BEGIN_DECLS

/*
 * HwStore in one file of SQLite (WAL, synchronous=FULL): one connection that writes, behind a lock, and a few
 * that read, so that reads never wait behind writes. Several processes may have the same file open.
 */
#define HW_TYPE_SQLITE_STORE (hw_sqlite_store_get_type ())
G_DECLARE_FINAL_TYPE (HwSqliteStore, hw_sqlite_store, HW, SQLITE_STORE, HwSqlStore)

/**
 * hw_sqlite_store_open:
 * @path: the file, made with mode 0600 where it is missing; its folder must be there
 *
 * Returns: (transfer full): %NULL with HW_STORE_ERROR_NOT_A_STORE where the file is something else,
 * HW_STORE_ERROR_NEWER_SCHEMA where a newer version wrote it, else HW_STORE_ERROR_UNAVAILABLE
 */
HwStore *hw_sqlite_store_open (const char *path, GError **error);

G_END_DECLS
