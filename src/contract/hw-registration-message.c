/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "contract/hw-registration-message.h"

#include "contract/hw-json-writer.h"
#include "contract/hw-message-fields.h"
#include "contract/hw-wipe.h"

#include <string.h>

#define NAME_MAX_LENGTH 32
#define MAX_ATTEMPTS 1000000
#define REFERENCE_LENGTH 4
#define SENDER_MAX_LENGTH 320
#define VERSION_MAX_LENGTH 64

static const char *const purpose_names[] = {
  [HW_PURPOSE_FIRST] = "first",
  [HW_PURPOSE_AGAIN] = "again",
};

static const char *const state_names[] = {
  [HW_REGISTRATION_AWAITING_KEY] = "awaiting-key",
  [HW_REGISTRATION_COMPLETED] = "completed",
  [HW_REGISTRATION_EXPIRED] = "expired",
  [HW_REGISTRATION_LOCKED] = "locked",
};

/* The index of @name, or -1. */
static int
index_of (const char *const *names, guint n, const char *name)
{
  for (guint i = 0; i < n; i++)
    if (g_str_equal (names[i], name))
      return (int) i;
  return -1;
}

const char *
hw_purpose_name (HwPurpose purpose)
{
  g_return_val_if_fail ((guint) purpose < G_N_ELEMENTS (purpose_names), NULL);

  return purpose_names[purpose];
}

gboolean
hw_purpose_from_name (const char *name, HwPurpose *purpose)
{
  int index = index_of (purpose_names, G_N_ELEMENTS (purpose_names), name);

  if (index < 0)
    return FALSE;
  *purpose = (HwPurpose) index;
  return TRUE;
}

const char *
hw_registration_state_name (HwRegistrationState state)
{
  g_return_val_if_fail ((guint) state < G_N_ELEMENTS (state_names), NULL);

  return state_names[state];
}

gboolean
hw_registration_state_from_name (const char *name, HwRegistrationState *state)
{
  int index = index_of (state_names, G_N_ELEMENTS (state_names), name);

  if (index < 0)
    return FALSE;
  *state = (HwRegistrationState) index;
  return TRUE;
}

static HwPurpose
read_purpose (HwJsonReader *reader)
{
  const char *name = hw_json_reader_string (reader, "purpose", NAME_MAX_LENGTH);
  HwPurpose purpose = HW_PURPOSE_FIRST;

  if (name != NULL && !hw_purpose_from_name (name, &purpose))
    hw_json_reader_fail (reader, "purpose", "is not one of the purposes");
  return purpose;
}

static HwRegistrationState
read_state (HwJsonReader *reader)
{
  const char *name = hw_json_reader_string (reader, "state", NAME_MAX_LENGTH);
  HwRegistrationState state = HW_REGISTRATION_AWAITING_KEY;

  if (name != NULL && !hw_registration_state_from_name (name, &state))
    hw_json_reader_fail (reader, "state", "is not one of the states");
  return state;
}

/*
 * The request that starts one.
 */

HwRegistrationRequest *
hw_registration_request_new (HwPurpose purpose,
                             const char *email,
                             const char *privacy_version,
                             const char *terms_version)
{
  HwRegistrationRequest *self = g_new0 (HwRegistrationRequest, 1);

  self->purpose = purpose;
  self->email = g_strdup (email);
  self->privacy_version = g_strdup (privacy_version);
  self->terms_version = g_strdup (terms_version);
  return self;
}

void
hw_registration_request_free (HwRegistrationRequest *self)
{
  if (self == NULL)
    return;

  g_free (self->email);
  g_free (self->privacy_version);
  g_free (self->terms_version);
  g_free (self);
}

JsonNode *
hw_registration_request_to_json (const HwRegistrationRequest *self)
{
  JsonObject *object;

  g_return_val_if_fail (self != NULL, NULL);

  object = json_object_new ();
  hw_json_put_string (object, "purpose", hw_purpose_name (self->purpose));
  hw_json_put_string (object, "email", self->email);
  if (self->purpose == HW_PURPOSE_FIRST)
    {
      JsonObject *consent = json_object_new ();

      hw_json_put_string (consent, "privacy_policy", self->privacy_version);
      hw_json_put_string (consent, "terms_of_use", self->terms_version);
      json_object_set_object_member (object, "consent", consent);
    }
  return hw_json_object_node (object);
}

