/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/registration/hw-office.h"

G_BEGIN_DECLS

/* What an operator looks at and mends when something went wrong: the limits of an address, its audit, the
 * mails that wait. An address need not be registered. Errors: HW_DESK_ERROR_EMAIL, or HwStore's. */

typedef enum
{
  HW_LIMIT_MAILS,           /* starts and resends for the address, over all origins */
  HW_LIMIT_MAILS_HERE,      /* from one origin */
  HW_LIMIT_LOGINS,          /* failed logins of the address, over all origins; known ones are spared */
  HW_LIMIT_LOGINS_HERE,     /* from one origin */
  HW_LIMIT_ORIGIN_STARTS,   /* all starts of one origin, where its limit is reached */
  HW_LIMIT_ORIGIN_FAILURES, /* all failed logins of one origin, likewise */
} HwLimitKind;

/* What has been used of one limit. */
typedef struct
{
  HwLimitKind kind;
  char *origin; /* (nullable): over all origins, or one that the audit does not name */
  gint64 window;
  guint used;
  guint most;
  gint64 wait; /* microseconds until one more is let through; 0: now */
} HwLimitUse;

void hw_limit_use_free (HwLimitUse *self);

/* hw_limit_kind_name: for programs: "mails", "mails-of-origin", "failed-logins", "failed-logins-of-origin",
 * "starts-of-origin-in-all", "failed-logins-of-origin-in-all". */
const char *hw_limit_kind_name (HwLimitKind kind);

/**
 * hw_operator_desk_limits:
 *
 * What counts for the address now. Origins are kept as hashes only: their names come from its audit.
 *
 * Returns: (transfer full) (element-type HwLimitUse): those of which something is used
 */
GPtrArray *hw_operator_desk_limits (HwOffice *office, const char *email, GError **error);

/* hw_operator_desk_clear_limits: starts, resends and failed logins of the address count no more; what an
 * origin does in all still does. @count: (out): events. */
gboolean hw_operator_desk_clear_limits (HwOffice *office, const char *email, guint *count, GError **error);

/* hw_operator_desk_audit: (transfer full) (element-type HwAuditEvent): the latest @most lines, the oldest of
 * them first. */
GPtrArray *hw_operator_desk_audit (HwOffice *office, const char *email, guint most, GError **error);

/* hw_operator_desk_mails: (transfer full) (element-type HwMailRecord): what waits, the oldest first. */
GPtrArray *hw_operator_desk_mails (HwOffice *office, GError **error);

/* hw_operator_desk_retry_mails, …_drop_mails: @id: (nullable): all; @count: (out). */
gboolean hw_operator_desk_retry_mails (HwOffice *office, const HwId *id, guint *count, GError **error);
gboolean hw_operator_desk_drop_mails (HwOffice *office, const HwId *id, guint *count, GError **error);

G_END_DECLS
