/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * hw_csv_entries_read:
 * @text: UTF-8
 * @faults: (inout) (element-type HwCounterFault): of the header, and of lines that are no three fields
 *
 * RFC 4180 with the header `establishment_number,establishment_name,email`. Empty lines are left out. A
 * line's number is that of its first character, however many line breaks stand within quotes.
 *
 * Returns: (transfer full) (element-type HwDeskEntry): unchecked
 */
GPtrArray *hw_csv_entries_read (const char *text, GPtrArray *faults);

G_END_DECLS
