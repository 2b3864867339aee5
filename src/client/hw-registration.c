/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "client/hw-registration-private.h"

#include "client/hw-boot-clock.h"
#include "contract/hw-instant.h"
#include "contract/hw-wipe.h"

#define KEY_LIFETIME_MAX_SECONDS (24 * 60 * 60)

enum
{
  PROP_0,
  PROP_PURPOSE,
  PROP_EMAIL,
  PROP_CONSENTED,
  PROP_MAIL_FROM,
  PROP_REFERENCE,
  PROP_STAGE,
  PROP_SECONDS_LEFT,
  PROP_RESEND_SECONDS,
  PROP_ATTEMPTS_LEFT,
  PROP_BUSY,
  PROP_REMEMBERED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HwRegistration, hw_registration, G_TYPE_OBJECT)

static void
notify (HwRegistration *self, guint property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
set_string (HwRegistration *self, char **field, const char *value, guint property)
{
  if (g_strcmp0 (*field, value) == 0)
    return;

  g_free (*field);
  *field = g_strdup (value);
  notify (self, property);
}

void
hw_registration_set_attempts_left (HwRegistration *self, int attempts_left)
{
  if (self->attempts_left == attempts_left)
    return;

  self->attempts_left = attempts_left;
  notify (self, PROP_ATTEMPTS_LEFT);
}

void
hw_registration_set_stage (HwRegistration *self, HwRegistrationStage stage)
{
  if (self->stage == stage)
    return;

  self->stage = stage;
  notify (self, PROP_STAGE);
}

void
hw_registration_set_sender (HwRegistration *self, const char *reference, const char *mail_from)
{
  set_string (self, &self->reference, reference, PROP_REFERENCE);
  set_string (self, &self->mail_from, mail_from, PROP_MAIL_FROM);
}

/* Turns @ends on the boot clock into seconds; where they are over it no longer counts down. */
static void
count (HwRegistration *self, gint64 *ends, guint *seconds, guint property)
{
  guint left = *ends != 0 ? hw_boot_clock_seconds_until (*ends) : 0;

  if (left == 0)
    *ends = 0;
  if (*seconds == left)
    return;

  *seconds = left;
  notify (self, property);
}

static void update_countdown (HwRegistration *self);

static gboolean
on_tick (gpointer data)
{
  g_autoptr (HwRegistration) self = g_object_ref (HW_REGISTRATION (data));

  update_countdown (self);
  return self->tick != 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* The timer runs only while something counts down. */
static void
update_countdown (HwRegistration *self)
{
  gboolean was_counting = self->key_ends != 0;

  g_object_freeze_notify (G_OBJECT (self));
  count (self, &self->key_ends, &self->seconds_left, PROP_SECONDS_LEFT);
  count (self, &self->resend_from, &self->resend_seconds, PROP_RESEND_SECONDS);
  if (was_counting && self->key_ends == 0 && self->stage == HW_STAGE_AWAITING_KEY)
    hw_registration_set_stage (self, HW_STAGE_EXPIRED);

  if (self->key_ends == 0 && self->resend_from == 0)
    g_clear_handle_id (&self->tick, g_source_remove);
  else if (self->tick == 0)
    self->tick = g_timeout_add_seconds (1, on_tick, self);
  g_object_thaw_notify (G_OBJECT (self));
}

void
hw_registration_set_countdown (HwRegistration *self, gint64 key_seconds, gint64 resend_seconds)
{
  gint64 now = hw_boot_clock_now ();

  if (key_seconds != HW_COUNTDOWN_AS_IT_IS)
    self->key_ends = key_seconds > 0 ? now + key_seconds * HW_SECOND : 0;
  if (resend_seconds != HW_COUNTDOWN_AS_IT_IS)
    self->resend_from = resend_seconds > 0 ? now + resend_seconds * HW_SECOND : 0;
  update_countdown (self);
}

static void
hw_registration_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  HwRegistration *self = HW_REGISTRATION (object);

  switch (prop_id)
    {
    case PROP_PURPOSE:
      g_value_set_int (value, (int) self->purpose);
      break;

    case PROP_EMAIL:
      g_value_set_string (value, self->email);
      break;

    case PROP_CONSENTED:
      g_value_set_boolean (value, hw_registration_get_consented (self));
      break;

    case PROP_MAIL_FROM:
      g_value_set_string (value, self->mail_from);
      break;

    case PROP_REFERENCE:
      g_value_set_string (value, self->reference);
      break;

    case PROP_STAGE:
      g_value_set_int (value, (int) self->stage);
      break;

    case PROP_SECONDS_LEFT:
      g_value_set_uint (value, self->seconds_left);
      break;

    case PROP_RESEND_SECONDS:
      g_value_set_uint (value, self->resend_seconds);
      break;

    case PROP_ATTEMPTS_LEFT:
      g_value_set_int (value, self->attempts_left);
      break;

    case PROP_BUSY:
      g_value_set_boolean (value, self->calls > 0);
      break;

    case PROP_REMEMBERED:
      g_value_set_boolean (value, self->remembered);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hw_registration_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  HwRegistration *self = HW_REGISTRATION (object);

  switch (prop_id)
    {
    case PROP_PURPOSE:
      self->purpose = (HwPurpose) g_value_get_int (value);
      break;

    case PROP_EMAIL:
      hw_registration_set_email (self, g_value_get_string (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hw_registration_dispose (GObject *object)
{
  HwRegistration *self = HW_REGISTRATION (object);

  g_clear_handle_id (&self->tick, g_source_remove);
  g_clear_object (&self->api);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (hw_registration_parent_class)->dispose (object);
}

static void
hw_registration_finalize (GObject *object)
{
  HwRegistration *self = HW_REGISTRATION (object);

  g_free (self->email);
  g_free (self->privacy_version);
  g_free (self->terms_version);
  g_free (self->reference);
  g_free (self->mail_from);
  g_free (self->start_request);
  hw_wipe_free (self->credential);
  hw_wipe_free (self->start_key);
  hw_wipe_free (self->resend_key);
  g_clear_pointer (&self->item, hw_stored_credential_unref);
  g_clear_pointer (&self->former_item, hw_stored_credential_unref);
  g_clear_pointer (&self->completion, hw_completion_free);

  G_OBJECT_CLASS (hw_registration_parent_class)->finalize (object);
}

static void
hw_registration_class_init (HwRegistrationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = hw_registration_get_property;
  object_class->set_property = hw_registration_set_property;
  object_class->dispose = hw_registration_dispose;
  object_class->finalize = hw_registration_finalize;

  properties[PROP_PURPOSE] =
    g_param_spec_int ("purpose", NULL, NULL, HW_PURPOSE_FIRST, HW_PURPOSE_AGAIN, HW_PURPOSE_FIRST,
                      G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_EMAIL] = g_param_spec_string (
    "email", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_CONSENTED] = g_param_spec_boolean ("consented", NULL, NULL, FALSE, readable);
  properties[PROP_MAIL_FROM] = g_param_spec_string ("mail-from", NULL, NULL, NULL, readable);
  properties[PROP_REFERENCE] = g_param_spec_string ("reference", NULL, NULL, NULL, readable);
  properties[PROP_STAGE] = g_param_spec_int ("stage", NULL, NULL, HW_STAGE_NOT_STARTED, HW_STAGE_ENDED,
                                             HW_STAGE_NOT_STARTED, readable);
  properties[PROP_SECONDS_LEFT] = g_param_spec_uint ("seconds-left", NULL, NULL, 0, G_MAXUINT, 0, readable);
  properties[PROP_RESEND_SECONDS] =
    g_param_spec_uint ("resend-seconds", NULL, NULL, 0, G_MAXUINT, 0, readable);
  properties[PROP_ATTEMPTS_LEFT] = g_param_spec_int ("attempts-left", NULL, NULL, HW_ATTEMPTS_NOT_KNOWN,
                                                     G_MAXINT, HW_ATTEMPTS_NOT_KNOWN, readable);
  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, readable);
  properties[PROP_REMEMBERED] = g_param_spec_boolean ("remembered", NULL, NULL, FALSE, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
hw_registration_init (HwRegistration *self)
{
  self->email = g_strdup ("");
  self->attempts_left = HW_ATTEMPTS_NOT_KNOWN;
}

HwRegistration *
hw_registration_new (HwApi *api, HwCredentialStore *store, HwPurpose purpose)
{
  HwRegistration *self;

  g_return_val_if_fail (HW_IS_API (api), NULL);
  g_return_val_if_fail (HW_IS_CREDENTIAL_STORE (store), NULL);

  self = g_object_new (HW_TYPE_REGISTRATION, "purpose", (int) purpose, NULL);
  self->api = g_object_ref (api);
  self->store = g_object_ref (store);
  return self;
}

HwRegistration *
hw_registration_new_resumed (HwApi *api, HwCredentialStore *store, HwStoredCredential *item)
{
  HwRegistration *self;
  gint64 seconds;

  g_return_val_if_fail (item->kind == HW_CREDENTIAL_REGISTRATION, NULL);

  self = hw_registration_new (api, store, item->purpose);
  self->item = hw_stored_credential_ref (item);
  self->credential = g_strdup (item->credential);
  self->remembered = TRUE;
  self->expires_at = item->expires_at;
  self->stage = HW_STAGE_AWAITING_KEY;
  g_free (self->email);
  self->email = g_strdup (item->email);
  self->reference = g_strdup (item->reference);

  /* By this machine's clock, until the server says it in seconds. */
  seconds = (item->expires_at - g_get_real_time ()) / HW_SECOND;
  if (seconds > 0)
    hw_registration_set_countdown (self, MIN (seconds, KEY_LIFETIME_MAX_SECONDS), 0);
  else
    self->stage = HW_STAGE_EXPIRED;

  return self;
}

HwPurpose
hw_registration_get_purpose (HwRegistration *self)
{
  g_return_val_if_fail (HW_IS_REGISTRATION (self), HW_PURPOSE_FIRST);

  return self->purpose;
}

const char *
hw_registration_get_email (HwRegistration *self)
{
  g_return_val_if_fail (HW_IS_REGISTRATION (self), NULL);

  return self->email;
}

void
hw_registration_set_email (HwRegistration *self, const char *email)
{
  g_return_if_fail (HW_IS_REGISTRATION (self));

  set_string (self, &self->email, email != NULL ? email : "", PROP_EMAIL);
}

const char *
hw_registration_get_reference (HwRegistration *self)
{
  g_return_val_if_fail (HW_IS_REGISTRATION (self), NULL);

  return self->reference;
}

const char *
hw_registration_get_mail_from (HwRegistration *self)
{
  g_return_val_if_fail (HW_IS_REGISTRATION (self), NULL);

  return self->mail_from;
}

HwRegistrationStage
hw_registration_get_stage (HwRegistration *self)
{
  g_return_val_if_fail (HW_IS_REGISTRATION (self), HW_STAGE_NOT_STARTED);

  return self->stage;
}

guint
hw_registration_get_seconds_left (HwRegistration *self)
{
  g_return_val_if_fail (HW_IS_REGISTRATION (self), 0);

  return self->seconds_left;
}

guint
hw_registration_get_resend_seconds (HwRegistration *self)
{
  g_return_val_if_fail (HW_IS_REGISTRATION (self), 0);

  return self->resend_seconds;
}

int
hw_registration_get_attempts_left (HwRegistration *self)
{
  g_return_val_if_fail (HW_IS_REGISTRATION (self), HW_ATTEMPTS_NOT_KNOWN);

  return self->attempts_left;
}

gint64
hw_registration_get_expires_at (HwRegistration *self)
{
  g_return_val_if_fail (HW_IS_REGISTRATION (self), 0);

  return self->expires_at;
}

gboolean
hw_registration_get_remembered (HwRegistration *self)
{
  g_return_val_if_fail (HW_IS_REGISTRATION (self), FALSE);

  return self->remembered;
}

const HwCompletion *
hw_registration_get_completion (HwRegistration *self)
{
  g_return_val_if_fail (HW_IS_REGISTRATION (self), NULL);

  return self->completion;
}

void
hw_registration_set_consent (HwRegistration *self, const char *privacy_version, const char *terms_version)
{
  gboolean consented;

  g_return_if_fail (HW_IS_REGISTRATION (self));
  g_return_if_fail ((privacy_version == NULL) == (terms_version == NULL));

  consented = hw_registration_get_consented (self);
  g_free (self->privacy_version);
  g_free (self->terms_version);
  self->privacy_version = g_strdup (privacy_version);
  self->terms_version = g_strdup (terms_version);
  if (consented != hw_registration_get_consented (self))
    notify (self, PROP_CONSENTED);
}

gboolean
hw_registration_get_consented (HwRegistration *self)
{
  g_return_val_if_fail (HW_IS_REGISTRATION (self), FALSE);

  return self->privacy_version != NULL;
}

void
hw_registration_set_remembered (HwRegistration *self, gboolean remembered)
{
  if (self->remembered == remembered)
    return;

  self->remembered = remembered;
  notify (self, PROP_REMEMBERED);
}

void
hw_registration_begin_call (HwRegistration *self)
{
  self->calls++;
  if (self->calls == 1)
    notify (self, PROP_BUSY);
}

void
hw_registration_end_call (HwRegistration *self)
{
  self->calls--;
  if (self->calls == 0)
    notify (self, PROP_BUSY);
}
