/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/registration/hw-counter-desk.h"

#include "hw-build-config.h"
#include "server/registration/hw-audit.h"
#include "server/registration/hw-desk-check.h"

#define GETTEXT_PACKAGE HW_GETTEXT_PACKAGE
#include <glib/gi18n-lib.h>

G_DEFINE_QUARK (hw_desk_error, hw_desk_error)

const char *
hw_desk_error_name (HwDeskError code)
{
  switch (code)
    {
    case HW_DESK_ERROR_NUMBER:
      return "establishment-number";
    case HW_DESK_ERROR_NAME:
      return "establishment-name";
    case HW_DESK_ERROR_EMAIL:
      return "email";
    case HW_DESK_ERROR_EXISTS:
      return "exists";
    case HW_DESK_ERROR_UNKNOWN:
      return "unknown";
    case HW_DESK_ERROR_DUPLICATE:
      return "duplicate";
    default:
      g_assert_not_reached ();
    }
}

HwDeskEntry *
hw_desk_entry_new (const char *number, const char *name, const char *email, guint line)
{
  HwDeskEntry *self = g_new0 (HwDeskEntry, 1);

  self->establishment_number = g_strdup (number);
  self->establishment_name = g_strdup (name);
  self->email = g_strdup (email);
  self->line = line;
  return self;
}

void
hw_desk_entry_free (HwDeskEntry *self)
{
  g_free (self->establishment_number);
  g_free (self->establishment_name);
  g_free (self->email);
  g_free (self);
}

void
hw_desk_fault_free (HwDeskFault *self)
{
  g_free (self->message);
  g_free (self);
}

HwAuditEvent *
hw_counter_desk_event (HwOffice *office, const char *event, const char *email)
{
  HwId id = hw_id_new ();
  HwCaller caller = { .request_id = id.text, .origin = HW_COUNTER_ORIGIN };

  return hw_audit_event_for (office, &caller, event, "done", email);
}

static void
add_existing (GPtrArray *faults, guint line, const char *email)
{
  g_ptr_array_add (faults, hw_desk_fault_new (line, HW_DESK_ERROR_EXISTS,
                                              g_strdup_printf (_ ("“%s” is already registered."), email)));
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  const HwDeskFault *first = *(HwDeskFault *const *) a;
  const HwDeskFault *second = *(HwDeskFault *const *) b;

  return (first->line > second->line) - (first->line < second->line);
}

/* (transfer full) (nullable): the accounts to be, %NULL at the place of one with a fault in itself. */
static GPtrArray *
check_all (HwOffice *office, GPtrArray *entries, GPtrArray *faults, GError **error)
{
  g_autoptr (GPtrArray) accounts = hw_desk_check_entries (entries, faults);

  for (guint i = 0; i < accounts->len; i++)
    {
      const HwAccount *account = accounts->pdata[i];
      const HwDeskEntry *entry = entries->pdata[i];
      g_autoptr (HwAccount) existing = NULL;

      if (account == NULL)
        continue;
      if (!hw_store_find_account (office->store, account->email, &existing, error))
        return NULL;
      if (existing != NULL)
        add_existing (faults, entry->line, account->email);
    }
  g_ptr_array_sort (faults, compare_lines);
  return g_steal_pointer (&accounts);
}

gboolean
hw_counter_desk_check (HwOffice *office, GPtrArray *entries, GPtrArray **faults, GError **error)
{
  g_autoptr (GPtrArray) accounts = NULL;

  *faults = g_ptr_array_new_with_free_func ((GDestroyNotify) hw_desk_fault_free);
  accounts = check_all (office, entries, *faults, error);
  if (accounts == NULL)
    g_ptr_array_set_size (*faults, 0);
  return accounts != NULL;
}

static gboolean
add_accounts (HwOffice *office, GPtrArray *accounts, GPtrArray *entries, GPtrArray *faults, GError **error)
{
  g_autoptr (GPtrArray) audits = g_ptr_array_new_with_free_func ((GDestroyNotify) hw_audit_event_free);
  g_autoptr (GArray) existing = NULL;
  g_autoptr (GError) local_error = NULL;
  gint64 now = hw_clock_now (office->clock);

  for (guint i = 0; i < accounts->len; i++)
    {
      HwAccount *account = accounts->pdata[i];

      account->registered_at = now;
      g_ptr_array_add (audits, hw_counter_desk_event (office, "account-registered", account->email));
    }

  if (!hw_store_add_accounts (office->store, accounts, audits, &existing, &local_error))
    {
      /* Registered by someone else since they were checked. */
      for (guint i = 0; existing != NULL && i < existing->len; i++)
        {
          guint index = g_array_index (existing, guint, i);

          add_existing (faults, ((HwDeskEntry *) entries->pdata[index])->line,
                        ((HwAccount *) accounts->pdata[index])->email);
        }
      if (faults->len == 0)
        g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  for (guint i = 0; i < audits->len; i++)
    hw_audit_log (office, audits->pdata[i]);
  return TRUE;
}

gboolean
hw_counter_desk_register (HwOffice *office, GPtrArray *entries, GPtrArray **faults, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) hw_desk_fault_free);
  g_autoptr (GPtrArray) accounts = check_all (office, entries, found, error);
  gboolean done =
    accounts != NULL && found->len == 0 && add_accounts (office, accounts, entries, found, error);

  if (accounts == NULL)
    g_ptr_array_set_size (found, 0);
  if (found->len > 0)
    {
      const HwDeskFault *first = found->pdata[0];

      g_set_error_literal (error, HW_DESK_ERROR, first->code, first->message);
    }
  *faults = g_steal_pointer (&found);
  return done;
}

