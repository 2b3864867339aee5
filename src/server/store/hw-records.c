/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/store/hw-records.h"

HwAccount *
hw_account_new (void)
{
  return g_new0 (HwAccount, 1);
}

HwAccount *
hw_account_copy (const HwAccount *self)
{
  HwAccount *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->establishment_number = g_strdup (self->establishment_number);
  copy->establishment_name = g_strdup (self->establishment_name);
  copy->email = g_strdup (self->email);
  copy->password_hash = g_strdup (self->password_hash);
  copy->privacy_version = g_strdup (self->privacy_version);
  copy->terms_version = g_strdup (self->terms_version);

  return copy;
}

void
hw_account_free (HwAccount *self)
{
  if (self == NULL)
    return;

  g_free (self->establishment_number);
  g_free (self->establishment_name);
  g_free (self->email);
  g_free (self->password_hash);
  g_free (self->privacy_version);
  g_free (self->terms_version);
  g_free (self);
}

HwRegistrationRecord *
hw_registration_record_new (void)
{
  return g_new0 (HwRegistrationRecord, 1);
}

HwRegistrationRecord *
hw_registration_record_copy (const HwRegistrationRecord *self)
{
  HwRegistrationRecord *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->email = g_strdup (self->email);
  copy->privacy_version = g_strdup (self->privacy_version);
  copy->terms_version = g_strdup (self->terms_version);

  return copy;
}

void
hw_registration_record_free (HwRegistrationRecord *self)
{
  if (self == NULL)
    return;

  g_free (self->email);
  g_free (self->privacy_version);
  g_free (self->terms_version);
  g_free (self);
}

HwSessionRecord *
hw_session_record_new (void)
{
  return g_new0 (HwSessionRecord, 1);
}

void
hw_session_record_free (HwSessionRecord *self)
{
  if (self == NULL)
    return;

  g_free (self->device);
  g_free (self->origin);
  g_free (self);
}

HwMailRecord *
hw_mail_record_new (void)
{
  return g_new0 (HwMailRecord, 1);
}

HwMailRecord *
hw_mail_record_copy (const HwMailRecord *self)
{
  HwMailRecord *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->recipient = g_strdup (self->recipient);
  copy->last_failure = g_strdup (self->last_failure);
  copy->sealed_key = self->sealed_key != NULL ? g_bytes_ref (self->sealed_key) : NULL;

  return copy;
}

void
hw_mail_record_free (HwMailRecord *self)
{
  if (self == NULL)
    return;

  g_free (self->recipient);
  g_free (self->last_failure);
  g_clear_pointer (&self->sealed_key, g_bytes_unref);
  g_free (self);
}

HwAuditEvent *
hw_audit_event_new (void)
{
  return g_new0 (HwAuditEvent, 1);
}

void
hw_audit_event_free (HwAuditEvent *self)
{
  if (self == NULL)
    return;

  g_free (self->request_id);
  g_free (self->origin);
  g_free (self->masked_email);
  g_free (self);
}
