/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hw-test-page.h"
#include "app/pages/my-page/hw-my-page.h"
#include "app/pages/my-page/hw-session-list.h"
#include "app/pages/top/hw-top-page.h"
#include "app/widgets/hw-facts.h"
#include "app/widgets/hw-link.h"

#define OTHER_EMAIL "hanako@example.jp"
#define NOT_TOLD                                                                                                                            \
  "このパソコンではログアウトしました。サーバーに接続できなかったため、サーバー側のログインは" \
  "有効期間が終わるまで残ります。"
#define SUBJECT "株式会社テスト（1301-123456-7）"

static void
open_page (HwTestPage *fixture)
{
  hw_test_account_open (fixture->office, hw_client_get_api (fixture->client), HW_TEST_EMAIL);
  hw_test_page_log_in (fixture, HW_TEST_EMAIL, HW_TEST_PASSWORD, FALSE);
  hw_test_page_show (fixture, HW_TYPE_MY_PAGE);
  hw_test_wait_text (fixture->page, "ログイン中の端末");
}

static void
type_change (HwTestPage *fixture, const char *current, const char *new_password)
{
  hw_test_page_type (fixture, "/current_password", current);
  hw_test_page_type (fixture, "/new_password", new_password);
  hw_test_page_type (fixture, "/password-confirmation", new_password);
}

static const char *
get_fact (HwTestPage *fixture, const char *term)
{
  return hw_facts_get (HW_FACTS (hw_test_find (fixture->page, HW_TYPE_FACTS, NULL)), term);
}

static void
shows_the_account (HwTestPage *fixture, gconstpointer unused)
{
  open_page (fixture);
  g_assert_cmpstr (hw_page_get_title (fixture->page), ==, "求人者マイページホーム");
  g_assert_cmpstr (hw_page_get_subject (fixture->page), ==, SUBJECT);
  g_assert_cmpstr (get_fact (fixture, "アカウント（メールアドレス）"), ==, HW_TEST_EMAIL);
  g_assert_true (g_str_has_prefix (get_fact (fixture, "マイページ開設日時"), "令和"));
  g_assert_cmpstr (get_fact (fixture, "前回のログイン"), ==, "今回が初めてのログインです");
  g_assert_nonnull (hw_test_find (fixture->page, HW_TYPE_LINK, "求人申込み"));
  g_assert_true (hw_test_shows (
    fixture->page, "新しい求人を申し込みます。以前に申し込んだ求人の内容を使って申し込むこともできます。"));

  hw_test_page_log_in (fixture, HW_TEST_EMAIL, HW_TEST_PASSWORD, FALSE);
  hw_test_page_show (fixture, HW_TYPE_MY_PAGE);
  hw_test_wait_text (fixture->page, "ログイン中の端末");
  g_assert_true (g_str_has_prefix (get_fact (fixture, "前回のログイン"), "令和"));
}

static void
password_is_changed (HwTestPage *fixture, gconstpointer unused)
{
  open_page (fixture);
  hw_test_page_press (fixture, "変更する");
  g_assert_cmpstr (hw_field_get_error (HW_FIELD (hw_test_page_field (fixture, "/current_password"))), ==,
                   "現在のパスワードを入力してください。");

  type_change (fixture, "wrong-1-password", HW_TEST_OTHER_PASSWORD);
  hw_test_page_press (fixture, "変更する");
  g_assert_cmpstr (hw_field_get_error (HW_FIELD (hw_test_page_field (fixture, "/current_password"))), ==,
                   "現在のパスワードが正しくありません。入力内容をご確認ください。");
  g_assert_cmpstr (hw_form_field_get_text (hw_test_page_field (fixture, "/new_password")), ==,
                   HW_TEST_OTHER_PASSWORD);

  type_change (fixture, HW_TEST_PASSWORD, HW_TEST_OTHER_PASSWORD);
  g_signal_emit_by_name (hw_form_field_get_editable (hw_test_page_field (fixture, "/new_password")),
                         "activate");
  g_assert_true (hw_page_get_busy (fixture->page)); /* Enter means 変更する */
  hw_test_page_wait_idle (fixture);
  g_assert_true (
    hw_test_shows (fixture->page, "パスワードを変更しました。他の端末からは、すべてログアウトしました。"));
  g_assert_cmpstr (hw_form_field_get_text (hw_test_page_field (fixture, "/current_password")), ==, "");
  g_assert_cmpstr (hw_form_field_get_text (hw_test_page_field (fixture, "/new_password")), ==, "");
  hw_test_page_log_in (fixture, HW_TEST_EMAIL, HW_TEST_OTHER_PASSWORD, FALSE);
}

