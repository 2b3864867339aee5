/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hw-test-office.h"
#include "server/store/hw-store-backend.h"

#define IDEMPOTENCY_KEY "0123456789abcdef012345"

/* A store that fails at everything the services ask of it. */
#define TYPE_FAILING_STORE (failing_store_get_type ())
G_DECLARE_FINAL_TYPE (FailingStore, failing_store, FAILING, STORE, GObject)

struct _FailingStore
{
  GObject parent_instance;
  HwStoreError code;
  HwTestOffice *asks_again; /* (nullable): whose start is asked for once more while one is running */
  HwProblemCode answered;   /* what that came to */
};

static void failing_store_iface_init (HwStoreInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FailingStore,
                               failing_store,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (HW_TYPE_STORE, failing_store_iface_init))

static gboolean
fail (HwStore *self, GError **error)
{
  g_set_error (error, HW_STORE_ERROR, FAILING_STORE (self)->code, "as told");
  return FALSE;
}

static gboolean
fail_start (HwStore *self,
            const HwStoreStart *start,
            HwStartOutcome *outcome,
            HwRegistrationRecord **record,
            gint64 *wait,
            GError **error)
{
  FailingStore *store = FAILING_STORE (self);
  HwTestOffice *office = g_steal_pointer (&store->asks_again);

  if (office != NULL)
    {
      g_autoptr (HwProblem) problem = NULL;

      g_assert_null (hw_test_start (office, HW_PURPOSE_FIRST, TEST_EMAIL, IDEMPOTENCY_KEY, &problem));
      store->answered = problem->code;
    }
  return fail (self, error);
}

static gboolean
fail_find_registration (HwStore *self,
                        const HwHash *credential_hash,
                        gint64 not_before,
                        HwRegistrationRecord **record,
                        HwAccount **account,
                        GError **error)
{
  return fail (self, error);
}

static gboolean
fail_begin_login (HwStore *self,
                  const HwStoreLogin *login,
                  gboolean *limited,
                  gint64 *wait,
                  HwId *reservation,
                  HwAccount **account,
                  GError **error)
{
  return fail (self, error);
}

static gboolean
fail_find_session (HwStore *self,
                   const HwHash *credential_hash,
                   gint64 now,
                   gboolean extend,
                   HwSessionRecord **session,
                   HwAccount **account,
                   GError **error)
{
  return fail (self, error);
}

static gboolean
fail_find_account (HwStore *self, const char *email, HwAccount **account, GError **error)
{
  return fail (self, error);
}

static void
failing_store_iface_init (HwStoreInterface *iface)
{
  iface->start_registration = fail_start;
  iface->find_registration = fail_find_registration;
  iface->begin_login = fail_begin_login;
  iface->find_session = fail_find_session;
  iface->find_account = fail_find_account;
}

static void
failing_store_class_init (FailingStoreClass *klass)
{
}

static void
failing_store_init (FailingStore *self)
{
}

/* What each call of the services comes to; each must log one line. */
static void
assert_all_refused (HwTestOffice *self, HwProblemCode code, gint64 retry_in, const char *line)
{
  g_autofree char *pattern = g_strdup_printf ("*request-1*%s*as told*", line);
  g_autoptr (HwSecretString) credential = hw_credential_new ();
  gpointer results[4];
  HwProblem *problems[4] = { NULL };

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    g_test_expect_message ("hellowork-mypage-registration", G_LOG_LEVEL_WARNING, pattern);
  results[0] = hw_test_start (self, HW_PURPOSE_FIRST, TEST_EMAIL, IDEMPOTENCY_KEY, &problems[0]);
  results[1] = hw_test_status (self, credential, &problems[1]);
  results[2] = hw_test_login (self, TEST_EMAIL, TEST_PASSWORD, &problems[2]);
  results[3] = hw_account_session_home (self->office, &self->caller, credential, &problems[3]);
  g_test_assert_expected_messages ();

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_assert_cmpint (problems[i]->retry_in, ==, retry_in);
      hw_test_assert_problem (results[i], &problems[i], code);
    }
}

static void
with_failing_store (HwTestOffice *self, HwStoreError code)
{
  FailingStore *store = g_object_new (TYPE_FAILING_STORE, NULL);

  store->code = code;
  hw_office_free (self->office);
  g_set_object (&self->store, HW_STORE (store));
  self->office = hw_office_new (self->store, self->secret, self->clock, &self->policy, "system@example.jp");
  g_object_unref (store);
}

static void
test_unavailable_asks_to_come_back (HwTestOffice *self, gconstpointer unused)
{
  with_failing_store (self, HW_STORE_ERROR_UNAVAILABLE);
  assert_all_refused (self, HW_PROBLEM_UNAVAILABLE, 5, "not available");
}

static void
test_defect_is_an_internal_error (HwTestOffice *self, gconstpointer unused)
{
  with_failing_store (self, HW_STORE_ERROR_FAILED);
  assert_all_refused (self, HW_PROBLEM_INTERNAL_ERROR, -1, "failed");
}

static void
test_same_key_is_refused_while_it_runs (HwTestOffice *self, gconstpointer unused)
{
  FailingStore *store;

  with_failing_store (self, HW_STORE_ERROR_UNAVAILABLE);
  store = FAILING_STORE (self->store);
  for (guint i = 0; i < 2; i++) /* and is free again afterwards */
    {
      g_autoptr (HwProblem) problem = NULL;

      store->asks_again = self;
      store->answered = HW_PROBLEM_UNKNOWN;
      g_test_expect_message ("hellowork-mypage-registration", G_LOG_LEVEL_WARNING, "*not available*");
      g_assert_null (hw_test_start (self, HW_PURPOSE_FIRST, TEST_EMAIL, IDEMPOTENCY_KEY, &problem));
      g_test_assert_expected_messages ();
      g_assert_cmpint (problem->code, ==, HW_PROBLEM_UNAVAILABLE);
      g_assert_cmpint (store->answered, ==, HW_PROBLEM_IDEMPOTENCY_RUNNING);
    }
}

static void
test_desk_passes_the_error_on (HwTestOffice *self, gconstpointer unused)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) hw_desk_entry_free);
  g_autoptr (GPtrArray) faults = NULL;
  g_autoptr (GError) error = NULL;

  with_failing_store (self, HW_STORE_ERROR_UNAVAILABLE);
  g_ptr_array_add (entries, hw_desk_entry_new ("x", "", "", 2));
  g_ptr_array_add (entries, hw_desk_entry_new ("1301-000001-2", "あ", "a@example.jp", 3));
  g_assert_false (hw_counter_desk_register (self->office, entries, &faults, &error));
  g_assert_error (error, HW_STORE_ERROR, HW_STORE_ERROR_UNAVAILABLE);
  g_assert_cmpuint (faults->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  hw_test_office_add ("/store-failure/unavailable-asks-to-come-back", test_unavailable_asks_to_come_back);
  hw_test_office_add ("/store-failure/defect-is-an-internal-error", test_defect_is_an_internal_error);
  hw_test_office_add ("/store-failure/same-key-is-refused-while-it-runs",
                      test_same_key_is_refused_while_it_runs);
  hw_test_office_add ("/store-failure/desk-passes-the-error-on", test_desk_passes_the_error_on);
  return g_test_run ();
}
