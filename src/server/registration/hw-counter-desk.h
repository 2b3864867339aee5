/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/registration/hw-office.h"

G_BEGIN_DECLS

/* 事業所本登録とアカウント登録: what the counter does beforehand, checked. Errors: HW_DESK_ERROR, or
 * HwStore's. */

typedef enum
{
  HW_DESK_ERROR_NUMBER,  /* not an establishment number */
  HW_DESK_ERROR_NAME,    /* empty, too long (200), control characters */
  HW_DESK_ERROR_EMAIL,   /* not an address */
  HW_DESK_ERROR_EXISTS,  /* registered already */
  HW_DESK_ERROR_UNKNOWN, /* no such address */
} HwDeskError;

#define HW_DESK_ERROR (hw_desk_error_quark ())
GQuark hw_desk_error_quark (void);

/* One line to register; @line: where it stands in the file, 0 for the command line. */
typedef struct
{
  char *establishment_number;
  char *establishment_name;
  char *email;
  guint line;
} HwDeskEntry;

void hw_desk_entry_free (HwDeskEntry *self);

/* One fault of an entry. */
typedef struct
{
  guint line;
  HwDeskError code;
  char *message; /* English; a sentence that names the value and what is right */
} HwDeskFault;

void hw_desk_fault_free (HwDeskFault *self);

/**
 * hw_counter_desk_register:
 * @entries: (element-type HwDeskEntry)
 * @faults: (out) (transfer full) (element-type HwDeskFault): every fault of every entry, by line; empty where
 *   the store failed
 *
 * All or none.
 */
gboolean hw_counter_desk_register (HwOffice *office, GPtrArray *entries, GPtrArray **faults, GError **error);

/* hw_counter_desk_set_disabled, hw_counter_desk_remove: HW_DESK_ERROR_UNKNOWN where nobody has @email. */
gboolean
hw_counter_desk_set_disabled (HwOffice *office, const char *email, gboolean disabled, GError **error);
gboolean hw_counter_desk_remove (HwOffice *office, const char *email, GError **error);
HwAccount *hw_counter_desk_find (HwOffice *office, const char *email, GError **error);
GPtrArray *hw_counter_desk_list (HwOffice *office, GError **error);

G_END_DECLS
