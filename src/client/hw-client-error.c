/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/hw-client-error.h"

typedef struct
{
  HwProblem *problem; /* (nullable): of HW_CLIENT_ERROR_PROBLEM only */
} HwClientErrorPrivate;

static void
hw_client_error_private_init (HwClientErrorPrivate *priv)
{
  priv->problem = NULL;
}

static void
hw_client_error_private_copy (const HwClientErrorPrivate *source, HwClientErrorPrivate *destination)
{
  destination->problem = source->problem != NULL ? hw_problem_copy (source->problem) : NULL;
}

static void
hw_client_error_private_clear (HwClientErrorPrivate *priv)
{
  g_clear_pointer (&priv->problem, hw_problem_free);
}

G_DEFINE_EXTENDED_ERROR (HwClientError, hw_client_error)

GError *
hw_client_error_new_problem (const HwProblem *problem)
{
  GError *error = NULL;

  g_return_val_if_fail (problem != NULL, NULL);

  /* `detail` was written for a person to read, in the asked language; it holds no secret (API.md). */
  error =
    g_error_new (HW_CLIENT_ERROR, HW_CLIENT_ERROR_PROBLEM, "%s: %s", hw_problem_code_name (problem->code),
                 problem->detail != NULL ? problem->detail : "no detail given");
  hw_client_error_get_private (error)->problem = hw_problem_copy (problem);
  return error;
}

const HwProblem *
hw_client_error_get_problem (const GError *error)
{
  if (!g_error_matches (error, HW_CLIENT_ERROR, HW_CLIENT_ERROR_PROBLEM))
    return NULL;

  return hw_client_error_get_private (error)->problem;
}

gboolean
hw_client_error_is_problem (const GError *error, HwProblemCode code)
{
  const HwProblem *problem = hw_client_error_get_problem (error);

  return problem != NULL && problem->code == code;
}
