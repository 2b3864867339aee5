/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hw-test-store.h"

G_BEGIN_DECLS

#define HW_TEST_RACERS 100

/* What each racer does; its result, a small number. */
typedef guint (*HwTestAct) (HwStore *store, guint index);

/* hw_test_race: HW_TEST_RACERS threads do @act at once, where the backend is made for it half of them on
 * another store of the same URI, as another process would; @counts: how many came to each result, added up.
 */
void hw_test_race (HwTestStore *test, HwTestAct act, guint *counts);

/* hw_test_open_by_many: opens @uri many times at once; each store must work. */
void hw_test_open_by_many (const char *uri);

G_END_DECLS
