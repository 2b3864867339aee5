/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/store/hw-store.h"

G_BEGIN_DECLS

/*
 * The store's suite is the same for every backend: each backend has an executable of its own, made of the
 * suite and of one file that implements this header.
 */

/* A store of a test's own, empty. */
typedef struct
{
  HwStore *store;
  char *uri;
  char *folder; /* (nullable) */
} HwTestStore;

/* hw_test_backend: "sqlite": part of every test's path. */
extern const char *const hw_test_backend;

/* hw_test_is_shared: whether many processes write to one such store at once. */
extern const gboolean hw_test_is_shared;

HwTestStore *hw_test_store_new (void);
/* hw_test_store_reopen: closes it, and opens it again. */
void hw_test_store_reopen (HwTestStore *self);
void hw_test_store_free (HwTestStore *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwTestStore, hw_test_store_free)

/* hw_test_ask: (transfer full): the first value of what @sql gives, asked from outside the store. */
char *hw_test_ask (const char *uri, const char *sql);

/* hw_test_migrate: brings the store at @uri up to date as a later version would, which has @more migrations.
 */
gboolean hw_test_migrate (const char *uri, const char *const *more, GError **error);

/* SQL of this backend: what tells the version, and a migration that takes a while, filling "filler". */
extern const char *const hw_test_version_query;
extern const char *const hw_test_slow_migration;

/* hw_test_add_backend: tests of what this backend alone can do. */
void hw_test_add_backend (void);

/* hw_test_add: @name: "start/repeat-returns-the-same-registration" */
void hw_test_add (const char *name, GTestFunc test);

/* The parts of the suite. */
void hw_test_add_start (void);
void hw_test_add_resend (void);
void hw_test_add_limits (void);
void hw_test_add_registration (void);
void hw_test_add_completion (void);
void hw_test_add_login (void);
void hw_test_add_sessions (void);
void hw_test_add_password_change (void);
void hw_test_add_accounts (void);
void hw_test_add_outbox (void);
void hw_test_add_operator (void);
void hw_test_add_housekeeping (void);
void hw_test_add_races (void);
void hw_test_add_crash (void);
void hw_test_add_migrations (void);

#define HW_TEST_CRASH_WRITER "--crash-writer"

/* hw_test_crash_writer: the child process of the crash tests: starts registrations until it is killed. */
int hw_test_crash_writer (const char *uri);

#define HW_TEST_MIGRATOR "--migrator"

/* hw_test_migrator: the child process of the tests of migrations. */
int hw_test_migrator (const char *uri);

G_END_DECLS
