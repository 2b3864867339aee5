/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/store/postgres/hw-postgres-connection.h"

G_BEGIN_DECLS

/* What the server's five-character codes mean to us (PostgreSQL 15, Appendix A: SQLSTATE). */

HwStoreError hw_postgres_error_for_state (const char *state);
HwPostgresFate hw_postgres_fate_for_state (const char *state);

/* hw_postgres_set_error: @state: (nullable): no answer came; @message: put on one line. */
void hw_postgres_set_error (GError **error, const char *state, const char *message);

G_END_DECLS
