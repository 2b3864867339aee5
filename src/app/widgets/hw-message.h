/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What has to be read, however long it is (a toast is cut), and closed. */

/* hw_message_show: @body: sentences. */
void hw_message_show (GtkWindow *parent, const char *heading, const char *body);

/* hw_message_show_address: with @address under it, which can be selected, and a button that copies it. */
void hw_message_show_address (GtkWindow *parent, const char *heading, const char *body, const char *address);

/* hw_message_prepare_buttons: names the buttons below @root exactly as their labels read, for a dialog's
 * mnemonics get into the name, and lets their labels wrap in a narrow window. */
void hw_message_prepare_buttons (GtkWidget *root);

G_END_DECLS
