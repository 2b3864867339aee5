/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contract/hw-account-message.h"

#include "contract/hw-establishment-number.h"
#include "contract/hw-json-writer.h"
#include "contract/hw-message-fields.h"
#include "contract/hw-wipe.h"

HwEstablishment *
hw_establishment_new (const char *number, const char *name)
{
  HwEstablishment *self = g_new0 (HwEstablishment, 1);

  self->number = g_strdup (number);
  self->name = g_strdup (name);
  return self;
}

HwEstablishment *
hw_establishment_copy (const HwEstablishment *self)
{
  return self == NULL ? NULL : hw_establishment_new (self->number, self->name);
}

void
hw_establishment_free (HwEstablishment *self)
{
  if (self == NULL)
    return;

  g_free (self->number);
  g_free (self->name);
  g_free (self);
}

JsonNode *
hw_establishment_to_json (const HwEstablishment *self)
{
  JsonObject *object;

  g_return_val_if_fail (self != NULL, NULL);

  object = json_object_new ();
  hw_json_put_string (object, "number", self->number);
  hw_json_put_string (object, "name", self->name);
  return hw_json_object_node (object);
}

HwEstablishment *
hw_establishment_from_json (JsonNode *node, GError **error)
{
  HwJsonReader *reader = hw_json_reader_new (node, HW_JSON_TOLERANT);
  g_autoptr (HwEstablishment) self = NULL;
  const char *number = hw_field_line (reader, "number", HW_LINE_MAX_LENGTH);
  const char *name = hw_field_line (reader, "name", HW_LINE_MAX_LENGTH);

  if (number != NULL && !hw_establishment_number_is_valid (number))
    hw_json_reader_fail (reader, "number", "an establishment number was expected");
  self = hw_establishment_new (number, name);
  return hw_json_reader_end (reader, error) ? g_steal_pointer (&self) : NULL;
}

HwEstablishment *
hw_field_establishment (HwJsonReader *reader, const char *name)
{
  JsonNode *node = hw_json_reader_object (reader, name);
  HwEstablishment *self;
  GError *inner = NULL;

  if (node == NULL)
    return NULL;
  self = hw_establishment_from_json (node, &inner);
  if (self == NULL)
    hw_json_reader_fail_inside (reader, name, -1, inner);
  return self;
}

HwAccountSummary *
hw_account_summary_copy (const HwAccountSummary *self)
{
  HwAccountSummary *copy;

  if (self == NULL)
    return NULL;

  copy = g_new0 (HwAccountSummary, 1);
  copy->email = g_strdup (self->email);
  copy->opened_at = self->opened_at;
  copy->last_login_at = self->last_login_at;
  copy->establishment = hw_establishment_copy (self->establishment);
  return copy;
}

void
hw_account_summary_free (HwAccountSummary *self)
{
  if (self == NULL)
    return;

  g_free (self->email);
  hw_establishment_free (self->establishment);
  g_free (self);
}

JsonNode *
hw_account_summary_to_json (const HwAccountSummary *self)
{
  JsonObject *object;

  g_return_val_if_fail (self != NULL, NULL);

  object = json_object_new ();
  hw_json_put_string (object, "email", self->email);
  hw_json_put_instant (object, "opened_at", self->opened_at);
  hw_json_put_instant (object, "last_login_at", self->last_login_at);
  json_object_set_member (object, "establishment", hw_establishment_to_json (self->establishment));
  return hw_json_object_node (object);
}

HwAccountSummary *
hw_account_summary_from_json (JsonNode *node, GError **error)
{
  HwJsonReader *reader = hw_json_reader_new (node, HW_JSON_TOLERANT);
  g_autoptr (HwAccountSummary) self = g_new0 (HwAccountSummary, 1);

  self->email = g_strdup (hw_field_email (reader, "email"));
  self->opened_at = hw_json_reader_instant (reader, "opened_at");
  self->last_login_at = hw_json_reader_opt_instant (reader, "last_login_at");
  self->establishment = hw_field_establishment (reader, "establishment");
  return hw_json_reader_end (reader, error) ? g_steal_pointer (&self) : NULL;
}

HwAccountSummary *
hw_field_account (HwJsonReader *reader, const char *name)
{
  JsonNode *node = hw_json_reader_object (reader, name);
  HwAccountSummary *self;
  GError *inner = NULL;

  if (node == NULL)
    return NULL;
  self = hw_account_summary_from_json (node, &inner);
  if (self == NULL)
    hw_json_reader_fail_inside (reader, name, -1, inner);
  return self;
}

HwPasswordChange *
hw_password_change_new (const char *current_password, const char *new_password)
{
  HwPasswordChange *self = g_new0 (HwPasswordChange, 1);

  self->current_password = g_strdup (current_password);
  self->new_password = g_strdup (new_password);
  return self;
}

void
hw_password_change_free (HwPasswordChange *self)
{
  if (self == NULL)
    return;

  hw_wipe_free (self->current_password);
  hw_wipe_free (self->new_password);
  g_free (self);
}

JsonNode *
hw_password_change_to_json (const HwPasswordChange *self)
{
  JsonObject *object;

  g_return_val_if_fail (self != NULL, NULL);

  object = json_object_new ();
  hw_json_put_string (object, "current_password", self->current_password);
  hw_json_put_string (object, "new_password", self->new_password);
  return hw_json_object_node (object);
}

HwPasswordChange *
hw_password_change_from_json (JsonNode *node, GError **error)
{
  HwJsonReader *reader = hw_json_reader_new (node, HW_JSON_STRICT);
  g_autoptr (HwPasswordChange) self = NULL;
  const char *current_password = hw_json_reader_string (reader, "current_password", HW_TYPED_MAX_LENGTH);
  const char *new_password = hw_json_reader_string (reader, "new_password", HW_TYPED_MAX_LENGTH);

  self = hw_password_change_new (current_password, new_password);
  return hw_json_reader_end (reader, error) ? g_steal_pointer (&self) : NULL;
}
