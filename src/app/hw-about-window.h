/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* hw_about_window_new: (transfer floating): このアプリについて: that it is independent, whose it is, and
 * under which licences it and what it uses are. */
GtkWindow *hw_about_window_new (GtkWindow *parent);

G_END_DECLS
