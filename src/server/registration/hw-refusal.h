/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "contract/hw-problem.h"
#include "server/registration/hw-caller.h"
#include "server/registration/hw-office.h"

G_BEGIN_DECLS

/* How the services refuse. Each sets @problem (out) (transfer full). */

void hw_refuse (HwProblem **problem, HwProblemCode code);

/* hw_refuse_field: one more entry of `errors[]`; makes the invalid-fields where @problem is still %NULL. */
void hw_refuse_field (HwProblem **problem, const char *pointer, const char *code);

/* hw_refuse_limited: @wait: microseconds; `retry_in` is rounded up. */
void hw_refuse_limited (HwProblem **problem, gint64 wait);

/* hw_refuse_store: @error: of HW_STORE_ERROR; unavailable or internal-error, and a logged line. */
void hw_refuse_store (HwProblem **problem, const HwCaller *caller, const GError *error);

/* hw_refuse_no_memory: a password could not be hashed: unavailable, and a logged line. */
void hw_refuse_no_memory (HwProblem **problem, const HwCaller *caller);

/* hw_seconds_from_now: `*_in`: whole seconds, rounded up, not below 0: a start says 1800, and 0 is said only
 * when it is over. */
gint64 hw_seconds_from_now (gint64 microseconds);

G_END_DECLS
