/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/registration/hw-office.h"

#include "server/crypto/hw-password-hash.h"
#include "server/registration/hw-audit.h"
#include "server/registration/hw-limits.h"
#include "server/registration/hw-running.h"

#define SQLITE_SCHEME "sqlite:"

HwOffice *
hw_office_new (HwStore *store,
               HwServerSecret *secret,
               HwClock *clock,
               const HwRegistrationPolicy *policy,
               const char *mail_from)
{
  HwOffice *self = g_new0 (HwOffice, 1);

  self->store = g_object_ref (store);
  self->secret = hw_server_secret_ref (secret);
  self->clock = hw_clock_ref (clock);
  self->policy = *policy;
  self->mail_from = g_strdup (mail_from);
  self->running = hw_running_new ();
  self->audit = hw_audit_new ();
  return self;
}

void
hw_office_free (HwOffice *self)
{
  hw_audit_flush (self, TRUE);
  hw_audit_free (self->audit);
  hw_running_free (self->running);
  g_free (self->mail_from);
  hw_clock_unref (self->clock);
  hw_server_secret_unref (self->secret);
  g_object_unref (self->store);
  g_free (self);
}

char *
hw_office_default_secret_path (const char *store_uri)
{
  if (!g_str_has_prefix (store_uri, SQLITE_SCHEME) || store_uri[strlen (SQLITE_SCHEME)] == '\0')
    return NULL;
  return g_strconcat (store_uri + strlen (SQLITE_SCHEME), ".secret", NULL);
}

char *
hw_office_hash_password (HwOffice *self, const char *password)
{
  gint64 begin = g_get_monotonic_time ();
  char *hash = hw_password_hash_new (password);

  hw_histogram_add_since (&self->hashing, begin);
  return hash;
}

gboolean
hw_office_verify_password (HwOffice *self, const char *hash, const char *password, gboolean *outdated)
{
  gint64 begin = g_get_monotonic_time ();
  gboolean right = hw_password_hash_verify (hash, password, outdated);

  hw_histogram_add_since (&self->hashing, begin);
  return right;
}

gboolean
hw_office_sweep (HwOffice *self, guint *deleted, GError **error)
{
  HwStoreSweep sweep = {
    .now = hw_clock_now (self->clock),
    .registration_period = HW_REGISTRATION_PERIOD,
    .limit_window = hw_limits_longest_window (&self->policy),
    .known_origin_period = HW_KNOWN_ORIGIN_PERIOD,
    .audit_period = self->policy.audit_retention,
  };

  hw_audit_flush (self, FALSE);
  return hw_store_sweep (self->store, &sweep, deleted, error);
}
