/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hw-test-office.h"

#define KEY_1 "0123456789abcdef012345"
#define KEY_2 "0123456789abcdef012346"

static void
test_answers_and_queues_the_key (HwTestOffice *office, gconstpointer unused)
{
  g_autoptr (HwProblem) problem = NULL;
  g_autoptr (HwRegistrationStatus) status =
    hw_test_start (office, HW_PURPOSE_FIRST, TEST_EMAIL, KEY_1, &problem);
  g_autoptr (GPtrArray) mails = hw_test_mails (office);
  const HwMailRecord *mail;
  g_autoptr (HwSecretString) key = NULL;

  g_assert_null (problem);
  g_assert_cmpuint (strlen (status->credential), ==, HW_CREDENTIAL_LENGTH);
  g_assert_cmpstr (status->email, ==, TEST_EMAIL);
  g_assert_cmpstr (status->mail_from, ==, "system@example.jp");
  g_assert_true (g_regex_match_simple ("^[0-9]{4}$", status->reference, 0, 0));
  g_assert_cmpint (status->expires_in, ==, 1800);
  g_assert_cmpint (status->expires_at, ==, TEST_NOW + 1800 * G_USEC_PER_SEC);
  g_assert_cmpint (status->resend_in, ==, 60);

  g_assert_cmpuint (mails->len, ==, 1);
  mail = mails->pdata[0];
  g_assert_cmpint (mail->kind, ==, HW_MAIL_KEY);
  g_assert_false (mail->discard);
  g_assert_cmpstr (mail->recipient, ==, TEST_EMAIL);
  g_assert_cmpstr (mail->reference, ==, status->reference);
  g_assert_cmpint (mail->stale_at, ==, status->expires_at);
  key = hw_server_secret_open (office->secret, &mail->id, mail->sealed_key);
  g_assert_true (g_regex_match_simple ("^[0-9A-HJKMNP-TV-Z]{10}$", key, 0, 0));
}

static void
assert_same_answer (const HwRegistrationStatus *a, const HwRegistrationStatus *b)
{
  g_assert_cmpuint (strlen (a->credential), ==, strlen (b->credential));
  g_assert_cmpuint (strlen (a->reference), ==, strlen (b->reference));
  g_assert_cmpint (a->expires_in, ==, b->expires_in);
  g_assert_cmpint (a->expires_at, ==, b->expires_at);
  g_assert_cmpint (a->resend_in, ==, b->resend_in);
  g_assert_cmpint (a->attempts_left, ==, b->attempts_left);
  g_assert_cmpint (a->state, ==, b->state);
}

/* Starts for an address and says what is mailed: -1: a row to be thrown away, else the kind. */
static int
mailed_for (HwTestOffice *office, HwPurpose purpose, const char *email, const HwRegistrationStatus *like)
{
  g_autofree char *idempotency_key = g_uuid_string_random ();
  g_autoptr (HwProblem) problem = NULL;
  g_autoptr (HwRegistrationStatus) status = hw_test_start (office, purpose, email, idempotency_key, &problem);
  g_autoptr (GPtrArray) mails = hw_test_mails (office);
  const HwMailRecord *mail = mails->pdata[0];

  g_assert_null (problem);
  assert_same_answer (status, like);
  g_assert_cmpuint (mails->len, ==, 1);
  g_assert_true ((mail->sealed_key != NULL) == (mail->kind == HW_MAIL_KEY));
  return mail->discard ? -1 : (int) mail->kind;
}

