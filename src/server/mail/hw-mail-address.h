/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * hw_mail_address_quote:
 * @email: as hw_email_check() accepts it
 *
 * Addresses that Japanese carriers once gave out ("a..b@", "a.@") are no Dot-string, so that RFC 5321 (4.1.2)
 * wants their local part quoted.
 *
 * Returns: (transfer full) (nullable): @email as it stands in an envelope or a header; %NULL where it is not
 *   an address
 */
char *hw_mail_address_quote (const char *email);

/* hw_mail_address_domain: what follows the @ of a checked address; points into @email. */
const char *hw_mail_address_domain (const char *email);

G_END_DECLS
