/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "contract/hw-notices.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * HwFooter: the links, the address and the copyright line that the server gives. Those that open inside the
 * app activate `win.show-document` with their id.
 */
#define HW_TYPE_FOOTER (hw_footer_get_type ())
G_DECLARE_FINAL_TYPE (HwFooter, hw_footer, HW, FOOTER, GtkBox)

/* hw_footer_set_notices: @notices: (nullable): %NULL empties it. Nothing of it is kept. */
void hw_footer_set_notices (HwFooter *self, const HwNotices *notices);

G_END_DECLS
