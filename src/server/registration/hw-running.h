/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/crypto/hw-hash.h"

G_BEGIN_DECLS

/* The Idempotency-Keys whose first request is still running in this process. Thread-safe. */
typedef struct _HwRunning HwRunning;

HwRunning *hw_running_new (void);
void hw_running_free (HwRunning *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwRunning, hw_running_free)

/* hw_running_enter: FALSE where @idempotency (over path and key) is running already. */
gboolean hw_running_enter (HwRunning *self, const HwHash *idempotency);

/* hw_running_leave: ends what hw_running_enter() returned TRUE for. */
void hw_running_leave (HwRunning *self, const HwHash *idempotency);

G_END_DECLS
