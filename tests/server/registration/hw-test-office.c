/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hw-test-office.h"

#include "contract/hw-json.h"

#include <glib/gstdio.h>

static void
keep_line (const char *line, gpointer user_data)
{
  HwTestOffice *self = user_data;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  g_ptr_array_add (self->audit, g_strdup (line));
}

void
hw_test_office_set_up (HwTestOffice *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *uri = NULL;

  g_assert_true (hw_crypto_init (NULL));
  self->dir = g_dir_make_tmp ("hw-registration-XXXXXX", &error);
  g_assert_no_error (error);
  uri = g_strdup_printf ("sqlite:%s/store.db", self->dir);
  self->store = hw_store_open (uri, &error);
  g_assert_no_error (error);

  self->secret = hw_server_secret_new_random ();
  self->clock = hw_clock_new_manual (TEST_NOW);
  hw_registration_policy_init (&self->policy);
  self->office = hw_office_new (self->store, self->secret, self->clock, &self->policy, "system@example.jp");
  self->audit = g_ptr_array_new_with_free_func (g_free);
  g_mutex_init (&self->lock);
  hw_office_set_audit_sink (self->office, keep_line, self);
  self->caller = (HwCaller){ .request_id = "request-1", .origin = TEST_ORIGIN, .language = HW_LANGUAGE_JA };

  hw_test_register (self, "1301-123456-7", "霞が関商事株式会社", TEST_EMAIL);
  hw_test_register (self, "1301-765432-1", "虎ノ門製作所", TEST_OTHER);
}

void
hw_test_office_tear_down (HwTestOffice *self, gconstpointer unused)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  g_clear_pointer (&self->office, hw_office_free);
  g_clear_object (&self->store);
  g_clear_pointer (&self->secret, hw_server_secret_unref);
  g_clear_pointer (&self->clock, hw_clock_unref);
  g_clear_pointer (&self->audit, g_ptr_array_unref);
  g_mutex_clear (&self->lock);

  dir = g_dir_open (self->dir, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->dir, name, NULL);

      g_assert_no_errno (g_unlink (path));
    }
  g_assert_no_errno (g_rmdir (self->dir));
  g_clear_pointer (&self->dir, g_free);
}

void
hw_test_register (HwTestOffice *self, const char *number, const char *name, const char *email)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) hw_desk_entry_free);
  g_autoptr (GPtrArray) faults = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (entries, hw_desk_entry_new (number, name, email, 0));
  hw_counter_desk_register (self->office, entries, &faults, &error);
  g_assert_no_error (error);
}

void
hw_test_advance (HwTestOffice *self, gint64 seconds)
{
  hw_clock_advance (self->clock, seconds * G_USEC_PER_SEC);
}

static const HwCaller *
arrive (HwTestOffice *self, HwCaller *caller)
{
  *caller = self->caller;
  caller->arrived_at = hw_clock_now (self->clock);
  return caller;
}

HwRegistrationStatus *
hw_test_start (HwTestOffice *self,
               HwPurpose purpose,
               const char *email,
               const char *idempotency_key,
               HwProblem **problem)
{
  const HwCurrentTerms terms = { .privacy_version = "p1", .terms_version = "t1" };
  gboolean first = purpose == HW_PURPOSE_FIRST;
  g_autoptr (HwRegistrationRequest) request =
    hw_registration_request_new (purpose, email, first ? "p1" : NULL, first ? "t1" : NULL);
  g_autofree char *text = g_strdup_printf ("%s %s", hw_purpose_name (purpose), email);
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));
  HwCaller caller;

  return hw_password_registration_start (self->office, arrive (self, &caller), request, idempotency_key, body,
                                         &terms, problem);
}

HwRegistrationStatus *
hw_test_resend (HwTestOffice *self, const char *credential, const char *idempotency_key, HwProblem **problem)
{
  HwCaller caller;

  return hw_password_registration_resend (self->office, arrive (self, &caller), credential, idempotency_key,
                                          problem);
}

HwRegistrationStatus *
hw_test_status (HwTestOffice *self, const char *credential, HwProblem **problem)
{
  HwCaller caller;

  return hw_password_registration_status (self->office, arrive (self, &caller), credential, problem);
}

