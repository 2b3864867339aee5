/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * hw_wipe_free:
 * @secret: (nullable) (transfer full): a NUL-terminated string from GLib's allocator
 *
 * Overwrites @secret, its NUL excepted, and frees it. Secrets (passwords, authentication keys, credentials)
 * that we hold in ordinary memory end here.
 */
void hw_wipe_free (char *secret);

/* g_autoptr for secrets: `g_autoptr (HwSecretString) password = g_strdup (typed);` */
typedef char HwSecretString;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwSecretString, hw_wipe_free)

/* hw_wipe_bytes_free: the same for a GBytes that this caller alone holds, and that wraps writable memory. */
void hw_wipe_bytes_free (GBytes *secret);

/**
 * hw_wipe_forbid_core_files:
 *
 * For main(): no core file is ever written, which would hold secrets. The limit is one byte, not none: where
 * core_pattern is a pipe the kernel ignores the limit, so that apport or systemd-coredump would be handed the
 * whole memory all the same, but takes one byte as a word for "don't" (core(5), do_coredump()).
 * (PR_SET_DUMPABLE would do that too, but portals then can't tell which Flatpak asks them.)
 *
 * Returns: FALSE where the limit cannot be set
 */
gboolean hw_wipe_forbid_core_files (void);

G_END_DECLS
