/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* hw_window_keys_close_on_escape: lets the Escape key close @window, as it closes a dialog. */
void hw_window_keys_close_on_escape (GtkWindow *window);

G_END_DECLS
