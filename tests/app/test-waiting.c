/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hw-bad-server.h"
#include "hw-fake-network.h"
#include "hw-test-gui.h"
#include "hw-test-server.h"
#include "app/hw-error-sentence.h"
#include "app/widgets/hw-form-field.h"
#include "app/widgets/hw-waiting.h"

#define SLOW "サーバーの応答に時間がかかっています。このままお待ちください。"
#define STOPPED "送信を中止しました。入力内容はそのまま残っています。"
#define OFFLINE                                                                                                                                                  \
  "インターネットに接続されていません。接続を確認して、もう一度お試しください。入力内容はそのまま残っていま" \
  "す。"
#define FAR_AWAY "https://mypage.example.jp"

static HwApplication *application;

static char *
url_of (HwBadServer *server)
{
  return g_strdup_printf ("http://127.0.0.1:%u", hw_bad_server_get_port (server));
}

static gboolean
is_idle (gpointer page)
{
  return !hw_page_get_busy (page);
}

/* The first start's page is the one that asks a server before there is anything else. */
static void
sending_gets_a_word_when_it_takes_long (void)
{
  const HwBadAnswer stall = { .ending = HW_BAD_STALL };
  g_autoptr (HwBadServer) server = hw_bad_server_new (&stall, 1, NULL);
  g_autofree char *url = url_of (server);
  HwWindow *window = hw_window_new (application);
  gint64 begin;
  HwPage *page;

  hw_window_set_server (window, NULL);
  gtk_window_present (GTK_WINDOW (window));
  page = hw_window_get_page (window);
  hw_form_field_set_text (HW_FORM_FIELD (hw_page_find_field (page, "/server-url")), url);
  begin = g_get_monotonic_time ();
  hw_test_press (page, "次へ進む");
  g_assert_true (hw_page_get_busy (page));
  g_assert_false (hw_test_shows (page, SLOW));
  hw_test_wait_text (page, SLOW);
  g_assert_cmpint (g_get_monotonic_time () - begin, >=, 3 * G_USEC_PER_SEC - 100000);
  g_assert_true (hw_page_get_busy (page));

  hw_test_press (page, "送信を中止");
  hw_test_wait_until (is_idle, page, "that it has stopped");
  g_assert_false (hw_test_shows (page, SLOW));
  g_assert_true (hw_test_shows (page, STOPPED));
  hw_test_close_window (window);
}

static void
loading_gets_a_word_when_it_takes_long (void)
{
  const HwBadAnswer stall = { .ending = HW_BAD_STALL };
  g_autoptr (HwBadServer) server = hw_bad_server_new (&stall, 1, NULL);
  g_autofree char *url = url_of (server);
  HwWindow *window = hw_test_window (application, url);

  hw_test_wait_text (window, SLOW); /* the top page: its notices */
  hw_test_press (window, "求人者マイページ開設（パスワード登録）");
  hw_test_wait_page (window, "求人者マイページ利用規約確認");
  g_assert_true (hw_test_shows (window, "読み込んでいます…"));
  hw_test_wait_text (window, SLOW);
  hw_test_close_window (window);
}

static void
word_goes_with_the_wait (void)
{
  GtkWidget *waiting = g_object_ref_sink (g_object_new (HW_TYPE_WAITING, NULL));

  g_assert_false (gtk_widget_get_visible (waiting));
  hw_waiting_start (HW_WAITING (waiting));
  g_assert_true (gtk_widget_get_visible (waiting));
  hw_test_wait_text (waiting, SLOW);
  hw_waiting_start (HW_WAITING (waiting));
  g_assert_false (hw_test_shows (waiting, SLOW));
  hw_waiting_stop (HW_WAITING (waiting));
  g_assert_false (gtk_widget_get_visible (waiting));
  g_object_unref (waiting);
}

static gboolean
says_offline (gpointer window)
{
  return hw_test_shows (window, OFFLINE);
}

static gboolean
says_online (gpointer window)
{
  return !hw_test_shows (window, OFFLINE);
}

static gboolean
says_unreachable (gpointer window)
{
  return hw_test_shows (
    window, "サーバー（mypage.example.jp）に接続できません。しばらくしてからもう一度お試しください。");
}

static void
offline_is_said_and_blocks_nothing (void)
{
  HwWindow *window;

  hw_fake_network_set_available (FALSE);
  window = hw_test_window (application, FAR_AWAY);
  hw_test_wait_until (says_offline, window, "that it is offline");
  hw_test_press (window, "求人者マイページにログイン");
  hw_test_wait_page (window, "求人者マイページログイン");
  g_assert_true (hw_test_shows (window, OFFLINE));

  hw_test_press (window, "トップ");
  hw_test_wait_page (window, "トップ");
  hw_test_wait_text (window, "読み込めませんでした。接続が戻ると、自動的に読み込みます。");
  hw_fake_network_set_available (TRUE);
  hw_test_wait_until (says_online, window, "that it is online");
  hw_test_wait_until (says_unreachable, window, "that it has tried to load again by itself");
  hw_fake_network_set_available (FALSE);
  hw_test_wait_until (says_offline, window, "that it is offline again");
  hw_fake_network_set_available (TRUE);
  hw_test_close_window (window);
}

static void
this_machine_is_never_offline (void)
{
  g_autoptr (HwTestServer) server = hw_test_server_start ();
  HwWindow *window = hw_test_window (application, hw_test_server_get_url (server));

  hw_fake_network_set_available (FALSE);
  hw_test_wait_text (window, "サイト運営者からのお知らせ");
  g_assert_false (hw_test_shows (window, OFFLINE));
  hw_fake_network_set_available (TRUE);
  hw_test_close_window (window);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GResolver) resolver = hw_fake_network_new_empty_resolver ();
  int status;

  hw_fake_network_install ();
  g_resolver_set_default (resolver);
  hw_test_gui_init (&argc, &argv);
  application = hw_test_application ();
  g_test_add_func ("/waiting/sending-gets-a-word-after-three-seconds",
                   sending_gets_a_word_when_it_takes_long);
  g_test_add_func ("/waiting/loading-gets-a-word-after-three-seconds",
                   loading_gets_a_word_when_it_takes_long);
  g_test_add_func ("/waiting/word-goes-with-the-wait", word_goes_with_the_wait);
  g_test_add_func ("/waiting/offline-is-said-and-blocks-nothing", offline_is_said_and_blocks_nothing);
  g_test_add_func ("/waiting/this-machine-is-never-offline", this_machine_is_never_offline);
  status = g_test_run ();
  g_clear_object (&application);
  return status;
}
