/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/registration/hw-counter-desk.h"

G_BEGIN_DECLS

/**
 * hw_desk_check_entries:
 * @faults: (inout) (element-type HwDeskFault): what is wrong with the entries in themselves is added
 *
 * Returns: (transfer full) (element-type HwAccount): as many as @entries, normalized; %NULL at the place of
 * one with a fault
 */
GPtrArray *hw_desk_check_entries (GPtrArray *entries, GPtrArray *faults);

/* hw_desk_fault_new: @message: (transfer full) */
HwDeskFault *hw_desk_fault_new (guint line, HwDeskError code, char *message);

/* hw_desk_check_email: (transfer full) (nullable): @typed normalized; %NULL with @message where it is no
 * address. */
char *hw_desk_check_email (const char *typed, char **message);

G_END_DECLS
