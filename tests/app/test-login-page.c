/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hw-test-page.h"
#include "app/pages/login/hw-login-page.h"
#include "app/widgets/hw-check.h"

#define FAILURE "ID（メールアドレス）またはパスワードに誤りがあります。入力内容をご確認ください。"
#define FEW_FAILURES "[limits]\nmail-interval=0\nlogin-failures-per-account=1\n"

static void
open_page (HwTestPage *fixture)
{
  hw_test_account_open (fixture->office, hw_client_get_api (fixture->client), HW_TEST_EMAIL);
  hw_test_page_show (fixture, HW_TYPE_LOGIN_PAGE);
}

static void
type_all (HwTestPage *fixture, const char *email, const char *password)
{
  hw_test_page_type (fixture, "/email", email);
  hw_test_page_type (fixture, "/login-password", password);
}

static void
assert_failure (HwTestPage *fixture, const char *email, const char *password)
{
  type_all (fixture, email, password);
  hw_test_page_press (fixture, "ログイン");
  g_assert_true (hw_test_shows (fixture->page, FAILURE));
  g_assert_cmpint (fixture->exit, ==, -1);
  g_assert_cmpstr (hw_form_field_get_text (hw_test_page_field (fixture, "/email")), ==, email);
  g_assert_cmpstr (hw_form_field_get_text (hw_test_page_field (fixture, "/login-password")), ==, password);
  g_assert_null (hw_field_get_error (HW_FIELD (hw_test_page_field (fixture, "/email"))));
  g_assert_null (hw_field_get_error (HW_FIELD (hw_test_page_field (fixture, "/login-password"))));
}

static void
every_failure_has_one_sentence (HwTestPage *fixture, gconstpointer unused)
{
  open_page (fixture);
  assert_failure (fixture, HW_TEST_EMAIL, "wrong-1-password");
  assert_failure (fixture, HW_TEST_EMAIL, "全角"); /* one that no account can have */
  assert_failure (fixture, "nobody@example.jp", HW_TEST_PASSWORD);
  assert_failure (fixture, "no-address", HW_TEST_PASSWORD);
  hw_test_office_register (fixture->office, "unopened@example.jp");
  assert_failure (fixture, "unopened@example.jp", HW_TEST_PASSWORD);
  hw_test_office_counter (fixture->office, "disable", HW_TEST_EMAIL);
  assert_failure (fixture, HW_TEST_EMAIL, HW_TEST_PASSWORD);
}

static void
missing_fields_are_said (HwTestPage *fixture, gconstpointer unused)
{
  hw_test_page_show (fixture, HW_TYPE_LOGIN_PAGE);
  hw_test_page_press (fixture, "ログイン");
  g_assert_cmpstr (hw_field_get_error (HW_FIELD (hw_test_page_field (fixture, "/email"))), ==,
                   "ID（メールアドレス）を入力してください。");
  g_assert_cmpstr (hw_field_get_error (HW_FIELD (hw_test_page_field (fixture, "/login-password"))), ==,
                   "パスワードを入力してください。");
}

static void
limit_says_how_long (HwTestPage *fixture, gconstpointer unused)
{
  open_page (fixture);
  assert_failure (fixture, HW_TEST_EMAIL, "wrong-1-password");
  type_all (fixture, HW_TEST_EMAIL, HW_TEST_PASSWORD);
  hw_test_page_press (fixture, "ログイン");
  g_assert_true (
    hw_test_shows (fixture->page, "ログインを一時的に制限しています。約60分後にもう一度お試しください。"));
}

static void
login_leads_to_my_page (HwTestPage *fixture, gconstpointer unused)
{
  HwSession *session;

  open_page (fixture);
  type_all (fixture, "ＴＡＲＯ＠example．jp ", HW_TEST_PASSWORD);
  hw_test_press (fixture->page, "ログイン");
  hw_test_page_wait_exit (fixture, HW_EXIT_NEXT);
  session = hw_client_get_session (fixture->client);
  g_assert_cmpstr (hw_session_get_email (session), ==, HW_TEST_EMAIL);
  g_assert_false (hw_session_get_kept (session)); /* without the tick in memory only */
  g_assert_cmpstr (hw_form_field_get_text (hw_test_page_field (fixture, "/login-password")), ==, "");
}