static void
test_answers_alike_for_every_address (HwTestOffice *office, gconstpointer unused)
{
  g_autoptr (HwRegistrationStatus) like = NULL;
  g_autoptr (HwProblem) problem = NULL;
  g_autoptr (GPtrArray) mails = NULL;

  hw_test_register (office, "1301-000000-1", "停止中", "disabled@example.co.jp");
  g_assert_true (hw_counter_desk_set_disabled (office->office, "disabled@example.co.jp", TRUE, NULL));
  hw_test_open (office, TEST_OTHER, TEST_PASSWORD);
  hw_test_advance (office, 60);
  like = hw_test_start (office, HW_PURPOSE_FIRST, TEST_EMAIL, KEY_1, &problem);
  mails = hw_test_mails (office);

  g_assert_cmpint (mailed_for (office, HW_PURPOSE_FIRST, TEST_UNKNOWN, like), ==, -1);
  g_assert_cmpint (mailed_for (office, HW_PURPOSE_FIRST, "disabled@example.co.jp", like), ==, -1);
  g_assert_cmpint (mailed_for (office, HW_PURPOSE_FIRST, TEST_OTHER, like), ==, HW_MAIL_ALREADY_OPENED);
  hw_test_advance (office, 60);
  g_clear_pointer (&like, hw_registration_status_free);
  like = hw_test_start (office, HW_PURPOSE_AGAIN, TEST_OTHER, KEY_2, &problem);
  g_clear_pointer (&mails, g_ptr_array_unref);
  mails = hw_test_mails (office);
  g_assert_cmpint (mailed_for (office, HW_PURPOSE_AGAIN, TEST_UNKNOWN, like), ==, -1);
  g_assert_cmpint (mailed_for (office, HW_PURPOSE_AGAIN, TEST_EMAIL, like), ==, HW_MAIL_NOT_YET_OPENED);
}

static void
assert_email_fault (HwTestOffice *office, const char *email, const char *code)
{
  g_autoptr (HwProblem) problem = NULL;

  g_assert_null (hw_test_start (office, HW_PURPOSE_FIRST, email, KEY_1, &problem));
  g_assert_cmpint (problem->code, ==, HW_PROBLEM_INVALID_FIELDS);
  g_assert_true (hw_problem_has_field (problem, "/email", code));
  g_assert_cmpuint (problem->errors->len, ==, 1);
}

static void
test_refuses_what_is_no_address (HwTestOffice *office, gconstpointer unused)
{
  g_autofree char *long_local = g_strnfill (90, 'a');
  g_autofree char *too_long = g_strconcat (long_local, "@example.co.jp", NULL);
  g_autoptr (GPtrArray) mails = NULL;

  assert_email_fault (office, "", "empty");
  assert_email_fault (office, "taro.example.co.jp", "not-an-address");
  assert_email_fault (office, "ｔａｒｏ＠example.co.jp", "not-an-address");
  assert_email_fault (office, "a@b@example.co.jp", "not-an-address");
  assert_email_fault (office, too_long, "too-long");
  mails = hw_test_mails (office);
  g_assert_cmpuint (mails->len, ==, 0);
}

static void
test_refuses_outdated_terms (HwTestOffice *office, gconstpointer unused)
{
  const HwCurrentTerms terms = { .privacy_version = "p1", .terms_version = "t2" };
  g_autoptr (HwRegistrationRequest) first =
    hw_registration_request_new (HW_PURPOSE_FIRST, TEST_EMAIL, "p1", "t1");
  g_autoptr (HwRegistrationRequest) again =
    hw_registration_request_new (HW_PURPOSE_AGAIN, TEST_EMAIL, NULL, NULL);
  g_autoptr (GBytes) body = g_bytes_new_static ("x", 1);
  g_autoptr (HwProblem) problem = NULL;
  g_autoptr (HwRegistrationStatus) status = NULL;

  status =
    hw_password_registration_start (office->office, &office->caller, first, KEY_1, body, &terms, &problem);
  hw_test_assert_problem (status, &problem, HW_PROBLEM_TERMS_OUTDATED);
  status =
    hw_password_registration_start (office->office, &office->caller, again, KEY_1, body, &terms, &problem);
  g_assert_nonnull (status);
}

