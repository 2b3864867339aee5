/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hw-test-page.h"
#include "app/pages/email/hw-email-page.h"
#include "app/pages/password/hw-password-page.h"
#include "app/widgets/hw-error-summary.h"

#define NO_AT "メールアドレスに「@」がありません。tantou@example.co.jp のような形式で入力してください。"
#define MISMATCH "新しいパスワードと確認用の入力が一致しません。同じパスワードを入力してください。"
#define ONE_ERROR "入力内容に誤りが1件あります。"
#define TWO_ERRORS "入力内容に誤りが2件あります。"
#define CONFIRMATION "/password-confirmation"
#define KEY "/authentication_key"

static void
open_email (HwTestPage *fixture)
{
  hw_context_need_registration (fixture->context, HW_PURPOSE_FIRST);
  hw_test_page_show (fixture, HW_TYPE_EMAIL_PAGE);
}

static void
open_password (HwTestPage *fixture)
{
  hw_test_page_start (fixture, HW_PURPOSE_FIRST, "nobody@example.jp");
  hw_test_page_show (fixture, HW_TYPE_PASSWORD_PAGE);
}

static const char *
get_error (HwTestPage *fixture, const char *pointer)
{
  return hw_field_get_error (HW_FIELD (hw_test_page_field (fixture, pointer)));
}

/* (nullable): %NULL: there is none. */
static const char *
get_summary (HwTestPage *fixture)
{
  GtkWidget *summary = hw_test_find (fixture->page, HW_TYPE_ERROR_SUMMARY, NULL);

  return summary != NULL ? hw_error_summary_get_text (HW_ERROR_SUMMARY (summary)) : NULL;
}

static void
focus (HwTestPage *fixture, const char *pointer)
{
  g_assert_true (hw_field_focus (HW_FIELD (hw_test_page_field (fixture, pointer))));
}

static gboolean
has_focus (HwTestPage *fixture, const char *pointer)
{
  GtkWidget *entry = GTK_WIDGET (hw_form_field_get_editable (hw_test_page_field (fixture, pointer)));

  return gtk_root_get_focus (GTK_ROOT (fixture->window)) == entry;
}

static gboolean
on_idle (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *) data;
}

/* All that was to be done at the next opportunity has been done. */
static void
settle (void)
{
  gboolean done = FALSE;

  g_idle_add_full (G_PRIORITY_LOW, on_idle, &done, NULL);
  hw_test_wait_until (is_true, &done, "an idle main loop");
}

static void
error_goes_with_its_cause (HwTestPage *fixture, gconstpointer unused)
{
  open_email (fixture);
  hw_test_page_type (fixture, "/email", "taro.example.jp");
  hw_test_page_press (fixture, "次へ進む");
  g_assert_cmpstr (get_error (fixture, "/email"), ==, NO_AT);
  g_assert_cmpstr (get_summary (fixture), ==, ONE_ERROR);

  focus (fixture, "/email");
  hw_test_commit (hw_form_field_get_editable (hw_test_page_field (fixture, "/email")), "x.");
  g_assert_cmpstr (get_error (fixture, "/email"), ==, NO_AT);
  g_assert_cmpstr (get_summary (fixture), ==, ONE_ERROR);

  hw_test_page_type (fixture, "/email", "taro@example.jp");
  g_assert_null (get_error (fixture, "/email"));
  g_assert_null (get_summary (fixture));
  g_assert_true (has_focus (fixture, "/email"));
  gtk_test_accessible_assert_state (
    GTK_ACCESSIBLE (hw_form_field_get_entry (hw_test_page_field (fixture, "/email"))),
    GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_FALSE);

  hw_test_page_type (fixture, "/email", "taro.example.jp");
  g_assert_null (get_error (fixture, "/email"));
}

static void
another_field_can_mend_it (HwTestPage *fixture, gconstpointer unused)
{
  open_password (fixture);
  hw_test_page_type (fixture, "/password", "Midori-7");
  hw_test_page_type (fixture, CONFIRMATION, "Midori-8");
  hw_test_page_press (fixture, "完了");
  g_assert_cmpstr (get_error (fixture, CONFIRMATION), ==, MISMATCH);
  g_assert_cmpstr (get_summary (fixture), ==, TWO_ERRORS);

  hw_test_page_type (fixture, "/password", "Midori-88");
  g_assert_cmpstr (get_error (fixture, CONFIRMATION), ==, MISMATCH);
  hw_test_page_type (fixture, "/password", "Midori-8");
  g_assert_null (get_error (fixture, CONFIRMATION));
  g_assert_cmpstr (get_summary (fixture), ==, ONE_ERROR);
  g_assert_cmpstr (get_error (fixture, KEY), ==, "認証キーを入力してください。");
}

