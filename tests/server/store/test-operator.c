/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hw-test-data.h"
#include "hw-test-store.h"

#include <string.h>

/* (transfer full) (element-type HwMailRecord) */
static GPtrArray *
list_mails (HwStore *store)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *mails = NULL;

  hw_store_list_mails (store, &mails, &error);
  g_assert_no_error (error);
  g_assert_nonnull (mails);

  return mails;
}

static const HwMailRecord *
mail_at (GPtrArray *mails, guint index)
{
  g_assert_cmpuint (index, <, mails->len);

  return g_ptr_array_index (mails, index);
}

static HwAuditEvent
operator_event (const char *name)
{
  return (
    HwAuditEvent){ .at = T0, .event = name, .outcome = "done", .count = 1, .subject = hash_of ("operator") };
}

/* (transfer full) (element-type HwAuditEvent) */
static GPtrArray *
list_audit (HwStore *store, const char *subject, guint most)
{
  g_autoptr (GError) error = NULL;
  HwHash hash = hash_of (subject);
  GPtrArray *events = NULL;

  hw_store_list_audit (store, &hash, most, &events, &error);
  g_assert_no_error (error);
  g_assert_nonnull (events);

  return events;
}

static guint
audit_rows (HwStore *store, const char *subject)
{
  g_autoptr (GPtrArray) events = list_audit (store, subject, 1000);

  return events->len;
}

static HwTestStore *
store_with_two_mails (void)
{
  HwTestStore *test = hw_test_store_new ();

  add_account (test->store, "1301-123456-7", "Sample Works", EMAIL);
  add_account (test->store, "1301-123456-7", "Sample Works", OTHER_EMAIL);
  start (test->store, "b", HW_PURPOSE_FIRST, OTHER_EMAIL, T0 + MINUTE);
  start (test->store, "a", HW_PURPOSE_FIRST, EMAIL, T0);
  start (test->store, "decoy", HW_PURPOSE_FIRST, "nobody@example.jp", T0);

  return test;
}

static guint
hurry (HwStore *store, const HwId *id, gint64 now, const HwAuditEvent *audit)
{
  g_autoptr (GError) error = NULL;
  guint count = 99;

  hw_store_hurry_mails (store, id, now, audit, &count, &error);
  g_assert_no_error (error);

  return count;
}

static guint
drop (HwStore *store, const HwId *id, const HwAuditEvent *audit)
{
  g_autoptr (GError) error = NULL;
  guint count = 99;

  hw_store_drop_mails (store, id, audit, &count, &error);
  g_assert_no_error (error);

  return count;
}

static void
put_off (HwStore *store, const HwId *id, gint64 until)
{
  g_autoptr (GError) error = NULL;

  hw_store_mail_retry (store, id, until, "451 later", &error);
  g_assert_no_error (error);
}

static void
test_mails_are_listed (void)
{
  g_autoptr (HwTestStore) test = store_with_two_mails ();
  g_autoptr (GPtrArray) before = list_mails (test->store);
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GPtrArray) leased = NULL;

  g_assert_cmpuint (before->len, ==, 2);
  g_assert_cmpstr (mail_at (before, 0)->recipient, ==, EMAIL);
  g_assert_cmpstr (mail_at (before, 1)->recipient, ==, OTHER_EMAIL);
  g_assert_cmpint (mail_at (before, 0)->requested_at, ==, T0);
  g_assert_cmpint (mail_at (before, 0)->stale_at, ==, T0 + 30 * MINUTE);
  g_assert_cmpuint (mail_at (before, 0)->attempts, ==, 0);
  g_assert_cmpint (mail_at (before, 0)->leased_until, ==, 0);
  g_assert_null (mail_at (before, 0)->last_failure);
  g_assert_null (mail_at (before, 0)->sealed_key);

  put_off (test->store, &mail_at (before, 0)->id, T0 + HOUR);
  leased = lease (test->store, T0 + 2 * MINUTE);
  after = list_mails (test->store);
  g_assert_cmpuint (mail_at (after, 0)->attempts, ==, 1);
  g_assert_cmpstr (mail_at (after, 0)->last_failure, ==, "451 later");
  g_assert_cmpint (mail_at (after, 0)->next_attempt_at, ==, T0 + HOUR);
  g_assert_cmpint (mail_at (after, 1)->leased_until, >, T0 + 2 * MINUTE);
}

