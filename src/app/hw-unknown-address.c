/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/hw-unknown-address.h"
#include <glib/gi18n.h>

const char *
hw_unknown_address_sentence (HwPurpose purpose)
{
  if (purpose == HW_PURPOSE_AGAIN)
    return _ ("No email is sent to an address that is not registered with HelloWork. If My Page is not open "
              "for the address yet, an email that says so is sent.");
  return _ ("No email is sent to an address that is not registered with HelloWork. If My Page is already "
            "open for the address, an email that says so is sent.");
}
