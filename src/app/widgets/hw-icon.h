/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * hw_icon_new:
 * @name: (nullable): of the icon
 *
 * An icon beside a text that says the same: for a screen reader it is not there. (A GtkImage without a name
 * of its own is read as “GtkImage”.)
 *
 * Returns: (transfer floating): a GtkImage
 */
GtkWidget *hw_icon_new (const char *name);

G_END_DECLS
