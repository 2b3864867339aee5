/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/http/hw-log-output.h"

G_BEGIN_DECLS

/*
 * One line of JSON for each request. Lines are gathered and written together a few times a second, so that a
 * cheap request does not wait for the log.
 */
typedef struct _HwAccessLog HwAccessLog;

/* What a line says. No path, which may hold an id, and nothing that the client chose freely. */
typedef struct
{
  gint64 at;          /* instant, when the head was read */
  const char *method; /* of the route, or "other" */
  const char *route;  /* pattern, "/v1/sessions/{id}"; "none" where there is none */
  guint status;
  gint64 duration; /* microseconds */
  const char *request_id;
  const char *origin;
} HwAccess;

/* hw_access_log_new: @output: outlives it. */
HwAccessLog *hw_access_log_new (HwLogOutput *output);
void hw_access_log_add (HwAccessLog *self, const HwAccess *access);
/* hw_access_log_flush: writes what was gathered; also a HwTimerFunc. */
void hw_access_log_flush (gpointer self);
/* hw_access_log_free: flushes. */
void hw_access_log_free (HwAccessLog *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwAccessLog, hw_access_log_free)

G_END_DECLS