static void
test_one_mail_is_hurried (void)
{
  g_autoptr (HwTestStore) test = store_with_two_mails ();
  g_autoptr (GPtrArray) mails = list_mails (test->store);
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GPtrArray) due = NULL;
  HwAuditEvent audit = operator_event ("mail-hurried");

  for (guint i = 0; i < 2; i++)
    put_off (test->store, &mail_at (mails, i)->id, T0 + HOUR);
  none = lease (test->store, T0 + 5 * MINUTE); /* the decoy's */
  g_assert_cmpuint (none->len, ==, 1);

  g_assert_cmpuint (hurry (test->store, &mail_at (mails, 1)->id, T0 + 10 * MINUTE, &audit), ==, 1);
  due = lease (test->store, T0 + 10 * MINUTE);
  g_assert_cmpuint (due->len, ==, 2);
  g_assert_cmpuint (audit_rows (test->store, "operator"), ==, 1);
}

static void
test_all_mails_are_hurried (void)
{
  g_autoptr (HwTestStore) test = store_with_two_mails ();
  g_autoptr (GPtrArray) mails = list_mails (test->store);
  g_autoptr (GPtrArray) after = NULL;

  put_off (test->store, &mail_at (mails, 0)->id, T0 + HOUR);
  g_assert_cmpuint (hurry (test->store, NULL, T0 + 10 * MINUTE, NULL), ==, 2);
  after = list_mails (test->store);
  g_assert_cmpint (mail_at (after, 0)->next_attempt_at, ==, T0 + 10 * MINUTE);
  /* One that is due already is not put off. */
  g_assert_cmpint (mail_at (after, 1)->next_attempt_at, ==, T0 + MINUTE);
  g_assert_cmpuint (mail_at (after, 0)->attempts, ==, 1);
}

static void
test_hurrying_leaves_leases (void)
{
  g_autoptr (HwTestStore) test = store_with_two_mails ();
  g_autoptr (GPtrArray) first = lease (test->store, T0 + 2 * MINUTE);
  g_autoptr (GPtrArray) second = NULL;

  g_assert_cmpuint (first->len, ==, 3);
  hurry (test->store, NULL, T0 + 2 * MINUTE, NULL);
  second = lease (test->store, T0 + 2 * MINUTE);
  g_assert_cmpuint (second->len, ==, 0);
}

static void
test_mails_are_dropped (void)
{
  g_autoptr (HwTestStore) test = store_with_two_mails ();
  g_autoptr (GPtrArray) mails = list_mails (test->store);
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (HwRegistrationRecord) record = NULL;
  HwAuditEvent audit = operator_event ("mail-dropped");
  HwId unknown = hw_id_new ();

  g_assert_cmpuint (drop (test->store, &unknown, &audit), ==, 0);
  g_assert_cmpuint (audit_rows (test->store, "operator"), ==, 0);

  g_assert_cmpuint (drop (test->store, &mail_at (mails, 0)->id, &audit), ==, 1);
  left = list_mails (test->store);
  g_assert_cmpuint (left->len, ==, 1);
  g_assert_cmpstr (mail_at (left, 0)->recipient, ==, OTHER_EMAIL);
  g_assert_cmpuint (audit_rows (test->store, "operator"), ==, 1);

  g_assert_cmpuint (drop (test->store, NULL, &audit), ==, 1);
  none = list_mails (test->store);
  g_assert_cmpuint (none->len, ==, 0);
  /* The registration stays: another mail can be asked for. */
  record = find (test->store, "a");
  g_assert_nonnull (record);
}

static void
test_audit_is_listed (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) latest = NULL;
  const HwAuditEvent *event;

  for (guint i = 0; i < 5; i++)
    {
      HwAuditEvent row = { .at = T0 + i, .event = "login-failed", .outcome = "login-failed" };

      row.count = i + 1;
      row.subject = hash_of (i == 0 ? "other" : "subject");
      row.request_id = i == 4 ? NULL : (char *) "request";
      row.origin = (char *) "192.0.2.1";
      row.masked_email = i == 4 ? NULL : (char *) "t***@e***.jp";
      hw_store_add_audit (test->store, &row, &error);
      g_assert_no_error (error);
    }

  all = list_audit (test->store, "subject", 10);
  g_assert_cmpuint (all->len, ==, 4);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpuint (((HwAuditEvent *) g_ptr_array_index (all, i))->count, ==, i + 2);
  event = g_ptr_array_index (all, 0);
  g_assert_cmpstr (event->event, ==, "login-failed");
  g_assert_cmpstr (event->outcome, ==, "login-failed");
  g_assert_cmpstr (event->request_id, ==, "request");
  g_assert_cmpstr (event->origin, ==, "192.0.2.1");
  g_assert_cmpstr (event->masked_email, ==, "t***@e***.jp");
  event = g_ptr_array_index (all, 3);
  g_assert_null (event->request_id);
  g_assert_null (event->masked_email);

  latest = list_audit (test->store, "subject", 2);
  g_assert_cmpuint (latest->len, ==, 2);
  g_assert_cmpuint (((HwAuditEvent *) g_ptr_array_index (latest, 0))->count, ==, 4);
}

