/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/hw-server-config.h"

G_BEGIN_DECLS

/**
 * hw_server_check:
 * @faults: (element-type utf8): each fault is added, with its place
 *
 * For --check-config: what only a look at the files that @config names tells. Makes nothing, connects to
 * nothing, and sees with the rights of whoever runs it. hw_crypto_init() was called.
 */
void hw_server_check (const HwServerConfig *config, GPtrArray *faults);

G_END_DECLS
