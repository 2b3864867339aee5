/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "contract/hw-registration-message.h"

G_BEGIN_DECLS

/* hw_unknown_address_sentence: what the e-mail page and the password page say in place of "a mail was sent",
 * which nobody but the address's owner may learn. */
const char *hw_unknown_address_sentence (HwPurpose purpose);

G_END_DECLS