HwCompletion *
hw_test_set_password (HwTestOffice *self,
                      const char *credential,
                      const char *key,
                      const char *password,
                      HwProblem **problem)
{
  g_autoptr (HwPasswordSubmission) submission = hw_password_submission_new (key, password);
  HwCaller caller;

  return hw_password_registration_set_password (self->office, arrive (self, &caller), credential, submission,
                                                problem);
}

HwLogin *
hw_test_login (HwTestOffice *self, const char *email, const char *password, HwProblem **problem)
{
  g_autoptr (HwLoginRequest) request = hw_login_request_new (email, password, FALSE, "PC");
  HwCaller caller;
  gint64 answer_at;

  return hw_account_session_login (self->office, arrive (self, &caller), request, g_get_monotonic_time (),
                                   &answer_at, problem);
}

char *
hw_test_started (HwTestOffice *self, HwPurpose purpose, const char *email)
{
  g_autofree char *idempotency_key = g_uuid_string_random ();
  g_autoptr (HwRegistrationStatus) status = NULL;
  g_autoptr (HwProblem) problem = NULL;

  hw_clock_advance (self->clock, self->policy.mail_interval);
  status = hw_test_start (self, purpose, email, idempotency_key, &problem);
  g_assert_null (problem);
  g_assert_nonnull (status);
  return g_steal_pointer (&status->credential);
}

GPtrArray *
hw_test_mails (HwTestOffice *self)
{
  gint64 now = hw_clock_now (self->clock) + G_USEC_PER_SEC; /* they linger */
  g_autoptr (GError) error = NULL;
  GPtrArray *mails = NULL;

  hw_store_lease_mails (self->store, now, now + G_USEC_PER_SEC, 1000, &mails, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < mails->len; i++)
    {
      hw_store_mail_done (self->store, &((HwMailRecord *) mails->pdata[i])->id, &error);
      g_assert_no_error (error);
    }
  return mails;
}

char *
hw_test_key (HwTestOffice *self)
{
  g_autoptr (GPtrArray) mails = hw_test_mails (self);
  char *key = NULL;

  for (guint i = 0; i < mails->len; i++)
    {
      const HwMailRecord *mail = mails->pdata[i];

      if (mail->discard || mail->kind != HW_MAIL_KEY)
        continue;
      g_assert_null (key);
      key = hw_server_secret_open (self->secret, &mail->id, mail->sealed_key);
    }
  g_assert_nonnull (key);
  return key;
}

void
hw_test_open (HwTestOffice *self, const char *email, const char *password)
{
  g_autoptr (HwSecretString) credential = hw_test_started (self, HW_PURPOSE_FIRST, email);
  g_autoptr (HwSecretString) key = hw_test_key (self);
  g_autoptr (HwProblem) problem = NULL;
  g_autoptr (HwCompletion) completion = hw_test_set_password (self, credential, key, password, &problem);
  g_autoptr (GPtrArray) notices = NULL;

  g_assert_null (problem);
  g_assert_nonnull (completion);
  notices = hw_test_mails (self);
}

char *
hw_test_logged_in (HwTestOffice *self, const char *email, const char *password)
{
  g_autoptr (HwProblem) problem = NULL;
  g_autoptr (HwLogin) login = hw_test_login (self, email, password, &problem);

  g_assert_null (problem);
  g_assert_nonnull (login);
  return g_steal_pointer (&login->credential);
}

guint
hw_test_count_audit (HwTestOffice *self, const char *event, const char *outcome)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  guint count = 0;

  for (guint i = 0; i < self->audit->len; i++)
    {
      const char *line = self->audit->pdata[i];
      g_autoptr (JsonNode) node = hw_json_parse (line, strlen (line), NULL);
      JsonObject *object = json_node_get_object (node);

      if (strcmp (json_object_get_string_member (object, "event"), event) == 0
          && (outcome == NULL || strcmp (json_object_get_string_member (object, "outcome"), outcome) == 0))
        count++;
    }
  return count;
}
