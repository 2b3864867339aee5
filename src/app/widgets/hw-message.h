/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What has to be read, however long it is (a toast is cut), and closed. */

/* hw_message_show: @body: sentences. */
void hw_message_show (GtkWindow *parent, const char *heading, const char *body);

/* hw_message_show_address: with @address under it, which can be selected, and a button that copies it. */
void hw_message_show_address (GtkWindow *parent, const char *heading, const char *body, const char *address);

/* hw_message_prepare: makes @dialog as wide as its text is large, names its buttons exactly as their labels
 * read, for mnemonics get into the name, and lets their labels and the heading wrap in a narrow window: GTK
 * 4.18 warns of a heading that cannot. */
void hw_message_prepare (AdwMessageDialog *dialog);

G_END_DECLS
