/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A real server with a store and a mailbox of its own in a temporary folder, and the counter's real program
 * on the same store. The programs are named by HW_TEST_SERVER, HW_TEST_COUNTER and HW_TEST_CONTENT. */
typedef struct _HwTestOffice HwTestOffice;

/* No waiting between mails, so that a test need not wait either. */
#define HW_TEST_OFFICE_NO_WAIT "[limits]\nmail-interval=0\nmails-per-hour=100\naddress-mails-per-hour=100\n"

/* hw_test_office_new: starts it. @config: the server's config file. */
HwTestOffice *hw_test_office_new (const char *config);

/* hw_test_office_free: stops it, which must succeed, and removes the folder. */
void hw_test_office_free (HwTestOffice *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwTestOffice, hw_test_office_free)

/* hw_test_office_stop, …_start: the server away for a while; it comes back on the same port. */
void hw_test_office_stop (HwTestOffice *self);
void hw_test_office_start (HwTestOffice *self);

const char *hw_test_office_get_url (HwTestOffice *self);
guint hw_test_office_get_port (HwTestOffice *self);

/* hw_test_office_register: 株式会社テスト under the number 1301-123456-7, with @email; it may have several.
 */
void hw_test_office_register (HwTestOffice *self, const char *email);

/* hw_test_office_counter: COMMAND EMAIL of the counter's program. */
void hw_test_office_counter (HwTestOffice *self, const char *command, const char *email);

/* hw_test_office_wait_key: (transfer full): the authentication key, normalized, of the next mail to @email
 * that was not returned before; with @reference (nullable) it must bear that 受付番号. */
char *hw_test_office_wait_key (HwTestOffice *self, const char *email, const char *reference);

/* hw_test_office_count_mails: delivered so far, to anyone. */
guint hw_test_office_count_mails (HwTestOffice *self);

G_END_DECLS
