/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/registration/hw-account-session.h"

#include "server/registration/hw-audit.h"
#include "server/registration/hw-refusal.h"
#include "server/registration/hw-session-view.h"

HwHome *
hw_account_session_home (HwOffice *office,
                         const HwCaller *caller,
                         const char *credential,
                         HwProblem **problem)
{
  g_autoptr (HwSessionRecord) session = NULL;
  g_autoptr (HwAccount) account = NULL;
  HwHome *home;

  session = hw_session_find (office, caller, credential, &account, problem);
  if (session == NULL)
    return NULL;

  home = g_new0 (HwHome, 1);
  home->account = hw_account_summarize (account, session->previous_login_at);
  home->menu = g_ptr_array_new_with_free_func ((GDestroyNotify) hw_menu_entry_free);
  home->expires_at = hw_session_ends_at (session);
  home->expires_in = hw_seconds_from_now (home->expires_at - hw_clock_now (office->clock));
  return home;
}

/* Ends @id of @account; FALSE with @problem: @missing where there is no such session. */
static gboolean
end_session (HwOffice *office,
             const HwCaller *caller,
             const HwAccount *account,
             const HwId *id,
             const char *event,
             HwProblemCode missing,
             HwProblem **problem)
{
  g_autoptr (HwAuditEvent) audit = hw_audit_event_for (office, caller, event, "done", account->email);
  g_autoptr (GError) error = NULL;
  gboolean found = FALSE;

  if (!hw_store_end_session (office->store, account->id, id, audit, &found, &error))
    {
      hw_refuse_store (problem, caller, error);
      return FALSE;
    }
  if (!found)
    {
      hw_refuse (problem, missing);
      return FALSE;
    }
  hw_audit_log (office, audit);
  return TRUE;
}

gboolean
hw_account_session_logout (HwOffice *office,
                           const HwCaller *caller,
                           const char *credential,
                           HwProblem **problem)
{
  g_autoptr (HwSessionRecord) session = NULL;
  g_autoptr (HwAccount) account = NULL;

  session = hw_session_find (office, caller, credential, &account, problem);
  return session != NULL
         && end_session (office, caller, account, &session->id, "logout", HW_PROBLEM_CREDENTIAL_INVALID,
                         problem);
}

GPtrArray *
hw_account_session_list (HwOffice *office,
                         const HwCaller *caller,
                         const char *credential,
                         HwProblem **problem)
{
  g_autoptr (HwSessionRecord) current = NULL;
  g_autoptr (HwAccount) account = NULL;
  g_autoptr (GPtrArray) sessions = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *entries;

  current = hw_session_find (office, caller, credential, &account, problem);
  if (current == NULL)
    return NULL;
  if (!hw_store_list_sessions (office->store, account->id, hw_clock_now (office->clock), &sessions, &error))
    {
      hw_refuse_store (problem, caller, error);
      return NULL;
    }

  entries = g_ptr_array_new_with_free_func ((GDestroyNotify) hw_session_entry_free);
  for (guint i = 0; i < sessions->len; i++)
    {
      const HwSessionRecord *session = sessions->pdata[i];

      g_ptr_array_add (entries, hw_session_entry_new (session->id.text, session->device, session->origin,
                                                      session->created_at, session->last_used_at,
                                                      strcmp (session->id.text, current->id.text) == 0));
    }
  return entries;
}

static gboolean
read_id (const char *text, HwId *id)
{
  if (strlen (text) != HW_ID_LENGTH || strspn (text, "0123456789abcdef") != HW_ID_LENGTH)
    return FALSE;
  memcpy (id->text, text, sizeof id->text);
  return TRUE;
}

gboolean
hw_account_session_end (HwOffice *office,
                        const HwCaller *caller,
                        const char *credential,
                        const char *id,
                        HwProblem **problem)
{
  g_autoptr (HwSessionRecord) current = NULL;
  g_autoptr (HwAccount) account = NULL;
  HwId ended;

  current = hw_session_find (office, caller, credential, &account, problem);
  if (current == NULL)
    return FALSE;
  if (!read_id (id, &ended))
    {
      hw_refuse (problem, HW_PROBLEM_NOT_FOUND);
      return FALSE;
    }
  return end_session (office, caller, account, &ended, "session-ended", HW_PROBLEM_NOT_FOUND, problem);
}
