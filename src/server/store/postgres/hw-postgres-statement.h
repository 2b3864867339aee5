/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/store/sql/hw-sql-driver.h"

G_BEGIN_DECLS

/* Statements as PostgreSQL has them: prepared on the server, parameters and rows in binary. */
const HwSqlDriver *hw_postgres_driver (void);

G_END_DECLS
