/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/mail/hw-gmime.h"

void
hw_gmime_init (void)
{
  static gsize initialised = 0;
  if (g_once_init_enter (&initialised))
    {
      g_mime_init ();
      g_once_init_leave (&initialised, 1);
    }
}