static void
tick_keeps_the_login (HwTestPage *fixture, gconstpointer unused)
{
  open_page (fixture);
  g_assert_true (hw_test_shows (fixture->page, "共用のパソコンでは、チェックを付けないでください。"));
  g_assert_false (hw_check_get_active (HW_CHECK (hw_test_find (fixture->page, HW_TYPE_CHECK, NULL))));
  hw_test_press (fixture->page, "ログイン状態を保持する");
  type_all (fixture, HW_TEST_EMAIL, HW_TEST_PASSWORD);
  hw_test_press (fixture->page, "ログイン");
  hw_test_page_wait_exit (fixture, HW_EXIT_NEXT);
  g_assert_true (hw_session_get_kept (hw_client_get_session (fixture->client)));
}

static void
what_is_known_is_filled_in (HwTestPage *fixture, gconstpointer unused)
{
  hw_context_set_login_email (fixture->context, HW_TEST_EMAIL);
  hw_context_leave_message (fixture->context, HW_NOTICE_DONE,
                            "パスワードを再登録しました。新しいパスワードでログインしてください。");
  hw_test_page_show (fixture, HW_TYPE_LOGIN_PAGE);
  g_assert_cmpstr (hw_page_get_title (fixture->page), ==, "求人者マイページログイン");
  g_assert_cmpstr (hw_form_field_get_text (hw_test_page_field (fixture, "/email")), ==, HW_TEST_EMAIL);
  g_assert_true (
    hw_test_shows (fixture->page, "パスワードを再登録しました。新しいパスワードでログインしてください。"));

  hw_test_page_type (fixture, "/email", "other@example.jp");
  hw_test_press (fixture->page, "パスワードを忘れた方");
  hw_test_page_wait_exit (fixture, HW_EXIT_FORGOTTEN);
  g_assert_cmpstr (hw_context_get_login_email (fixture->context), ==, "other@example.jp");
  hw_test_page_forget_exit (fixture);
  hw_test_press (fixture->page, "求人者マイページ開設（パスワード登録）");
  hw_test_page_wait_exit (fixture, HW_EXIT_REGISTER);
}

static void
unfinished_registration_can_be_resumed (HwTestPage *fixture, gconstpointer unused)
{
  HwRegistration *registration = hw_test_page_start (fixture, HW_PURPOSE_FIRST, "nobody@example.jp");

  hw_context_set_registration (fixture->context, NULL);
  hw_test_page_show (fixture, HW_TYPE_LOGIN_PAGE);
  g_assert_true (hw_test_shows (
    fixture->page, "パスワード登録の手続きが途中です（nobody@example.jp、残り約30分）。続けますか？"));
  hw_test_press (fixture->page, "登録を続ける");
  hw_test_page_wait_exit (fixture, HW_EXIT_RESUME);
  g_assert_true (hw_context_get_registration (fixture->context) == registration);
}

static void
enter_logs_in (HwTestPage *fixture, gconstpointer unused)
{
  open_page (fixture);
  type_all (fixture, HW_TEST_EMAIL, HW_TEST_PASSWORD);
  g_signal_emit_by_name (hw_form_field_get_editable (hw_test_page_field (fixture, "/login-password")),
                         "activate");
  hw_test_page_wait_exit (fixture, HW_EXIT_NEXT);
}

#define add(path, config, test) \
  g_test_add (path, HwTestPage, config, hw_test_page_set_up, test, hw_test_page_tear_down)

int
main (int argc, char *argv[])
{
  g_autoptr (HwApplication) application = NULL;

  hw_test_gui_init (&argc, &argv);
  application = hw_test_application ();
  add ("/login-page/every-failure-has-one-sentence", HW_TEST_OFFICE_NO_WAIT, every_failure_has_one_sentence);
  add ("/login-page/missing-fields-are-said", HW_TEST_OFFICE_NO_WAIT, missing_fields_are_said);
  add ("/login-page/limit-says-how-long-to-wait", FEW_FAILURES, limit_says_how_long);
  add ("/login-page/login-leads-to-my-page-and-clears-the-password", HW_TEST_OFFICE_NO_WAIT,
       login_leads_to_my_page);
  add ("/login-page/tick-keeps-the-login", HW_TEST_OFFICE_NO_WAIT, tick_keeps_the_login);
  add ("/login-page/what-is-known-is-filled-in", HW_TEST_OFFICE_NO_WAIT, what_is_known_is_filled_in);
  add ("/login-page/unfinished-registration-can-be-resumed", HW_TEST_OFFICE_NO_WAIT,
       unfinished_registration_can_be_resumed);
  add ("/login-page/enter-logs-in", HW_TEST_OFFICE_NO_WAIT, enter_logs_in);
  return g_test_run ();
}
