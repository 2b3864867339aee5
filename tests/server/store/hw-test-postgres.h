/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The PostgreSQL that with-postgres.sh started, from outside the store. Whatever fails, fails the test. */

/* hw_test_postgres_uri: (transfer full): of the database @name. */
char *hw_test_postgres_uri (const char *name);

/* hw_test_postgres_run: statements in the database at @uri (nullable: the maintenance database). */
void hw_test_postgres_run (const char *uri, const char *sql);

/* hw_test_postgres_ask: (transfer full): the first value that they give. */
char *hw_test_postgres_ask (const char *uri, const char *sql);

/* hw_test_postgres_wait: until they give "t". */
void hw_test_postgres_wait (const char *uri, const char *sql);

/* hw_test_postgres_control: @arguments: as pg_ctl takes them: "stop -m immediate" */
void hw_test_postgres_control (const char *arguments);

/* More parts of this backend's tests. */
void hw_test_add_postgres_faults (void);
void hw_test_add_postgres_sharing (void);

G_END_DECLS
