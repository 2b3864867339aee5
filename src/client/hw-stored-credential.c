/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/hw-stored-credential.h"

#include "client/hw-api-call.h"
#include "client/hw-random-token.h"
#include "contract/hw-email.h"
#include "contract/hw-instant.h"
#include "contract/hw-json.h"
#include "contract/hw-wipe.h"
#include <string.h>

/* The longest life of a credential, 30 days with `remember` (API.md), twice over. */
#define LONG_OVER (G_GINT64_CONSTANT (60) * 24 * 60 * 60 * HW_SECOND)
#define MAX_SECRET_BYTES (16 * 1024)
#define MAX_REFERENCE_LENGTH 16
#define MAX_NAME_LENGTH 200

static const char *const KIND_NAMES[] = {
  [HW_CREDENTIAL_REGISTRATION] = "registration",
  [HW_CREDENTIAL_SESSION] = "session",
};

const char *
hw_stored_credential_kind_name (HwCredentialKind kind)
{
  g_return_val_if_fail ((guint) kind < G_N_ELEMENTS (KIND_NAMES), NULL);

  return KIND_NAMES[kind];
}

static HwStoredCredential *
hw_stored_credential_new (HwCredentialKind kind,
                          const char *server,
                          const char *credential,
                          const char *email,
                          gint64 expires_at)
{
  HwStoredCredential *self = g_new0 (HwStoredCredential, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->kind = kind;
  self->server = g_strdup (server);
  self->credential = g_strdup (credential);
  self->email = g_strdup (email);
  self->expires_at = expires_at;
  return self;
}

HwStoredCredential *
hw_stored_credential_new_registration (const char *server,
                                       const char *credential,
                                       const char *email,
                                       HwPurpose purpose,
                                       const char *reference,
                                       gint64 expires_at)
{
  HwStoredCredential *self;

  self = hw_stored_credential_new (HW_CREDENTIAL_REGISTRATION, server, credential, email, expires_at);
  self->id = hw_random_token ();
  self->purpose = purpose;
  self->reference = g_strdup (reference);
  return self;
}

HwStoredCredential *
hw_stored_credential_new_session (const char *server,
                                  const char *credential,
                                  const char *email,
                                  const HwEstablishment *establishment,
                                  gint64 expires_at)
{
  HwStoredCredential *self;

  self = hw_stored_credential_new (HW_CREDENTIAL_SESSION, server, credential, email, expires_at);
  self->id = hw_random_token ();
  self->establishment = establishment != NULL ? hw_establishment_copy (establishment) : NULL;
  return self;
}

HwStoredCredential *
hw_stored_credential_new_renewed (HwStoredCredential *self, const char *reference, gint64 expires_at)
{
  HwStoredCredential *renewed;

  g_return_val_if_fail (self->kind == HW_CREDENTIAL_REGISTRATION, NULL);

  renewed = hw_stored_credential_new (self->kind, self->server, self->credential, self->email, expires_at);
  renewed->id = g_strdup (self->id);
  renewed->purpose = self->purpose;
  renewed->reference = g_strdup (reference);
  return renewed;
}

HwStoredCredential *
hw_stored_credential_ref (HwStoredCredential *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
hw_stored_credential_unref (HwStoredCredential *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->id);
  g_free (self->server);
  hw_wipe_free (self->credential);
  g_free (self->email);
  g_free (self->reference);
  g_clear_pointer (&self->establishment, hw_establishment_free);
  g_free (self);
}

char *
hw_stored_credential_to_secret (HwStoredCredential *self)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  g_autofree char *expires_at = hw_instant_to_rfc3339 (self->expires_at);

  json_node_take_object (node, object);
  json_object_set_string_member (object, "credential", self->credential);
  json_object_set_string_member (object, "email", self->email);
  json_object_set_string_member (object, "expires_at", expires_at);
  if (self->kind == HW_CREDENTIAL_REGISTRATION)
    json_object_set_string_member (object, "purpose", hw_purpose_name (self->purpose));
  if (self->reference != NULL)
    json_object_set_string_member (object, "reference", self->reference);
  if (self->establishment != NULL)
    json_object_set_member (object, "establishment", hw_establishment_to_json (self->establishment));

  return hw_json_to_string (node);
}

static gboolean
kind_from_name (const char *name, HwCredentialKind *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (KIND_NAMES); i++)
    {
      if (g_str_equal (name, KIND_NAMES[i]))
        {
          *kind = (HwCredentialKind) i;
          return TRUE;
        }
    }

  return FALSE;
}

/* Reads what hw_stored_credential_to_secret() wrote into @self, whose kind is set. */
static gboolean
read_members (HwStoredCredential *self, JsonNode *node)
{
  HwJsonReader *reader = hw_json_reader_new (node, HW_JSON_TOLERANT);
  JsonNode *establishment;
  const char *purpose;

  self->credential = g_strdup (hw_json_reader_string (reader, "credential", HW_API_TOKEN_MAX_LENGTH));
  self->email = g_strdup (hw_json_reader_string (reader, "email", HW_EMAIL_MAX_LENGTH));
  self->expires_at = hw_json_reader_instant (reader, "expires_at");
  self->reference = g_strdup (hw_json_reader_opt_string (reader, "reference", MAX_REFERENCE_LENGTH));
  if (self->kind == HW_CREDENTIAL_REGISTRATION)
    {
      purpose = hw_json_reader_string (reader, "purpose", MAX_NAME_LENGTH);
      if (purpose != NULL && !hw_purpose_from_name (purpose, &self->purpose))
        hw_json_reader_fail (reader, "purpose", "unknown");
    }
  else
    {
      establishment = hw_json_reader_opt_object (reader, "establishment");
      if (establishment != NULL)
        {
          self->establishment = hw_establishment_from_json (establishment, NULL);
          if (self->establishment == NULL)
            hw_json_reader_fail (reader, "establishment", "not an establishment");
        }
    }

  return hw_json_reader_end (reader, NULL) && hw_api_is_token (self->credential);
}

HwStoredCredential *
hw_stored_credential_from_item (const char *server,
                                const char *kind,
                                const char *id,
                                const char *secret,
                                gsize length)
{
  g_autoptr (HwStoredCredential) self = NULL;
  g_autoptr (JsonNode) node = NULL;
  HwCredentialKind kind_read;

  if (server == NULL || kind == NULL || id == NULL || secret == NULL || length > MAX_SECRET_BYTES
      || !hw_api_is_token (id) || !kind_from_name (kind, &kind_read))
    return NULL;

  node = hw_json_parse (secret, length, NULL);
  if (node == NULL)
    return NULL;

  self = hw_stored_credential_new (kind_read, server, NULL, NULL, 0);
  self->id = g_strdup (id);
  if (!read_members (self, node))
    return NULL;

  return g_steal_pointer (&self);
}

gboolean
hw_stored_credential_is_long_over (HwStoredCredential *self, gint64 now)
{
  return now > self->expires_at && now - self->expires_at > LONG_OVER;
}