char *
hw_counter_desk_read_email (const char *typed, GError **error)
{
  g_autofree char *message = NULL;
  char *email = hw_desk_check_email (typed, &message);

  if (email == NULL)
    g_set_error_literal (error, HW_DESK_ERROR, HW_DESK_ERROR_EMAIL, message);
  return email;
}

static void
set_unknown (GError **error, const char *email)
{
  g_set_error (error, HW_DESK_ERROR, HW_DESK_ERROR_UNKNOWN, _ ("“%s” is not registered."), email);
}

/* Puts the desk's own error in the place of the store's "not found". */
static gboolean
finish (HwOffice *office,
        gboolean done,
        const HwAuditEvent *audit,
        const char *email,
        GError *store_error,
        GError **error)
{
  if (done)
    {
      hw_audit_log (office, audit);
      return TRUE;
    }
  if (!g_error_matches (store_error, HW_STORE_ERROR, HW_STORE_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, store_error);
      return FALSE;
    }
  g_error_free (store_error);
  set_unknown (error, email);
  return FALSE;
}

gboolean
hw_counter_desk_set_disabled (HwOffice *office, const char *email, gboolean disabled, GError **error)
{
  g_autofree char *normalized = hw_counter_desk_read_email (email, error);
  g_autoptr (HwAuditEvent) audit = NULL;
  GError *store_error = NULL;
  gboolean done;

  if (normalized == NULL)
    return FALSE;
  audit = hw_counter_desk_event (office, disabled ? "account-disabled" : "account-enabled", normalized);
  done = hw_store_set_disabled (office->store, normalized, disabled, audit, &store_error);
  return finish (office, done, audit, normalized, store_error, error);
}

gboolean
hw_counter_desk_remove (HwOffice *office, const char *email, GError **error)
{
  g_autofree char *normalized = hw_counter_desk_read_email (email, error);
  g_autoptr (HwAuditEvent) audit = NULL;
  GError *store_error = NULL;
  gboolean done;

  if (normalized == NULL)
    return FALSE;
  audit = hw_counter_desk_event (office, "account-removed", normalized);
  done = hw_store_remove_account (office->store, normalized, audit, &store_error);
  return finish (office, done, audit, normalized, store_error, error);
}

HwAccount *
hw_counter_desk_find (HwOffice *office, const char *email, GError **error)
{
  g_autofree char *normalized = hw_counter_desk_read_email (email, error);
  g_autoptr (HwAccount) account = NULL;

  if (normalized == NULL || !hw_store_find_account (office->store, normalized, &account, error))
    return NULL;
  if (account == NULL)
    set_unknown (error, normalized);
  return g_steal_pointer (&account);
}

GPtrArray *
hw_counter_desk_sessions (HwOffice *office, const char *email, GError **error)
{
  g_autoptr (HwAccount) account = hw_counter_desk_find (office, email, error);
  GPtrArray *sessions = NULL;

  if (account == NULL
      || !hw_store_list_sessions (office->store, account->id, hw_clock_now (office->clock), &sessions, error))
    return NULL;
  return sessions;
}

gboolean
hw_counter_desk_end_sessions (HwOffice *office, const char *email, guint *count, GError **error)
{
  g_autoptr (HwAccount) account = hw_counter_desk_find (office, email, error);
  g_autoptr (HwAuditEvent) audit = NULL;

  if (account == NULL)
    return FALSE;
  audit = hw_counter_desk_event (office, "sessions-ended", account->email);
  if (!hw_store_end_sessions (office->store, account->id, audit, count, error))
    return FALSE;
  hw_audit_log (office, audit);
  return TRUE;
}

GPtrArray *
hw_counter_desk_list (HwOffice *office, GError **error)
{
  GPtrArray *accounts = NULL;

  return hw_store_list_accounts (office->store, &accounts, error) ? accounts : NULL;
}
