/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contract/hw-establishment-number.h"

#include "contract/hw-blank.h"
#include "contract/hw-half-width.h"

#include <string.h>

#define SHAPE "dddd-dddddd-d"

char *
hw_establishment_number_normalize (const char *typed)
{
  g_autofree char *stripped = NULL;

  g_return_val_if_fail (typed != NULL, NULL);

  stripped = hw_blank_strip (typed);
  return hw_half_width (stripped, NULL);
}

gboolean
hw_establishment_number_is_valid (const char *number)
{
  g_return_val_if_fail (number != NULL, FALSE);

  if (strlen (number) != strlen (SHAPE))
    return FALSE;
  for (gsize i = 0; SHAPE[i] != '\0'; i++)
    if (SHAPE[i] == 'd' ? !g_ascii_isdigit (number[i]) : number[i] != '-')
      return FALSE;
  return TRUE;
}
