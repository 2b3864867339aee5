/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "outbox-fixture.h"

#include "contract/hw-authentication-key.h"
#include "contract/hw-wipe.h"
#include "server/mail/hw-gmime.h"
#include <glib/gstdio.h>
#include <string.h>

#define PATIENCE_SECONDS 60

/* Threads log too. */
static GMutex log_lock;
static GPtrArray *log_lines;

static void
keep_line (const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
  g_mutex_lock (&log_lock);
  g_ptr_array_add (log_lines, g_strdup (message));
  g_mutex_unlock (&log_lock);
  g_test_message ("%s", message);
}

static HwStore *
open_store (OutboxFixture *self)
{
  g_autoptr (GError) error = NULL;
  HwStore *store = hw_store_open (self->store_uri, &error);
  g_assert_no_error (error);
  return store;
}

void
outbox_fixture_set_up (OutboxFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
  log_lines = g_ptr_array_new_with_free_func (g_free);
  g_log_set_handler ("hellowork-mypage-mail", G_LOG_LEVEL_MASK, keep_line, NULL);
  hw_crypto_init (&error);
  g_assert_no_error (error);
  hw_gmime_init ();

  self->folder = g_dir_make_tmp ("hw-outbox-XXXXXX", &error);
  g_assert_no_error (error);
  self->store_uri = g_strdup_printf ("sqlite:%s/store.db", self->folder);
  self->store = open_store (self);
  self->secret = hw_server_secret_new_random ();
  self->clock = hw_clock_new_manual (OUTBOX_START);
  self->server = smtp_fixture_new (NULL, NULL);
  self->keys = g_ptr_array_new_with_free_func ((GDestroyNotify) hw_wipe_free);
}

static void
check_log (OutboxFixture *self)
{
  for (guint i = 0; i < log_lines->len; i++)
    {
      const char *line = g_ptr_array_index (log_lines, i);
      g_assert_null (strstr (line, "company.example"));
      for (guint j = 0; j < self->keys->len; j++)
        {
          const char *key = g_ptr_array_index (self->keys, j);
          g_autoptr (HwSecretString) shown = hw_authentication_key_format (key);
          g_assert_null (strstr (line, key));
          g_assert_null (strstr (line, shown));
        }
    }
}

void
outbox_fixture_tear_down (OutboxFixture *self, gconstpointer data)
{
  check_log (self);
  g_clear_pointer (&log_lines, g_ptr_array_unref);
  g_ptr_array_unref (self->keys);
  smtp_fixture_free (self->server);
  hw_clock_unref (self->clock);
  hw_server_secret_unref (self->secret);
  g_assert_finalize_object (self->store);
  g_autoptr (GDir) folder = g_dir_open (self->folder, 0, NULL);
  for (const char *name; (name = g_dir_read_name (folder)) != NULL;)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);
      g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->store_uri);
  g_free (self->folder);
}

HwOutbox *
outbox_fixture_outbox (OutboxFixture *self, const char *from)
{
  g_autoptr (HwStore) store = open_store (self);
  g_autoptr (HwMailer) mailer = smtp_fixture_mailer (self->server, from);
  return hw_outbox_new (store, self->secret, self->clock, mailer, from);
}

static HwStartDecision
decide_key (HwPurpose purpose, const HwAccount *account, HwMailKind *notice_kind)
{
  return account != NULL ? HW_START_MAIL_KEY : HW_START_MAIL_NOTHING;
}

static HwStartDecision
decide_notice (HwPurpose purpose, const HwAccount *account, HwMailKind *notice_kind)
{
  *notice_kind = HW_MAIL_ALREADY_OPENED;
  return HW_START_MAIL_NOTICE;
}

static HwAuditEvent *
audit_new (OutboxFixture *self, const char *event)
{
  HwAuditEvent *audit = hw_audit_event_new ();
  audit->at = hw_clock_now (self->clock);
  audit->event = event;
  audit->outcome = "done";
  audit->request_id = g_strdup ("test");
  audit->origin = g_strdup ("192.0.2.1");
  return audit;
}

static void
add_account (OutboxFixture *self, const char *email)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HwAccount) known = NULL;
  g_assert_true (hw_store_find_account (self->store, email, &known, &error));
  if (known != NULL)
    return;
  g_autoptr (GPtrArray) accounts = g_ptr_array_new_with_free_func ((GDestroyNotify) hw_account_free);
  g_autoptr (GPtrArray) audits = g_ptr_array_new_with_free_func ((GDestroyNotify) hw_audit_event_free);
  g_autoptr (GArray) existing = NULL;
  HwAccount *account = hw_account_new ();
  account->establishment_number = g_strdup ("1301-123456-7");
  account->establishment_name = g_strdup ("霞が関商店");
  account->email = g_strdup (email);
  account->registered_at = hw_clock_now (self->clock);
  g_ptr_array_add (accounts, account);
  g_ptr_array_add (audits, audit_new (self, "registered"));
  hw_store_add_accounts (self->store, accounts, audits, &existing, &error);
  g_assert_no_error (error);
}