static void
test_repeat_gives_the_same_and_mails_nothing (HwTestOffice *office, gconstpointer unused)
{
  g_autoptr (HwProblem) problem = NULL;
  g_autoptr (HwRegistrationStatus) first =
    hw_test_start (office, HW_PURPOSE_FIRST, TEST_EMAIL, KEY_1, &problem);
  g_autoptr (HwRegistrationStatus) repeated = NULL;
  g_autoptr (GPtrArray) mails = NULL;

  hw_test_advance (office, 10);
  repeated = hw_test_start (office, HW_PURPOSE_FIRST, TEST_EMAIL, KEY_1, &problem);
  g_assert_null (problem);
  g_assert_cmpstr (repeated->credential, ==, first->credential);
  g_assert_cmpstr (repeated->reference, ==, first->reference);
  g_assert_cmpint (repeated->expires_in, ==, 1790);
  g_assert_cmpint (repeated->resend_in, ==, 50);
  mails = hw_test_mails (office);
  g_assert_cmpuint (mails->len, ==, 1);
  g_assert_cmpuint (hw_test_count_audit (office, "registration-started", "done"), ==, 1);
}

static void
test_same_key_with_another_body_conflicts (HwTestOffice *office, gconstpointer unused)
{
  g_autoptr (HwProblem) problem = NULL;
  g_autoptr (HwRegistrationStatus) first =
    hw_test_start (office, HW_PURPOSE_FIRST, TEST_EMAIL, KEY_1, &problem);
  HwRegistrationStatus *other = hw_test_start (office, HW_PURPOSE_FIRST, TEST_OTHER, KEY_1, &problem);

  hw_test_assert_problem (other, &problem, HW_PROBLEM_IDEMPOTENCY_CONFLICT);

  hw_test_advance (office, 1800);
  g_clear_pointer (&first, hw_registration_status_free);
  first = hw_test_start (office, HW_PURPOSE_FIRST, TEST_OTHER, KEY_1, &problem);
  g_assert_nonnull (first);
}

static gpointer
start_in_thread (gpointer data)
{
  HwTestOffice *office = data;
  g_autoptr (HwProblem) problem = NULL;
  g_autoptr (HwRegistrationStatus) status =
    hw_test_start (office, HW_PURPOSE_FIRST, TEST_EMAIL, KEY_1, &problem);

  if (status != NULL)
    return g_steal_pointer (&status->credential);
  g_assert_cmpint (problem->code, ==, HW_PROBLEM_IDEMPOTENCY_RUNNING);
  return NULL;
}

static void
test_many_at_once_take_effect_once (HwTestOffice *office, gconstpointer unused)
{
  GThread *threads[32];
  g_autofree char *credential = NULL;
  g_autoptr (GPtrArray) mails = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("start", start_in_thread, office);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      g_autofree char *answered = g_thread_join (threads[i]);

      if (credential == NULL)
        credential = g_steal_pointer (&answered);
      else if (answered != NULL)
        g_assert_cmpstr (answered, ==, credential);
    }
  g_assert_nonnull (credential);
  mails = hw_test_mails (office);
  g_assert_cmpuint (mails->len, ==, 1);
}

/* Starts @email from self->caller's origin; the seconds to wait where that is limited, else 0. */
static gint64
wait_for_start (HwTestOffice *office, const char *email)
{
  g_autofree char *idempotency_key = g_uuid_string_random ();
  g_autoptr (HwProblem) problem = NULL;
  g_autoptr (HwRegistrationStatus) status =
    hw_test_start (office, HW_PURPOSE_FIRST, email, idempotency_key, &problem);

  if (status != NULL)
    return 0;
  g_assert_cmpint (problem->code, ==, HW_PROBLEM_TOO_MANY_REQUESTS);
  return problem->retry_in;
}

static void
test_limits_an_address_known_or_not (HwTestOffice *office, gconstpointer data)
{
  const char *emails[] = { TEST_EMAIL, TEST_UNKNOWN };

  for (guint i = 0; i < G_N_ELEMENTS (emails); i++)
    {
      g_autofree char *upper = g_ascii_strup (emails[i], -1);

      g_assert_cmpint (wait_for_start (office, emails[i]), ==, 0);
      g_assert_cmpint (wait_for_start (office, upper), ==, 60);
      hw_test_advance (office, 59);
      g_assert_cmpint (wait_for_start (office, emails[i]), ==, 1);
      hw_test_advance (office, 1);
      for (guint n = 0; n < 4; n++, hw_test_advance (office, 60))
        g_assert_cmpint (wait_for_start (office, emails[i]), ==, 0);
      g_assert_cmpint (wait_for_start (office, emails[i]), ==, 3600 - 300);
    }
}

