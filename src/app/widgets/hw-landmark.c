/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/widgets/hw-landmark.h"

GtkAccessibleRole
hw_landmark_role (GtkAccessibleRole role)
{
  return gtk_get_minor_version () < 10 ? GTK_ACCESSIBLE_ROLE_LANDMARK : role;
}