/* The row of this window's login, or of another; %NULL: there is none. */
static GtkWidget *
find_device (HwTestPage *fixture, gboolean current)
{
  GtkWidget *list = hw_test_find (fixture->page, HW_TYPE_SESSION_LIST, NULL);

  for (GtkWidget *row = list != NULL ? gtk_widget_get_first_child (list) : NULL; row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      GtkLabel *name = GTK_LABEL (hw_test_find (row, GTK_TYPE_LABEL, NULL));

      if (g_str_has_suffix (gtk_label_get_text (name), "（現在の端末）") == current)
        return row;
    }
  return NULL;
}

static gboolean
has_no_other_device (gpointer data)
{
  return find_device (data, TRUE) != NULL && find_device (data, FALSE) == NULL;
}

static void
other_device_is_logged_out (HwTestPage *fixture, gconstpointer unused)
{
  HwTestPage other = { .office = fixture->office, .exit = -1 };

  hw_test_account_open (fixture->office, hw_client_get_api (fixture->client), HW_TEST_EMAIL);
  hw_test_page_use_server (&other, hw_test_office_get_url (fixture->office));
  hw_test_page_log_in (&other, HW_TEST_EMAIL, HW_TEST_PASSWORD, FALSE);
  hw_test_page_log_in (fixture, HW_TEST_EMAIL, HW_TEST_PASSWORD, FALSE);
  hw_test_page_show (fixture, HW_TYPE_MY_PAGE);
  hw_test_wait_text (fixture->page, "ログイン中の端末");
  hw_test_press (find_device (fixture, FALSE), "この端末からログアウトする");
  hw_test_page_wait_idle (fixture);
  hw_test_wait_until (has_no_other_device, fixture, "the other device's end");

  hw_test_page_show (&other, HW_TYPE_MY_PAGE);
  hw_test_page_wait_exit (&other, HW_EXIT_LOG_IN);
  hw_test_page_close (&other);
}

static void
ended_session_leads_to_login (HwTestPage *fixture, gconstpointer unused)
{
  open_page (fixture);
  hw_test_office_counter (fixture->office, "disable", HW_TEST_EMAIL);
  type_change (fixture, HW_TEST_PASSWORD, HW_TEST_OTHER_PASSWORD);
  hw_test_press (fixture->page, "変更する");
  hw_test_page_wait_exit (fixture, HW_EXIT_LOG_IN);
  hw_test_page_assert_message (fixture, "ログインの有効期間が終了しました。もう一度ログインしてください。");
  g_assert_cmpstr (hw_context_get_login_email (fixture->context), ==, HW_TEST_EMAIL);
  g_assert_null (hw_client_get_session (fixture->client));
}

static void
logout_leads_to_login (HwTestPage *fixture, gconstpointer unused)
{
  open_page (fixture);
  hw_test_press (fixture->page, "ログアウト");
  hw_test_page_wait_exit (fixture, HW_EXIT_LOG_IN);
  hw_test_page_assert_message (fixture, "ログアウトしました。");
  g_assert_null (hw_client_get_session (fixture->client));
}

static void
ending_this_device_is_logging_out (HwTestPage *fixture, gconstpointer unused)
{
  open_page (fixture);
  hw_test_press (find_device (fixture, TRUE), "この端末からログアウトする");
  hw_test_page_wait_exit (fixture, HW_EXIT_LOG_IN);
  hw_test_page_assert_message (fixture, "ログアウトしました。");
  g_assert_null (hw_client_get_session (fixture->client));
}

