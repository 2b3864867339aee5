/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/hw-application.h"
#include "app/hw-flow.h"

G_BEGIN_DECLS

/*
 * HwWindow: the frame of every page: header bar with the main menu, the server's line, breadcrumb, steps, the
 * page, footer, toasts. Actions: win.top, win.back, win.toast (s), win.show-document (s).
 */
#define HW_TYPE_WINDOW (hw_window_get_type ())
G_DECLARE_FINAL_TYPE (HwWindow, hw_window, HW, WINDOW, AdwApplicationWindow)

HwWindow *hw_window_new (HwApplication *application);

/* hw_window_set_server: starts anew with @url: (nullable): %NULL: asks for one. Opens on My Page where the
 * keyring holds a session, else on the top page. */
void hw_window_set_server (HwWindow *self, const char *url);

/* hw_window_get_flow: (nullable): %NULL while there is no server. */
HwFlow *hw_window_get_flow (HwWindow *self);
/* hw_window_get_page: (nullable): the page shown. */
HwPage *hw_window_get_page (HwWindow *self);

G_END_DECLS
