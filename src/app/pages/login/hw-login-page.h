/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/hw-page.h"

G_BEGIN_DECLS

/* HwLoginPage: 求人者マイページログイン. Every failure reads the same, whatever its cause. */
#define HW_TYPE_LOGIN_PAGE (hw_login_page_get_type ())
G_DECLARE_FINAL_TYPE (HwLoginPage, hw_login_page, HW, LOGIN_PAGE, HwPage)

G_END_DECLS