static void
open_two_accounts (HwTestPage *fixture)
{
  open_page (fixture);
  g_assert_null (hw_test_find (fixture->page, HW_TYPE_BUSY_BUTTON, "すべての事業所からログアウト"));
  hw_test_account_open (fixture->office, hw_client_get_api (fixture->client), OTHER_EMAIL);
  hw_test_page_log_in (fixture, OTHER_EMAIL, HW_TEST_PASSWORD, FALSE);
  hw_test_page_show (fixture, HW_TYPE_MY_PAGE);
  hw_test_wait_text (fixture->page, "ログイン中の端末");
}

static void
all_are_logged_out (HwTestPage *fixture, gconstpointer unused)
{
  open_two_accounts (fixture);
  g_assert_true (hw_test_shows (fixture->page, HW_TEST_EMAIL)); /* the switcher names addresses */
  hw_test_press (fixture->page, "すべての事業所からログアウト");
  hw_test_page_wait_exit (fixture, HW_EXIT_LOG_IN);
  hw_test_page_assert_message (fixture, "すべての事業所からログアウトしました。");
  g_assert_cmpuint (g_list_model_get_n_items (hw_client_get_sessions (fixture->client)), ==, 0);
  g_assert_null (hw_client_get_session (fixture->client));
}

static void
all_are_logged_out_without_server (HwTestPage *fixture, gconstpointer unused)
{
  open_two_accounts (fixture);
  hw_test_office_stop (fixture->office);
  hw_test_press (fixture->page, "すべての事業所からログアウト");
  hw_test_page_wait_exit (fixture, HW_EXIT_LOG_IN);
  hw_test_page_assert_message (fixture, NOT_TOLD);
  g_assert_cmpuint (g_list_model_get_n_items (hw_client_get_sessions (fixture->client)), ==, 0);
  hw_test_office_start (fixture->office);
}

static void
logout_without_server_is_said (HwTestPage *fixture, gconstpointer unused)
{
  open_page (fixture);
  hw_test_office_stop (fixture->office);
  hw_test_press (fixture->page, "ログアウト");
  hw_test_page_wait_exit (fixture, HW_EXIT_LOG_IN);
  hw_test_page_assert_message (fixture, NOT_TOLD);
  hw_test_office_start (fixture->office);
}

static gboolean
shows_other (gpointer data)
{
  return g_strcmp0 (get_fact (data, "アカウント（メールアドレス）"), OTHER_EMAIL) == 0;
}

/* The two addresses are of one establishment here: the buttons read alike, and differ in what they show. */
static void
establishments_can_be_switched (HwTestPage *fixture, gconstpointer unused)
{
  GtkWidget *shown;

  open_page (fixture);
  g_assert_null (hw_test_find (fixture->page, HW_TYPE_BUSY_BUTTON, SUBJECT));
  hw_context_set_login_email (fixture->context, HW_TEST_EMAIL);
  hw_test_press (fixture->page, "別の事業所を追加");
  hw_test_page_wait_exit (fixture, HW_EXIT_LOG_IN);
  g_assert_null (hw_context_get_login_email (fixture->context));

  hw_test_account_open (fixture->office, hw_client_get_api (fixture->client), OTHER_EMAIL);
  hw_test_page_log_in (fixture, OTHER_EMAIL, HW_TEST_PASSWORD, FALSE);
  hw_test_page_show (fixture, HW_TYPE_MY_PAGE);
  shown = hw_test_find (fixture->page, HW_TYPE_BUSY_BUTTON, SUBJECT " 表示中");
  g_assert_true (gtk_widget_has_css_class (shown, "hw-current"));
  hw_test_wait_until (shows_other, fixture, "the other account");
  hw_test_press (fixture->page, SUBJECT);
  g_assert_false (shows_other (fixture));
  g_assert_cmpstr (hw_session_get_email (hw_client_get_session (fixture->client)), ==, HW_TEST_EMAIL);

  /* Logging out of one shows the other. */
  hw_test_wait_text (fixture->page, "ログイン中の端末");
  hw_test_page_press (fixture, "ログアウト");
  g_assert_true (shows_other (fixture));
  g_assert_true (hw_test_shows (fixture->page, "ログアウトしました。"));
}

