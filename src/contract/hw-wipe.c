/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contract/hw-wipe.h"

#include <string.h>
#include <sys/resource.h>

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

gboolean
hw_wipe_forbid_core_files (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_CORE, &limit) != 0)
    return FALSE;

  /* A hard limit of 0 cannot be raised without privilege. */
  limit.rlim_cur = MIN (limit.rlim_max, 1);
  limit.rlim_max = limit.rlim_cur;
  return setrlimit (RLIMIT_CORE, &limit) == 0;
}
