/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/registration/hw-password-fields.h"

#include "contract/hw-password-rule.h"
#include "server/registration/hw-refusal.h"

void
hw_password_fields_check (const char *password,
                          const char *email,
                          const char *key,
                          const char *pointer,
                          HwProblem **problem)
{
  HwPasswordFaults faults = hw_password_rule_check (password, email, key);

  for (guint i = 0; i < HW_N_PASSWORD_FAULTS; i++)
    if ((faults & (1u << i)) != 0)
      hw_refuse_field (problem, pointer, hw_password_fault_code (1u << i));
}
