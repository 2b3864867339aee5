/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The machine's network as a test wants it: a network monitor that says so, and a resolver that knows no
 * name. */

/* hw_fake_network_install: before anything asks for the network monitor. */
void hw_fake_network_install (void);
void hw_fake_network_set_available (gboolean available);

/* hw_fake_network_new_empty_resolver: (transfer full): every name is not found. */
GResolver *hw_fake_network_new_empty_resolver (void);

G_END_DECLS
