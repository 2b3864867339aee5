/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Where the lines of the log go: the standard output. Everything that logs writes through one of these, so
 * that lines of several threads do not mix. Where that is the journal's, each line begins with its priority
 * ("<4>"; sd-daemon(3)), which journald takes off and keeps as PRIORITY.
 */
typedef struct _HwLogOutput HwLogOutput;

/* Of syslog(3). */
typedef enum
{
  HW_LOG_FATAL = 2,
  HW_LOG_CRITICAL = 3,
  HW_LOG_WARNING = 4,
  HW_LOG_AUDIT = 5,
  HW_LOG_INFO = 6,
  HW_LOG_DEBUG = 7,
} HwLogPriority;

/* hw_log_output_new: @fd: stays the caller's. */
HwLogOutput *hw_log_output_new (int fd);
void hw_log_output_free (HwLogOutput *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwLogOutput, hw_log_output_free)

/* hw_log_output_prefix: what a line of @priority begins with; "" where it is not the journal's. */
const char *hw_log_output_prefix (HwLogOutput *self, HwLogPriority priority);

/* hw_log_output_write: @lines: whole ones, each with its prefix and its end. Any thread. A log that cannot be
 * written to does not stop the service. */
void hw_log_output_write (HwLogOutput *self, const char *lines, gsize length);

G_END_DECLS