static void
read_consent (HwJsonReader *reader, HwRegistrationRequest *self)
{
  JsonNode *node = hw_json_reader_object (reader, "consent");
  HwJsonReader *consent;
  GError *inner = NULL;

  if (node == NULL)
    return;
  consent = hw_json_reader_new (node, HW_JSON_STRICT);
  self->privacy_version = g_strdup (hw_field_line (consent, "privacy_policy", VERSION_MAX_LENGTH));
  self->terms_version = g_strdup (hw_field_line (consent, "terms_of_use", VERSION_MAX_LENGTH));
  if (!hw_json_reader_end (consent, &inner))
    hw_json_reader_fail_inside (reader, "consent", -1, inner);
}

HwRegistrationRequest *
hw_registration_request_from_json (JsonNode *node, GError **error)
{
  HwJsonReader *reader = hw_json_reader_new (node, HW_JSON_STRICT);
  g_autoptr (HwRegistrationRequest) self = g_new0 (HwRegistrationRequest, 1);

  self->purpose = read_purpose (reader);
  self->email = g_strdup (hw_json_reader_string (reader, "email", HW_TYPED_MAX_LENGTH));
  if (self->purpose == HW_PURPOSE_FIRST)
    read_consent (reader, self);
  else if (hw_json_reader_has (reader, "consent"))
    hw_json_reader_fail (reader, "consent", "does not belong to this purpose");
  return hw_json_reader_end (reader, error) ? g_steal_pointer (&self) : NULL;
}

/*
 * How it stands.
 */

HwRegistrationStatus *
hw_registration_status_new (void)
{
  return g_new0 (HwRegistrationStatus, 1);
}

void
hw_registration_status_free (HwRegistrationStatus *self)
{
  if (self == NULL)
    return;

  hw_wipe_free (self->credential);
  g_free (self->reference);
  g_free (self->email);
  g_free (self->mail_from);
  hw_establishment_free (self->establishment);
  g_free (self);
}

JsonNode *
hw_registration_status_to_json (const HwRegistrationStatus *self, HwRegistrationStatusForm form)
{
  JsonObject *object;

  g_return_val_if_fail (self != NULL, NULL);

  object = json_object_new ();
  if (form == HW_REGISTRATION_STATUS_STARTED)
    hw_json_put_string (object, "credential", self->credential);
  if (form == HW_REGISTRATION_STATUS_CURRENT)
    {
      hw_json_put_string (object, "purpose", hw_purpose_name (self->purpose));
      hw_json_put_string (object, "state", hw_registration_state_name (self->state));
    }
  hw_json_put_string (object, "reference", self->reference);
  hw_json_put_string (object, "email", self->email);
  hw_json_put_string (object, "mail_from", self->mail_from);
  json_object_set_int_member (object, "expires_in", self->expires_in);
  hw_json_put_instant (object, "expires_at", self->expires_at);
  json_object_set_int_member (object, "resend_in", self->resend_in);
  if (form == HW_REGISTRATION_STATUS_CURRENT)
    {
      json_object_set_int_member (object, "attempts_left", self->attempts_left);
      if (self->state == HW_REGISTRATION_COMPLETED)
        {
          hw_json_put_instant (object, "opened_at", self->opened_at);
          if (self->establishment != NULL)
            json_object_set_member (object, "establishment", hw_establishment_to_json (self->establishment));
        }
    }
  return hw_json_object_node (object);
}

static const char *
read_reference (HwJsonReader *reader)
{
  const char *reference = hw_json_reader_string (reader, "reference", REFERENCE_LENGTH);

  if (reference != NULL
      && (strlen (reference) != REFERENCE_LENGTH || strspn (reference, "0123456789") != REFERENCE_LENGTH))
    {
      hw_json_reader_fail (reader, "reference", "four digits were expected");
      return NULL;
    }
  return reference;
}

