/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* hw_sqlite_backup: as hw_store_backup(): of the store's file @source into @path; (out) @bytes. */
gboolean hw_sqlite_backup (const char *source, const char *path, gint64 *bytes, GError **error);

G_END_DECLS
