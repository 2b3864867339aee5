/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hw-test-page.h"
#include "app/pages/completion/hw-completion-page.h"
#include "app/widgets/hw-facts.h"
#include "contract/hw-wipe.h"
#include <glib/gstdio.h>

static gboolean
is_complete (gpointer data)
{
  return hw_registration_get_stage (HW_REGISTRATION (data)) == HW_STAGE_COMPLETED;
}

static HwFacts *
complete (HwTestPage *fixture)
{
  g_autoptr (HwSecretString) key = NULL;
  HwRegistration *registration;

  hw_test_office_register (fixture->office, HW_TEST_EMAIL);
  registration = hw_test_page_start (fixture, HW_PURPOSE_FIRST, HW_TEST_EMAIL);
  key =
    hw_test_office_wait_key (fixture->office, HW_TEST_EMAIL, hw_registration_get_reference (registration));
  hw_registration_set_password_async (registration, key, HW_TEST_PASSWORD, NULL, NULL, NULL);
  hw_test_wait_until (is_complete, registration, "the completion");
  hw_test_page_show (fixture, HW_TYPE_COMPLETION_PAGE);
  return HW_FACTS (hw_test_find (fixture->page, HW_TYPE_FACTS, NULL));
}

static void
tells_what_was_registered (HwTestPage *fixture, gconstpointer unused)
{
  HwFacts *facts = complete (fixture);

  g_assert_true (
    hw_test_shows (fixture->page, "パスワードの登録が完了し、求人者マイページが開設されました。"));
  g_assert_cmpstr (hw_facts_get (facts, "事業所"), ==, "株式会社テスト（1301-123456-7）");
  g_assert_cmpstr (hw_facts_get (facts, "アカウント（メールアドレス）"), ==, HW_TEST_EMAIL);
  g_assert_true (g_str_has_prefix (hw_facts_get (facts, "登録完了日時"), "令和"));
  g_assert_cmpstr (hw_facts_get (facts, "受付番号"), ==,
                   hw_registration_get_reference (hw_context_get_registration (fixture->context)));
  hw_test_press (fixture->page, "ログイン画面へ進む");
  hw_test_page_wait_exit (fixture, HW_EXIT_NEXT);
  g_assert_cmpstr (hw_context_get_login_email (fixture->context), ==, HW_TEST_EMAIL);
}

static void
record_is_saved (HwTestPage *fixture, gconstpointer unused)
{
  g_autofree char *folder = g_dir_make_tmp ("hw-record-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "控え.pdf", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *bytes = NULL;

  complete (fixture);
  hw_completion_page_save_record (HW_COMPLETION_PAGE (fixture->page), file);
  hw_test_page_wait_idle (fixture);
  g_assert_true (hw_test_shows (fixture->page, "控えを「控え.pdf」に保存しました。"));
  g_assert_true (g_file_get_contents (path, &bytes, NULL, NULL));
  g_assert_true (g_str_has_prefix (bytes, "%PDF-"));
  g_unlink (path);
  g_rmdir (folder);
}

static void
failed_saving_is_said (HwTestPage *fixture, gconstpointer unused)
{
  g_autoptr (GFile) file = g_file_new_for_path ("/nowhere/at/all.pdf");

  complete (fixture);
  hw_completion_page_save_record (HW_COMPLETION_PAGE (fixture->page), file);
  hw_test_page_wait_idle (fixture);
  g_assert_true (hw_test_shows (
    fixture->page, "控えを保存できませんでした。別のフォルダーを選んで、もう一度お試しください。"));
}

#define add(path, test) \
  g_test_add (path, HwTestPage, HW_TEST_OFFICE_NO_WAIT, hw_test_page_set_up, test, hw_test_page_tear_down)

int
main (int argc, char *argv[])
{
  g_autoptr (HwApplication) application = NULL;

  hw_test_gui_init (&argc, &argv);
  application = hw_test_application ();
  add ("/completion-page/tells-what-was-registered", tells_what_was_registered);
  add ("/completion-page/record-is-saved-and-said-where", record_is_saved);
  add ("/completion-page/failed-saving-is-said", failed_saving_is_said);
  return g_test_run ();
}
