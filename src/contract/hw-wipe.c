/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contract/hw-wipe.h"

#include <string.h>

void
hw_wipe_free (char *secret)
{
  if (secret == NULL)
    return;

  explicit_bzero (secret, strlen (secret));
  g_free (secret);
}

void
hw_wipe_bytes_free (GBytes *secret)
{
  gsize size;
  gconstpointer data;

  if (secret == NULL)
    return;

  data = g_bytes_get_data (secret, &size);
  if (size > 0)
    explicit_bzero ((gpointer) data, size);
  g_bytes_unref (secret);
}
