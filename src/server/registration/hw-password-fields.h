/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "contract/hw-problem.h"

G_BEGIN_DECLS

/**
 * hw_password_fields_check:
 * @key: (nullable): the authentication key, normalized
 * @pointer: the field's JSON pointer
 * @problem: (inout): every fault of @password is added to it
 *
 * The password rule as entries of `errors[]`: all that apply.
 */
void hw_password_fields_check (const char *password,
                               const char *email,
                               const char *key,
                               const char *pointer,
                               HwProblem **problem);

G_END_DECLS
