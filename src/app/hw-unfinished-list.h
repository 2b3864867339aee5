/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/hw-page.h"

G_BEGIN_DECLS

/*
 * HwUnfinishedList: a notice for each unfinished registration (パスワード登録の手続きが途中です…) with
 * 登録を続ける and 登録を取りやめる. For the top page, the login page and My Page; those take HW_EXIT_RESUME.
 */
#define HW_TYPE_UNFINISHED_LIST (hw_unfinished_list_get_type ())
G_DECLARE_FINAL_TYPE (HwUnfinishedList, hw_unfinished_list, HW, UNFINISHED_LIST, GtkBox)

/* hw_unfinished_list_attach: for @page to call when it is entered. */
void hw_unfinished_list_attach (HwUnfinishedList *self, HwPage *page);

G_END_DECLS
