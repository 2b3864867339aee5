/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* 事業所 as messages carry it: `{number, name}`. */
typedef struct
{
  char *number; /* "1301-123456-7" */
  char *name;
} HwEstablishment;

HwEstablishment *hw_establishment_new (const char *number, const char *name);
HwEstablishment *hw_establishment_copy (const HwEstablishment *self);
void hw_establishment_free (HwEstablishment *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwEstablishment, hw_establishment_free)
JsonNode *hw_establishment_to_json (const HwEstablishment *self);
HwEstablishment *hw_establishment_from_json (JsonNode *node, GError **error);

/* `account` of a login's answer and of My Page: `{email, opened_at, last_login_at, establishment}`.
 * `last_login_at` is the login before this one; absent at the first. */
typedef struct
{
  char *email;
  gint64 opened_at;     /* instant */
  gint64 last_login_at; /* instant; 0: none before */
  HwEstablishment *establishment;
} HwAccountSummary;

HwAccountSummary *hw_account_summary_copy (const HwAccountSummary *self);
void hw_account_summary_free (HwAccountSummary *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwAccountSummary, hw_account_summary_free)
JsonNode *hw_account_summary_to_json (const HwAccountSummary *self);
HwAccountSummary *hw_account_summary_from_json (JsonNode *node, GError **error);

/* Body of PUT /v1/account/password. Both are secrets, wiped when freed. */
typedef struct
{
  char *current_password;
  char *new_password;
} HwPasswordChange;

HwPasswordChange *hw_password_change_new (const char *current_password, const char *new_password);
void hw_password_change_free (HwPasswordChange *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HwPasswordChange, hw_password_change_free)
JsonNode *hw_password_change_to_json (const HwPasswordChange *self);
HwPasswordChange *hw_password_change_from_json (JsonNode *node, GError **error);

G_END_DECLS
