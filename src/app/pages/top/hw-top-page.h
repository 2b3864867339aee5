/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/hw-page.h"

G_BEGIN_DECLS

/* HwTopPage: トップ: the ways in, and what the server has to tell. */
#define HW_TYPE_TOP_PAGE (hw_top_page_get_type ())
G_DECLARE_FINAL_TYPE (HwTopPage, hw_top_page, HW, TOP_PAGE, HwPage)

G_END_DECLS
