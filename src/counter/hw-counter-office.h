/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "counter/hw-counter.h"

G_BEGIN_DECLS

/**
 * hw_counter_office_open:
 *
 * The office at @place, for what @command needs of it. A store that is not there, or whose secret is missing,
 * is made only where the command may.
 *
 * Returns: (transfer full): %NULL with HW_COUNTER_ERROR, or HwStore's error
 */
HwOffice *
hw_counter_office_open (const HwCounterPlace *place, const HwCounterCommand *command, GError **error);

/* hw_counter_store_is_there: a mistyped path must not look like an empty store: HW_COUNTER_ERROR. */
gboolean hw_counter_store_is_there (const HwCounterPlace *place, GError **error);

G_END_DECLS
