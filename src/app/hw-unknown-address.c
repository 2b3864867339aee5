/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/hw-unknown-address.h"
#include <glib/gi18n.h>

const char *
hw_unknown_address_sentence (HwPurpose purpose)
{
  if (purpose == HW_PURPOSE_AGAIN)
    return _ (
      "No mail comes to an e-mail address that is not registered with HelloWork. If My Page has not been "
      "opened for it yet, a mail that says so is sent.");
  return _ (
    "No mail comes to an e-mail address that is not registered with HelloWork. If My Page has already been "
    "opened for it, a mail that says so is sent.");
}
