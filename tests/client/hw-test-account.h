/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "client/hw-api.h"
#include "hw-test-office.h"

G_BEGIN_DECLS

#define HW_TEST_EMAIL "taro@example.jp"
#define HW_TEST_PASSWORD "kasumi-2026"
#define HW_TEST_OTHER_PASSWORD "gaseki+2027"

/* hw_test_account_agree: the current versions of both documents. */
void hw_test_account_agree (HwApi *api, char **privacy_version, char **terms_version);

/* hw_test_account_open: registers @email at the counter and opens its My Page with HW_TEST_PASSWORD. */
void hw_test_account_open (HwTestOffice *office, HwApi *api, const char *email);

G_END_DECLS
