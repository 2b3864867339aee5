/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/widgets/hw-busy-button.h"

G_BEGIN_DECLS

/*
 * HwSessionList: ログイン中の端末: each login of the account, with a button that ends it; the one of this
 * window is marked. Signal: end (string, gboolean, HwBusyButton): the login with this id, and whether it is
 * this window's, shall end.
 */
#define HW_TYPE_SESSION_LIST (hw_session_list_get_type ())
G_DECLARE_FINAL_TYPE (HwSessionList, hw_session_list, HW, SESSION_LIST, GtkBox)

/* hw_session_list_set_entries: @entries: (nullable) (element-type HwSessionEntry): copied. */
void hw_session_list_set_entries (HwSessionList *self, GPtrArray *entries);

G_END_DECLS
