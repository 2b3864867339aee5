/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/store/hw-histogram.h"

G_BEGIN_DECLS

/*
 * Threads that run blocking work, with a bounded queue before them, so that memory stays bounded and the
 * threads that serve connections never wait. First in, first out.
 */
typedef struct _HwWorkerPool HwWorkerPool;

typedef void (*HwJob) (gpointer data);

/**
 * hw_worker_pool_new:
 * @name: of its threads, at most 12 characters
 * @most_waiting: how many jobs may wait, those that run not counted
 */
HwWorkerPool *hw_worker_pool_new (const char *name, guint n_threads, guint most_waiting);

/* hw_worker_pool_push: any thread. FALSE, and @job is never called, where the queue is full or the pool is
 * stopping. */
gboolean hw_worker_pool_push (HwWorkerPool *self, HwJob job, gpointer data);

/* hw_worker_pool_get_waiting: how many jobs wait now; for metrics. */
guint hw_worker_pool_get_waiting (HwWorkerPool *self);
/* hw_worker_pool_get_running: how many run now. */
guint hw_worker_pool_get_running (HwWorkerPool *self);

/* hw_worker_pool_get_waits: (transfer none): how long jobs waited for a thread. */
const HwHistogram *hw_worker_pool_get_waits (HwWorkerPool *self);
/* hw_worker_pool_get_refused: how many found the queue full. */
guint64 hw_worker_pool_get_refused (HwWorkerPool *self);

/* hw_worker_pool_stop: takes no more jobs, runs those that wait, joins its threads. */
void hw_worker_pool_stop (HwWorkerPool *self);

/* hw_worker_pool_free: stops it first, where that was not done. */
void hw_worker_pool_free (HwWorkerPool *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwWorkerPool, hw_worker_pool_free)

G_END_DECLS
