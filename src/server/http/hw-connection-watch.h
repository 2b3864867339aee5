/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/http/hw-origin-count.h"

G_BEGIN_DECLS

/*
 * The reaper: libmicrohttpd's time-out counts inactivity only, so that one byte a second lives on. Each
 * connection has a time until which its current step must be done; one that is late is shut down.
 */
typedef struct _HwConnectionWatch HwConnectionWatch;
typedef struct _HwWatchedConnection HwWatchedConnection;

/* hw_connection_watch_new: @counts: outlives it; may be another watch's, too. */
HwConnectionWatch *hw_connection_watch_new (HwOriginCount *counts);
void hw_connection_watch_free (HwConnectionWatch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwConnectionWatch, hw_connection_watch_free)

/* hw_connection_watch_add: (transfer none): @fd was accepted from @origin (nullable: nobody counts it);
 * nothing is expected of it yet. */
HwWatchedConnection *hw_connection_watch_add (HwConnectionWatch *self, int fd, const char *origin);

/* hw_connection_watch_remove: to be called before its descriptor is closed. */
void hw_connection_watch_remove (HwConnectionWatch *self, HwWatchedConnection *connection);

/* hw_watched_connection_expect: the step that begins now must be done within @period microseconds; 0: no
 * limit, as long as we work on it. The connection's own thread or, while it is suspended, the one that works
 * on it. */
void hw_watched_connection_expect (HwWatchedConnection *connection, gint64 period);

/* hw_watched_connection_has_asked: a request's head was read. */
void hw_watched_connection_has_asked (HwWatchedConnection *connection);

/* hw_connection_watch_has_silent: whether there is a connection that has not asked anything yet. */
gboolean hw_connection_watch_has_silent (HwConnectionWatch *self);

/* How often hw_connection_watch_reap() is to be called. */
#define HW_REAP_INTERVAL (500 * G_TIME_SPAN_MILLISECOND)

/* hw_connection_watch_reap: shuts down what is late at @now (monotonic). Returns how many. */
guint hw_connection_watch_reap (HwConnectionWatch *self, gint64 now);

guint hw_connection_watch_get_count (HwConnectionWatch *self);

G_END_DECLS