static gboolean
has_no_session (gpointer data)
{
  return hw_client_get_session (HW_CLIENT (data)) == NULL;
}

/* The top page's button, after the login for the establishment shown last has ended. */
static void
other_login_lives_on (HwTestPage *fixture, gconstpointer unused)
{
  HwSession *first;
  HwSession *other;

  open_page (fixture);
  first = hw_client_get_session (fixture->client);
  hw_test_account_open (fixture->office, hw_client_get_api (fixture->client), OTHER_EMAIL);
  other = hw_test_page_log_in (fixture, OTHER_EMAIL, HW_TEST_PASSWORD, FALSE);
  hw_session_log_out_async (other, NULL, NULL, NULL);
  hw_test_wait_until (has_no_session, fixture->client, "the session's end");

  hw_test_page_show (fixture, HW_TYPE_TOP_PAGE);
  hw_test_press (fixture->page, "求人者マイページにログイン");
  hw_test_page_wait_exit (fixture, HW_EXIT_MY_PAGE);
  g_assert_true (hw_client_get_session (fixture->client) == first);
  hw_test_page_assert_message (fixture,
                               "この事業所には、まだログインしています。別の事業所にログインするには、"
                               "「別の事業所を追加」を押してください。");

  hw_session_log_out_async (first, NULL, NULL, NULL);
  hw_test_wait_until (has_no_session, fixture->client, "the session's end");
  hw_test_page_show (fixture, HW_TYPE_TOP_PAGE);
  hw_test_press (fixture->page, "求人者マイページにログイン");
  hw_test_page_wait_exit (fixture, HW_EXIT_LOG_IN);
}

static void
unreachable_server_can_be_tried_again (HwTestPage *fixture, gconstpointer unused)
{
  hw_test_account_open (fixture->office, hw_client_get_api (fixture->client), HW_TEST_EMAIL);
  hw_test_page_log_in (fixture, HW_TEST_EMAIL, HW_TEST_PASSWORD, FALSE);
  hw_test_office_stop (fixture->office);
  hw_test_page_show (fixture, HW_TYPE_MY_PAGE);
  hw_test_wait_text (fixture->page, "もう一度読み込む");
  g_assert_cmpstr (hw_page_get_subject (fixture->page), ==, SUBJECT); /* known from the login */
  hw_test_office_start (fixture->office);
  hw_test_press (fixture->page, "もう一度読み込む");
  hw_test_wait_text (fixture->page, "ログイン中の端末");
}

#define add(path, test) \
  g_test_add (path, HwTestPage, HW_TEST_OFFICE_NO_WAIT, hw_test_page_set_up, test, hw_test_page_tear_down)

int
main (int argc, char *argv[])
{
  g_autoptr (HwApplication) application = NULL;

  hw_test_gui_init (&argc, &argv);
  application = hw_test_application ();
  add ("/my-page/shows-account-and-menu", shows_the_account);
  add ("/my-page/password-is-changed-and-its-fields-cleared", password_is_changed);
  add ("/my-page/other-device-is-logged-out", other_device_is_logged_out);
  add ("/my-page/ended-session-leads-to-login-with-the-address", ended_session_leads_to_login);
  add ("/my-page/logout-leads-to-login", logout_leads_to_login);
  add ("/my-page/ending-this-device-is-logging-out", ending_this_device_is_logging_out);
  add ("/my-page/all-establishments-are-logged-out", all_are_logged_out);
  add ("/my-page/all-establishments-are-logged-out-here-without-the-server",
       all_are_logged_out_without_server);
  add ("/my-page/logout-without-the-server-is-said", logout_without_server_is_said);
  add ("/my-page/establishments-can-be-added-and-switched", establishments_can_be_switched);
  add ("/my-page/top-leads-to-the-login-that-lives-on", other_login_lives_on);
  add ("/my-page/unreachable-server-can-be-tried-again", unreachable_server_can_be_tried_again);
  return g_test_run ();
}