static void
count_start (HwStore *store, const char *id, const char *owner, gint64 now)
{
  g_autoptr (HwTestStart) test_start = test_start_new (id, HW_PURPOSE_FIRST, id, now);
  HwLimit limits[] = {
    { .subject = hash_of ("here"), .owner = hash_of (owner), .window = HOUR, .most = 9 },
    { .subject = hash_of ("anywhere"), .owner = hash_of (owner), .window = HOUR, .most = 9 },
    { .subject = hash_of ("origin"), .window = HOUR, .most = 9 },
  };

  test_start->start.limits = limits;
  test_start->start.n_limits = G_N_ELEMENTS (limits);
  g_assert_cmpint (run_start (store, test_start, NULL, NULL), ==, HW_START_DONE);
}

/* (transfer full) (element-type HwLimitEvent) */
static GArray *
list_events (HwStore *store, const char *owner, gint64 since)
{
  g_autoptr (GError) error = NULL;
  HwHash hash = hash_of (owner);
  GArray *events = NULL;

  hw_store_list_limit_events (store, &hash, since, &events, &error);
  g_assert_no_error (error);
  g_assert_nonnull (events);

  return events;
}

static guint
n_events (HwStore *store, const char *owner)
{
  g_autoptr (GArray) events = list_events (store, owner, 0);

  return events->len;
}

static void
test_limit_events_are_listed (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autoptr (GArray) all = NULL;
  g_autoptr (GArray) later = NULL;
  HwHash here = hash_of ("here");
  HwHash anywhere = hash_of ("anywhere");
  const HwLimitEvent *event;

  count_start (test->store, "a", "mine", T0);
  count_start (test->store, "b", "mine", T0 + MINUTE);
  count_start (test->store, "c", "yours", T0);

  all = list_events (test->store, "mine", 0);
  g_assert_cmpuint (all->len, ==, 4);
  event = &g_array_index (all, HwLimitEvent, 0);
  g_assert_cmpint (event->at, ==, T0);
  /* The order of what was counted together is nobody's business. */
  g_assert_true (memcmp (&event->subject, &here, sizeof here) == 0
                 || memcmp (&event->subject, &anywhere, sizeof anywhere) == 0);
  g_assert_cmpint (g_array_index (all, HwLimitEvent, 3).at, ==, T0 + MINUTE);

  later = list_events (test->store, "mine", T0);
  g_assert_cmpuint (later->len, ==, 2);
}

static void
test_limits_are_cleared (void)
{
  g_autoptr (HwTestStore) test = hw_test_store_new ();
  g_autoptr (GError) error = NULL;
  HwHash owners[] = { hash_of ("mine"), hash_of ("unused") };
  HwAuditEvent audit = operator_event ("limits-cleared");
  guint count = 99;

  count_start (test->store, "a", "mine", T0);
  count_start (test->store, "c", "yours", T0);

  hw_store_clear_limits (test->store, owners, 2, &audit, &count, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count, ==, 2);
  g_assert_cmpuint (n_events (test->store, "mine"), ==, 0);
  g_assert_cmpuint (n_events (test->store, "yours"), ==, 2);
  g_assert_cmpuint (audit_rows (test->store, "operator"), ==, 1);

  hw_store_clear_limits (test->store, owners, 2, &audit, &count, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count, ==, 0);
  g_assert_cmpuint (audit_rows (test->store, "operator"), ==, 1);
}

void
hw_test_add_operator (void)
{
  hw_test_add ("operator/mails-are-listed-without-their-keys", test_mails_are_listed);
  hw_test_add ("operator/one-mail-is-hurried", test_one_mail_is_hurried);
  hw_test_add ("operator/all-mails-are-hurried", test_all_mails_are_hurried);
  hw_test_add ("operator/hurrying-leaves-leases", test_hurrying_leaves_leases);
  hw_test_add ("operator/mails-are-dropped-registrations-stay", test_mails_are_dropped);
  hw_test_add ("operator/audit-is-listed-latest-last", test_audit_is_listed);
  hw_test_add ("operator/limit-events-are-listed-by-owner", test_limit_events_are_listed);
  hw_test_add ("operator/limits-are-cleared-by-owner", test_limits_are_cleared);
}
