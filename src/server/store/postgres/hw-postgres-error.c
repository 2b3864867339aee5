/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/store/postgres/hw-postgres-error.h"

#include <string.h>

#define SERIALIZATION_FAILURE "40001"
#define DEADLOCK_DETECTED "40P01"
#define READ_ONLY_TRANSACTION "25006"
#define LOCK_NOT_AVAILABLE "55P03"
#define IDLE_IN_TRANSACTION_TIMEOUT "25P03"

static gboolean
is_one_of (const char *state, const char *const *prefixes)
{
  for (guint i = 0; prefixes[i] != NULL; i++)
    if (g_str_has_prefix (state, prefixes[i]))
      return TRUE;

  return FALSE;
}

HwStoreError
hw_postgres_error_for_state (const char *state)
{
  /* Connection, log-in, database not there, resources (disk full, too many connections), operator, system. */
  static const char *const unavailable[] = { "08",
                                             "28",
                                             "3D",
                                             "53",
                                             "57",
                                             "58",
                                             SERIALIZATION_FAILURE,
                                             DEADLOCK_DETECTED,
                                             READ_ONLY_TRANSACTION,
                                             IDLE_IN_TRANSACTION_TIMEOUT,
                                             LOCK_NOT_AVAILABLE,
                                             NULL };
  static const char *const damaged[] = { "XX001", "XX002", NULL };

  if (state == NULL || is_one_of (state, unavailable))
    return HW_STORE_ERROR_UNAVAILABLE;

  return is_one_of (state, damaged) ? HW_STORE_ERROR_NOT_A_STORE : HW_STORE_ERROR_FAILED;
}

HwPostgresFate
hw_postgres_fate_for_state (const char *state)
{
  static const char *const conflicts[] = { SERIALIZATION_FAILURE, DEADLOCK_DETECTED, NULL };
  /* A server that has become a standby is of no use either: another one can be written to. */
  static const char *const lost[] = { "08", "57P", READ_ONLY_TRANSACTION, IDLE_IN_TRANSACTION_TIMEOUT, NULL };

  if (state == NULL || is_one_of (state, lost))
    return HW_POSTGRES_LOST;

  return is_one_of (state, conflicts) ? HW_POSTGRES_CONFLICT : HW_POSTGRES_REFUSED;
}

void
hw_postgres_set_error (GError **error, const char *state, const char *message)
{
  g_autofree char *line = g_strdup (message != NULL ? message : "");

  g_strdelimit (g_strchomp (line), "\n", ' ');
  g_set_error (error, HW_STORE_ERROR, hw_postgres_error_for_state (state), "PostgreSQL: %s%s%s%s", line,
               state != NULL ? " (" : "", state != NULL ? state : "", state != NULL ? ")" : "");
}
