/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * hw_csv_text_decode:
 * @bytes: @length bytes of a file
 * @faults: (inout) (element-type HwCounterFault): why it cannot be read is added, with its line
 *
 * UTF-8 (a byte order mark is dropped), or CP932 as Excel writes it, told apart by the mark and by whether
 * the bytes are UTF-8.
 *
 * Returns: (transfer full) (nullable): UTF-8
 */
char *hw_csv_text_decode (const char *bytes, gsize length, GPtrArray *faults);

G_END_DECLS