static void
left_field_is_checked_again (HwTestPage *fixture, gconstpointer unused)
{
  open_password (fixture);
  hw_test_page_type (fixture, "/password", HW_TEST_PASSWORD);
  hw_test_page_type (fixture, CONFIRMATION, HW_TEST_PASSWORD);
  hw_test_page_type (fixture, KEY, "7K3");
  hw_test_page_press (fixture, "完了");
  g_assert_cmpstr (get_error (fixture, KEY), ==,
                   "認証キーは10文字です（現在3文字）。メールの記載をご確認ください。");

  focus (fixture, KEY);
  hw_test_commit (hw_form_field_get_editable (hw_test_page_field (fixture, KEY)), "M");
  g_assert_null (get_error (fixture, KEY)); /* three is not true any more */
  g_assert_null (get_summary (fixture));
  settle ();
  g_assert_null (get_error (fixture, KEY));

  focus (fixture, "/password");
  settle ();
  g_assert_cmpstr (get_error (fixture, KEY), ==,
                   "認証キーは10文字です（現在4文字）。メールの記載をご確認ください。");
  g_assert_cmpstr (get_summary (fixture), ==, ONE_ERROR);
  g_assert_true (has_focus (fixture, "/password"));
  g_assert_null (get_error (fixture, "/password"));
}

/* What is being pressed must not move away under the pointer. */
static void
nothing_moves_for_a_button (HwTestPage *fixture, gconstpointer unused)
{
  open_password (fixture);
  hw_test_page_type (fixture, KEY, "7K3");
  hw_test_page_press (fixture, "完了");
  focus (fixture, KEY);
  hw_test_page_type (fixture, KEY, "7K3M");
  g_assert_null (get_error (fixture, KEY));
  gtk_widget_grab_focus (hw_test_find (fixture->page, HW_TYPE_BUSY_BUTTON, "完了"));
  settle ();
  g_assert_null (get_error (fixture, KEY));
}

static void
servers_verdict_goes_with_what_it_was_about (HwTestPage *fixture, gconstpointer unused)
{
  open_password (fixture);
  hw_test_page_type (fixture, "/password", HW_TEST_PASSWORD);
  hw_test_page_type (fixture, CONFIRMATION, HW_TEST_PASSWORD);
  hw_test_page_type (fixture, KEY, "00000-00000");
  hw_test_page_press (fixture, "完了");
  g_assert_cmpstr (
    get_error (fixture, KEY), ==,
    "認証キーが正しくありません。最新のメールに記載された認証キーをご確認ください。あと4回入力できます。");

  hw_test_page_type (fixture, "/password", HW_TEST_OTHER_PASSWORD);
  g_assert_nonnull (get_error (fixture, KEY));
  hw_test_page_type (fixture, KEY, "00000-00001");
  g_assert_null (get_error (fixture, KEY));
  g_assert_null (get_summary (fixture));
}

static void
nobody_is_nagged_while_typing (HwTestPage *fixture, gconstpointer unused)
{
  open_password (fixture);
  focus (fixture, "/password");
  hw_test_page_type (fixture, "/password", "short");
  focus (fixture, CONFIRMATION);
  hw_test_page_type (fixture, CONFIRMATION, "other");
  focus (fixture, KEY);
  hw_test_page_type (fixture, KEY, "7");
  focus (fixture, "/password");
  settle ();
  g_assert_null (get_error (fixture, "/password"));
  g_assert_null (get_error (fixture, CONFIRMATION));
  g_assert_null (get_error (fixture, KEY));
  g_assert_null (get_summary (fixture));
}

static void
add (const char *name, void (*test) (HwTestPage *, gconstpointer))
{
  g_test_add (name, HwTestPage, HW_TEST_OFFICE_NO_WAIT, hw_test_page_set_up, test, hw_test_page_tear_down);
}

int
main (int argc, char *argv[])
{
  g_autoptr (HwApplication) application = NULL;

  hw_test_gui_init (&argc, &argv);
  application = hw_test_application ();
  add ("/mended-field/error-goes-with-its-cause", error_goes_with_its_cause);
  add ("/mended-field/another-field-can-mend-it", another_field_can_mend_it);
  add ("/mended-field/is-checked-again-when-left", left_field_is_checked_again);
  add ("/mended-field/nothing-moves-for-a-button", nothing_moves_for_a_button);
  add ("/mended-field/servers-verdict-goes-with-what-it-was-about",
       servers_verdict_goes_with_what_it_was_about);
  add ("/mended-field/nobody-is-nagged-while-typing", nobody_is_nagged_while_typing);
  return g_test_run ();
}
