/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/hw-credential-store.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * HwStoredList: このパソコンに保存されている情報: what the keyring holds of this app, for whatever server,
 * and how to delete it. Deleting is for the next start: what is open stays open.
 */
#define HW_TYPE_STORED_LIST (hw_stored_list_get_type ())
G_DECLARE_FINAL_TYPE (HwStoredList, hw_stored_list, HW, STORED_LIST, GtkBox)

/* hw_stored_list_new: @store: (nullable): %NULL: one of its own. It begins to look at once. */
GtkWidget *hw_stored_list_new (HwCredentialStore *store);

G_END_DECLS
