/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/hw-page.h"

G_BEGIN_DECLS

/* HwServerPage: which server the app connects to: asked at the first start, and in 設定. It goes on once the
 * server there has answered as ours does; HW_EXIT_NEXT: hw_server_page_get_url() is good. */
#define HW_TYPE_SERVER_PAGE (hw_server_page_get_type ())
G_DECLARE_FINAL_TYPE (HwServerPage, hw_server_page, HW, SERVER_PAGE, HwPage)

GtkWidget *hw_server_page_new (void);

/* hw_server_page_set_current: @url: (nullable): what is set now; @may_change: FALSE: shown only; @this_run:
 * (nullable): what the app uses instead, for this run only. */
void
hw_server_page_set_current (HwServerPage *self, const char *url, gboolean may_change, const char *this_run);

/* hw_server_page_get_url: (nullable): normalized, after HW_EXIT_NEXT. */
const char *hw_server_page_get_url (HwServerPage *self);

G_END_DECLS
