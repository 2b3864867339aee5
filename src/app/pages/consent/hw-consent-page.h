/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/hw-page.h"

G_BEGIN_DECLS

/* HwConsentPage: 求人者マイページ利用規約確認: both documents must have been seen to their ends before the
 * check can be set; the registration then bears the versions that were read. */
#define HW_TYPE_CONSENT_PAGE (hw_consent_page_get_type ())
G_DECLARE_FINAL_TYPE (HwConsentPage, hw_consent_page, HW, CONSENT_PAGE, HwPage)

G_END_DECLS
