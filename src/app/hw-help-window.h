/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* hw_help_window_open: 使い方: how the registration goes, and what to do where no mail comes. */
void hw_help_window_open (GtkWindow *parent);

G_END_DECLS
