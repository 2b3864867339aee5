/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/registration/hw-audit.h"
#include "server/registration/hw-office.h"

G_BEGIN_DECLS

/* 事業所本登録とアカウント登録: what the counter does beforehand, checked. Errors: HW_DESK_ERROR, or
 * HwStore's. Their messages, and those of faults, are sentences in the process's language (gettext): the
 * server never shows them. */

typedef enum
{
  HW_DESK_ERROR_NUMBER,    /* not an establishment number */
  HW_DESK_ERROR_NAME,      /* empty, too long, control characters, two names for one number */
  HW_DESK_ERROR_EMAIL,     /* not an address */
  HW_DESK_ERROR_EXISTS,    /* registered already */
  HW_DESK_ERROR_UNKNOWN,   /* no such address */
  HW_DESK_ERROR_DUPLICATE, /* twice among the entries */
} HwDeskError;

#define HW_DESK_ERROR (hw_desk_error_quark ())
GQuark hw_desk_error_quark (void);

/* hw_desk_error_name: for programs: "establishment-number", "establishment-name", "email", "exists",
 * "unknown", "duplicate". */
const char *hw_desk_error_name (HwDeskError code);

#define HW_ESTABLISHMENT_NAME_MAX_LENGTH 200 /* characters */

/* One line to register, unchecked; @line: where it stands in the file, 0 for the command line. */
typedef struct
{
  char *establishment_number;
  char *establishment_name;
  char *email;
  guint line;
} HwDeskEntry;

HwDeskEntry *hw_desk_entry_new (const char *number, const char *name, const char *email, guint line);
void hw_desk_entry_free (HwDeskEntry *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwDeskEntry, hw_desk_entry_free)

/* One fault of an entry. */
typedef struct
{
  guint line;
  HwDeskError code;
  char *message; /* a sentence that names the value and what is right */
} HwDeskFault;

void hw_desk_fault_free (HwDeskFault *self);

/**
 * hw_counter_desk_check:
 * @entries: (element-type HwDeskEntry)
 * @faults: (out) (transfer full) (element-type HwDeskFault): every fault of every entry, in their order
 *
 * What hw_counter_desk_register() would refuse; changes nothing. FALSE where the store failed.
 */
gboolean hw_counter_desk_check (HwOffice *office, GPtrArray *entries, GPtrArray **faults, GError **error);

/**
 * hw_counter_desk_register:
 * @entries: (element-type HwDeskEntry)
 * @faults: (out) (transfer full) (element-type HwDeskFault): every fault of every entry, in their order;
 *   empty where the store failed
 *
 * All or none. Where there are faults, @error is the first of them.
 */
gboolean hw_counter_desk_register (HwOffice *office, GPtrArray *entries, GPtrArray **faults, GError **error);

/* The following: HW_DESK_ERROR_EMAIL where @email is no address, HW_DESK_ERROR_UNKNOWN where nobody has it.
 */
gboolean
hw_counter_desk_set_disabled (HwOffice *office, const char *email, gboolean disabled, GError **error);
gboolean hw_counter_desk_remove (HwOffice *office, const char *email, GError **error);
HwAccount *hw_counter_desk_find (HwOffice *office, const char *email, GError **error);

/* hw_counter_desk_sessions: (transfer full) (element-type HwSessionRecord): latest use first. */
GPtrArray *hw_counter_desk_sessions (HwOffice *office, const char *email, GError **error);

/* hw_counter_desk_end_sessions: all of them; @count: (out). */
gboolean hw_counter_desk_end_sessions (HwOffice *office, const char *email, guint *count, GError **error);

/* hw_counter_desk_read_email: (transfer full) (nullable): normalized; %NULL with HW_DESK_ERROR_EMAIL. */
char *hw_counter_desk_read_email (const char *typed, GError **error);

/* The counter's work is audited as any other; it comes from no network. */
#define HW_COUNTER_ORIGIN "counter"

/* hw_counter_desk_event: (transfer full): @email: (nullable) */
HwAuditEvent *hw_counter_desk_event (HwOffice *office, const char *event, const char *email);

/* hw_counter_desk_list: (transfer full) (element-type HwAccount): by establishment number, then address. */
GPtrArray *hw_counter_desk_list (HwOffice *office, GError **error);

G_END_DECLS
