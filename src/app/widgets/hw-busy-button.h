/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * HwBusyButton: a button that shows a spinner while its request runs and cannot be pressed then. It stays
 * focusable, so that the focus is not lost, and keeps its name. Properties: text, busy.
 */
#define HW_TYPE_BUSY_BUTTON (hw_busy_button_get_type ())
G_DECLARE_FINAL_TYPE (HwBusyButton, hw_busy_button, HW, BUSY_BUTTON, GtkButton)

GtkWidget *hw_busy_button_new (const char *text);
void hw_busy_button_set_text (HwBusyButton *self, const char *text);
const char *hw_busy_button_get_text (HwBusyButton *self);
void hw_busy_button_set_busy (HwBusyButton *self, gboolean busy);
gboolean hw_busy_button_get_busy (HwBusyButton *self);

G_END_DECLS
