/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/hw-page.h"

G_BEGIN_DECLS

/* HwCompletionPage: パスワード登録完了: it is done; the record to print or save, and the way to the login
 * page. */
#define HW_TYPE_COMPLETION_PAGE (hw_completion_page_get_type ())
G_DECLARE_FINAL_TYPE (HwCompletionPage, hw_completion_page, HW, COMPLETION_PAGE, HwPage)

/* hw_completion_page_save_record: writes the record as PDF to @file and says so, or why not. What
 * 控えをPDFで保存 does once a file was chosen. */
void hw_completion_page_save_record (HwCompletionPage *self, GFile *file);

G_END_DECLS
