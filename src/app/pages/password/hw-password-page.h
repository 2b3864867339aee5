/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/hw-page.h"

G_BEGIN_DECLS

/*
 * HwPasswordPage: パスワード登録 and パスワード再登録, as the context's registration is for: new password and
 * authentication key. Where the server says that the key has expired, or that too many wrong ones were
 * entered, one button is left: はじめからやり直す. Until then leaving it, by whatever way, asks.
 */
#define HW_TYPE_PASSWORD_PAGE (hw_password_page_get_type ())
G_DECLARE_FINAL_TYPE (HwPasswordPage, hw_password_page, HW, PASSWORD_PAGE, HwPage)

G_END_DECLS
