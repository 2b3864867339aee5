/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A line of a config file that sets a key. */
typedef struct
{
  guint line; /* from 1 */
  char *section;
  char *key;
  char *value; /* without the blanks around it */
} HwConfigEntry;

/**
 * hw_config_file_read:
 * @faults: (element-type utf8): every mistake is added, each as "FILE:LINE: …"
 *
 * Reads a key file (GKeyFile, which knows of no lines) with the lines' numbers: what is not UTF-8, no
 * section, no key, or a key set twice. Whether sections and keys exist is not known here. A section may come
 * in parts.
 *
 * Returns: (transfer container) (element-type HwConfigEntry) (nullable): in the file's order; %NULL where the
 *   file cannot be read at all
 */
GPtrArray *hw_config_file_read (const char *path, GPtrArray *faults);

G_END_DECLS
