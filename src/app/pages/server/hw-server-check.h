/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/widgets/hw-form-field.h"

G_BEGIN_DECLS

/*
 * HwServerCheck: says under a field for a server's address, while it is typed, whether the address can be
 * used, and once the typing pauses, whether our server answers there. It is a note, never an error: that is
 * for whoever presses the button.
 */
#define HW_TYPE_SERVER_CHECK (hw_server_check_get_type ())
G_DECLARE_FINAL_TYPE (HwServerCheck, hw_server_check, HW, SERVER_CHECK, GObject)

/* hw_server_check_new: (transfer full): for as long as it lives; @field must live longer. */
HwServerCheck *hw_server_check_new (HwFormField *field);

/* hw_server_check_clear: takes the note away, until more is typed: the same is not said twice. */
void hw_server_check_clear (HwServerCheck *self);

/* hw_server_check_read: (transfer full) (nullable): what @field holds, normalized; %NULL: no server's
 * address.
 * @empty: (out) (nullable): whether nothing is typed. */
char *hw_server_check_read (HwFormField *field, gboolean *empty);

G_END_DECLS
