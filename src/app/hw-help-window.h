/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* HwHelpWindow: 使い方 in the app itself: the topics of help/, and each when it is chosen. */
#define HW_TYPE_HELP_WINDOW (hw_help_window_get_type ())
G_DECLARE_FINAL_TYPE (HwHelpWindow, hw_help_window, HW, HELP_WINDOW, AdwWindow)

/* hw_help_window_new: @topic: (nullable): a page of help/, shown at once where there is one of that name. */
GtkWindow *hw_help_window_new (GtkWindow *parent, const char *topic);

G_END_DECLS
