/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * HwLink: underlined text that leads somewhere: opens `url` in the browser where it has one, else only emits
 * `clicked`. Its text wraps, and is its accessible name. Properties: text, url.
 */
#define HW_TYPE_LINK (hw_link_get_type ())
G_DECLARE_FINAL_TYPE (HwLink, hw_link, HW, LINK, GtkButton)

/* hw_link_new: @url: (nullable): http: or https:; anything else is not opened. */
GtkWidget *hw_link_new (const char *text, const char *url);
void hw_link_set_text (HwLink *self, const char *text);
void hw_link_set_url (HwLink *self, const char *url);

G_END_DECLS
