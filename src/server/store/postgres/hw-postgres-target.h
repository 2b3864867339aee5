/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where a database is, as a postgresql:// URI says it: libpq's parameters. */
typedef struct _HwPostgresTarget HwPostgresTarget;

/**
 * hw_postgres_target_new:
 * @uri: "postgresql://…", https://www.postgresql.org/docs/15/libpq-connect.html#LIBPQ-CONNSTRING; several
 * hosts are tried one after the other
 *
 * Refuses a password inside, which command lines, process lists and logs would show: it belongs into a
 * passfile. Where the URI does not say otherwise, only a server that can be written to is accepted
 * (target_session_attrs=read-write), a host that does not answer is given up after 3 s, and a network that
 * swallows everything is noticed.
 *
 * Returns: (transfer full): %NULL with HW_STORE_ERROR_FAILED; the message never repeats the URI
 */
HwPostgresTarget *hw_postgres_target_new (const char *uri, GError **error);
void hw_postgres_target_free (HwPostgresTarget *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwPostgresTarget, hw_postgres_target_free)

/* hw_postgres_target_keywords, …_values: (transfer none) (array zero-terminated=1): for PQconnectdbParams().
 */
const char *const *hw_postgres_target_keywords (const HwPostgresTarget *self);
const char *const *hw_postgres_target_values (const HwPostgresTarget *self);

G_END_DECLS
