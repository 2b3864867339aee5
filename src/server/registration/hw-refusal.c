/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "hellowork-mypage-registration"

#include "server/registration/hw-refusal.h"

#include "contract/hw-instant.h"

/* What a client is asked to wait for before it tries a busy or unreachable store again. */
#define UNAVAILABLE_RETRY_SECONDS 5

void
hw_refuse (HwProblem **problem, HwProblemCode code)
{
  g_assert (*problem == NULL);
  *problem = hw_problem_new (code);
}

void
hw_refuse_field (HwProblem **problem, const char *pointer, const char *code)
{
  if (*problem == NULL)
    *problem = hw_problem_new (HW_PROBLEM_INVALID_FIELDS);
  hw_problem_add_field (*problem, pointer, code);
}

void
hw_refuse_limited (HwProblem **problem, gint64 wait)
{
  hw_refuse (problem, HW_PROBLEM_TOO_MANY_REQUESTS);
  (*problem)->retry_in = MAX (1, hw_seconds_from_now (wait));
}

void
hw_refuse_store (HwProblem **problem, const HwCaller *caller, const GError *error)
{
  if (g_error_matches (error, HW_STORE_ERROR, HW_STORE_ERROR_UNAVAILABLE))
    {
      hw_refuse (problem, HW_PROBLEM_UNAVAILABLE);
      (*problem)->retry_in = UNAVAILABLE_RETRY_SECONDS;
      g_warning ("Request %s: the store is not available: %s", caller->request_id, error->message);
      return;
    }

  hw_refuse (problem, HW_PROBLEM_INTERNAL_ERROR);
  g_warning ("Request %s: the store failed: %s", caller->request_id, error->message);
}

void
hw_refuse_no_memory (HwProblem **problem, const HwCaller *caller)
{
  hw_refuse (problem, HW_PROBLEM_UNAVAILABLE);
  (*problem)->retry_in = UNAVAILABLE_RETRY_SECONDS;
  g_warning ("Request %s: there is no memory to hash a password", caller->request_id);
}

gint64
hw_seconds_from_now (gint64 microseconds)
{
  return microseconds <= 0 ? 0 : (microseconds - 1) / HW_SECOND + 1;
}
