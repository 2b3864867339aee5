/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "counter/hw-counter-options.h"

G_BEGIN_DECLS

/* Where the server keeps its store and its secret. */
typedef struct
{
  char *store;  /* URI */
  char *secret; /* path */
} HwCounterPlace;

void hw_counter_place_clear (HwCounterPlace *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HwCounterPlace, hw_counter_place_clear)

/**
 * hw_counter_place_find:
 *
 * `--store` wins over the config file's [server] store; the secret is [server] secret-file or, for SQLite,
 * beside the store.
 *
 * Returns: FALSE with G_OPTION_ERROR where neither names a store, HW_COUNTER_ERROR, or the config file's
 * error
 */
gboolean hw_counter_place_find (HwCounterPlace *self, const HwCounterOptions *options, GError **error);

G_END_DECLS
