/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One thread that calls functions at their time: what must wait waits here, not on a pool's thread. The
 * functions must be short and never block. */
typedef struct _HwTimerThread HwTimerThread;

typedef void (*HwTimerFunc) (gpointer data);

HwTimerThread *hw_timer_thread_new (void);

/* hw_timer_thread_at: calls @func once, at @monotonic (g_get_monotonic_time()) or soon after. Any thread. */
void hw_timer_thread_at (HwTimerThread *self, gint64 monotonic, HwTimerFunc func, gpointer data);

/* hw_timer_thread_every: calls @func every @interval microseconds until the end. */
void hw_timer_thread_every (HwTimerThread *self, gint64 interval, HwTimerFunc func, gpointer data);

/* hw_timer_thread_free: calls at once what was to be called once and has not been, joins the thread. */
void hw_timer_thread_free (HwTimerThread *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwTimerThread, hw_timer_thread_free)

G_END_DECLS
