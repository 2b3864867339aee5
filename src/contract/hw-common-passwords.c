/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contract/hw-common-passwords.h"

#include <string.h>

gboolean
hw_common_passwords_contain (const char *folded)
{
  guint low = 0;
  guint high = hw_n_common_passwords;

  g_return_val_if_fail (folded != NULL, FALSE);

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      int order = strcmp (folded, hw_common_passwords + hw_common_password_offsets[middle]);

      if (order == 0)
        return TRUE;
      if (order < 0)
        high = middle;
      else
        low = middle + 1;
    }
  return FALSE;
}
