/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/hw-page.h"

G_BEGIN_DECLS

/* HwEmailPage: メールアドレスの入力（パスワード登録申込）, and （パスワード再登録申込）, as the context's
 * registration is for. It goes on for every address, known or not, and never says that a mail was sent. */
#define HW_TYPE_EMAIL_PAGE (hw_email_page_get_type ())
G_DECLARE_FINAL_TYPE (HwEmailPage, hw_email_page, HW, EMAIL_PAGE, HwPage)

G_END_DECLS
