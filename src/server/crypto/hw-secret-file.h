/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <sys/stat.h>

G_BEGIN_DECLS

/* The file of the server's secret: this many random bytes, readable by its owner alone. */
#define HW_SECRET_FILE_LENGTH 32

/**
 * hw_secret_file_read:
 * @create: whether a missing file is made, whole or not at all, and synced to disk with its folder
 * @bytes: (out): a secret, the caller's to wipe
 *
 * Of several processes that create the same file at once all get the same bytes. A symbolic link is followed;
 * what it leads to is checked.
 *
 * Returns: FALSE with %G_IO_ERROR where the file is missing, no regular file, has another length, or may be
 * read by others (hw_secret_file_is_private())
 */
gboolean
hw_secret_file_read (const char *path, gboolean create, guint8 bytes[HW_SECRET_FILE_LENGTH], GError **error);

/* hw_secret_file_is_private: a regular file that others may not read: nobody but its owner, where that is us;
 * where it is not, as with systemd's LoadCredential=, our group may. */
gboolean hw_secret_file_is_private (const struct stat *status);

G_END_DECLS
