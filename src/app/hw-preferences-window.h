/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/hw-application.h"

G_BEGIN_DECLS

/* HwPreferencesWindow: 設定: which server the app connects to, and what it keeps on this computer. */
#define HW_TYPE_PREFERENCES_WINDOW (hw_preferences_window_get_type ())
G_DECLARE_FINAL_TYPE (HwPreferencesWindow, hw_preferences_window, HW, PREFERENCES_WINDOW, AdwWindow)

HwPreferencesWindow *hw_preferences_window_new (HwApplication *application, GtkWindow *parent);

G_END_DECLS
