/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hw-test-account.h"
#include "hw-test-gui.h"
#include "app/widgets/hw-form-field.h"

/* What the keyring kept from an earlier run: the window opens on it. */

static HwApplication *application;

typedef struct
{
  HwTestOffice *office;
  HwClient *client; /* of the earlier run */
  gboolean done;
  gboolean kept;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->office = hw_test_office_new (HW_TEST_OFFICE_NO_WAIT);
  fixture->client = hw_client_new (hw_test_office_get_url (fixture->office), HW_LANGUAGE_JA);
  /* A busy machine's keyring may be slow; what is tested here is what comes after. */
  hw_credential_store_set_deadline (hw_client_get_credential_store (fixture->client), 60000);
  hw_test_account_open (fixture->office, hw_client_get_api (fixture->client), HW_TEST_EMAIL);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_clear_object (&fixture->client);
  hw_test_office_free (fixture->office);
}

static gboolean
is_done (gpointer data)
{
  return ((Fixture *) data)->done;
}

static void
on_logged_in (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HwSession) session = hw_client_log_in_finish (HW_CLIENT (source), result, &error);

  g_assert_no_error (error);
  ((Fixture *) data)->kept = hw_session_get_kept (session);
  ((Fixture *) data)->done = TRUE;
}

static void
log_in (Fixture *fixture, gboolean remember)
{
  hw_client_log_in_async (fixture->client, HW_TEST_EMAIL, HW_TEST_PASSWORD, remember, NULL, on_logged_in,
                          fixture);
  hw_test_wait_until (is_done, fixture, "the login");
  g_assert_true (fixture->kept == remember);
}

static gboolean
is_loaded (gpointer data)
{
  HwPage *page = hw_window_get_page (HW_WINDOW (data));
  HwClient *client = hw_context_get_client (hw_page_get_context (page));

  return g_list_model_get_n_items (hw_client_get_sessions (client)) > 0
         || g_list_model_get_n_items (hw_client_get_registrations (client)) > 0
         || !hw_credential_store_get_available (hw_client_get_credential_store (client));
}

/* As a person would, starts again where the keyring was too slow, on a machine that is very busy. */
static HwWindow *
open_window (Fixture *fixture)
{
  for (int attempts = 5;; attempts--)
    {
      HwWindow *window = hw_test_window (application, hw_test_office_get_url (fixture->office));
      HwClient *client = hw_context_get_client (hw_page_get_context (hw_window_get_page (window)));

      hw_test_wait_until (is_loaded, window, "the keyring's answer");
      if (attempts == 0 || hw_credential_store_get_available (hw_client_get_credential_store (client)))
        return window;
      hw_test_close_window (window);
    }
}

static void
kept_session_opens_my_page (Fixture *fixture, gconstpointer unused)
{
  HwWindow *window;

  log_in (fixture, TRUE);
  window = open_window (fixture);
  hw_test_wait_page (window, "求人者マイページホーム");
  hw_test_close_window (window);
}

static void
other_session_is_not_kept (Fixture *fixture, gconstpointer unused)
{
  HwWindow *window;

  log_in (fixture, FALSE);
  window = hw_test_window (application, hw_test_office_get_url (fixture->office));
  hw_test_wait_page (window, "トップ");
  hw_test_frames (GTK_WIDGET (window), 30);
  g_assert_cmpstr (hw_page_get_title (hw_window_get_page (window)), ==, "トップ");
  hw_test_close_window (window);
}

static void
on_started (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  hw_registration_start_finish (HW_REGISTRATION (source), result, &error);
  g_assert_no_error (error);
  ((Fixture *) data)->done = TRUE;
}

static gboolean
shows_offer (gpointer data)
{
  return hw_test_find (data, HW_TYPE_BUSY_BUTTON, "登録を続ける") != NULL;
}

static void
unfinished_registration_is_resumed (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (HwRegistration) registration = hw_client_new_registration (fixture->client, HW_PURPOSE_FIRST);
  g_autofree char *privacy_version = NULL;
  g_autofree char *terms_version = NULL;
  g_autofree char *reference = NULL;
  HwWindow *window;

  hw_test_account_agree (hw_client_get_api (fixture->client), &privacy_version, &terms_version);
  hw_registration_set_email (registration, "hanako@example.jp");
  hw_registration_set_consent (registration, privacy_version, terms_version);
  hw_registration_start_async (registration, NULL, on_started, fixture);
  hw_test_wait_until (is_done, fixture, "the start");

  window = open_window (fixture);
  hw_test_wait_page (window, "トップ");
  hw_test_wait_until (shows_offer, window, "the offer to go on");
  g_assert_true (hw_test_shows (
    window, "パスワード登録の手続きが途中です（hanako@example.jp、残り約30分）。続けますか？"));
  hw_test_press (window, "登録を続ける");
  hw_test_wait_page (window, "パスワード登録");
  reference = g_strdup_printf ("受付番号：%s", hw_registration_get_reference (registration));
  g_assert_true (hw_test_shows (window, reference));

  /* What was agreed to is not in the keyring, so the way back to the address asks again. */
  hw_flow_go_to (hw_window_get_flow (window), HW_PAGE_PASSWORD);
  hw_page_go (hw_window_get_page (window), HW_EXIT_RESTART);
  hw_test_wait_page (window, "求人者マイページ利用規約確認");
  hw_test_close_window (window);
}

#define add(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  int status;

  hw_test_gui_init (&argc, &argv);
  application = hw_test_application ();
  add ("/window/opens-on-my-page-where-a-session-was-kept", kept_session_opens_my_page);
  add ("/window/opens-on-the-top-where-none-was-kept", other_session_is_not_kept);
  add ("/window/offers-to-go-on-with-an-unfinished-registration", unfinished_registration_is_resumed);
  status = g_test_run ();
  g_clear_object (&application);
  return status;
}
