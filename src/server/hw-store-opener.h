/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/store/hw-clock.h"
#include "server/store/hw-store.h"

G_BEGIN_DECLS

/*
 * Opens the store of a server whose database cannot be reached yet (hw_store_open_later()): it tries once a
 * second, says why not when that changes, and sets the clock by the store before anything goes by it.
 */
typedef struct _HwStoreOpener HwStoreOpener;

/* HwStoreOpened: called once, in the opener's thread. @error: (nullable): %NULL: it is open; otherwise it
 * will never be: a newer version's, another program's, or one that the server may not use. */
typedef void (*HwStoreOpened) (const GError *error, gpointer user_data);

/* hw_store_opener_new: begins at once. */
HwStoreOpener *hw_store_opener_new (HwStore *store, HwClock *clock, HwStoreOpened opened, gpointer user_data);

/* hw_store_opener_free: stops trying; waits for the try under way. */
void hw_store_opener_free (HwStoreOpener *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwStoreOpener, hw_store_opener_free)

G_END_DECLS
