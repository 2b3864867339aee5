/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* The real server program, with a store, a mail folder and content of its own. */
typedef struct _HwTestServer HwTestServer;

/* hw_test_server_start: HW_TEST_SERVER and HW_TEST_CONTENT in the environment name program and content. */
HwTestServer *hw_test_server_start (void);
/* hw_test_server_stop: ends it, and removes all that it had. */
void hw_test_server_stop (HwTestServer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwTestServer, hw_test_server_stop)

const char *hw_test_server_get_url (HwTestServer *self);
/* hw_test_server_revise_terms: gives both documents @version in each language, and makes the server read
 * them. */
void hw_test_server_revise_terms (HwTestServer *self, const char *version);
