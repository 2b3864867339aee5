/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/hw-page.h"

G_BEGIN_DECLS

/*
 * HwMyPage: 求人者マイページホーム of the client's session: establishment, account, the server's menu,
 * password change, logins, logout, other establishments. Where the server says that the session is over, it
 * leads to the login page.
 */
#define HW_TYPE_MY_PAGE (hw_my_page_get_type ())
G_DECLARE_FINAL_TYPE (HwMyPage, hw_my_page, HW, MY_PAGE, HwPage)

G_END_DECLS
