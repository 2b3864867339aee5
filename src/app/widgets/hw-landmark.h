/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * hw_landmark_role:
 * @role: which landmark it is: MAIN, NAVIGATION, REGION or another one of ARIA's
 *
 * The role to give to a landmark on the GTK that runs: GTK 4.8 tells a screen reader of no landmark but the
 * abstract LANDMARK, which newer ones refuse, with a critical warning, as abstract.
 *
 * Returns: the role for the widget, or for its class
 */
GtkAccessibleRole hw_landmark_role (GtkAccessibleRole role);

G_END_DECLS
