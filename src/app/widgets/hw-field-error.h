/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* HwFieldError: what is wrong with a field: icon and text, hidden while there is nothing. */
#define HW_TYPE_FIELD_ERROR (hw_field_error_get_type ())
G_DECLARE_FINAL_TYPE (HwFieldError, hw_field_error, HW, FIELD_ERROR, GtkBox)

/* hw_field_error_set_message: (nullable). */
void hw_field_error_set_message (HwFieldError *self, const char *message);
const char *hw_field_error_get_message (HwFieldError *self);

/* hw_field_error_relate: INVALID, and the relation to the message, on @control; both taken away where there
 * is no message. */
void hw_field_error_relate (HwFieldError *self, GtkAccessible *control);

G_END_DECLS
