/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "counter/hw-counter-options.h"
#include "server/registration/hw-registration-policy.h"

G_BEGIN_DECLS

/* Where the server keeps its store and its secret, and the limits that it is set to. */
typedef struct
{
  char *store;  /* URI */
  char *secret; /* (nullable): path; %NULL where a store that has none of its own names none */
  HwRegistrationPolicy policy;
} HwCounterPlace;

void hw_counter_place_clear (HwCounterPlace *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HwCounterPlace, hw_counter_place_clear)

/* hw_counter_place_sqlite_path: (transfer none) (nullable): the store's path where it is a file of SQLite. */
const char *hw_counter_place_sqlite_path (const HwCounterPlace *self);

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