HwRegistrationStatus *
hw_registration_status_from_json (JsonNode *node, HwRegistrationStatusForm form, GError **error)
{
  HwJsonReader *reader = hw_json_reader_new (node, HW_JSON_TOLERANT);
  g_autoptr (HwRegistrationStatus) self = hw_registration_status_new ();

  if (form == HW_REGISTRATION_STATUS_STARTED)
    self->credential = g_strdup (hw_field_token (reader, "credential"));
  self->reference = g_strdup (read_reference (reader));
  self->email = g_strdup (hw_field_email (reader, "email"));
  self->mail_from = g_strdup (hw_field_line (reader, "mail_from", SENDER_MAX_LENGTH));
  self->expires_in = hw_field_seconds (reader, "expires_in");
  self->expires_at = hw_json_reader_instant (reader, "expires_at");
  self->resend_in = hw_field_seconds (reader, "resend_in");
  if (form == HW_REGISTRATION_STATUS_CURRENT)
    {
      self->purpose = read_purpose (reader);
      self->state = read_state (reader);
      self->attempts_left = (int) hw_json_reader_int (reader, "attempts_left", 0, MAX_ATTEMPTS);
      if (self->state == HW_REGISTRATION_COMPLETED)
        {
          self->opened_at = hw_json_reader_instant (reader, "opened_at");
          self->establishment = hw_field_establishment (reader, "establishment");
        }
    }
  return hw_json_reader_end (reader, error) ? g_steal_pointer (&self) : NULL;
}

/*
 * The key and the password.
 */

HwPasswordSubmission *
hw_password_submission_new (const char *authentication_key, const char *password)
{
  HwPasswordSubmission *self = g_new0 (HwPasswordSubmission, 1);

  self->authentication_key = g_strdup (authentication_key);
  self->password = g_strdup (password);
  return self;
}

void
hw_password_submission_free (HwPasswordSubmission *self)
{
  if (self == NULL)
    return;

  hw_wipe_free (self->authentication_key);
  hw_wipe_free (self->password);
  g_free (self);
}

JsonNode *
hw_password_submission_to_json (const HwPasswordSubmission *self)
{
  JsonObject *object;

  g_return_val_if_fail (self != NULL, NULL);

  object = json_object_new ();
  hw_json_put_string (object, "authentication_key", self->authentication_key);
  hw_json_put_string (object, "password", self->password);
  return hw_json_object_node (object);
}

HwPasswordSubmission *
hw_password_submission_from_json (JsonNode *node, GError **error)
{
  HwJsonReader *reader = hw_json_reader_new (node, HW_JSON_STRICT);
  g_autoptr (HwPasswordSubmission) self = NULL;
  const char *key = hw_json_reader_string (reader, "authentication_key", HW_TYPED_MAX_LENGTH);
  const char *password = hw_json_reader_string (reader, "password", HW_TYPED_MAX_LENGTH);

  self = hw_password_submission_new (key, password);
  return hw_json_reader_end (reader, error) ? g_steal_pointer (&self) : NULL;
}

/*
 * Its end.
 */

void
hw_completion_free (HwCompletion *self)
{
  if (self == NULL)
    return;

  g_free (self->email);
  hw_establishment_free (self->establishment);
  g_free (self);
}

JsonNode *
hw_completion_to_json (const HwCompletion *self)
{
  JsonObject *object;

  g_return_val_if_fail (self != NULL, NULL);

  object = json_object_new ();
  hw_json_put_string (object, "email", self->email);
  hw_json_put_instant (object, "opened_at", self->opened_at);
  json_object_set_member (object, "establishment", hw_establishment_to_json (self->establishment));
  return hw_json_object_node (object);
}

HwCompletion *
hw_completion_from_json (JsonNode *node, GError **error)
{
  HwJsonReader *reader = hw_json_reader_new (node, HW_JSON_TOLERANT);
  g_autoptr (HwCompletion) self = g_new0 (HwCompletion, 1);

  self->email = g_strdup (hw_field_email (reader, "email"));
  self->opened_at = hw_json_reader_instant (reader, "opened_at");
  self->establishment = hw_field_establishment (reader, "establishment");
  return hw_json_reader_end (reader, error) ? g_steal_pointer (&self) : NULL;
}
