/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hw-test-gui.h"
#include "hw-test-server.h"

/* On a desktop without a keyring. */

#define SENTENCE                                                                                                                                        \
  "キーリング（パスワードの保管機能）を利用できないため、ログイン状態と途中の手続きは保存されません。" \
  "手続きはこのまま続けられます。"

static HwApplication *application;

static void
says_so_and_works_on (void)
{
  g_autoptr (HwTestServer) server = hw_test_server_start ();
  HwWindow *window = hw_test_window (application, hw_test_server_get_url (server));

  hw_test_wait_page (window, "トップ");
  hw_test_wait_text (window, SENTENCE);
  hw_test_press (window, "求人者マイページ開設（パスワード登録）");
  hw_test_wait_page (window, "求人者マイページ利用規約確認");
  g_assert_true (hw_test_shows (window, SENTENCE));
  hw_test_close_window (window);
}

int
main (int argc, char *argv[])
{
  int status;

  hw_test_gui_init (&argc, &argv);
  application = hw_test_application ();
  g_test_add_func ("/window/without-a-keyring-says-so-and-works-on", says_so_and_works_on);
  status = g_test_run ();
  g_clear_object (&application);
  return status;
}
