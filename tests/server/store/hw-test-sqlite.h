/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* More parts of this backend's tests. */
void hw_test_add_sqlite_migrations (void);

G_END_DECLS
