/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/registration/hw-caller.h"
#include "server/registration/hw-office.h"

G_BEGIN_DECLS

/*
 * The audit: every authentication event is one line of JSON in the log and a row in the store; no secret, the
 * address masked (DESIGN.md). What changes something is written by the store in the transaction that changes
 * it, and its line logged by hw_audit_log() once that is committed; a refusal by hw_audit_refusal().
 */
typedef struct _HwAudit HwAudit;

HwAudit *hw_audit_new (void);
void hw_audit_free (HwAudit *self);

/**
 * hw_audit_event_for:
 * @event: static
 * @outcome: static: "done" or a problem's code
 * @email: (nullable): as typed, unchecked
 *
 * Returns: (transfer full)
 */
HwAuditEvent *hw_audit_event_for (HwOffice *office,
                                  const HwCaller *caller,
                                  const char *event,
                                  const char *outcome,
                                  const char *email);

/* hw_audit_subject: what the audit finds an address by: a keyed hash of it, folded. */
HwHash hw_audit_subject (HwOffice *office, const char *email);

/* hw_audit_log: the line alone. */
void hw_audit_log (HwOffice *office, const HwAuditEvent *event);

/* hw_audit_failure: row and line, always: a wrong password. */
void hw_audit_failure (HwOffice *office,
                       const HwCaller *caller,
                       const char *event,
                       const char *outcome,
                       const char *email);

/* hw_audit_refusal: what changes nothing, and so can be asked for without end: row and line of the first of
 * its kind in a minute; those that follow within it are counted and written as one (API.md, Growth). A kind
 * is event, outcome, address and origin. */
void hw_audit_refusal (HwOffice *office,
                       const HwCaller *caller,
                       const char *event,
                       const char *outcome,
                       const char *email);

/* hw_audit_flush: writes the counts whose minute is over; @all: every count. */
void hw_audit_flush (HwOffice *office, gboolean all);

G_END_DECLS
