/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "contract/hw-notices.h"
#include <gtk/gtk.h>

G_BEGIN_DECLS

/* HwNoticeList: a section of the top page: heading, dated links, and a link to the others. Property: title.
 */
#define HW_TYPE_NOTICE_LIST (hw_notice_list_get_type ())
G_DECLARE_FINAL_TYPE (HwNoticeList, hw_notice_list, HW, NOTICE_LIST, GtkBox)

/* hw_notice_list_set_items: @items: (element-type HwNotice); @more_url: (nullable): what @more_text opens. */
void
hw_notice_list_set_items (HwNoticeList *self, GPtrArray *items, const char *more_text, const char *more_url);

G_END_DECLS