static char *
new_key (OutboxFixture *self)
{
  guint8 random[HW_AUTHENTICATION_KEY_RANDOM_BYTES];
  hw_random_fill (random, sizeof random);
  char *key = hw_authentication_key_from_random (random);
  g_ptr_array_add (self->keys, key);
  return key;
}

static HwRegistrationRecord *
registration_new (const char *recipient, gint64 now)
{
  HwRegistrationRecord *registration = hw_registration_record_new ();
  registration->id = hw_id_new ();
  hw_random_fill (&registration->credential_hash, sizeof registration->credential_hash);
  hw_random_fill (registration->salt, sizeof registration->salt);
  hw_random_fill (&registration->key_hash, sizeof registration->key_hash);
  registration->email = g_strdup (recipient);
  g_strlcpy (registration->reference, "0427", sizeof registration->reference);
  registration->started_at = registration->mailed_at = now;
  registration->expires_at = now + OUTBOX_KEY_LIFETIME;
  return registration;
}

static HwId
queue (OutboxFixture *self, const char *recipient, HwStoreDecide decide)
{
  gint64 now = hw_clock_now (self->clock);
  g_autoptr (HwRegistrationRecord) registration = registration_new (recipient, now);
  g_autoptr (HwMailRecord) mail = hw_mail_record_new ();
  mail->id = hw_id_new ();
  mail->kind = HW_MAIL_KEY;
  mail->recipient = g_strdup (recipient);
  g_strlcpy (mail->reference, registration->reference, sizeof mail->reference);
  mail->sealed_key = hw_server_secret_seal (self->secret, &mail->id, new_key (self));
  mail->requested_at = mail->next_attempt_at = now;
  mail->stale_at = registration->expires_at;
  g_autoptr (HwAuditEvent) audit = audit_new (self, "registration-started");
  HwStoreStart start = {
    .now = now,
    .idempotency_period = OUTBOX_KEY_LIFETIME,
    .decide = decide,
    .registration = registration,
    .mail = mail,
    .audit = audit,
  };
  hw_random_fill (&start.idempotency, sizeof start.idempotency);
  hw_random_fill (&start.fingerprint, sizeof start.fingerprint);

  g_autoptr (HwRegistrationRecord) written = NULL;
  g_autoptr (GError) error = NULL;
  HwStartOutcome outcome = HW_START_REFUSED;
  gint64 wait = 0;
  hw_store_start_registration (self->store, &start, &outcome, &written, &wait, &error);
  g_assert_no_error (error);
  g_assert_cmpint (outcome, ==, HW_START_DONE);
  return mail->id;
}

HwId
outbox_fixture_queue_key (OutboxFixture *self, const char *recipient)
{
  add_account (self, recipient);
  return queue (self, recipient, decide_key);
}

HwId
outbox_fixture_queue_decoy (OutboxFixture *self, const char *recipient)
{
  return queue (self, recipient, decide_key);
}

HwId
outbox_fixture_queue_notice (OutboxFixture *self, const char *recipient)
{
  add_account (self, recipient);
  return queue (self, recipient, decide_notice);
}

guint
outbox_fixture_waiting (OutboxFixture *self)
{
  g_autoptr (GError) error = NULL;
  HwOutboxState state = { 0 };
  hw_store_outbox_state (self->store, &state, &error);
  g_assert_no_error (error);
  return state.waiting;
}

void
outbox_fixture_wait_for (OutboxFixture *self, guint n)
{
  gint64 until = g_get_monotonic_time () + PATIENCE_SECONDS * G_USEC_PER_SEC;
  while (outbox_fixture_waiting (self) != n)
    {
      if (g_get_monotonic_time () > until)
        g_error ("waited in vain for %u rows", n);
      g_usleep (10000);
    }
}

gint64
outbox_fixture_next_at (OutboxFixture *self)
{
  g_autoptr (GError) error = NULL;
  gint64 next_at = 0;
  hw_store_next_mail_at (self->store, &next_at, &error);
  g_assert_no_error (error);
  return next_at;
}

guint
outbox_fixture_logged (const char *part, const char *other)
{
  guint n = 0;
  g_mutex_lock (&log_lock);
  for (guint i = 0; i < log_lines->len; i++)
    {
      const char *line = g_ptr_array_index (log_lines, i);
      n += strstr (line, part) != NULL && strstr (line, other) != NULL;
    }
  g_mutex_unlock (&log_lock);
  return n;
}

char *
outbox_fixture_key_in (OutboxFixture *self, guint n)
{
  g_autofree char *content = smtp_fixture_read (self->server, n);
  g_autoptr (GMimeStream) stream = g_mime_stream_mem_new_with_buffer (content, strlen (content));
  g_autoptr (GMimeParser) parser = g_mime_parser_new_with_stream (stream);
  g_autoptr (GMimeMessage) message = g_mime_parser_construct_message (parser, NULL);
  g_autofree char *text =
    g_mime_text_part_get_text (GMIME_TEXT_PART (g_mime_message_get_mime_part (message)));
  return hw_authentication_key_find (text);
}

HwOutboxCounts
outbox_fixture_counts (HwOutbox *outbox)
{
  HwOutboxCounts counts;
  hw_outbox_get_counts (outbox, &counts);
  return counts;
}