static void
test_limits_an_address_over_all_origins (HwTestOffice *office, gconstpointer data)
{
  for (guint i = 0; i < 10; i++)
    {
      g_autofree char *origin = g_strdup_printf ("192.0.2.%u", i);

      office->caller.origin = origin;
      g_assert_cmpint (wait_for_start (office, TEST_EMAIL), ==, 0);
    }
  office->caller.origin = TEST_OTHER_ORIGIN;
  g_assert_cmpint (wait_for_start (office, TEST_EMAIL), ==, 3600);
}

static void
test_limits_the_starts_of_an_origin (HwTestOffice *office, gconstpointer data)
{
  g_autoptr (GPtrArray) mails = NULL;

  for (guint i = 0; i < 120; i++)
    {
      g_autofree char *email = g_strdup_printf ("person%u@example.co.jp", i);

      g_assert_cmpint (wait_for_start (office, email), ==, 0);
    }
  g_assert_cmpint (wait_for_start (office, TEST_EMAIL), ==, 3600);
  mails = hw_test_mails (office);
  g_assert_cmpuint (mails->len, ==, 120);
  office->caller.origin = TEST_OTHER_ORIGIN;
  g_assert_cmpint (wait_for_start (office, TEST_EMAIL), ==, 0);
}

/* What the worker has to do differs, so it must not begin while the answer is on its way. */
static void
test_mail_waits_until_the_answer_is_gone (HwTestOffice *office, gconstpointer unused)
{
  const char *emails[] = { TEST_EMAIL, TEST_UNKNOWN };

  for (guint i = 0; i < G_N_ELEMENTS (emails); i++)
    {
      g_autoptr (HwSecretString) credential = hw_test_started (office, HW_PURPOSE_FIRST, emails[i]);
      gint64 due = hw_clock_now (office->clock) + 30 * G_TIME_SPAN_MILLISECOND;
      g_autoptr (GPtrArray) early = NULL;
      g_autoptr (GPtrArray) late = NULL;
      g_autoptr (GError) error = NULL;

      hw_store_lease_mails (office->store, due - 1, due + G_TIME_SPAN_DAY, 10, &early, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (early->len, ==, 0);
      hw_store_lease_mails (office->store, due, due + G_TIME_SPAN_DAY, 10, &late, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (late->len, ==, 1);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  hw_test_office_add ("/registration-start/answers-and-queues-the-key", test_answers_and_queues_the_key);
  hw_test_office_add ("/registration-start/answers-alike-for-every-address",
                      test_answers_alike_for_every_address);
  hw_test_office_add ("/registration-start/refuses-what-is-no-address", test_refuses_what_is_no_address);
  hw_test_office_add ("/registration-start/refuses-outdated-terms", test_refuses_outdated_terms);
  hw_test_office_add ("/registration-start/repeat-gives-the-same-and-mails-nothing",
                      test_repeat_gives_the_same_and_mails_nothing);
  hw_test_office_add ("/registration-start/same-key-with-another-body-conflicts",
                      test_same_key_with_another_body_conflicts);
  hw_test_office_add ("/registration-start/many-at-once-take-effect-once",
                      test_many_at_once_take_effect_once);
  hw_test_office_add ("/registration-start/limits-an-address-known-or-not",
                      test_limits_an_address_known_or_not);
  hw_test_office_add ("/registration-start/limits-an-address-over-all-origins",
                      test_limits_an_address_over_all_origins);
  hw_test_office_add ("/registration-start/limits-the-starts-of-an-origin",
                      test_limits_the_starts_of_an_origin);
  hw_test_office_add ("/registration-start/mail-waits-until-the-answer-is-gone",
                      test_mail_waits_until_the_answer_is_gone);
  return g_test_run ();
}
