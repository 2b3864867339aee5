/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "contract/hw-problem.h"
#include <gio/gio.h>

G_BEGIN_DECLS

/* What can go wrong between the window and the server, or the keyring. Cancelling is G_IO_ERROR_CANCELLED. */
typedef enum
{
  HW_CLIENT_ERROR_OFFLINE,        /* the machine has no network */
  HW_CLIENT_ERROR_UNREACHABLE,    /* name not found, refused, reset, cut off, or a 5xx */
  HW_CLIENT_ERROR_TIMED_OUT,      /* the call's total deadline passed */
  HW_CLIENT_ERROR_TLS,            /* the server's certificate is not good */
  HW_CLIENT_ERROR_NOT_OUR_SERVER, /* an answer that is not API.md's: a captive portal's HTML, wrong JSON, too
                                     large */
  HW_CLIENT_ERROR_PROBLEM,        /* a refusal: hw_client_error_get_problem() */
  HW_CLIENT_ERROR_SERVER_URL,     /* not https:, nor http: to loopback */
  HW_CLIENT_ERROR_NO_KEYRING,     /* none, locked, refused, or too slow: nothing will be remembered */
} HwClientError;

#define HW_CLIENT_ERROR (hw_client_error_quark ())
GQuark hw_client_error_quark (void);

/* hw_client_error_new_problem: (transfer full): carries a copy of @problem; survives g_error_copy(). */
GError *hw_client_error_new_problem (const HwProblem *problem);

/* hw_client_error_get_problem: (nullable): of HW_CLIENT_ERROR_PROBLEM only. */
const HwProblem *hw_client_error_get_problem (const GError *error);

/* hw_client_error_is_problem: whether @error is the refusal @code. */
gboolean hw_client_error_is_problem (const GError *error, HwProblemCode code);

G_END_DECLS
